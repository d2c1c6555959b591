"""What became of an agreement, out of its rows."""
