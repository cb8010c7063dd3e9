"""Parts of bench/suggest.py: public codings, what their codebooks say, and the peers."""
