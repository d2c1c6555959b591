"""One file a measure. The docstring of the function is the published definition, Chinese then English."""
