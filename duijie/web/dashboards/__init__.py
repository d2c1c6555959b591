"""Dashboards as pages, on a wall, and as files."""
