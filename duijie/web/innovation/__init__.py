"""Pages of platforms, people brought in, technology contracts, outposts and partnerships."""
