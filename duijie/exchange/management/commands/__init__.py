"""What the server begins beside itself."""
