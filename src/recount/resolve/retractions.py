"""Accounts taken out of all counting: fabricated, withdrawn by who published them, or shown to be false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.errors import InputError

if TYPE_CHECKING:
    from recount.model import Decision
    from recount.store import Row, Store


def retract(store: Store, account: str, *, by: str, why: str, copies: bool = False) -> list[Decision]:
    """Retract an account: its bytes, texts and codings stay, and no figure counts them. Withdrawing undoes it.

    Args:
        store: an open study.
        account: the origin of its capture, as `add` named it, or the end of it where that is clear.
        by: who decides.
        why: the reason, printed with the figures that change.
        copies: also every account that copies or rewrites one of its stories, or that it copies.

    Raises:
        InputError: no such account, several, or one that is retracted already; no reason.
    """
    if not why.strip():
        raise InputError("a retraction needs a reason: who found what to be false")
    found = captured(store, account)
    stands = store.retracted()
    if found.capture_id in stands:
        raise InputError(f"{found.origin} was retracted already by decision {stands[found.capture_id].seq}")
    wanted = [(found.capture_id, found.origin)]
    if copies:
        wanted += [(c.capture_id, c.origin) for c in copies_of(store, found.capture_id) if c.capture_id not in stands]
    bodies = ({"capture_id": capture, "origin": origin, "why": why} for capture, origin in wanted)
    return store.decide("retract", bodies, by=by)


def captured(store: Store, account: str) -> Row:
    """The one capture with this origin, or whose origin ends so."""
    rows = store.query("captures")
    exact = [row for row in rows if row.origin == account]
    found = exact or [row for row in rows if row.origin.endswith(account)]
    if not found:
        raise InputError(f"no account {account!r} in this study; give the name that 'recount add' gave it")
    if len({row.origin for row in found}) > 1 or len(found) > 1:
        several = ", ".join(sorted({row.origin for row in found})[:3])
        raise InputError(f"{account!r} is {len(found)} accounts ({several}); give the whole name of one")
    return found[0]


def copies_of(store: Store, capture_id: str) -> list[Row]:
    """Captures with a story in one copy group with a story of this one, itself left out, by origin."""
    groups = {row.group_id for row in store.query("copies_told") if row.capture_id == capture_id}
    others = {row.capture_id: row for row in store.query("copies_told") if row.group_id in groups}
    return sorted((row for c, row in others.items() if c != capture_id), key=lambda row: row.origin)
