"""Briefings out of an outline whose slots are bound to figures: drafted, checked, signed off, numbered, frozen."""
