"""Agreements with their parties, the promises of both sides, reviews, and what falls due when."""
