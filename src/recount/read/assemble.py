"""A text read: its stories, their passages, the persons they tell of, and who claims what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recount.model import UNKNOWN_DATE, Claim, DateRange, Mention, Passage, Reading, Span, Speaker, Story, Text
from recount.read.chains import asserted, innermost, moved, speaking
from recount.read.pages import Page, pages
from recount.read.sums import sums
from recount.text.language import READ
from recount.text.people import people
from recount.text.quantities import Told, quantities
from recount.text.sentences import passages
from recount.text.speech import Said, speech
from recount.text.stories import stories
from recount.text.times import TimeTold, times

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What a study counts. Durations and frequencies ("three years", "twice") say how long, not how many.
COUNTED = ("count", "percent", "money", "measure")
CLAUSE = 160  # characters; a clause longer than that is no evidence a reader takes in at a glance, then the count alone


@dataclass(frozen=True, slots=True)
class _Heard:
    """All that was recognised in one story, places in its page's words."""

    page: Page
    said: tuple[Said, ...]
    told: tuple[Told, ...]
    times: tuple[TimeTold, ...]
    persons: tuple[Mention, ...]  # of this story, places in the whole text
    first: int  # index of its first person in the reading


def reading(text: Text) -> Reading:
    """All that is read from one text. Stories in a language that is not read get stories and passages, no claims."""
    found = stories(text)
    cut: list[Passage] = []
    mentions: list[Mention] = []
    claims: list[Claim] = []
    for page in pages(text, found):
        doc = _parsed(page)
        cut += [Passage(span.shifted(page.by), page.n) for span in passages(doc)]
        if (text.metadata.language or READ[0]) in READ:
            heard = _heard(text, page, doc, first=len(mentions))
            mentions += heard.persons
            claims += _claims(text, heard, before=len(claims))
    return Reading(text, found, tuple(cut), tuple(mentions), tuple(claims))


def _parsed(page: Page) -> Doc:
    from recount.text.parser import parse  # imported on use: splitting stories needs no parser

    return parse(page.words)


def _heard(text: Text, page: Page, doc: Doc, *, first: int) -> _Heard:
    author = text.metadata.author
    return _Heard(
        page,
        tuple(speech(doc, blocks=page.turns, author=author)),
        tuple(quantities(doc)),
        tuple(times(page.words, published=text.metadata.published, doc=doc)),
        tuple(told.mention(page.n, by=page.by) for told in people(doc, narrator=author)),
        first,
    )


def _claims(text: Text, heard: _Heard, *, before: int) -> list[Claim]:
    """The claims of one story in order of place; `before` is how many the reading has already."""
    spoken = [c for s in heard.said if asserted(s) for c in _spoken(text, heard, s)]
    kept = [n for n, t in enumerate(heard.told) if t.kind in COUNTED and not t.anaphoric]
    counted = {n: _counted(text, heard, heard.told[n]) for n in kept}
    ordered = sorted([*spoken, *counted.values()], key=lambda c: (c.quote.start, -c.quote.end, c.kind))
    place = {id(c): before + i for i, c in enumerate(ordered)}
    added = {}
    for n, found in sums(heard.page.words, heard.told).items():
        if n in counted and all(i in counted for i in found.parts):
            quantity = counted[n].quantity
            parts = tuple(place[id(counted[i])] for i in found.parts)
            added[id(counted[n])] = replace(quantity, parts=parts, adds_up=found.adds_up, readings=found.readings)  # type: ignore[type-var]  # a count has a quantity
    return [replace(c, quantity=added[id(c)]) if id(c) in added else c for c in ordered]


def _spoken(text: Text, heard: _Heard, said: Said) -> Iterable[Claim]:
    for part in said.content:
        yield Claim(
            text.quote(part.shifted(heard.page.by)),
            "speech",
            heard.page.n,
            speaker=_chain(heard, said.chain),
            polarity=said.polarity,
            certainty=said.certainty,
            stance=said.stance,
            when=_when(heard, part),
        )


def _counted(text: Text, heard: _Heard, told: Told) -> Claim:
    said = innermost(heard.said, told.span) or speaking(heard.said, told.span)
    words = told.clause if told.clause.end - told.clause.start <= CLAUSE else told.span
    chain = list(said.chain) if said else []
    if told.source_words:
        counter = told.source_words
        chain.insert(0, Speaker(None, counter.of(heard.page.words), "role", "document", place=counter))
    denied = "denied" in (told.polarity, said.polarity if said else "asserted")
    return Claim(
        text.quote(words.shifted(heard.page.by)),
        "quantity",
        heard.page.n,
        speaker=_chain(heard, chain),
        about=told.quantity.of,
        quantity=told.quantity,
        polarity="denied" if denied else "asserted",
        certainty=told.certainty if told.certainty != "certain" or said is None else said.certainty,
        stance=said.stance if said else "asserts",
        when=_when(heard, told.clause),
    )


def _chain(heard: _Heard, chain: Sequence[Speaker]) -> tuple[Speaker, ...]:
    made = moved(chain, heard.page.by, heard.persons)
    return tuple(replace(s, mention=heard.first + s.mention) if s.mention is not None else s for s in made)


def _when(heard: _Heard, clause: Span) -> DateRange:
    """The time told in these words, or else the only one of their sentence's line; unknown when there are several."""
    inside = [t for t in heard.times if t.span.within(clause)]
    return inside[0].when if inside else UNKNOWN_DATE


__all__ = ["Story", "reading"]
