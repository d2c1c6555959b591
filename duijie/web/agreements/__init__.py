"""Pages of agreements, of what falls due, of drafts screened, and of problems."""
