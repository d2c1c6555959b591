"""Which industries go together, computed from who is registered where; and which come to a city next. Pure."""
