"""Obtains published accounts: bytes under their SHA-256, with when, how and by whom."""

from recount.capture.take import Failure, Taken, take

__all__ = ["Failure", "Taken", "take"]
