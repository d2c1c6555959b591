"""Enterprises in residence and their years, one or thousands at a time."""
