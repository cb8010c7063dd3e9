"""Codebooks and codings: what a passage says of a person, in the words of a codebook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from recount.errors import InputError
from recount.model.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable

CodingValue = Literal["main", "present", "denied", "unclear"]
PersonValue = Literal["main", "present", "denied", "not_mentioned", "unclear", "conflict"]
Pick = Literal["first", "last", "majority", "any", "agreed"]
Op = Literal["rename", "merge", "split", "retire"]
POSITIVE = frozenset({"main", "present"})


@dataclass(frozen=True, slots=True)
class Code:
    """One code with its rules; `parent` is None at the top."""

    code: str  # "leave.push.living"
    label: str
    definition: str
    include_when: str = ""
    exclude_when: str = ""
    examples: tuple[str, ...] = ()
    parent: str | None = None
    maps_to: tuple[str, ...] = ()
    restricted: bool = False  # never in a public release


@dataclass(frozen=True, slots=True)
class Attribute:
    """A closed variable of a person, each value backed by claims; `pick` says which claimed value is analysed."""

    attribute: str  # "attr.gender"
    label: str
    type: str  # "choice", "int", "range_int", "iso3166", "date_range"
    values: tuple[str, ...] = ()  # of a choice; least and most of a range_int
    multiple: bool = False
    restricted: bool = False
    pick: Pick = "agreed"

    def __post_init__(self) -> None:
        if self.pick not in get_args(Pick):
            raise InputError(f"{self.attribute} picks by {self.pick!r}; use one of {', '.join(get_args(Pick))}")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a codebook that people decided: which codes became which."""

    seq: int  # in the log; a coding made after it knows of it
    op: Op
    before: tuple[str, ...]
    after: tuple[str, ...]  # empty: retired
    why: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes in the order of their file, attributes, roll-ups; placeholders are filled by one profile."""

    codebook: str  # id
    version: str
    title: str
    language: str
    profile: str | None
    codes: tuple[Code, ...]
    attributes: tuple[Attribute, ...] = ()
    rollups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # ("ICSR-L1 infighting", codes)
    placeholders: tuple[tuple[str, str], ...] = ()  # ("movement", "Islamic State")
    digest: str = ""  # SHA-256 of the file's bytes with the profile's name, hex
    rules: tuple[str, ...] = ()  # general rules for coders, the profile's own last
    changes: tuple[Change, ...] = ()  # decided in the study's log, in its order; `codes` are as they left them

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, or None."""
        return next((a for a in self.attributes if a.attribute == name), None)

    def carried(self, code: str, seq: int) -> str:
        """What a code assigned by decision `seq` is called now: renamed and merged codes carry their codings along."""
        for change in self.changes:
            if change.seq > seq and code in change.before and change.op in {"rename", "merge"}:
                code = change.after[change.before.index(code) if change.op == "rename" else 0]
        return code

    def code(self, code: str) -> Code | None:
        """The code of that name, or None."""
        return next((c for c in self.codes if c.code == code), None)

    def below(self, code: str) -> tuple[str, ...]:
        """The code itself and all its descendants, in the codebook's order."""
        return tuple(c.code for c in self.codes if c.code == code or c.code.startswith(code + "."))


@dataclass(frozen=True, slots=True)
class Coding:
    """A passage and a code. A machine's has a score, a reason and no verdict; a person's is a decision."""

    code: str
    quote: Quote
    value: CodingValue
    coder: str  # "machine:<name>" or a person
    codebook_version: str
    mention: int | None = None  # index of the person in the same reading, None: a group or nobody named
    score: float | None = None
    reason: str | None = None
    passage: int | None = field(default=None, compare=False)


def person_value(values: Iterable[str]) -> PersonValue:
    """One value of a code for one person, from the values of all her codings: silence is not "no"."""
    told = set(values)
    if told & POSITIVE and "denied" in told:
        return "conflict"
    if "main" in told:
        return "main"
    if "present" in told:
        return "present"
    if "denied" in told:
        return "denied"
    return "unclear" if "unclear" in told else "not_mentioned"


def rolled_up(values: Iterable[PersonValue]) -> PersonValue:
    """The value of a parent from those of its children: one reason of a kind is enough to have that kind of reason."""
    told = set(values)
    order: tuple[PersonValue, ...] = ("main", "present", "conflict", "unclear", "denied")
    return next((value for value in order if value in told), "not_mentioned")


def picked(told: Iterable[tuple[str, str, str]], rule: Pick) -> tuple[str, ...]:
    """The value or values of an attribute that are analysed, of all that are told of one person.

    Args:
        told: (day told, value, independent account) in any order; the day is ISO 8601, or empty where it is not known.
        rule: "first" or "last" told, "majority" of independent accounts, "any" that is told, or "agreed" by all.

    Returns:
        In the order of the days; none where the rule picks none (two told equally often, or no agreement).
    """
    said = sorted(told, key=lambda one: (not one[0], one[0]))
    values = tuple(dict.fromkeys(value for _, value, _ in said))
    if len(values) <= 1 or rule == "any":
        return values
    if rule in {"first", "last"}:
        dated = [value for day, value, _ in said if day] or list(values)
        return (dated[0 if rule == "first" else -1],)
    if rule == "majority":
        accounts = Counter(value for value, _ in {(value, account) for _, value, account in said})
        (value, most), *rest = accounts.most_common()
        return (value,) if most > rest[0][1] else ()
    return ()
