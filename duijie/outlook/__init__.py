"""What a park or the region will yield, year by year: learned from what became of its projects, simulated, and told
as a fan. Nothing here is a promise: every answer says what it rests on.
"""
