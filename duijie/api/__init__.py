"""The programming interface: the same operations and the same visibility as the pages, as JSON."""
