"""Pages of the record of acts, of who may do what, and of users and units."""
