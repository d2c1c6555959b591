"""Science that lifts projects: platforms, people brought in, technology contracts, partnerships with institutes."""
