"""Spreadsheets in and out: what a sheet holds, what it would change, one act that does it, and the way back."""
