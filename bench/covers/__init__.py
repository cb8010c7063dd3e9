"""What `bench/coverage.py` measures, a module a kind of interval."""
