"""Visits both ways and what passes in between: purpose, demands, promises, next step, and who else plans to go."""
