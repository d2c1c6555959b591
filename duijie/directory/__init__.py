"""Organisations under all their names, and the judgements that two names are one."""
