"""Benchmarks: each prints figures and ratios; none is asserted in the tests."""
