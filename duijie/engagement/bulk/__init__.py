"""Many events at once."""
