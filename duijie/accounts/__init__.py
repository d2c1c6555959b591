"""Users, units, the own region, and what one may see."""
