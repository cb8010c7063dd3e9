"""What `bench/reading.py` measures, a module a figure."""
