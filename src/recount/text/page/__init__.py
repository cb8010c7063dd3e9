"""Bytes of any kind become main text and metadata."""
