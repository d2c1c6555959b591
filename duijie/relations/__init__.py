"""Who is tied to whom since when, read from the records; who can introduce us. Above all that records ties."""
