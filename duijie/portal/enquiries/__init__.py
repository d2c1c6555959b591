"""What the public asks, and the clock on the first reply."""
