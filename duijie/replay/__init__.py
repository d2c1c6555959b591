"""Answers that programs were given, kept for a day, so that a request sent twice is carried out once."""
