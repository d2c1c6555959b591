"""Pages of governance: the wall, tasks, bodies, policies, chains, and a unit's own page."""
