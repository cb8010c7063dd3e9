"""A coded project of any program, as it is handed from one to another."""

from __future__ import annotations

from dataclasses import dataclass

from recount.errors import InputError


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code; `parent` is the guid of the code above it."""

    guid: str
    name: str
    definition: str = ""
    parent: str | None = None
    codable: bool = True  # False: a category that only holds codes


@dataclass(frozen=True, slots=True)
class ProjectText:
    """A source's text: code points, LF line ends, no byte-order mark."""

    guid: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class ProjectCoding:
    """Words of a text under a code; `text.body[start:end] == words`, or it does not exist."""

    text: str  # guid
    code: str  # guid
    start: int
    end: int
    words: str
    coder: str
    value: str = "present"
    memo: str = ""
    at: str = ""  # UTC, ISO 8601; empty where the file does not say
    guid: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.words) != self.end - self.start:
            raise InputError(f"a coding needs words at a place, got {self.words!r} at {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Project:
    """All that was handed over, and in words what of it could not be taken."""

    name: str
    program: str  # that wrote it
    codes: tuple[ProjectCode, ...]
    texts: tuple[ProjectText, ...]
    codings: tuple[ProjectCoding, ...]
    positions: str = ""  # how its places were counted, and how that was found out
    dropped: tuple[str, ...] = ()
