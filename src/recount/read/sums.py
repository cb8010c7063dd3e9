"""Whether the numbers of a story add up: a total against the parts that stand near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from recount.text.quantities import Told

REACH: Final = 2  # sentences after a total in which its parts may stand; chosen by hand
MOST_PARTS: Final = 8  # counts looked at for one total
LEAST_TOTAL: Final = 3

# Things that are counted together under one name, though each has its own.
_FAMILIES: Final = tuple(
    frozenset(words.split())
    for words in (
        "aircraft airplane aeroplane plane warplane jet fighter bomber helicopter drone airliner gunship",
        "vehicle car truck lorry van bus pickup tank jeep motorcycle carrier",
        "weapon rifle gun pistol grenade bomb mine missile rocket mortar launcher",
        "vessel ship boat ferry dinghy warship frigate submarine",
        "building house home flat school mosque church hospital shop base airbase post",
    )
)
_PERSONS: Final = frozenset(("person", "child", "family"))
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|all told|a total of|the total)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:includ\w+|among (?:them|whom)|such as|at least)\b[^.;:]{0,40}$", re.IGNORECASE)
_PARTED = re.compile(r"[:(—–]\s*(?:\w+\s){0,3}$|--\s*(?:\w+\s){0,3}$|\b[Oo]f (?:these|those|them|the)\b[^.;]{0,60}$")


@dataclass(frozen=True, slots=True)
class Sum:
    """What adding up gave: the parts found, whether they make the total, and other ways to add them, in words."""

    parts: tuple[int, ...]  # indices into the quantities given
    adds_up: bool
    readings: tuple[str, ...] = ()


def sums(text: str, told: Sequence[Told]) -> dict[int, Sum]:
    """For each total with parts, what they add up to. A total without parts is left out.

    Args:
        text: the story the quantities are places in.
        told: its quantities, in order.
    """
    found: dict[int, Sum] = {}
    for n, total in enumerate(told):
        if not _exact(total) or total.anaphoric or _value(total) < LEAST_TOTAL:
            continue
        made = _parts(text, told, n)
        if made is not None:
            found[n] = made
    return found


def _value(told: Told) -> float:
    return told.quantity.low or 0.0


def _exact(told: Told) -> bool:
    quantity = told.quantity
    return told.kind == "count" and quantity.low is not None and quantity.low == quantity.high and not quantity.derived


def _alike(total: Told, part: Told) -> bool:
    """Whether things of the part's unit may be counted in the total's."""
    one, other = total.quantity.unit, part.quantity.unit
    if one == other or {one, other} <= _PERSONS:
        return True
    heads = {one.split()[-1], other.split()[-1]}
    return len(heads) == 1 or any(heads <= family for family in _FAMILIES)


def _near(told: Sequence[Told], n: int, *, after: bool) -> list[int]:
    """Counts that may be parts: smaller, alike, close behind the total or a repetition of it; or close before it."""
    total = told[n]
    again = [t.sentence for t in told[n + 1 :] if t.anaphoric and _value(t) == _value(total) and t.noun == total.noun]
    starts = [total.sentence, *again] if after else [total.sentence - REACH]
    reach = [range(s, s + REACH + 1) for s in starts]
    candidates = range(n + 1, len(told)) if after else range(n)
    near = [
        i
        for i in candidates
        if _exact(told[i])
        and not told[i].anaphoric
        and _value(told[i]) < _value(total)
        and _alike(total, told[i])
        and any(told[i].sentence in r for r in reach)
    ]
    return near[:MOST_PARTS] if after else near[-MOST_PARTS:]


def _runs(near: Sequence[int]) -> Iterator[Sequence[int]]:
    """Runs of two or more neighbours, the longest first, then the earliest."""
    for size in range(len(near), 1, -1):
        for start in range(len(near) - size + 1):
            yield near[start : start + size]


def _parts(text: str, told: Sequence[Told], n: int) -> Sum | None:
    total = told[n]
    around = text[max(0, total.span.start - 20) : total.span.end + 20]
    for after in (True, False) if _IN_ALL.search(around) else (True,):
        near = _near(told, n, after=after)
        for run in _runs(near):
            if sum(_value(told[i]) for i in run) == _value(total):
                return Sum(tuple(run), adds_up=True, readings=_otherwise(told, n, run))
        short = _divided(text, told, n, near) if after else None
        if short is not None:
            added = sum(_value(told[i]) for i in short)
            return Sum(tuple(short), adds_up=False, readings=(f"{_plus(told, short)} = {added:g}, not {_value(total):g}",))
    return None


def _plus(told: Sequence[Told], run: Sequence[int]) -> str:
    return " + ".join(f"{_value(told[i]):g}" for i in run)


def _otherwise(told: Sequence[Told], n: int, run: Sequence[int]) -> tuple[str, ...]:
    """The other reading where a part stands in a clause apart: that it comes on top of the total."""
    first = told[run[0]]
    apart = [i for i in run if told[i].sentence != first.sentence or told[i].clause != first.clause]
    if not apart or len(apart) == len(run) - 1 and told[n].sentence == first.sentence:
        return ()
    total = _value(told[n]) + sum(_value(told[i]) for i in apart)
    return (f"{_value(told[n]):g} + {_plus(told, apart)} = {total:g}",)


def _divided(text: str, told: Sequence[Told], n: int, near: Sequence[int]) -> list[int] | None:
    """Parts that the story itself sets out as all of the total: a list after a colon, or "Of the 104, ..."."""
    for start, first in enumerate(near):
        listed = [i for i in near[start:] if told[i].sentence == told[first].sentence]
        if len(listed) < 2:  # noqa: PLR2004  # one part is a subset, not a division
            continue
        lead = text[max(told[n].span.start, told[first].span.start - 120) : told[first].span.start]
        lead = lead[lead.rfind("\n") + 1 :]
        if _PARTED.search(lead) and not _SOME.search(lead) and _listed(text, told, listed):
            return listed
    return None


def _listed(text: str, told: Sequence[Told], run: Sequence[int]) -> bool:
    """Whether the parts stand one after the other with no sentence end, semicolon or other count between them."""
    for left, right in zip(run, run[1:], strict=False):
        between = text[told[left].span.end : told[right].span.start]
        if right != left + 1 or not re.fullmatch(r"[^.;\n]{0,60}(?:,|\band\b|&)\s*(?:and\s)?(?:the other\s)?", between):
            return False
    return True
