"""Numbers in, score with its explanation out. Pure."""
