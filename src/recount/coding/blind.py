"""What a person may not see yet: the codings of others in stories that are still coded blind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recount.coding.placing import place
from recount.coding.plan import dealt

if TYPE_CHECKING:
    from recount.model import Codebook, Decision
    from recount.store import Store

SEALED = "sealed until all coders of this story are done"


def hidden(store: Store, codebook: Codebook, viewer: str) -> frozenset[int]:
    """Numbers of the codings that `viewer` may not see, withdrawn ones and memos in them included."""
    deals = dealt(store)
    if not deals.sealed:
        return frozenset()
    found = set()
    placed, _ = place(store, codebook, store.decisions("coding"))
    for one in placed:
        deal = deals.of(one.story_id)
        if deal and deal.sealed and viewer not in (one.coder, one.decision.by):
            found.add(one.decision.seq)
    return frozenset(found)


def as_seen(store: Store, codebook: Codebook, log: list[Decision], viewer: str) -> list[Decision]:
    """The log as `viewer` may see it: what is sealed keeps its number, time and hash, but not what it says."""
    secret = hidden(store, codebook, viewer)
    if not secret:
        return log
    about = {str(seq) for seq in secret}

    def seen(decision: Decision) -> Decision:
        on = {decision.body.get("on"), str(decision.body.get("instead"))} & about
        if decision.seq in secret or (on and decision.by != viewer):
            return replace(decision, by="(sealed)", body={"sealed": SEALED})
        return decision

    return [seen(decision) for decision in log]
