"""One file a family of commands; each parses, calls, prints."""
