"""Every named method on one table, for those who want them singly: each with its own assumption, none the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from recount.estimate.hidden.averaging import averaged as decomposable
from recount.estimate.hidden.averaging import told as without_complete
from recount.estimate.hidden.chao import chao, without_ones
from recount.estimate.hidden.closed import closed_family
from recount.estimate.hidden.gate import LEAST_LISTS, chapman
from recount.estimate.hidden.graphs import MOST_VERTICES
from recount.estimate.hidden.latent import latent
from recount.estimate.hidden.loglinear import MOST_WINDOW, NO_MAXIMUM, averaged, best, considered, independence, told
from recount.estimate.hidden.profile import profile
from recount.estimate.hidden.sensitivity import saturated
from recount.estimate.hidden.sparse import bootstrap, stepwise
from recount.estimate.hidden.table import CaptureTable, membership
from recount.estimate.hidden.total import Total, refused

DRAWS = 1_000  # bootstraps of the stepwise total


def every(table: CaptureTable, *, iterations: int = 20_000, draws: int = DRAWS) -> Iterator[Total]:
    """Each method's total, or why it has none; no gate stands before them, and none should be quoted alone.

    Args:
        table: persons by lists.
        iterations: of each chain of the latent classes at most.
        draws: resampled tables of the stepwise bootstrap.
    """
    yield chao(table)
    yield without_ones(table)
    if table.k < LEAST_LISTS:
        yield chapman(table)
        return
    yield independence(table)
    yield _profiled(table)
    yield from closed_family(table).values()
    yield from _by_information(table)
    yield saturated(table)
    yield from _stepped(table, draws)
    if table.k <= MOST_VERTICES:
        yield _with_complete(table)
    yield without_complete(table)
    yield latent(table, most=iterations).told()


def _profiled(table: CaptureTable) -> Total:
    on = membership(table.k)[1:].astype(np.float64)
    unseen = np.zeros(1 + table.k)
    unseen[0] = 1.0
    x = np.column_stack([np.ones(len(on)), on])
    return profile(table.counts[1:].astype(np.float64), x, unseen, method="Mt, profile likelihood")


def _by_information(table: CaptureTable) -> Iterator[Total]:
    if table.k > MOST_WINDOW:
        return
    found = considered(table)
    for by in ("bic", "aic"):
        top = best(found, by)
        method = f"log-linear, best by {by.upper()}"
        yield told(table, top, f"{method}: {top.name}") if top else refused(method, NO_MAXIMUM)
    yield averaged(table, found)


def _stepped(table: CaptureTable, draws: int) -> Iterator[Total]:
    ended = stepwise(table).total
    yield ended
    if ended.known:
        ends = bootstrap(table, draws).ends
        yield replace(ended, method=f"{ended.method}, BCa of {draws:,} bootstraps", low=ends[0.025], high=ends[0.975])


def _with_complete(table: CaptureTable) -> Total:
    found = decomposable(table)
    low, half, high = (float(found.quantile(q)) for q in (0.025, 0.5, 0.975))
    return Total("decomposable models averaged", half, found.sd, low, high)
