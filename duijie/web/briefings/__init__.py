"""Pages of briefings, and the proofing of drafts."""
