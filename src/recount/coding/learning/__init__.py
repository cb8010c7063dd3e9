"""Codes learnt from the codebook and from what people coded; arrays in, chances out."""

from recount.coding.learning.chance import alone
from recount.coding.learning.draw import drawn, inclusion, worth
from recount.coding.learning.head import UNKNOWN, Coded, Learned, learn
from recount.coding.learning.risk import best_cut, cut
from recount.coding.learning.space import Said, Space

__all__ = [
    "UNKNOWN",
    "Coded",
    "Learned",
    "Said",
    "Space",
    "alone",
    "best_cut",
    "cut",
    "drawn",
    "inclusion",
    "learn",
    "worth",
]
