"""Returns that units are asked for: pre-filled from what is known, confirmed or corrected, sent back."""
