"""Shares: halves, thirds, ratios, majorities, percent; and the number they are of, which counts nothing itself."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace

from recount.model import Span
from recount.text.quantity.limits import Bound, share_limits
from recount.text.quantity.numbers import SCALES, SMALL, TENS, Number, numbers
from recount.text.quantity.rules import FRACTIONS

_S = r"[^\S\n]+"
_THE = "the|its|their|his|her|our|those|these"
_KNOWN = "total|known|estimated|first|last|roughly|so-called|foreign"
_OF_THE = re.compile(
    rf"{_S}(?:out{_S})?of{_S}(?:all{_S})?(?:of{_S})?(?:(?:{_THE}|an?|some){_S})?"
    rf"(?:(?!and\b|or\b)[\w-]{{1,30}}['\u2019]s?{_S})?(?:(?:{_KNOWN}){_S})?",
    re.IGNORECASE,
)
_THE_BASE = re.compile(rf"{_S}(?:of{_S})?(?:{_THE}){_S}", re.IGNORECASE)
_IN = re.compile(rf"{_S}(?:(?:in|out{_S}of){_S}(?:every{_S}|each{_S})?|of{_S}(?:every|each){_S})", re.IGNORECASE)
_TIME = re.compile(rf"{_S}(?:hours?|days?|weeks?|months?|years?|minutes?)\b", re.IGNORECASE)
_ORDINALS = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<some>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d)(?:{_S}|[-\u2010\u2011]))?"
    rf"(?P<part>{_ORDINALS})(?P<many>s)?\b(?![-\u2010\u2011])",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<![\w/])(\d)/(\d{1,2})(?![\w/])(?=\sof\b)")
# "A third of them", "a third said so"; "a third man" is no share.
_SHARE_ENDS = re.compile(
    rf"{_S}(?:(?:of|were|was|are|is|had|have|has|said|say|says|did|do|could|would|left|came|went|died)\b|"
    rf"\w{{2,20}}ed{_S}(?:in|at|by|to|from|after|because|for|that|they|he|she|on)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[,.;:)]|$)")
_HALF_OF = re.compile(rf"{_S}(?:of|{_THE})\b", re.IGNORECASE)
_OTHER_HALF = re.compile(
    r"\b(?:first|second|other|latter|each|either|both|better|top|bottom|last|every)[^\S\n]+$", re.IGNORECASE
)
_MIXED = re.compile(  # "five and three quarters" is one number
    rf"(?:\d|\b(?:{'|'.join((*SMALL, *TENS, *SCALES))})){_S}and{_S}$", re.IGNORECASE
)
_MOST = re.compile(
    rf"(?<![\w-])(?P<word>most|(?:a|the)(?:{_S}(?:vast|great|large|clear))?{_S}majority|none|not{_S}one|not{_S}a{_S}single{_S}one)(?={_S}of\b)",
    re.IGNORECASE,
)
_RATIO_BASES = frozenset((*range(2, 11), 20, 50, 100, 1000, 10_000, 100_000))  # "one in ten"; "12 of 58" is a count


def shares(text: str) -> list[Bound]:
    """Every share of `text` in order, without its base."""
    found = [_share(span, value, "share") for span, value in _fractions(text)]
    for match in _MOST.finditer(text):
        rule = "none" if match["word"].lower().startswith("no") else "majority"
        half = 0.0 if rule == "none" else 0.5
        found.append(replace(_share(Span(*match.span()), half, rule), qualifier=match.group()))
    taken = {at for bound in found for at in range(bound.number.start, bound.number.end)}
    found += [_share(span, value, "ratio") for span, value in _ratios(text) if span.start not in taken]
    return sorted(found, key=lambda bound: bound.span)


def _share(span: Span, value: float, rule: str) -> Bound:
    return Bound(span, span, value, None, None, rule=rule, kind="percent", unit="percent", share=value, written="words")


def _fractions(text: str) -> list[tuple[Span, float]]:
    found = []
    for match in _SHARE.finditer(text):
        share = _fraction(text, match)
        if share is not None:
            found.append((Span(*match.span()), share))
    for match in _SLASH.finditer(text):
        share = int(match[1]) / max(1, int(match[2]))
        if 0 < share < 1:
            found.append((Span(*match.span()), share))
    return found


def _fraction(text: str, match: re.Match[str]) -> float | None:
    """The share that the words name; None where they name something else: a third man, the second half."""
    part, some, many = match["part"].lower(), (match["some"] or "").lower(), bool(match["many"])
    before = max(0, match.start() - 16)
    if _OTHER_HALF.search(text, before, match.start()) or _MIXED.search(text, before, match.start()):
        return None
    if part == "half":
        alone = _HALF_OF.match(text, match.end()) or (not some and _SHARE_ENDS.match(text, match.end()))
        return 0.5 if alone and not many and some in ("", "one", "a") else None
    single = some in ("a", "an", "one", "1")
    alone = some in ("one", "1") and _ENDS.match(text, match.end())
    stands = many or alone or _SHARE_ENDS.match(text, match.end()) is not None
    if not some or many == single or not stands:
        return None
    how_many = 1.0 if some in ("a", "an") else numbers(some)[0].value
    share = how_many * FRACTIONS[part]
    return share if 0 < share < 1 else None


def _ratios(text: str) -> list[tuple[Span, float]]:
    """As in "One in ten", "two out of three", "nine in every 100"."""
    found: list[tuple[Span, float]] = []
    pairs = numbers(text)
    for left, right in itertools.pairwise(pairs):
        if _is_ratio(text, left, right) and not (found and found[-1][0].end > left.span.start):
            found.append((Span(left.span.start, right.span.end), left.value / right.value))
    return found


def _is_ratio(text: str, left: Number, right: Number) -> bool:
    gap = _IN.fullmatch(text, left.span.end, right.span.start)
    if gap is None or left.rule or right.rule or not 0 < left.value < right.value:
        return False
    every = "every" in gap.group().lower() or "each" in gap.group().lower()
    return (every or right.value in _RATIO_BASES) and _TIME.match(text, right.span.end) is None


def taken_of(text: str, found: list[Bound]) -> list[Bound]:
    """Shares and counts joined with the number they are of; that number is no quantity of its own."""
    starts = {
        at: other
        for other in found
        if other.kind in ("count", "money") and other.share is None
        for at in (other.span.start, other.number.start)
    }
    kept: list[Bound] = []
    used: set[Span] = set()
    for bound in found:
        if bound.span in used:
            continue
        base = _base_of(text, bound, starts)
        if base is not None:
            used.add(base.span)
            kept.append(_joined(bound, base))
        elif bound.rule not in ("majority", "none"):
            kept.append(_alone(bound))
    return [bound for bound in kept if bound.span not in used]


def _base_of(text: str, bound: Bound, starts: dict[int, Bound]) -> Bound | None:
    matches = [_OF_THE.match(text, bound.span.end)]
    if bound.share is not None:
        matches.append(_THE_BASE.match(text, bound.span.end))
    for match in matches:
        other = starts.get(match.end()) if match else None
        if other is None or other is bound:
            continue
        counted = bound.kind == "count" and bound.share is None
        if counted and (not 1 < bound.value < other.value or bound.people_only or other.kind == "money"):
            continue  # "one of the four" counts nothing, "two of the $5 notes" no money
        if bound.kind != "money":
            return other
    return None


def _joined(bound: Bound, base: Bound) -> Bound:
    span = Span(bound.span.start, max(bound.span.end, base.span.end))
    joined = replace(bound, span=span, base=base.value, base_span=base.number)
    if bound.kind == "count":  # "28 of the 120 families": counted, not computed
        high = bound.high if bound.high is not None else base.high
        if high is not None and bound.low is not None and high < bound.low:
            high = None
        return replace(joined, share=bound.value / base.value if bound.low == bound.high else None, high=high)
    return replace(with_base(bound, base), span=span)


def with_base(bound: Bound, base: Bound) -> Bound:
    """A share as a count, computed: that share of the base."""
    low, high = _times_base(bound, base)
    rule = {None: "share", "ratio": "share", "about": "about_share"}.get(bound.rule, bound.rule)
    return replace(
        bound,
        base=base.value,
        base_span=base.number,
        low=low,
        high=high,
        kind=base.kind,
        unit=base.unit,
        derived=True,
        rule=rule,
    )


def _times_base(bound: Bound, base: Bound) -> tuple[float | None, float | None]:
    if bound.rule == "majority":
        return float(math.floor((base.low or 0.0) / 2) + 1), base.high
    least, most = share_limits(bound)
    low = None if base.low is None else round(base.low * least, 6)
    high = None if base.high is None else round(base.high * most, 6)
    if bound.rule in ("more_than", "just_over") and low is not None and base.kind == "count":
        low = float(math.floor(low) + 1)
    if bound.rule == "just_over" and high is not None and low is not None:
        high = max(low, float(math.floor(high)))
    if bound.rule == "fewer_than" and high is not None and base.kind == "count":
        high = float(max(0, math.ceil(high) - 1))
    if low is not None and high is not None and low > high:
        low = high
    return low, high


def _alone(bound: Bound) -> Bound:
    """A share of something that is not numbered: its bounds are percent."""
    if bound.unit != "percent" or bound.low is not None:
        return bound
    least, most = share_limits(bound)
    open_above = bound.rule in ("at_least", "more_than")
    return replace(bound, low=round(100 * least, 6), high=None if open_above else round(100 * most, 6))
