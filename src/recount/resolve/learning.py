"""The weights of a study are learnt by a run of their own and kept, so that every score and reason goes by the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.resolve.learnt import Learnt

if TYPE_CHECKING:
    from collections.abc import Callable

    from recount.store import Store

STEP = "resolve.weights"
VERSION = "1"


def learnt_once(store: Store, learn: Callable[[], Learnt], *, inputs: str, mentions: int, scope: str) -> Learnt:
    """The weights that stand for these inputs; learnt now, and kept, where they do not.

    Args:
        store: an open study.
        learn: gives the weights.
        inputs: digest of all that they are learnt from.
        mentions: how many they are learnt of.
        scope: of the run.
    """
    with store.run(STEP, scope=scope, version=VERSION, inputs=inputs) as run:
        if not run.done:
            columns = ("feature", "level", "number")
            run.add("weight", ({"mentions": mentions, **dict(zip(columns, n, strict=True))} for n in learn().numbers))
    return _learnt_of(store, mentions)


def kept(store: Store) -> tuple[Learnt, int] | None:
    """The weights of the study, and of how many mentions they were learnt; of several, by most. None before any are."""
    most = max((row.mentions for row in store.query("weights")), default=None)
    return None if most is None else (_learnt_of(store, most), most)


def _learnt_of(store: Store, mentions: int) -> Learnt:
    rows = store.query("weights")
    return Learnt.of_numbers((row.feature, row.level, row.number) for row in rows if row.mentions == mentions)
