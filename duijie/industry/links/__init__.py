"""Chains as graphs of links: kept, read from a sheet, shipped."""
