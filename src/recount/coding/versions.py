"""Versions of a codebook: kept in the log when somebody first codes under them, and compared code by code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recount.coding.changes import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recount.model import Codebook, Decision
    from recount.store import Store

Rules = dict[str, str]  # label, definition, include_when, exclude_when of one code


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one code from one version to another."""

    code: str
    what: str  # "added", "removed", "changed"
    fields: tuple[tuple[str, str, str], ...] = ()  # of a changed one: what, before, after


def keep(store: Store, codebook: Codebook, *, by: str) -> int:
    """Keep the rules of a codebook in the log, once for each version; the number of the decision that holds them.

    So what a coder had before her eyes can be read as long as the study lives, also when its file has changed since.
    """
    for decision in store.decisions("codebook"):
        if decision.body["op"] == "keep" and decision.body["digest"] == codebook.digest:
            return decision.seq
    body: dict[str, Any] = {
        "op": "keep",
        "codebook": codebook.codebook,
        "version": codebook.version,
        "profile": codebook.profile,
        "digest": codebook.digest,
        "codes": rules_of(codebook),
    }
    (made,) = store.decide("codebook", [body], by=by)
    return made.seq


def kept(log: list[Decision]) -> dict[int, dict[str, Rules]]:
    """The rules of each kept version, by the number of its decision."""
    return {d.seq: d.body["codes"] for d in log if d.kind == "codebook" and d.body["op"] == "keep"}


def rules_of(codebook: Codebook) -> dict[str, Rules]:
    """The rules of every code."""
    return {c.code: {name: getattr(c, name) for name in RULES} for c in codebook.codes}


def diff(before: Mapping[str, Rules], after: Mapping[str, Rules]) -> list[Difference]:
    """What differs between two versions, code by code in the order of the later one; codes that are gone come last."""
    found = []
    for code, now in after.items():
        if code not in before:
            found.append(Difference(code, "added"))
        elif changed := changes_of(before[code], now):
            found.append(Difference(code, "changed", changed))
    return [*found, *(Difference(code, "removed") for code in before if code not in after)]


def changes_of(before: Rules, after: Rules, names: tuple[str, ...] = RULES) -> tuple[tuple[str, str, str], ...]:
    """Which of a code's rules differ, with both wordings."""
    return tuple((name, before[name], after[name]) for name in names if before[name] != after[name])
