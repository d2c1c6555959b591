"""Dashboards of the region, a unit, a park, a chain, a campaign: figures narrowed, split and compared, as plain data."""
