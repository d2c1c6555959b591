"""A draft checked before it goes out: what its numbers say of each other, and how they are worded."""
