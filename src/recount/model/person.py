"""Who is who: mentions joined by judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.errors import InputError

Verdict = Literal["same", "different", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison of a pair: what was compared, both values as told, how it came out, and its weight."""

    feature: str  # "name", "age", "origin", "one_story", "copy"
    left: str
    right: str
    level: str  # "equal", "near", "contradicts", ...
    bits: float  # log2 of the odds it adds; negative speaks against


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two mentions are one person: a machine suggests with a score, a person gives the verdict."""

    left: str  # mention_id, left < right
    right: str
    by: str  # "machine" or the person who judged
    score: float | None  # probability that they are one, by machine; None for a person's
    reasons: tuple[Reason, ...] = ()
    verdict: Verdict | None = None  # None: a suggestion
    why: str | None = None  # the person's reason
    seq: int | None = None  # the decision that says so

    def __post_init__(self) -> None:
        if self.left >= self.right:
            raise InputError(f"a judgement joins two mentions in order, got {self.left!r} and {self.right!r}")


@dataclass(frozen=True, slots=True)
class Person:
    """A set of mentions joined by accepted judgements or by being copies of one story."""

    person_id: str  # from the earliest mention; stable when sources are added
    label: str  # fullest name told, or a description
    mentions: tuple[str, ...]  # mention ids, sorted
    is_case: bool

    def __post_init__(self) -> None:
        if not self.mentions:
            raise InputError(f"person {self.person_id!r} needs a mention")
