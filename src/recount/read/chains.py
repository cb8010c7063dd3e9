"""Who stands behind a stretch of words: the innermost speech it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recount.model import Manner, Mention, Span, Speaker
from recount.model.claim import Certainty, Polarity
from recount.text.speech.speech import Said


def innermost(said: Sequence[Said], span: Span) -> Said | None:
    """The speech with the fewest words that holds the beginning of `span`; None where the account itself speaks."""
    holding = [
        (part.end - part.start, n, s)
        for n, s in enumerate(said)
        for part in s.content
        if part.start <= span.start < part.end
    ]
    return min(holding, key=lambda h: h[:2])[2] if holding else None


def speaking(said: Sequence[Said], span: Span) -> Said | None:
    """The speech whose speaker is named by these words: "two" in "two said they left"."""
    return next((s for s in said if s.source is not None and s.source.overlaps(span)), None)


def denied(said: Sequence[Said], span: Span) -> bool:
    """Whether somebody denies what these words say, at any depth. Denied is not negated: "he has no rifle" is told."""
    return any(s.act == "deny" and any(p.start <= span.start < p.end for p in s.content) for s in said)


def voiced(said: Said) -> bool:
    """Whether words are somebody's at all: not a bare "he did not say that ...", which leaves no trace of an answer."""
    return not said.withheld or said.response != "none"


def manners(said: Said) -> list[tuple[Span, Polarity, Certainty, Manner]]:
    """The words said, parted where sentences of them are put forward otherwise than those before.

    What is only asked, supposed or not answered is no more than possible, however it is put.
    """
    found: list[tuple[Span, Polarity, Certainty, Manner]] = []
    for span, force in said.sentences:
        manner = Manner(said.act, force.question, force.condition, force.future, said.response, force.evidence)
        certainty: Certainty = "possible" if not manner.claimed and force.certainty != "estimate" else force.certainty
        last = found[-1] if found else None
        if last is not None and last[1:] == (force.polarity, certainty, manner) and _one_piece(said, last[0], span):
            found[-1] = (Span(last[0].start, span.end), *last[1:])
        else:
            found.append((span, force.polarity, certainty, manner))
    return found


def _one_piece(said: Said, one: Span, other: Span) -> bool:
    return any(one.within(piece) and other.within(piece) for piece in said.content)


def moved(chain: Sequence[Speaker], by: int, persons: Sequence[Mention]) -> tuple[Speaker, ...]:
    """The chain with places in the whole text and each speaker who is one of the persons tied to that person."""
    made = []
    for speaker in chain:
        place = speaker.place.shifted(by) if speaker.place else None
        cues = tuple(c.shifted(by) for c in speaker.cue_places)
        made.append(replace(speaker, place=place, cue_places=cues, mention=_person(speaker, place, persons)))
    return tuple(made)


def _person(speaker: Speaker, place: Span | None, persons: Sequence[Mention]) -> int | None:
    """Which person speaks: told at the very place, or else the only one of that name."""
    if place is not None:
        for n, person in enumerate(persons):
            if any(place.overlaps(p) for p in person.places):
                return n
    if speaker.name is None:
        return None
    named = [n for n, p in enumerate(persons) if speaker.name == p.name or speaker.name in p.spellings]
    return named[0] if len(named) == 1 else None
