"""The record of acts as people read and search it. The rows are those of :mod:`duijie.accounts`."""
