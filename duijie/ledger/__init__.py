"""Entries: dated values and events that rest on facts. Append-only, read as of a day."""
