"""Who stands on which link, in the registry and in a place, and what the place lacks."""
