"""Measures computed from entries, with their trace; claims compared with them."""
