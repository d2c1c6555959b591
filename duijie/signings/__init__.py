"""Signings as they hang on events: each project counts once, an increase by itself, and a ceremony again as such."""
