"""A bounded number, and the arithmetic of the written rules."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from recount.model import Span
from recount.text.quantity.rules import FRACTION_GIVE, NEARLY


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
    written: str = "digits"  # digits, words, vague
    people_only: bool = False
    unit_size: float = 1.0
    comma: bool = False  # a comma stands between its ends: "two, and perhaps as many as five, brothers"

    def as_amount(self) -> Bound:
        """The same of something that is measured, not counted: more than 5 is from 5, not from 6."""
        if self.rule in ("more_than", "fewer_than", "nearly", "just_over", "about") and self.share is None:
            return limit(replace(self, low=self.value, high=self.value), self.rule, counted=False)
        return self


def limit(bound: Bound, rule: str, *, counted: bool) -> Bound:
    """Low and high under one of the written rules; a vague word or a range keeps the side that the rule leaves."""
    low, high = bound.low, bound.high
    if bound.share is not None and low is None:
        return replace(bound, rule=rule)  # bounds of a share wait for its base
    if bound.rule == "range.closed":  # "at least 5 and up to 10"
        return replace(bound, rule="range")
    if bound.rule is not None and bound.rule.startswith(("vague", "range")):
        sides = {"at_least": (low, None), "more_than": (low, None), "up_to": (0.0, high), "fewer_than": (0.0, high)}
        low, high = sides.get(rule, (low, high))
        return replace(bound, low=low, high=high)
    low, high = _limits(bound, rule, step=1.0 if counted and bound.value == int(bound.value) else 0.0)
    if high is not None and low is not None and low > high:
        low, high = (high, high) if rule == "nearly" else (low, low)
    return replace(bound, low=low, high=high, rule=rule)


def _limits(bound: Bound, rule: str, *, step: float) -> tuple[float | None, float | None]:
    value, give = bound.value, bound.unit_size / 2
    limits: dict[str, tuple[float | None, float | None]] = {
        "at_least": (value, None),
        "more_than": (value + step, None),
        "up_to": (0.0, value),
        "fewer_than": (0.0, max(0.0, value - step)),
        "nearly": (_up(NEARLY * value, step), value - step),
        "just_over": (value + step, _down((2 - NEARLY) * value, step)),
        # Rounded outwards: about 15 persons may be 14, and a count has no halves.
        "about": (max(0.0, _down(value - give, step)), _up(value + give, step)),
    }
    return limits[rule]


def share_limits(bound: Bound) -> tuple[float, float]:
    """Least and most of a share, 0 to 1, under its rule."""
    if bound.unit == "percent" and bound.low is not None:
        return bound.low / 100, 1.0 if bound.high is None else min(1.0, bound.high / 100)
    share = bound.share or 0.0
    return {
        "at_least": (share, 1.0),
        "more_than": (share, 1.0),
        "up_to": (0.0, share),
        "fewer_than": (0.0, share),
        "nearly": (NEARLY * share, share),
        "just_over": (share, min(1.0, (2 - NEARLY) * share)),
        "about": (max(0.0, share - FRACTION_GIVE), min(1.0, share + FRACTION_GIVE)),
    }.get(bound.rule or "", (share, share))


def _up(value: float, step: float) -> float:
    return float(math.ceil(round(value, 6))) if step else round(value, 9)


def _down(value: float, step: float) -> float:
    return float(math.floor(round(value, 6))) if step else round(value, 9)
