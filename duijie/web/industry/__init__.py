"""Pages of industry chains and of prospects."""
