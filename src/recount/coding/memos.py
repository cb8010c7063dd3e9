"""Memos: what people note beside codes, codings and stories, each of a kind, kept in the log like any decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from recount.coding.blind import hidden
from recount.errors import InputError
from recount.model import standing

if TYPE_CHECKING:
    from recount.model import Codebook
    from recount.store import Store

MemoKind = Literal["definition", "decision", "doubt", "method"]
KINDS: tuple[MemoKind, ...] = get_args(MemoKind)
STUDY = "study"


@dataclass(frozen=True, slots=True)
class Memo:
    """One note: what it is on is a code, an attribute, the number of a coding, the origin of a capture, or "study"."""

    seq: int
    at: str  # UTC, ISO 8601
    by: str
    kind: MemoKind
    on: str
    words: str


def note(store: Store, codebook: Codebook, kind: str, words: str, *, on: str = STUDY, by: str) -> Memo:
    """Write a memo.

    Raises:
        InputError: an unknown kind, no words, or nothing there that it could be on.
    """
    if kind not in KINDS or not words.strip():
        raise InputError(f"a memo needs words and one of the kinds {', '.join(KINDS)}, not {kind!r}")
    if not _is_there(store, codebook, on):
        raise InputError(f"{on!r} is no code, attribute, coding or capture of this study, nor 'study'")
    body = {"memo": kind, "on": on, "words": words.strip()}
    (made,) = store.decide("memo", [body], by=by)
    return Memo(made.seq, made.at, made.by, kind, on, words.strip())


def _is_there(store: Store, codebook: Codebook, on: str) -> bool:
    if on == STUDY or codebook.code(on) or codebook.attribute(on):
        return True
    if on.isdecimal():
        return any(d.seq == int(on) for d in store.decisions("coding", "settle"))
    return any(on in (row.origin, row.capture_id) for row in store.query("captures"))


def memos(store: Store, codebook: Codebook, *, viewer: str, on: str | None = None) -> list[Memo]:
    """The memos that stand, in the order of the log; those on codings that the viewer may not see yet are left out."""
    log = standing(store.decisions("memo", "withdraw"))
    secret = {str(seq) for seq in hidden(store, codebook, viewer)}
    return [
        Memo(d.seq, d.at, d.by, d.body["memo"], d.body["on"], d.body["words"])
        for d in log
        if d.body["on"] not in secret and on in (None, d.body["on"])
    ]
