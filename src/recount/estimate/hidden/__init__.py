"""How many were never seen: from who stands on which independent lists, or the reason why that cannot be told."""

from recount.estimate.hidden.figures import hidden

__all__ = ["hidden"]
