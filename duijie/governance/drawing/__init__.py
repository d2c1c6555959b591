"""Tasks that a policy's text gives, each with its place. Pure."""
