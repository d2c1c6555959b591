"""Many projects in one act: taken over from older records, or brought up to date, a thousand at a time."""
