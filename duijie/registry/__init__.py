"""The bulk registry: millions of enterprises in columnar files, and the index that finds them by name.

Nothing of it stands in the database. Everything lies under one folder that the caller names; no Django here.
"""
