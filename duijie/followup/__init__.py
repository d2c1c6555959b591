"""What is planned, what is under way, and what stands in the way of a project."""
