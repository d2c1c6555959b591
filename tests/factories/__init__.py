"""Makers of test material."""
