"""How many of what: every counted thing an English story tells, with its bounds, unit, words and how sure it is.

Counts come first; money, durations, measures and bare percent are kept and say their kind, so that a count of
persons never takes them in. Ages, dates, clock times, names with numbers and addresses are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from recount.model import Quantity, Span
from recount.text.quantity import words
from recount.text.quantity.bare import bare, group_of
from recount.text.quantity.bounds import bounds, qualified_after
from recount.text.quantity.clauses import (
    certainty_of,
    clause_of,
    counted_by,
    described,
    is_denied,
    is_limited,
    noun_phrase,
    said_of,
)
from recount.text.quantity.compared import with_compared
from recount.text.quantity.limits import Bound
from recount.text.quantity.nouns import Counted, counted, unit_of
from recount.text.quantity.refused import counts_nothing, is_idle
from recount.text.quantity.rules import RULES
from recount.text.quantity.shares import with_base
from recount.text.quantity.singles import singles
from recount.text.quantity.told import Place, Site, Told, span_of, tokens_of
from recount.text.time.times import TimeTold, times

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["RULES", "Told", "quantities"]

_ASKED = re.compile(
    r"\W*in (?:an?|the|its|his|her|their|our|one|another)\b[^,.;:]{0,30}?\b(?:survey|poll|study|sample|questionnaire)\b"
    r"[^,.;:]{0,40}\b(?:of|with|among)\b[^,.;:]{0,20}$",
    re.IGNORECASE,
)
NAMED = 3  # persons or things that a story is likely to have named one by one; chosen by hand
AHEAD = 3  # how many numbers after one are looked at to see whether it stands in a list


def quantities(doc: Doc, dated: Sequence[TimeTold] | None = None) -> list[Told]:
    """Every quantity of a parsed story, in order of its words; rule ids are those of `RULES`.

    Args:
        doc: the parse of the story; only sentences with a number in them are looked at.
        dated: the times of the same text, where they are known already; their numbers count nothing.
    """
    found: list[Told] = []
    text = doc.text  # once: the parser puts it together anew each time it is asked
    starts = tuple(sent.start for sent in doc.sents)
    days = times(text) if dated is None else dated
    blocked = frozenset(t.i for told in days for t in tokens_of(doc, told.core))
    each = sorted((*bounds(text), *singles(doc, text)), key=lambda b: b.span)
    places = [p for p in (_place(doc, bound) for bound in each) if p is not None]
    for at, place in enumerate(places):
        timed = place.bound.kind != "money" and (place.first in blocked or place.last in blocked)
        if timed or counts_nothing(doc, text, place):
            continue
        # What was told long before explains no bare number: only the nearest is looked at.
        site = Site(doc, text, starts, tuple(found[-AHEAD:]), tuple(places[at + 1 : at + 1 + AHEAD]), blocked)
        what = _what(site, place)
        if what is not None and not is_idle(site, place, what):
            found.append(_told(site, place, what, found))
    return with_compared(doc, found, starts)


def _place(doc: Doc, bound: Bound) -> Place | None:
    inside = [t.i for t in tokens_of(doc, bound.span) if not t.is_space]
    return Place(bound, inside[0], inside[-1]) if inside else None


def _what(site: Site, place: Place) -> Counted | None:
    bound = place.bound
    if bound.kind == "money":
        unit = bound.unit or "dollar"
        return Counted(place.last, place.last, place.last, unit, unit, "money")
    if bound.written == "article":  # "a Briton": the word after it says who
        at = place.last + 1
        return Counted(at, at, at, "person", site.doc[at].lower_, "count")
    what = counted(site.doc, bound, place.last, site.blocked)
    if what is not None and what.noun == "other" and (told := _others_of(site, place)) is not None:
        return replace(what, unit=told.quantity.unit, noun=told.noun)
    return what if what is not None and what.unit else bare(site, place, what)


def _others_of(site: Site, place: Place) -> Told | None:
    """What "nine others" are after "six bus routes" in the same sentence; persons, where they are harmed or speak."""
    after = site.doc[place.last + 2] if place.last + 2 < len(site.doc) else None
    if after is not None and (after.lower_ in words.HARMED or after.lemma_.lower() in words.PERSON_VERBS):
        return None
    start = site.doc[place.first].sent.start_char
    near = [told for told in site.before if told.span.start >= start and told.kind == "count"]
    return near[-1] if near else None


def _told(site: Site, place: Place, what: Counted, before: list[Told]) -> Told:
    doc, noun = site.doc, site.doc[what.head]
    bound, span = _worded(site, place, what)
    clause = clause_of(noun)
    whole = span_of(doc, clause[1], clause[2])
    group = _group(doc, place, what)
    among = noun_phrase(group) if group is not None else None
    kind = "percent" if bound.kind == "percent" else what.kind
    if among is not None and bound.base is None and kind in ("count", "percent"):
        bound = _of_base(bound, among.of(site.text))
        if bound.derived and group is not None:
            kind, what = "count", replace(what, unit=unit_of(doc, group.left_edge.i, group)[0])
    elif kind == "percent" and bound.base is None and (asked := _asked(site, place, before)) is not None:
        bound = _of_base(bound, asked.span.of(site.text))
        if bound.derived:
            kind, what = "count", replace(what, unit=asked.quantity.unit, noun=asked.noun)
    quantity = Quantity(
        bound.low, bound.high, "percent" if kind == "percent" else what.unit, qualifier=bound.qualifier,
        of=_of(site, place, what, clause, among if group is not noun else None),
        share=bound.share, base=bound.base, derived=bound.derived, rule=bound.rule,
    )  # fmt: skip
    return Told(
        span,
        Span(min(whole.start, span.start), max(whole.end, span.end)),
        quantity,
        kind,
        what.noun,
        bisect_right(site.starts, place.first) - 1,
        certainty_of(noun, bound.qualifier),
        "denied" if is_denied(doc, place.first, noun) else "asserted",
        among=among,
        source_words=counted_by(group if group is not None else noun),
        anaphoric=_points_back(
            doc, place.first, noun, quantity, [t for t in before if t.kind == kind and t.noun == what.noun]
        ),
    )


def _worded(site: Site, place: Place, what: Counted) -> tuple[Bound, Span]:
    """The bound as its noun makes it (counted or measured, with a qualifier after the noun), and all its words."""
    doc, bound, noun = site.doc, place.bound, site.doc[what.head]
    if what.kind not in ("count", "abstract"):
        bound = bound.as_amount()
        if what.kind == "duration" and bound.rule == "more_than" and (bound.qualifier or "").lower() == "over":
            # "Over two years" says during, not more than.
            bound = replace(bound, low=bound.value, high=bound.value, rule=None)
    tokens = span_of(doc, place.first, max(place.last, what.last))
    if bound.qualifier is None and what.last == what.head:
        bound = qualified_after(site.text, bound, noun.idx + len(noun.text))
    return bound, Span(min(bound.span.start, tokens.start), max(bound.span.end, tokens.end))


def _group(doc: Doc, place: Place, what: Counted) -> Token | None:
    """The group that the counted are some of."""
    if not what.of_group:
        return group_of(doc, place)
    noun = doc[what.head]
    return noun if noun.tag_ in ("NNS", "NNPS") else None


def _asked(site: Site, place: Place, before: list[Told]) -> Told | None:
    """Those a share is of, where the sentence opens with who was asked: "In a survey of 120 nurses, one in five"."""
    start = site.doc[place.first].sent.start_char
    for told in reversed(before):
        if told.span.start < start:
            return None
        if told.kind == "count" and _ASKED.match(site.text, start, told.span.start):
            return told
    return None


def _of(site: Site, place: Place, what: Counted, clause: tuple[Token, int, int], among: Span | None) -> str | None:
    """What is counted, as written: the noun with what limits it, what is said of it, and of which group."""
    doc, noun = site.doc, site.doc[what.head]
    said = [] if noun.i <= place.last else [described(doc, min(what.first, noun.i), noun)]
    head, _, last = clause
    if among is not None and head.i > place.last:
        said.append(" ".join(doc[head.i : last + 1].text.split()))
    else:
        said.append(said_of(doc, noun, clause))
    if among is not None:
        said.append(f"of {among.of(site.text)}")
    return ", ".join(words for words in said if words) or None


def _of_base(bound: Bound, group: str) -> Bound:
    """As in "Of the 58 defectors, 14 were women", "Of the 58, a quarter were women": some of a base of 58."""
    inside = [b for b in bounds(group) if b.kind == "count" and b.low is not None and b.low == b.high]
    if bound.kind == "percent":
        return replace(with_base(bound, inside[0]), base_span=None) if inside and bound.share is not None else bound
    if len(inside) != 1 or inside[0].value <= bound.value:
        return bound
    base = inside[0].value
    return replace(bound, base=base, share=bound.value / base if bound.low == bound.high else None)


def _points_back(doc: Doc, first: int, noun: Token, quantity: Quantity, alike: list[Told]) -> bool:
    """As in "The 58 people" after 58 people were told; "the two leaders" after two were named."""
    if not first or doc[first - 1].lower_ not in ("the", "these", "those"):
        return False
    low, high = quantity.low, quantity.high
    if any((t.quantity.low, t.quantity.high) == (low, high) for t in alike):
        return True
    return quantity.base is None and low is not None and low <= NAMED and low == high and not is_limited(noun)
