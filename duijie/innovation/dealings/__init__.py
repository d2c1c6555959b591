"""People brought in, technology contracts and partnerships: rows beside the platforms that they may belong to."""
