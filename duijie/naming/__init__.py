"""Whether two names mean one organisation, with reasons. Pure."""
