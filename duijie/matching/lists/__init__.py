"""Saved lists of prospects: who calls whom by when, what came of it, and what that says of the ranking."""
