"""Pages of campaigns, events, channels, visits and the calendar."""
