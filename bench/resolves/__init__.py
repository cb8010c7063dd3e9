"""The parts of bench/resolve.py, one module each."""
