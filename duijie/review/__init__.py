"""A person accepts, corrects or rejects statements: facts."""
