"""Figures and entries as tidy tables for other programs: one row a value, CSV or Parquet."""
