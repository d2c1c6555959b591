"""The committee's word on a project: scorecards, vetoes, two steps."""
