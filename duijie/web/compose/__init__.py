"""From what the queries give to what a page receives. No rule of the domain is decided here."""
