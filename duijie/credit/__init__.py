"""Whose work a project was: shares between units, for assessment alone."""
