"""Parks: zones, parks and parks within parks; what stands in them, on which ground, and who works there."""
