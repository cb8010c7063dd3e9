"""From captured bytes to what they tell: texts, stories, passages, persons and claims; copies of one story."""

from recount.read.assemble import reading
from recount.read.form import reading_json
from recount.read.readers import KEPT, Reader, reader
from recount.read.retold import copies
from recount.read.verbs import claims, stories, supplied, texts

__all__ = [
    "KEPT", "Reader", "claims", "copies", "reader", "reading", "reading_json", "stories", "supplied", "texts",
]  # fmt: skip
