"""Organisations under all their names: details, honours, contacts, and what leads to them."""
