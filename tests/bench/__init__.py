"""Benchmarks: how fast peel is beside what its users would do instead; run by `make bench`, never as tests."""
