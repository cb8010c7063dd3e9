"""Undo and redo, across sessions: each takes back, or takes again, by one more decision. Nothing leaves the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.errors import InputError

if TYPE_CHECKING:
    from recount.model import Decision
    from recount.store import Store

KINDS = ("coding", "memo", "settle", "codebook")  # being done with a story is not undone: the other coder has looked


@dataclass(frozen=True, slots=True)
class Undone:
    """What one undo or redo did: the decisions it is about, and those that do it."""

    acts: tuple[int, ...]  # taken back, or taken again
    made: tuple[Decision, ...]


def undo(store: Store, *, by: str) -> Undone:
    """Take back a person's last act that stands: one decision, or all that were entered together.

    Raises:
        InputError: there is none.
    """
    acts, _ = history(store.decisions(*KINDS, "withdraw"), by)
    if not acts:
        raise InputError(f"{by!r} has nothing to undo; 'recount log STUDY' lists what was decided")
    act = acts[-1]
    made = store.decide("withdraw", [{"seq": seq, "why": "undo", "undo": True} for seq in act], by=by)
    return Undone(act, tuple(made))


def redo(store: Store, *, by: str) -> Undone:
    """Take again what a person undid last; a new act in between ends what can be redone.

    Raises:
        InputError: there is nothing.
    """
    _, undone = history(store.decisions(*KINDS, "withdraw"), by)
    if not undone:
        raise InputError(f"{by!r} has nothing to redo since the last new act")
    act, withdrawals = undone[-1]
    made = store.decide("withdraw", [{"seq": seq, "why": "redo", "redo": True} for seq in withdrawals], by=by)
    return Undone(act, tuple(made))


Act = tuple[int, ...]  # numbers of the decisions that were entered together


def history(log: list[Decision], by: str) -> tuple[list[Act], list[tuple[Act, Act]]]:
    """A person's acts that stand, and what she undid (acts with their withdrawals), each the latest last."""
    acts: list[Act] = []
    undone: list[tuple[Act, Act]] = []
    gone: dict[int, int] = {}  # what this person's undos took back, and by which withdrawal
    for decision in log:
        if decision.kind != "withdraw" and decision.by == by and decision.body.get("op") != "keep":
            first = decision.body.get("row", 1) == 1
            acts.append((decision.seq,) if first or not acts else (*acts.pop(), decision.seq))
            undone, gone = [], {}
        elif decision.kind == "withdraw":
            target = decision.body["seq"]
            if decision.body.get("undo") and decision.by == by:
                gone[target] = decision.seq
                if acts and set(acts[-1]) <= set(gone):
                    act = acts.pop()
                    undone.append((act, tuple(gone[seq] for seq in act)))
            elif decision.body.get("redo") and decision.by == by:
                if undone and target == undone[-1][1][-1]:
                    act, _ = undone.pop()
                    acts.append(act)
                    gone = {seq: w for seq, w in gone.items() if seq not in act}
            else:
                acts = [act for act in (tuple(seq for seq in act if seq != target) for act in acts) if act]
    return acts, undone
