"""Promises in a draft that law forbids or that want a fair-competition review: words found, never a verdict."""
