"""Figures: a list before a number. And releases: what may leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from recount.errors import InputError


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row under a figure: the person, and the coding, claim or mention that says so."""

    person_id: str | None
    kind: Literal["coding", "claim", "mention", "story", "capture"]
    row_id: str  # coding_id, claim_id, mention_id, story_id or capture_id
    # "undecided": no account says whether this person left; "at most" counts them, "at least" does not. "unpicked": the
    # codebook's rule picks another value that is told of this person; nothing counts it
    standing: Literal["accepted", "suggested", "denied", "conflict", "told", "undecided", "unpicked"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its interval and what it is a share of."""

    share: float
    low: float
    high: float
    hits: int
    denominator: int
    of: str  # "all persons", "persons whose accounts speak to it"
    method: str = "Wilson 95 %"
    words: str | None = None  # "about a third", where the whole interval allows it


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that is worked out from what was counted, with its interval; None: open on that side."""

    name: str  # "rate ratio, June to August against before", "lower bound of all who left"
    value: float | None
    low: float | None
    high: float | None
    method: str  # how, and the interval's level: "exact, given the total, 95 %"

    def __post_init__(self) -> None:
        known = [v for v in (self.low, self.value, self.high) if v is not None]
        if known != sorted(known):
            raise InputError(f"estimate {self.name!r}: {self.low} to {self.high} does not hold {self.value}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its bounds and the rows it was counted from; a refusal has a reason instead of bounds.

    Law: `least <= most`, and `least` never exceeds the number of different rows.
    """

    figure: str  # "persons.left", "leave.push.living", "pace.2031-04"
    label: str
    unit: str  # "person", "story", "source"
    method: str  # how it was counted, in words
    least: int | None
    most: int | None
    rows: tuple[FigureRow, ...] = ()
    shares: tuple[Interval, ...] = ()
    reason: str | None = None  # of a refusal, with what would make it estimable
    note: str | None = None  # printed with it: "uncorrected", a rule for vague words
    group: str = ""  # section of the report: "persons", "reasons", "pace", "pairs", "attributes", "counts", "sources"
    estimates: tuple[Estimate, ...] = ()  # worked out from the rows; never in place of the count

    def __post_init__(self) -> None:
        if (self.least is None) != (self.most is None) or (self.least is None and self.reason is None):
            raise InputError(f"figure {self.figure!r} needs both bounds, or a reason for having none")
        if self.least is not None and self.most is not None and not 0 <= self.least <= self.most:
            raise InputError(f"figure {self.figure!r}: at least {self.least} cannot exceed at most {self.most}")


@dataclass(frozen=True, slots=True)
class Release:
    """What a policy lets out, complete: report and export take nothing else."""

    release_id: str  # SHA-256 of the policy and the body, hex, 32 characters
    policy: Literal["team", "public", "exchange"]
    body: dict[str, Any]  # JSON values only; its shape is in the reference of `disclose`
