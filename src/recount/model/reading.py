"""What a reader makes of one capture: text, stories, passages, persons told of, claims."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from recount.errors import InputError
from recount.model.claim import Claim
from recount.model.quote import Quote, Span
from recount.model.times import UNKNOWN_DATE, DateRange

StoryKind = Literal["story", "sidebar", "boilerplate", "turn"]
BlockKind = Literal["heading", "paragraph", "item", "turn", "caption", "boilerplate"]


def sha256_of(text: str) -> str:
    """The identity of a text: SHA-256 of its UTF-8 bytes, hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; `found` tells for each field where it stood ("meta og:title", "sources.csv")."""

    title: str | None = None
    author: str | None = None
    publication: str | None = None
    address: str | None = None
    language: str | None = None  # ISO 639-1
    published: DateRange = UNKNOWN_DATE
    modified: DateRange = UNKNOWN_DATE
    found: tuple[tuple[str, str], ...] = ()  # (field, where)
    family: str | None = None  # sources of one name do not tell independently: a press family, a court, an organisation


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a text with what the page's markup says it is; blocks never overlap and lie in order."""

    span: Span
    kind: BlockKind
    level: int = 0  # of a heading, 1 to 6
    speaker: str | None = None  # of a turn in a transcript


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one capture: NFC, LF line ends, no control characters; offsets everywhere are into `body`."""

    body: str
    metadata: Metadata = field(default_factory=Metadata)
    blocks: tuple[Block, ...] = ()
    reader: str = ""  # which extractor made it, with its version
    notes: tuple[str, ...] = ()  # what the reader recognised and says: "paywall stub", "language not read: de"

    @property
    def sha256(self) -> str:
        """SHA-256 of the body, hex."""
        return sha256_of(self.body)

    def quote(self, span: Span) -> Quote:
        """The words of `span`, as a quote of this text."""
        return Quote(self.sha256, span.start, span.of(self.body))


@dataclass(frozen=True, slots=True)
class Story:
    """One story of a text; a sidebar names the story it belongs to."""

    span: Span
    kind: StoryKind
    title: str | None = None
    belongs_to: int | None = None  # index of a story in the same reading
    speaker: str | None = None  # of a turn


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a story."""

    span: Span
    story: int  # index of the story in the reading


@dataclass(frozen=True, slots=True)
class Mention:
    """One person as one story tells of them: every spelling, every description, every place."""

    story: int
    name: str | None  # fullest name told, None when only described
    spellings: tuple[str, ...] = ()
    described_as: tuple[str, ...] = ()  # "a 26-year-old Syrian", "the widow"
    is_case: bool = False  # the account says this person belonged and left
    role: str | None = None  # "researcher", "official", ... for those who only speak
    naming: str = "unknown"  # named, partial, alias, role, anonymous
    places: tuple[Span, ...] = ()
    not_case: str | None = None  # why this person is no case; None of cases, and where it is undecided

    def __post_init__(self) -> None:
        if self.is_case and self.not_case is not None:
            raise InputError(
                f"a mention cannot be a case and none ({self.not_case}): {self.name or self.described_as!r}"
            )
        if not self.places:
            raise InputError(f"a mention needs a place, got none for {self.name or self.described_as!r}")


@dataclass(frozen=True, slots=True)
class Refused:
    """Something said of a story, or a story, that was not let in, and why: kept, so that it can be counted."""

    story: int  # index of the story in the reading
    what: Literal["story", "answer", "person", "claim"]
    given: str  # as it was given, cut where it is long
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is read from one text. Indices in stories, passages, claims and mentions are into these tuples."""

    text: Text
    stories: tuple[Story, ...] = ()
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    refused: tuple[Refused, ...] = ()
