"""Whether parts add up to the total that an account states: "28 warplanes ... 12 jets, 12 aircraft, four jets".

The text seldom says which numbers are parts of which, so readings are searched: a run of counts of fitting units near
the total that adds up is taken as its parts, and where a part may as well lie outside (jets that "were stationed"
there already), that other reading is given in words. Parts that do not add up are reported only where the text
presents them as all the parts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.text.quantity import words
from recount.text.quantity.told import Told

REACH = 2  # sentences between a total and its parts; chosen by hand
MOST = 12  # parts looked at; a longer list is a table, not a sentence
LEAST_OF_LEAST = 10  # smallest "at least" taken for a total; chosen by hand
LEAST = 3  # smallest total: two is one and one by chance too often
_BESIDE = re.compile(r",?\s*(?:\(|,|\bor\b|\bor about\b|\u2013|\u2014|--)\s*", re.IGNORECASE)
_GAP = 60  # characters between two parts of one list

_LISTS = re.compile(
    r"^[^.;!?\n]{0,120}?:\s*$|^[^.;!?\n]{0,40}?(?::|\u2014|\u2013|\s-\s|--|\()|"
    r"\b(?:made up of|compris(?:ed|ing|es)|consist(?:s|ed|ing) of|"
    r"composed of|divided into|broken down into|namely|that is)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\bof (?:whom|which|them|these|those)\b|\bamong (?:whom|them)\b", re.IGNORECASE)
_SUBSET = re.compile(r"\binclud(?:ing|es|ed?)\b|\bamong (?:them|whom)\b|\bsuch as\b", re.IGNORECASE)
_IN_ALL = re.compile(
    r"\b(?:in all|in total|altogether|all told|total(?:l?ing|s|led)?|together|combined|overall|sum)\b", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"\b(?:already|where|which|joining|joined|in addition|additional|additionally|besides|another|others?|more|"
    r"previously|earlier|before|had been|on top of|extra|separately|last (?:week|month|year))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated total and what is told as its parts; all numbers are indices of the quantities that were given in."""

    total: int | None  # None: shares of a whole that is not stated
    parts: tuple[int, ...]
    adds_up: bool
    readings: tuple[str, ...] = ()  # other ways to add up, in words: "28 + 4 = 32"


def check_sums(told: Sequence[Told], text: str) -> list[Sum]:
    """Every total of `told` whose parts stand near it, inner totals before outer ones; `text` is the story's."""
    taken: dict[int, int] = {}  # part -> total
    sums = [*_shares_of_a_whole(told), *_against_bases(told, text)]
    shares = {n for found in sums for n in found.parts}
    for total in sorted(range(len(told)), key=lambda n: (-n, told[n].quantity.low or 0)):
        if not _is_total(told[total]) or total in shares:
            continue
        found = _after(total, told, text, taken) or _before(total, told, text, taken)
        if found is not None:
            sums.append(found)
            taken.update(dict.fromkeys(found.parts, total))
        else:
            sums += _beyond(total, told, text)
    return sorted(sums, key=lambda s: (s.total if s.total is not None else s.parts[0], s.parts))


def related(total: Told, part: Told) -> bool:
    """Whether what `part` counts may be among what `total` counts."""
    if total.kind != part.kind:
        return False
    if total.kind == "percent":
        return True
    if total.quantity.unit == "person" or total.noun in words.MINORS:
        persons = part.quantity.unit == "person" or part.noun in words.MINORS | words.KIN
        grown = total.noun in words.MINORS and part.quantity.unit == "person" and part.noun != "person"
        return persons and not grown and not _excludes(total.noun, part.noun)
    if total.quantity.unit == part.quantity.unit or total.noun == part.noun:
        return True
    general = (
        {total.noun} if total.noun in words.KINDS.values() else {total.noun, words.KINDS.get(total.noun, total.noun)}
    )
    return not general.isdisjoint(_upwards(part.noun))


def _excludes(total: str, part: str) -> bool:
    return (total in words.MEN and part in words.WOMEN) or (total in words.WOMEN and part in words.MEN)


def _upwards(noun: str) -> Iterator[str]:
    seen: set[str] = set()
    while noun not in seen:
        seen.add(noun)
        yield noun
        noun = words.KINDS.get(noun, noun)


def _is_exact(told: Told) -> bool:
    quantity = told.quantity
    return (
        quantity.low is not None
        and quantity.low == quantity.high
        and told.refers_to is None
        and told.polarity == "asserted"
    )


def _is_least(told: Told) -> bool:
    """An "at least 312" is a total only of parts that come to 312 exactly, and by no chance."""
    quantity = told.quantity
    certain = told.refers_to is None and told.polarity == "asserted"
    return quantity.rule == "at_least" and (quantity.low or 0) >= LEAST_OF_LEAST and certain


def _is_total(told: Told) -> bool:
    return (
        (_is_exact(told) or _is_least(told))
        and told.kind in ("count", "percent")
        and (told.quantity.low or 0) >= LEAST
        and not told.quantity.derived
    )


def _after(total: int, told: Sequence[Told], text: str, taken: dict[int, int]) -> Sum | None:
    """Parts that follow the total."""
    whole = told[total]
    near = [
        n for n in range(total + 1, len(told))
        if told[n].sentence - whole.sentence <= REACH and related(whole, told[n]) and not told[n].anaphoric
        and told[n].refers_to is None and taken.get(n, -1) <= total
    ]  # fmt: skip
    near = near[:MOST]
    if len(near) < 2:  # noqa: PLR2004 - a sum has two parts
        return None
    found = next(
        (run for run in _runs(near, told, whole) if _is_told_as_parts(whole, [told[n] for n in run], text)), None
    )
    listed = _listed(whole, near, told, text)
    if found is not None and set(listed) <= set(found):
        return Sum(total, found, adds_up=True, readings=_other_readings(whole, found, told, text))
    return _judged(total, listed, told) if len(listed) > 1 and _is_exact(whole) else None


def _before(total: int, told: Sequence[Told], text: str, taken: dict[int, int]) -> Sum | None:
    """Parts that lead up to a total: "14 men and nine women, 23 in all"."""
    whole = told[total]
    clause = text[max(0, whole.span.start - 30) : whole.span.end + 15]
    if not _IN_ALL.search(clause[clause.rfind(":", 0, 30) + 1 :]):
        return None
    near = [
        n for n in range(total)
        if whole.sentence - told[n].sentence <= 1
        and related(whole, told[n])
        and taken.get(n) is None
        and not told[n].anaphoric
    ][-MOST:]  # fmt: skip
    for begin in range(len(near) - 1):
        run = tuple(near[begin:])
        if _fits(run, told, whole):
            return Sum(total, run, adds_up=True)
    listed = tuple(n for n in near if told[n].sentence == whole.sentence and _is_exact(told[n]))
    return _judged(total, listed, told) if len(listed) >= 2 else None  # noqa: PLR2004


def _runs(near: list[int], told: Sequence[Told], whole: Told) -> Iterator[tuple[int, ...]]:
    """Runs of neighbouring counts that add up to the whole, the nearest and longest first."""
    for begin in range(len(near) - 1):
        for end in range(len(near), begin + 1, -1):
            run = tuple(near[begin:end])
            if _fits(run, told, whole):
                yield run


def _fits(run: tuple[int, ...], told: Sequence[Told], whole: Told) -> bool:
    """Whether exact parts sum to the whole; shares may miss it by what rounding loses."""
    if not all(_is_exact(told[n]) for n in run) or len(run) < 2:  # noqa: PLR2004
        return False
    total = sum(told[n].quantity.low or 0.0 for n in run)
    give = _rounding([told[n] for n in run]) if whole.kind == "percent" else 1e-9
    return abs(total - (whole.quantity.low or 0.0)) <= give


def _rounding(parts: Sequence[Told]) -> float:
    """Half a unit of the last written digit for each part: what rounding may take from their sum."""
    fine = any((p.quantity.low or 0.0) != int(p.quantity.low or 0.0) for p in parts)
    return len(parts) * (0.05 if fine else 0.5) + 1e-9


def _is_told_as_parts(whole: Told, parts: Sequence[Told], text: str) -> bool:
    """Numbers that add up by chance do not stand together: parts begin at once, or in the sentence of the total."""
    first = parts[0]
    if first.sentence - whole.sentence > 1:
        return False
    between = text[whole.span.end : first.span.start]
    if _SUBSET.search(between[-_GAP:]) and first.sentence == whole.sentence:
        return False  # told as some of them, whatever they come to
    if _LISTS.search(between) or _OF_WHOM.search(between):
        return True
    together = all(later.sentence - sooner.sentence <= 1 for sooner, later in itertools.pairwise(parts))
    same = all(part.noun == whole.noun for part in parts)
    # "Five men ... two men ... three men" may be three events; parts have names of their own, or stand in one sentence.
    return together and (not same or first.sentence == whole.sentence or len({part.sentence for part in parts}) == 1)


def _listed(whole: Told, near: list[int], told: Sequence[Told], text: str) -> tuple[int, ...]:
    """The counts that the text itself presents as all the parts: a list after a colon, "made up of"."""
    first = told[near[0]]
    between = text[whole.span.end : first.span.start]
    far = len(between) > (2 * _GAP if between.rstrip().endswith(":") else _GAP)  # a colon opens the parts, even late
    if first.sentence != whole.sentence or far or _SUBSET.search(between):
        return ()
    of_whom = _OF_WHOM.search(between) is not None
    if not (_LISTS.search(between) or of_whom):
        return ()
    run = [near[0]]
    for n in near[1:]:
        gap = text[told[run[-1]].span.end : told[n].span.start]
        if (
            told[n].sentence != whole.sentence
            or len(gap) > _GAP
            or not re.search(r",|;|\band\b", gap)
            or _SUBSET.search(gap)
        ):
            break
        run.append(n)
    if any((told[n].quantity.low or 0) > (whole.quantity.low or 0) for n in run):
        return ()
    if of_whom and sum(told[n].quantity.low or 0 for n in run) <= (whole.quantity.low or 0):
        return ()  # "of whom 12 were women and five men" need not name them all
    return tuple(run)


def _judged(total: int, parts: tuple[int, ...], told: Sequence[Told]) -> Sum:
    """Parts that were presented as all of them, against the total: bounds must at least allow it."""
    whole = told[total].quantity.low or 0.0
    low = sum(told[n].quantity.low or 0.0 for n in parts)
    highs = [told[n].quantity.high for n in parts]
    high = None if None in highs else sum(h for h in highs if h is not None)
    give = _rounding([told[n] for n in parts]) if told[total].kind == "percent" else 0.0
    fits = low - give <= whole and (high is None or whole <= high + give)
    says = f"{_added(parts, told)} = {_number(low)}, not {_number(whole)}" if low == high else ""
    return Sum(total, parts, adds_up=fits, readings=(says,) if says and not fits else ())


def _other_readings(whole: Told, parts: tuple[int, ...], told: Sequence[Told], text: str) -> tuple[str, ...]:
    """The same parts read as lying beside the total: a part in a clause of its own that says it was there already."""
    readings = []
    total = whole.quantity.low or 0.0
    for at, n in enumerate(parts):
        part = told[n]
        alone = all(told[other].clause != part.clause for other in parts if other != n)
        gap = text[told[parts[at - 1]].span.end : part.span.start] if at else ""
        if alone and at and part.kind == "count" and _OUTSIDE.search(gap[-_GAP:] + " " + part.clause.of(text)):
            value = part.quantity.low or 0.0
            readings.append(f"{_number(total)} + {_number(value)} = {_number(total + value)}")
    return tuple(readings)


def _shares_of_a_whole(told: Sequence[Told]) -> list[Sum]:
    """Three or more shares of one sentence that make a whole; 101 per cent by rounding is a whole."""
    found = []
    by_sentence: dict[int, list[int]] = {}
    for n, one in enumerate(told):
        if one.kind == "percent" and _is_exact(one):
            by_sentence.setdefault(one.sentence, []).append(n)
    for run in by_sentence.values():
        total = sum(told[n].quantity.low or 0.0 for n in run)
        if len(run) >= LEAST and abs(total - 100) <= _rounding([told[n] for n in run]):
            says = () if total == 100 else (f"{_added(tuple(run), told)} = {_number(total)} by rounding",)  # noqa: PLR2004
            found.append(Sum(None, tuple(run), adds_up=True, readings=says))
    return found


def _against_bases(told: Sequence[Told], text: str) -> list[Sum]:
    """Counts with their base and the percent told beside them: "14 of the 56, or 25 per cent"."""
    found = []
    for n, (count, share) in enumerate(itertools.pairwise(told)):
        base, value = count.quantity.base, count.quantity.low
        if count.kind != "count" or share.kind != "percent" or not base or value is None or count.quantity.derived:
            continue
        if not _is_exact(count) or not _BESIDE.fullmatch(text[count.span.end : share.span.start]):
            continue
        percent = 100 * value / base
        low, high = share.quantity.low or 0.0, share.quantity.high
        give = 0.05 if low != int(low) else 0.5
        fits = low - give <= percent + 1e-9 and (high is None or percent <= high + give + 1e-9)
        says = f"{_number(value)} of {_number(base)} = {_number(round(percent))} per cent, not {_number(low)}"
        found.append(Sum(n, (n + 1,), adds_up=fits, readings=() if fits else (says,)))
    return found


def _beyond(total: int, told: Sequence[Told], text: str) -> list[Sum]:
    """What is told as some of the total and is more than it: "12 pupils, including 14 girls"."""
    whole = told[total]
    part = told[total + 1] if total + 1 < len(told) else None
    if part is None or part.sentence != whole.sentence or not related(whole, part) or not _is_exact(part):
        return []
    between = text[whole.span.end : part.span.start]
    if len(between) > _GAP or not _SUBSET.search(between) or not _is_exact(whole):
        return []
    low, most = part.quantity.low or 0.0, whole.quantity.low or 0.0
    return (
        [Sum(total, (total + 1,), adds_up=False, readings=(f"{_number(low)} of {_number(most)}",))]
        if low > most
        else []
    )


def _added(parts: tuple[int, ...], told: Sequence[Told]) -> str:
    return " + ".join(_number(told[n].quantity.low or 0.0) for n in parts)


def _number(value: float) -> str:
    return f"{value:,.10g}"
