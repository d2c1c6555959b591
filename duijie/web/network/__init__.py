"""Pages of ties: who is around whom, who can introduce us, whom not to ask."""
