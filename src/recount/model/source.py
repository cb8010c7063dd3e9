"""What was published, and the bytes somebody obtained of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.errors import InputError
from recount.model.reading import Metadata

Method = Literal["file", "archive", "fetch"]


@dataclass(frozen=True, slots=True)
class Source:
    """What was published, as far as whoever captured it said so; what a reader finds in the page is kept apart."""

    source_id: str  # SHA-256 of the origin, hex, 32 characters
    supplied: Metadata  # from sources.csv, an archive's headers or a fetch; wins over what is read


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of a source under their SHA-256, or the reason why there are none. Kept for ever.

    Law: `reason` is None exactly when the bytes can be read; bytes may be kept of an unreadable capture too.
    """

    capture_id: str  # SHA-256 of origin and bytes, hex, 32 characters
    source_id: str
    origin: str  # path relative to what was added, member of an archive, or address
    method: Method
    media_type: str  # sniffed from the bytes, e.g. "text/html"
    size: int  # bytes
    sha256: str | None  # of the bytes, hex; None when none were obtained
    captured_at: str  # UTC, ISO 8601 to the second
    captured_by: str
    reason: str | None = None  # why it cannot be read
    archive_sha256: str | None = None  # of the WARC that keeps request and response of a fetch

    def __post_init__(self) -> None:
        if self.reason is None and self.sha256 is None:
            raise InputError(f"a capture of {self.origin!r} needs bytes or a reason")
