"""Twenty spreadsheets as counties make them, built by code, each with what must come out."""
