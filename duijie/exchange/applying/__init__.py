"""What was previewed is done, and taken back."""
