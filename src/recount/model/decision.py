"""What people decided: one link of an append-only, hash-chained log."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64  # the hash before the first decision


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person; `hash` covers all fields and the hash of the decision before."""

    seq: int
    at: str  # UTC, ISO 8601
    by: str
    kind: str  # "capture", "judgement", "coding", "setting", "withdraw"
    body: dict[str, Any]  # JSON values only
    prev: str
    hash: str

    @staticmethod
    def link(seq: int, at: str, by: str, kind: str, body: dict[str, Any], prev: str) -> str:
        """The hash of a decision with these fields: SHA-256 over their canonical JSON."""
        fields = [seq, at, by, kind, body, prev]
        canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def holds(self) -> bool:
        """Whether the hash fits the fields."""
        return self.hash == self.link(self.seq, self.at, self.by, self.kind, self.body, self.prev)
