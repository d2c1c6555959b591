"""Whom to call: enterprises of the registry ranked for a park, a chain or a link, by named factors with reasons."""
