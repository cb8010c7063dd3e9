"""Sources and captures from what was taken, with ids that are the same on every machine."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from recount.model import Capture, Metadata, Source
from recount.model.source import Method


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def source_of(origin: str, supplied: Metadata) -> Source:
    """The source that stands under this origin."""
    return Source(_id(origin), supplied)


@dataclass(frozen=True, slots=True)
class Obtained:
    """What was obtained of one source: bytes that are kept, a reason why they cannot be read, or both."""

    origin: str
    method: Method
    media_type: str
    size: int  # bytes
    at: str
    by: str
    sha256: str | None = None
    reason: str | None = None
    archive_sha256: str | None = None

    def capture(self) -> Capture:
        """The row. The same bytes of the same origin, or the same failure, are the same capture."""
        identity = self.sha256 or f"none: {self.reason}"
        return Capture(
            capture_id=_id(self.origin, identity),
            source_id=_id(self.origin),
            origin=self.origin,
            method=self.method,
            media_type=self.media_type,
            size=self.size,
            sha256=self.sha256,
            captured_at=self.at,
            captured_by=self.by,
            reason=self.reason,
            archive_sha256=self.archive_sha256,
        )
