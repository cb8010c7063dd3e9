"""What is told of how many: the value that `quantities` gives, and the places that its parts pass to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.model import Quantity, Span
from recount.model.claim import Certainty, Polarity
from recount.text.quantity.limits import Bound

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Told:
    """One quantity of a story. Law: `span` lies within `clause`, both are places in the parsed text."""

    span: Span  # the words that count: "several dozen people"
    clause: Span  # the clause they stand in: "At least 58 people have left the group"
    quantity: Quantity
    kind: str  # count, percent, money, duration, measure, frequency, abstract
    noun: str  # what is counted, singular, as the account names it: "woman" where the unit is person
    sentence: int  # which sentence of the parse
    certainty: Certainty = "certain"
    polarity: Polarity = "asserted"
    among: Span | None = None  # the group it is some of: "the defectors surveyed by the researchers"
    source_words: Span | None = None  # who counted, where the words say so: "the researchers"
    anaphoric: bool = False  # "the two women": points back to what was told or named before, counts nothing new
    refers_to: int | None = None  # index in the list of the figure that this one is compared with


@dataclass(frozen=True, slots=True)
class Place:
    """A bound with its first and last token."""

    bound: Bound
    first: int
    last: int

    def root(self, doc: Doc) -> Token:
        """The token that stands for the number in the parse."""
        return doc[self.first : self.last + 1].root


@dataclass(frozen=True, slots=True)
class Site:
    """What stands around a number while it is read: the parse, the counts before it, the places after it."""

    doc: Doc
    text: str  # of the whole parse: the parser puts it together anew whenever it is asked
    starts: tuple[int, ...]  # first token of each sentence
    before: tuple[Told, ...]
    following: tuple[Place, ...]
    blocked: frozenset[int]  # tokens that tell a time


def tokens_of(doc: Doc, span: Span) -> Sequence[Token]:
    """The tokens that share a character with `span`."""
    cut = doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(cut) if cut is not None else []


def span_of(doc: Doc, first: int, last: int) -> Span:
    """The characters of tokens `first` to `last`, both included."""
    return Span(doc[first].idx, doc[last].idx + len(doc[last].text))
