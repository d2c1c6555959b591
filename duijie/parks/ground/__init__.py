"""Plots, buildings and their spaces: how they stand, whom they are promised to, what is late or idle."""
