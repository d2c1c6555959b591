"""Sheets as people make them: their tables, what the columns are, and what the cells say. Pure."""
