"""One file a kind of statement."""
