"""From received bytes to clean text, with a way back from every character. Pure."""
