"""What bounds a number: qualifiers, ranges, shares of a base, percent and money; string work, no parser.

No library keeps the bound: "at least 58" is 58 or more, "up to 28" is 0 to 28, "half of the 700" is 350 and derived.
The rules are `rules.toml`; each bound carries the id of the rule that made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from recount.model import Span
from recount.text.quantity.limits import Bound, limit
from recount.text.quantity.numbers import SMALL, TENS, Number, numbers
from recount.text.quantity.rules import AFTER, BEFORE, PREPOSITIONS
from recount.text.quantity.shares import shares, taken_of

_S = r"[^\S\n]+"
_PERCENT = re.compile(
    rf"(?:[^\S\n]?%(?!\w)|(?:{_S}|-)per(?:{_S})?cent(?:s|age)?\b|{_S}pct\b)(?!(?:{_S}|-)points?\b|age(?=\w))",
    re.IGNORECASE,
)
_MORE = "up to|as many as|at most|no more than|perhaps|even|possibly"
_TO = re.compile(
    rf"(?:[^\S\n]?%|{_S}per(?:{_S})?cent\b)?"
    rf"(?:,?{_S}(?P<word>to|and|or)(?:{_S}(?P<more>(?:{_MORE})(?:{_S}(?:{_MORE}))?))?{_S}|[^\S\n]?[-\u2010-\u2014][^\S\n]?)[$\u00a3\u20ac]?",
    re.IGNORECASE,
)
_OPENED = re.compile(
    rf"\b(?:anywhere{_S})?(?P<word>between|from){_S}[$\u00a3\u20ac]?(?:(?:about|some|around){_S})?$", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?:US|A|C)?(?P<sign>[$\u00a3\u20ac\u00a5\u20b9\u20bd\u20ba])[^\S\n]?$")
_CURRENCIES = dict(
    zip(
        "$\u00a3\u20ac\u00a5\u20b9\u20bd\u20ba",
        ["dollar", "pound", "euro", "yen", "rupee", "rouble", "lira"],
        strict=True,
    )
)
_CHANGE = re.compile(
    r"\b(?:ris|rose|grow|grew|increas|climb|jump|fell|fall|drop|declin|doubl|tripl|went|mov|chang|cut|soar|swell|dwindl)"
    r"\w{0,6}\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_SCALE = re.compile(r"thousand|million|billion|trillion|(?<=\d)(?:k|mn?|bn|tn)$", re.IGNORECASE)
_WORD = re.compile(r"([^\W\d_]+)[^\S\n]+$")
_LOW_SIDES = frozenset(("at_least", "more_than"))
_HIGH_SIDES = frozenset(("up_to", "fewer_than"))
_JOINED = re.compile(rf",?{_S}(?:and|but){_S}(?:perhaps{_S}|possibly{_S})?|,{_S}", re.IGNORECASE)
_BACK = 60  # characters before a number that may hold its qualifier; the longest in the table has 25


def bounds(text: str) -> list[Bound]:
    """Every bounded number of `text` in order, none overlapping; a base ("of the 700") belongs to its share."""
    found = shares(text)
    taken = {at for share in found for at in range(share.number.start, share.number.end)}
    plain = [_priced(text, _ranged(text, group)) for group in _grouped(text, numbers(text))]
    free = [b for b in plain if taken.isdisjoint(range(b.number.start, b.number.end))]
    qualified = [_qualified(text, bound) for bound in sorted((*free, *found), key=lambda b: b.span)]
    return _two_sided(text, _apart(taken_of(text, qualified)))


def rejoined(text: str) -> str:
    """The same text, character for character, with a space where a hand-wrapped line ends inside a count.

    A line ends inside a count after a qualifier ("at least" / "58 people") or between a number and a small letter
    ("58" / "people"). Elsewhere lines stay: one may be a heading.
    """
    made = list(text)
    for match in _wrapped_pattern().finditer(text):
        made[match.end() - 1] = " "
    for number in numbers(text):
        at = number.span.end
        if text[at : at + 1] == "\n" and text[at + 1 : at + 2].islower():
            made[at] = " "
    return "".join(made)


def qualified_after(text: str, bound: Bound, at: int) -> Bound:
    """`bound` with a qualifier that stands at `at`, after its noun: "58 people or more"."""
    match = _after_pattern().match(text, at)
    return bound if match is None else _with_after(bound, match)


def _apart(found: Iterable[Bound]) -> list[Bound]:
    """In order, with whatever runs into the one before it left out."""
    kept: list[Bound] = []
    for bound in sorted(found, key=lambda b: b.span):
        if not kept or bound.span.start >= kept[-1].span.end:
            kept.append(bound)
    return kept


def _two_sided(text: str, found: list[Bound]) -> list[Bound]:
    """A low and a high bound of one count are a range: "more than 10 and fewer than 40"."""
    kept: list[Bound] = []
    for bound in found:
        last = kept[-1] if kept else None
        sides = {last.rule, bound.rule} if last is not None else set()
        if (
            last is None
            or not (sides & _LOW_SIDES and sides & _HIGH_SIDES)
            or last.kind != bound.kind
            or last.base is not None
            or bound.share is not None
            or not _JOINED.fullmatch(text, last.span.end, bound.span.start)
        ):
            kept.append(bound)
            continue
        below, above = (last, bound) if last.rule in _LOW_SIDES else (bound, last)
        if below.low is not None and above.high is not None and below.low <= above.high:
            span, number = (Span(a.start, b.end) for a, b in ((last.span, bound.span), (last.number, bound.number)))
            kept[-1] = replace(last, span=span, number=number, low=below.low, high=above.high, rule="range")
        else:
            kept.append(bound)
    return kept


def _grouped(text: str, found: list[Number]) -> list[list[Number]]:
    """Numbers that are one range stand together: "12 to 15", "between 5 and 7", "five or six"."""
    groups: list[list[Number]] = []
    for number in found:
        if groups and len(groups[-1]) == 1 and _is_range(text, groups[-1][0], number):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _is_range(text: str, left: Number, right: Number) -> bool:
    match = _TO.fullmatch(text, left.span.end, right.span.start)
    if match is None or left.rule or right.rule or not _scaled(text, left, right) < right.value:
        return False
    before = text[max(0, left.span.start - _BACK) : left.span.start]
    opened = _OPENED.search(before)
    word = (match["word"] or "-").lower()
    if match.group().startswith(",") and not match["more"]:
        return False  # "12, and 14 more" are two counts; "two, and perhaps as many as five, brothers" are one
    if word == "and":
        return (opened is not None and opened["word"].lower() == "between") or bool(match["more"])
    if word == "or":
        return right.value - left.value <= max(1.0, left.value)
    if word == "to":  # a figure that rose from 12 to 58 is two figures
        return opened is None or _CHANGE.search(before) is None
    # A hyphen between small digits may be a score, a vote, a date: the number after must be the larger, and two
    # written digits after four are a span of years.
    year = 1900 <= left.value <= 2100 and left.span.end - left.span.start == len("1900")  # noqa: PLR2004 - years told
    return not (year and right.span.start - left.span.end == 1)


def _scaled(text: str, left: Number, right: Number) -> float:
    """The left of "2 to 3 million" is 2 million; of "50,000 to 2 million" it is what it says."""
    scale = _SCALE.search(text, right.span.start, right.span.end)
    if scale is None or _SCALE.search(text, left.span.start, left.span.end) or left.value >= 1000:  # noqa: PLR2004
        return left.value
    size = {"t": 1e12, "b": 1e9, "m": 1e6, "k": 1e3}[
        "k" if scale.group().lower() == "thousand" else scale.group()[0].lower()
    ]
    return left.value * size if left.value * size < right.value else left.value


def _ranged(text: str, group: list[Number]) -> Bound:
    first = group[0]
    if len(group) == 1:
        words = first.span.of(text) if first.rule else None
        return Bound(
            first.span, first.span, first.value, first.low, first.high, words, first.rule,
            written=first.written, people_only=first.people_only, unit_size=first.unit_size,
        )  # fmt: skip
    last = group[1]
    joined = text[first.span.end : last.span.start].lower()
    opened = _OPENED.search(text, max(0, first.span.start - _BACK), first.span.start)
    start = opened.start() if opened else first.span.start
    low = _scaled(text, first, last)
    closed = any(word in joined for word in ("up to", "as many as", "at most", "no more than"))
    whole = Span(first.span.start, last.span.end)
    says = opened["word"] if opened else None
    rule = "range.closed" if closed else "range"
    comma = joined.startswith(",")
    return Bound(
        Span(start, last.span.end), whole, low, low, last.value, says, rule, written=first.written, comma=comma
    )


def _priced(text: str, bound: Bound) -> Bound:
    """With the percent sign or the currency beside it."""
    percent = _PERCENT.match(text, bound.number.end)
    if percent:
        number = Span(bound.number.start, percent.end())
        share = bound.value / 100 if bound.low == bound.high else None
        span = Span(bound.span.start, percent.end())
        return replace(bound, span=span, number=number, kind="percent", unit="percent", share=share)
    money = _CURRENCY.search(text, max(0, bound.number.start - 4), bound.number.start)
    if money:
        number = Span(money.start(), bound.number.end)
        span = Span(min(money.start(), bound.span.start), bound.span.end)
        return replace(bound, span=span, number=number, kind="money", unit=_CURRENCIES[money["sign"]])
    return bound


def _qualified(text: str, bound: Bound) -> Bound:
    """With the qualifier before it, else the one after it."""
    start = bound.span.start
    match = _before_pattern().search(text, max(0, start - _BACK), start)
    if match is None or _is_preposition(text, match):
        after = _after_pattern().match(text, bound.span.end)
        return bound if after is None else _with_after(bound, after)
    words = match["words"]
    rule = BEFORE[" ".join(words.lower().split())]
    wider = replace(bound, span=Span(match.start(), bound.span.end))
    if rule == "exact":
        return replace(wider, qualifier=bound.qualifier or words)
    says = words if bound.qualifier is None else f"{words} {bound.qualifier}"
    after = _after_pattern().match(text, bound.span.end) if rule == "about" else None
    if after is not None and AFTER[" ".join(after["words"].lower().split())] != "about":
        # "About 500 or more" is 500 or more.
        return replace(_with_after(wider, after), qualifier=f"{words} ... {after['words']}")
    return limit(replace(wider, qualifier=says), rule, counted=bound.kind == "count")


def _is_preposition(text: str, match: re.Match[str]) -> bool:
    """As in "talk about two men", "control over three towns": no qualifier."""
    listed = PREPOSITIONS.get(match["words"].lower())
    before = _WORD.search(text, max(0, match.start() - _BACK), match.start()) if listed else None
    return before is not None and listed is not None and before.group(1).lower() in listed


def _with_after(bound: Bound, match: re.Match[str]) -> Bound:
    words = match["words"]
    wider = replace(bound, span=Span(bound.span.start, match.end()), qualifier=words)
    return limit(wider, AFTER[" ".join(words.lower().split())], counted=bound.kind == "count")


@cache
def _before_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<words>{_either(BEFORE)}){_S}$", re.IGNORECASE)


@cache
def _wrapped_pattern() -> re.Pattern[str]:
    starts = rf"\d|[$\u00a3\u20ac]\d|(?i:an?|half|{'|'.join((*SMALL, *TENS))})\b"
    return re.compile(rf"(?<![\w-])(?i:{_either(BEFORE)}|between|from)\n(?={starts})")


@cache
def _after_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:,?{_S})?(?P<words>{_either(AFTER)})(?![\w-])", re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", _S) for w in sorted(words, key=len, reverse=True))
