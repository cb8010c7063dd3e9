"""A reading as the JSON that `recount read FILE --json` prints: a contract with programs outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recount.model import Claim, Coding, DateRange, Mention, Quantity, Quote, Reading, Span

Json = dict[str, Any]


def reading_json(reading: Reading, codings: Sequence[Coding] = ()) -> Json:
    """The reading with suggested codings, as JSON values. Indices are into its own lists; places are code points."""
    text = reading.text
    return {
        "text": {
            "sha256": text.sha256,
            "characters": len(text.body),
            "language": text.metadata.language,
            "title": text.metadata.title,
            "author": text.metadata.author,
            "publication": text.metadata.publication,
            "published": _dates(text.metadata.published),
            "notes": list(text.notes),
        },
        "stories": [
            {**_span(s.span), "kind": s.kind, "title": s.title, "belongs_to": s.belongs_to, "speaker": s.speaker}
            for s in reading.stories
        ],
        "passages": [{**_span(p.span), "story": p.story} for p in reading.passages],
        "claims": [_claim(c) for c in reading.claims],
        "persons": [_person(m) for m in reading.mentions],
        "codings": [_coding(c) for c in codings],
        "refused": [{"story": r.story, "what": r.what, "given": r.given, "reason": r.reason} for r in reading.refused],
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _quote(quote: Quote) -> Json:
    return {"start": quote.start, "end": quote.end, "words": quote.words}


def _dates(when: DateRange) -> Json:
    return {
        "first": when.first.isoformat() if when.first else None,
        "last": when.last.isoformat() if when.last else None,
        "precise": when.precise,
        "words": when.words,
        "relative_to": when.relative_to,
        "relation": when.relation,
        "rule": when.rule,
        "leans_on": when.leans_on,
    }


def _quantity(told: Quantity | None) -> Json | None:
    if told is None:
        return None
    names = ("low", "high", "unit", "of", "qualifier", "share", "base", "adds_up", "derived", "rule")
    return {**{n: getattr(told, n) for n in names}, "parts": list(told.parts), "readings": list(told.readings)}


def _claim(claim: Claim) -> Json:
    return {
        "quote": _quote(claim.quote),
        "kind": claim.kind,
        "story": claim.story,
        "speaker": [
            {
                "name": s.name,
                "role": s.role,
                "naming": s.naming,
                "channel": s.channel,
                "cue": s.cue,
                "cue_places": [_span(place) for place in s.cue_places],
                "place": _span(s.place) if s.place else None,
                "stance": s.stance,
                "person": s.mention,
            }
            for s in claim.speaker
        ],
        "about": {"person": claim.mention, "words": claim.about},
        "variable": claim.variable,
        "value": claim.value,
        "quantity": _quantity(claim.quantity),
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "stance": claim.stance,
        "manner": _manner(claim) if claim.speaker else None,
        "when": _dates(claim.when),
    }


def _manner(claim: Claim) -> Json:
    names = ("act", "question", "condition", "future", "response", "evidence")
    return {name: getattr(claim.manner, name) for name in names}


def _person(mention: Mention) -> Json:
    return {
        "name": mention.name,
        "story": mention.story,
        "spellings": list(mention.spellings),
        "described_as": list(mention.described_as),
        "is_case": mention.is_case,
        "not_case": mention.not_case,
        "role": mention.role,
        "naming": mention.naming,
        "mentions": [_span(place) for place in mention.places],
    }


def _coding(coding: Coding) -> Json:
    return {
        "code": coding.code,
        "quote": _quote(coding.quote),
        "person": coding.mention,
        "value": coding.value,
        "score": coding.score,
        "reason": coding.reason,
    }
