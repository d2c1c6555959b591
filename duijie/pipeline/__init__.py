"""Projects: their stages and gates, evidence and agreed amounts. Rows are added; the present state is derived."""
