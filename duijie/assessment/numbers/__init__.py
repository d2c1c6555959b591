"""The numbers of units: their shares of figures, and what was entered by hand."""
