"""What people decided: one link of an append-only, hash-chained log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64  # the hash before the first decision


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person; `hash` covers all fields and the hash of the decision before."""

    seq: int
    at: str  # UTC, ISO 8601
    by: str
    # "capture", "source", "retract", "judgement", "coding", "codebook", "memo", "plan", "done", "settle", "withdraw"
    kind: str
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


def standing(log: Iterable[Decision], *kinds: str) -> list[Decision]:
    """Decisions of these kinds (none: of all but withdrawals) that no standing withdrawal takes back, in their order.

    A withdrawal can be withdrawn itself, so the log is gone through from its end. `log` must hold the withdrawals. A
    decision may also say which one it is `instead` of: that one does not stand then, and comes back when the later one
    is withdrawn.
    """
    void: set[int] = set()
    kept = []
    for decision in sorted(log, key=lambda d: -d.seq):
        if decision.seq in void:
            continue
        if decision.kind == "withdraw":
            void.add(decision.body["seq"])
        elif not kinds or decision.kind in kinds:
            kept.append(decision)
            if "instead" in decision.body:
                void.add(decision.body["instead"])
    return kept[::-1]
