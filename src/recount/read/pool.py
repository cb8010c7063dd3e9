"""The same work for many texts, on all processors, in order."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

STARTS_S = 5.0  # a new process loads its libraries in 2 to 4 s; below so much work for each it does not pay
BATCH = 64  # texts in work at once, so that memory does not grow with the study


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """In a new process: end when the process that started it has gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def in_order(work: Callable[[In], Out], items: Sequence[In], *, costs_s: float) -> Iterator[Out]:
    """`work` of each item, in their order, whatever the number of processors.

    Args:
        work: a function of a module, so that a new process can find it.
        items: what to work on; values that can be pickled.
        costs_s: about how long one processor needs for all; new processes start only where that pays.
    """
    workers = min(processors(), len(items), int(costs_s / STARTS_S))
    if workers < 2:  # noqa: PLR2004  # one process needs no pool
        yield from map(work, items)
        return
    # Not fork: a copied process would share the database's file handles and locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
        for at in range(0, len(items), BATCH):
            yield from pool.map(work, items[at : at + BATCH])
