"""Industry chains: graphs of links, who stands on which link and why, which links are strong, weak or missing."""
