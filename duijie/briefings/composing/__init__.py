"""From an outline and figures to text, and what a second look at that text finds."""
