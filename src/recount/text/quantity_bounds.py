"""What bounds a number: qualifiers, ranges, shares of a base, percent and money; string work, no parser.

No library keeps the bound: "at least 58" is 58 or more, "up to 28" is 0 to 28, "half of the 700" is 350 and derived.
The rules are `quantity_rules`; each bound carries the id of the rule that made it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from recount.model import Span
from recount.text.numbers import Number, numbers
from recount.text.quantity_rules import AFTER, BEFORE, FRACTION_GIVE, FRACTIONS, NEARLY

_S = r"[^\S\n]+"
_OF_THE = re.compile(
    rf"{_S}(?:out{_S})?of{_S}(?:all{_S})?(?:of{_S})?(?:(?:the|its|their|his|her|our|those|these|an?|some){_S})?(?:(?!and\b|or\b)[\w-]+['\u2019]s?{_S})?(?:(?:total|known|estimated|first|last|roughly|so-called|foreign){_S})?"
    r"(?:of\s)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"(?:[^\S\n]?%|(?:{_S}|-)per{_S}?cent\b|{_S}pct\b)(?!{_S}?points?\b|{_S}?-point|age)", re.IGNORECASE
)
_TO = re.compile(
    rf"(?:{_S}(?P<word>to|and|or|till)(?:{_S}(?P<more>up to|as many as|at most|no more than|perhaps|even|possibly))?{_S}|[^\S\n]?[-\u2010-\u2014][^\S\n]?)(?P<currency>[$\u00a3\u20ac])?",
    re.IGNORECASE,
)
_IN = re.compile(rf"{_S}(?:in|out{_S}of){_S}(?:every{_S}|each{_S}|the{_S})?", re.IGNORECASE)
_ORDINALS = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<some>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d)(?:{_S}|[-\u2010\u2011]))?(?P<part>{_ORDINALS})(?P<many>s)?\b(?![-\u2010\u2011])",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<![\w/])(\d)/(\d{1,2})(?![\w/])(?=\sof\b)")
_NOT_A_SHARE = re.compile(
    r"\b(?:first|second|other|latter|each|either|both|better|top|bottom|last|every)[^\S\n]+$", re.IGNORECASE
)
_MOST = re.compile(
    rf"(?<![\w-])(?P<word>most|(?:a|the)(?:{_S}(?:vast|great|large|clear))?{_S}majority|none)(?={_S}of\b)",
    re.IGNORECASE,
)
_CURRENCY_BEFORE = re.compile(r"(?P<sign>US\$|A\$|C\$|\$|\u00a3|\u20ac|\u00a5|\u20b9|\u20bd|\u20ba)[^\S\n]?$")
_CURRENCIES = {
    "$": "dollar",
    "\u00a3": "pound",
    "\u20ac": "euro",
    "\u00a5": "yen",
    "\u20b9": "rupee",
    "\u20bd": "rouble",
    "\u20ba": "lira",
}
_CHANGE = re.compile(
    r"\b(?:ris|rose|grow|grew|increas|climb|jump|fell|fall|drop|declin|doubl|tripl|went|mov|chang|cut|soar|swell|dwindl)\w*\b[^.;]{0,30}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number with what bounds it. Law: `low <= high` where both are given."""

    span: Span  # from the qualifier to the last number word
    number: Span  # the number alone, or the share's words
    value: float
    low: float | None
    high: float | None
    qualifier: str | None = None
    rule: str | None = None
    kind: str = "count"  # count, percent, money
    unit: str | None = None  # of money: the currency
    share: float | None = None
    base: float | None = None
    base_span: Span | None = None
    derived: bool = False
    written: str = "digits"
    people_only: bool = False
    unit_size: float = 1.0

    def as_amount(self) -> Bound:
        """The same of something that is measured, not counted: more than 5 is from 5, not from 6."""
        if self.rule in ("more_than", "fewer_than", "nearly", "just_over", "about") and self.share is None:
            return _limited(replace(self, low=self.value, high=self.value), self.rule, counted=False)
        return self


def bounds(text: str) -> list[Bound]:
    """Every bounded number of `text` in order, none overlapping; a base ("of the 700") belongs to its share."""
    plain = [_priced(text, _ranged(text, group)) for group in _grouped(text, numbers(text))]
    shares = _shares(text)
    parts = [b for b in plain if not any(b.number.overlaps(s.number) for s in shares)]
    found: list[Bound] = []
    for bound in sorted((*parts, *shares), key=lambda b: b.span):
        found.append(_qualified(text, bound))
    return sorted(_based(text, found), key=lambda b: b.span)


def qualifier_after(text: str, at: int) -> tuple[str, int] | None:
    """The rule of a qualifier that stands at `at` after a counted noun ("58 people or more"), and where it ends."""
    match = _after_pattern().match(text, at)
    return (_AFTER_RULE[" ".join(match["words"].lower().split())], match.end()) if match else None


def limited(bound: Bound, rule: str, words: str, end: int) -> Bound:
    """`bound` with a qualifier that stands after its noun."""
    wider = replace(bound, span=Span(bound.span.start, max(end, bound.span.end)), qualifier=words, rule=rule)
    return _limited(wider, rule, counted=bound.kind == "count")


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
    gap = text[left.span.end : right.span.start]
    match = _TO.fullmatch(gap)
    if match is None or left.rule or right.rule:
        return False
    if not _scaled(left, right) < right.value:
        return False
    before = text[max(0, left.span.start - 60) : left.span.start]
    between = (
        re.search(
            r"\b(?:anywhere[^\S\n]+)?between[^\S\n]+[$\u00a3\u20ac]?(?:about |some |around )?$", before, re.IGNORECASE
        )
        is not None
    )
    word = (match["word"] or "-").lower()
    if word == "and":
        return between or bool(match["more"])
    if word == "or":
        return right.value - left.value <= max(1.0, left.value)
    if word == "to" and re.search(r"\bfrom[^\S\n]+[$\u00a3\u20ac]?$", before):
        return _CHANGE.search(before) is None
    if word == "-":
        # A hyphen between small digits may be a score, a vote, a date: the number after must be the larger, and two
        # written digits after four are a span of years.
        return not (
            len(gap) == 1
            and 1900 <= left.value <= 2100
            and left.value == int(left.value)
            and "," not in text[left.span.start : left.span.end]
        )  # noqa: PLR2004
    return True


def _scaled(left: Number, right: Number) -> float:
    """The left of "2 to 3 million" is 2 million."""
    for scale in (1e12, 1e9, 1e6, 1e3):
        if (
            right.value >= scale
            and left.value < 1000
            and right.unit_size >= scale / 1000
            and left.value * scale < right.value
        ):  # noqa: PLR2004
            return left.value * scale
    return left.value


def _ranged(text: str, group: list[Number]) -> Bound:
    first = group[0]
    if len(group) == 1:
        return Bound(first.span, first.span, first.value, first.low, first.high, rule=first.rule, written=first.written,
                     qualifier=text[first.span.start : first.span.end] if first.rule else None, people_only=first.people_only,
                     unit_size=first.unit_size)  # fmt: skip
    last = group[1]
    words = text[first.span.end : last.span.start]
    scaled = (
        _scaled(first, last)
        if re.search(r"million|billion|trillion|thousand|[mnk]$", text[last.span.start : last.span.end])
        else first.value
    )
    low = scaled if re.search("[a-z]", text[first.span.start : first.span.end]) is None else first.value
    opened = re.search(
        r"\b(?:anywhere[^\S\n]+)?(?:between|from)[^\S\n]+$",
        text[max(0, first.span.start - 20) : first.span.start],
        re.IGNORECASE,
    )
    start = first.span.start - (len(opened.group()) if opened else 0)
    span = Span(first.span.start, last.span.end)
    says = opened.group().strip() if opened else None
    closed = "up to" in words or "at most" in words or "no more than" in words
    return Bound(
        Span(start, last.span.end),
        span,
        low,
        low,
        last.value,
        qualifier=says,
        rule="range.closed" if closed else "range",
        written=first.written,
    )


def _priced(text: str, bound: Bound) -> Bound:
    percent = _PERCENT.match(text, bound.number.end)
    if percent:
        span = Span(bound.span.start, percent.end())
        share = bound.value / 100 if bound.low == bound.high else None
        return replace(
            bound,
            span=span,
            number=Span(bound.number.start, percent.end()),
            kind="percent",
            unit="percent",
            share=share,
        )
    money = _CURRENCY_BEFORE.search(text, max(0, bound.number.start - 4), bound.number.start)
    if money:
        start = money.start()
        return replace(bound, span=Span(min(start, bound.span.start), bound.span.end), number=Span(start, bound.number.end),
                       kind="money", unit=_CURRENCIES[money["sign"][-1]])  # fmt: skip
    return bound


def _shares(text: str) -> list[Bound]:
    """Halves, thirds, ratios and majorities; their base is found later."""
    found = []
    for match in _SHARE.finditer(text):
        share = _fraction(text, match)
        if share is not None:
            span = Span(*match.span())
            found.append(
                Bound(
                    span,
                    span,
                    share,
                    None,
                    None,
                    rule="share",
                    kind="percent",
                    unit="percent",
                    share=share,
                    written="words",
                    unit_size=0.1,
                )
            )
    for match in _SLASH.finditer(text):
        share = int(match[1]) / max(1, int(match[2]))
        if share < 1:
            span = Span(*match.span())
            found.append(
                Bound(span, span, share, None, None, rule="share", kind="percent", unit="percent", share=share)
            )
    for match in _MOST.finditer(text):
        span = Span(*match.span())
        none = match["word"].lower() == "none"
        found.append(
            Bound(
                span,
                span,
                0.0 if none else 0.5,
                None,
                None,
                rule="none" if none else "majority",
                qualifier=match.group(),
                kind="percent",
                unit="percent",
                written="words",
            )
        )
    return [*found, *(r for r in _ratios(text) if not any(r.number.overlaps(f.number) for f in found))]


def _fraction(text: str, match: re.Match[str]) -> float | None:
    part, some, many = match["part"].lower(), (match["some"] or "").lower(), bool(match["many"])
    follows_of = re.match(rf"{_S}of\b", text[match.end() :]) is not None
    if _NOT_A_SHARE.search(text, max(0, match.start() - 12), match.start()):
        return None
    if part == "half":
        alone = re.match(rf"{_S}(?:of|the|its|their|his|her|those|these)\b", text[match.end() :]) is not None
        return 0.5 if alone and not many and some in ("", "one", "a") else None
    if not some or (many == (some in ("a", "an", "one", "1"))):
        return None
    if not (follows_of or many):
        return None
    how_many = {"a": 1, "an": 1}.get(some) or (int(some) if some.isdigit() else int(numbers(some)[0].value))
    share = how_many * FRACTIONS[part]
    return share if 0 < share < 1 else None


def _ratios(text: str) -> list[Bound]:
    """ "One in ten", "two out of three"; "12 out of the 58" counts 12 of a base."""
    found = []
    pairs = numbers(text)
    for left, right in zip(pairs, pairs[1:], strict=False):
        gap = text[left.span.end : right.span.start]
        if left.rule or right.rule or not _IN.fullmatch(gap) or not 0 < left.value < right.value:
            continue
        every = "every" in gap
        usual = right.value <= 10 or right.value in (20, 50, 100, 1000, 10000, 100000)  # noqa: PLR2004 - bases that ratios are told on
        if "the" in gap.split() or right.value > 100000 or not (every or usual):  # noqa: PLR2004
            continue
        if re.match(rf"{_S}(?:hours?|days?|weeks?|months?|years?|minutes?)\b", text[right.span.end :]):
            continue
        share = left.value / right.value
        span = Span(left.span.start, right.span.end)
        found.append(
            Bound(
                span,
                span,
                share,
                None,
                None,
                rule="ratio",
                kind="percent",
                unit="percent",
                share=share,
                written="words",
            )
        )
    return found


def _qualified(text: str, bound: Bound) -> Bound:
    """The bound with the qualifier before it, or after it."""
    start = bound.span.start
    match = _before_pattern().search(text[max(0, start - 40) : start])
    if match:
        words = match["words"]
        at = start - len(match.group())
        rule = _BEFORE_RULE[" ".join(words.lower().split())]
        wider = replace(bound, span=Span(at, bound.span.end))
        if rule == "exact":
            return replace(wider, qualifier=bound.qualifier or words)
        says = words if bound.qualifier is None else f"{words} {bound.qualifier}"
        return _limited(replace(wider, qualifier=says), rule, counted=bound.kind == "count")
    after = _after_pattern().match(text, bound.span.end)
    if after and not re.match(r"\s*[A-Za-z]*\s*(?:dozen|hundred)", after.group()):
        rule = _AFTER_RULE[" ".join(after["words"].lower().split())]
        return _limited(
            replace(bound, span=Span(start, after.end()), qualifier=after["words"]), rule, counted=bound.kind == "count"
        )
    return bound


def _limited(bound: Bound, rule: str, *, counted: bool) -> Bound:
    """Low and high under one of the written rules; a vague word or a range keeps the side that the rule leaves."""
    low, high = bound.low, bound.high
    if bound.share is not None and bound.low is None:
        return replace(bound, rule=rule)  # bounds of a share wait for its base
    if bound.rule == "range.closed":  # "at least 5 and up to 10"
        return replace(bound, rule="range")
    if bound.rule is not None and bound.rule.startswith(("vague", "range")):
        kept = {
            "at_least": (low, None),
            "more_than": (low, None),
            "up_to": (0.0, high),
            "fewer_than": (0.0, high),
            "nearly": (low, high),
        }.get(rule, (low, high))
        return replace(bound, low=kept[0], high=kept[1])
    value = bound.value
    step = 1.0 if counted and value == int(value) else 0.0
    give = bound.unit_size / 2
    new: tuple[float | None, float | None] = {
        "at_least": (value, None),
        "more_than": (value + step, None),
        "up_to": (0.0, value),
        "fewer_than": (0.0, max(0.0, value - step)),
        "nearly": (_up(NEARLY * value, step), value - step),
        "just_over": (value + step, _down((2 - NEARLY) * value, step)),
        "about": (max(0.0, _down(value - give, step)), _up(value + give, step)),
    }[rule]
    least, most = new
    if most is not None and least is not None and least > most:
        least, most = (most, most) if rule == "nearly" else (least, least)
    return replace(bound, low=least, high=most, rule=rule)


def _up(value: float, step: float) -> float:
    return float(math.ceil(round(value, 6))) if step else round(value, 9)


def _down(value: float, step: float) -> float:
    return float(math.floor(round(value, 6))) if step else round(value, 9)


def _based(text: str, found: list[Bound]) -> list[Bound]:
    """Shares and counts joined with the number they are taken of; that number is no quantity of its own."""
    kept: list[Bound] = []
    used: set[Span] = set()
    for bound in found:
        if bound.span in used:
            continue
        base = _base_of(text, bound, found)
        if base is None:
            if bound.rule not in ("majority", "none"):
                kept.append(_percent_alone(bound))
            continue
        used.add(base.span)
        kept.append(_taken_of(bound, base))
    return [b for b in kept if b.span not in used]


def _base_of(text: str, bound: Bound, found: list[Bound]) -> Bound | None:
    match = _OF_THE.match(text, bound.span.end)
    direct = (
        re.compile(rf"{_S}(?:of{_S})?(?:the|its|their|those|these|his|her){_S}").match(text, bound.span.end)
        if bound.share is not None
        else None
    )
    ends = {m.end() for m in (match, direct) if m is not None}
    for other in found:
        if (
            other is not bound
            and other.kind == "count"
            and other.share is None
            and ends & {other.span.start, other.number.start}
        ):
            counted = bound.kind == "count" and bound.share is None
            if counted and (bound.value >= other.value or bound.people_only or other.value < 2):  # noqa: PLR2004 - of one is no base
                continue
            return other
    return None


def _taken_of(bound: Bound, base: Bound) -> Bound:
    span = Span(bound.span.start, base.span.end)
    joined = replace(bound, span=span, base=base.value, base_span=base.number)
    if bound.kind == "count":  # "28 of the 120 families": counted, not computed
        high = bound.high if bound.high is not None else base.high
        if bound.high is None and high is not None and bound.low is not None and high < bound.low:
            high = None
        return replace(joined, share=bound.value / base.value if bound.low == bound.high else None, high=high)
    low, high = base.low or 0.0, base.high
    least, most = _share_limits(bound)
    whole = [None if x is None else round(x * s, 6) for x, s in ((low, least), (high, most))]
    if bound.rule == "majority":
        whole = [math.floor(low / 2) + 1, high]
    elif bound.rule == "more_than" and whole[0] is not None:
        whole[0] = math.floor(whole[0]) + 1
    elif bound.rule == "fewer_than" and whole[1] is not None:
        whole[1] = math.ceil(whole[1]) - 1
    rule = bound.rule if bound.rule not in (None, "ratio") else "share"
    least_of, most_of = (None if w is None else float(w) for w in whole)
    return replace(
        joined, low=least_of, high=most_of, kind="count", unit=None, derived=True, rule=rule, value=bound.value
    )


def _share_limits(bound: Bound) -> tuple[float, float]:
    """Least and most of a share, 0 to 1, under its rule."""
    if bound.unit == "percent" and bound.low is not None:
        return bound.low / 100, 1.0 if bound.high is None else min(1.0, bound.high / 100)
    share = bound.share or 0.0
    give = FRACTION_GIVE
    return {
        "at_least": (share, 1.0),
        "more_than": (share, 1.0),
        "up_to": (0.0, share),
        "fewer_than": (0.0, share),
        "nearly": (NEARLY * share, share),
        "just_over": (share, min(1.0, (2 - NEARLY) * share)),
        "about": (max(0.0, share - give), min(1.0, share + give)),
    }.get(bound.rule or "", (share, share))


def _percent_alone(bound: Bound) -> Bound:
    """A share of something that is not numbered: its bounds are percent."""
    if bound.unit != "percent" or bound.low is not None:
        return bound
    least, most = _share_limits(bound)
    return replace(
        bound,
        low=round(100 * least, 6),
        high=None if most >= 1.0 > least and bound.rule in ("at_least", "more_than") else round(100 * most, 6),
    )


_BEFORE_RULE = {" ".join(words.split()): rule for rule, all_words in BEFORE.items() for words in all_words}
_AFTER_RULE = {" ".join(words.split()): rule for rule, all_words in AFTER.items() for words in all_words}


@cache
def _before_pattern() -> re.Pattern[str]:
    words = sorted(_BEFORE_RULE, key=len, reverse=True)
    either = "|".join(re.escape(w).replace(r"\ ", _S) for w in words)
    # "the" may stand between: "nearly the 700" is rare, "of the estimated 700" is not.
    return re.compile(rf"(?<![\w-])(?P<words>{either}){_S}$", re.IGNORECASE)


@cache
def _after_pattern() -> re.Pattern[str]:
    words = sorted(_AFTER_RULE, key=len, reverse=True)
    either = "|".join(re.escape(w).replace(r"\ ", _S) for w in words)
    return re.compile(rf"(?:,?{_S})?(?P<words>{either})(?![\w-])", re.IGNORECASE)
