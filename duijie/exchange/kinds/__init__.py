"""What can come in as a sheet: one module a kind, with its fields and how its rows are compared with what is kept."""
