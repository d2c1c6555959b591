"""Pages of parks: the tree, one park, ground to let, reservations, yields."""
