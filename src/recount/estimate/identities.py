"""Who is who, once a draw: one table for every figure whose open ends are settled in draws.

Each draw is a partition of the cases from the model behind the likely number of persons. All figures read the same
table, so that two of one study never rest on different ideas of who is who.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from recount.estimate.likely import LEAST_CASES, MOST_CASES, traits_of

if TYPE_CHECKING:
    import numpy as np

    from recount.estimate.ground import Ground

DRAWS = 1_000
SEED = 1
Told = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...], tuple[int, ...]]


def told_of(held: Ground) -> Told:
    """All that the draws rest on: traits of each case, pairs that are apart, accounts of each; what a run signs."""
    values, pairs, weights = traits_of(held)
    return tuple(map(tuple, values.tolist())), tuple(pairs), tuple(weights)


def drawable(held: Ground) -> bool:
    """Whether there are cases enough for the model, and not too many."""
    return LEAST_CASES <= len(held.cases) <= MOST_CASES


def identities(held: Ground) -> np.ndarray | None:
    """The person of each case in each draw, ints [1000, cases]; None where the model cannot be used."""
    return _drawn(told_of(held)) if drawable(held) else None


@lru_cache(maxsize=1)  # the steps of one run ask for the same table one after the other
def _drawn(told: Told) -> np.ndarray:
    import numpy as np

    from recount.estimate.posterior import partitions

    values, pairs, weights = told
    drawn = partitions(np.array(values), apart=pairs, weights=weights, draws=DRAWS, seed=SEED)
    drawn.flags.writeable = False
    return drawn
