"""Many organisations in one act, with a journal of it."""
