"""Tasks in a tree: progress with proof, lights by published thresholds, slips, sign-off."""
