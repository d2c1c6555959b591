"""The page that looks ahead: what parks will yield."""
