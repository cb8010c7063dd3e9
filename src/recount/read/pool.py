"""The same work for many texts, on all processors, in order."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

# A new process loads the parser in some 2 s; eight short texts are read in that time.
WORTH_A_POOL = 8
BATCH = 64  # texts in work at once, so that memory does not grow with the study


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
    """`work` of each item, in their order, whatever the number of processors.

    Args:
        work: a function of a module, so that a new process can find it.
        items: what to work on; values that can be pickled.
    """
    workers = min(processors(), len(items) // (WORTH_A_POOL // 2))
    if len(items) < WORTH_A_POOL or workers < 2:  # noqa: PLR2004  # one process needs no pool
        yield from map(work, items)
        return
    # Not fork: a copied process would share the database's file handles and locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for at in range(0, len(items), BATCH):
            yield from pool.map(work, items[at : at + BATCH])
