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
    standing: Literal["accepted", "suggested", "denied", "conflict", "told"]


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

    def __post_init__(self) -> None:
        if (self.least is None) != (self.most is None) or (self.least is None and self.reason is None):
            raise InputError(f"figure {self.figure!r} needs both bounds, or a reason for having none")
        if self.least is not None and self.most is not None and not 0 <= self.least <= self.most:
            raise InputError(f"figure {self.figure!r}: at least {self.least} cannot exceed at most {self.most}")


@dataclass(frozen=True, slots=True)
class Release:
    """What a policy lets out, complete: report and export take nothing else."""

    release_id: str  # SHA-256 of the policy and the body, hex, 32 characters
    policy: Literal["team", "public"]
    body: dict[str, Any]  # JSON values only; its shape is in the reference of `disclose`
