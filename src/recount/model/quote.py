"""Words and their place."""

from __future__ import annotations

from dataclasses import dataclass

from recount.errors import InputError, QuoteNotFound


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: characters start to end, end not included."""

    start: int  # in code points of the text, not bytes
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InputError(f"a span needs 0 <= start < end, got {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same stretch in a text that begins `by` characters earlier."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Whether all of this lies inside `other`."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words exactly as a text has them: `text[start:start + len(words)] == words`."""

    text_sha256: str  # SHA-256 of the text (UTF-8), hex
    start: int  # in code points of the text, not bytes
    words: str

    def __post_init__(self) -> None:
        if self.start < 0 or not self.words:
            raise InputError(f"a quote needs words and a place, got {self.words!r} at {self.start}")

    @property
    def end(self) -> int:
        """First character after the words."""
        return self.start + len(self.words)

    @property
    def span(self) -> Span:
        """The place alone."""
        return Span(self.start, self.end)

    def check(self, text: str) -> None:
        """Raise QuoteNotFound unless `text` has exactly these words at this place."""
        if text[self.start : self.end] != self.words:
            raise QuoteNotFound(self.words, self.text_sha256, self.start)


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A quote that survives a better reader: words with what stands before and after, in one capture.

    W3C Web Annotation Data Model, TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start).
    """

    capture_id: str
    start: int  # where the words stood in the text that the person saw; a hint, the words decide
    words: str
    prefix: str = ""  # up to 32 characters before
    suffix: str = ""  # up to 32 characters after

    def __post_init__(self) -> None:
        if not self.words:
            raise InputError(f"an anchor into capture {self.capture_id[:12]} needs words")
