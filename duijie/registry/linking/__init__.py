"""A whole list of enterprises linked with the registry and the own directory, row by row, with reasons.

keys (which rows are worth comparing) → features (names taken apart) → scoring (Splink on DuckDB, by the model) →
deciding (linked, for the clerk, or none) → results (a table, and a queue sheet that is read back as judgements).
"""
