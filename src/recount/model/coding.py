"""Codebooks and codings: what a passage says of a person, in the words of a codebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from recount.model.quote import Quote

CodingValue = Literal["main", "present", "denied", "unclear"]
PersonValue = Literal["main", "present", "denied", "not_mentioned", "unclear", "conflict"]


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
    """A closed variable of a person, each value backed by claims."""

    attribute: str  # "attr.gender"
    label: str
    type: str
    values: tuple[str, ...] = ()
    multiple: bool = False
    restricted: bool = False


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
