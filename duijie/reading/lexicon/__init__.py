"""Words as data: an expert adds one without touching an engine."""
