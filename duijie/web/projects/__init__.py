"""The pages of leads, projects, money and warnings."""
