"""Units scored by rule tables: their numbers, how each point came about, objections, and what was published."""
