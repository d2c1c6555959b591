"""Yield a mu: enterprises in residence scored by a table of rules, graded by shares, explained one by one."""
