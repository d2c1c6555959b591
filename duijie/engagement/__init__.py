"""Campaigns, events, channels: what was done to bring investors, whom it reached, and which leads say they came of it."""
