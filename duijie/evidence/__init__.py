"""Statements stored with their places, and the repaired text that they were read from."""
