"""The steps of repair: each a pure function from a text to what it would change, or ``None``."""
