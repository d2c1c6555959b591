"""Money received, and what was promised against what came: dated rows with their evidence."""
