"""Pages of spreadsheets: imports from the file to the result and back, and lists that go out."""
