"""What a name typed or read anywhere can mean: our own organisations first, then the bulk registry, with reasons."""
