"""English as a tongue: what `text/tongues.py` asks of one, each by the part of this room that knows it."""

from __future__ import annotations

from recount.text.attribute.attributes import attributes
from recount.text.parser import parse, parser_version
from recount.text.people.people import people
from recount.text.quantity.quantities import quantities
from recount.text.speech.speech import speech
from recount.text.story.sentences import passages
from recount.text.time.times import times

__all__ = ["attributes", "parse", "parser_version", "passages", "people", "quantities", "speech", "times"]
