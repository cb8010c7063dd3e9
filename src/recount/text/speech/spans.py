"""One attribution inside a sentence, as ranges of tokens, and how such ranges are cut and trimmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.speech.source import noun_span, relative_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from recount.model.claim import Act

Range = tuple[int, int]  # tokens of the story, the last one not included
_CUE_REACH = 4  # tokens from a verb to its auxiliaries
_LOOSE = frozenset((",", ".", ";", ":", "-", "–", "—", "--", "?", "!"))


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution inside a sentence, before anybody is resolved."""

    cue: tuple[Range, ...]
    content: tuple[Range, ...]  # empty: the content must come from a quotation
    source: Range | None  # words that name who speaks
    speaker: Token | None  # head of those words
    act: Act
    verb: Token  # head of the cue
    head: Token | None = None  # head of the content
    fronted: bool = False  # content before the cue
    open: bool = False  # the content was taken by position, not by the parse
    pronoun: Token | None = None  # "who", standing beside the cue for the speaker


def without(start: int, end: int, cut: Range) -> tuple[Range, ...]:
    """What is left of a range when another is cut out of it."""
    return tuple(r for r in ((start, min(end, cut[0])), (max(start, cut[1]), end)) if r[0] < r[1])


def cue_ranges(verb: Token, particle: Token | None = None) -> tuple[Range, ...]:
    """The verb with its auxiliaries, negation and particle, as far as they stand together."""
    places = {verb.i}
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) <= _CUE_REACH:
            places.add(child.i)
    if particle is not None:
        places.add(particle.i)
    ranges: list[Range] = []
    for place in sorted(places):
        if ranges and ranges[-1][1] >= place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return tuple(ranges)


def made(  # noqa: PLR0913  # one place builds the value, so that trimming is never forgotten
    verb: Token,
    act: Act,
    content: tuple[Range, ...],
    source: Token | None,
    cue: tuple[Range, ...],
    head: Token | None,
    *,
    fronted: bool = False,
    opened: bool = False,
) -> Attributed:
    """The attribution with its content trimmed."""
    doc = verb.doc
    kept = tuple(r for r in (trimmed(doc, *r) for r in content) if r[0] < r[1])
    span = None if source is None else noun_span(source)
    stands = relative_of(verb) if source is not None and verb.pos_ in ("VERB", "AUX") else None
    return Attributed(cue, kept, span, source, act, verb, head, fronted, opened, stands)


def trimmed(doc: Doc, start: int, end: int) -> Range:
    """A range without blanks, stops, dashes and a leading "that" at its ends; quotation marks stay."""
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE):
        end -= 1
    while start < end and (doc[start].is_space or doc[start].text in _LOOSE or _opener(doc[start])):
        start += 1
    return start, end


def _opener(token: Token) -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"
