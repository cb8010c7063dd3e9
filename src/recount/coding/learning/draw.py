"""What to code next: stories drawn with known chances, more often where more is to be learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EVEN = 0.25  # share of the draw that goes to all stories alike, so that none is without a chance


def worth(chance: Floats, taught: NDArray[np.int64], stories: NDArray[np.int64]) -> Floats:
    """How much is to be learnt from each story, [stories], no unit.

    The uncertainty p (1 - p) of its least certain passage for each code, less for codes that people have coded often.

    Args:
        chance: [passages, codes].
        taught: passages that people coded so, [codes].
        stories: of each passage, 0 to stories - 1.
    """
    each = np.zeros((int(stories.max(initial=-1)) + 1, chance.shape[1]))
    np.maximum.at(each, stories, chance * (1 - chance))
    made: Floats = each @ (1 / (1 + np.sqrt(taught)))
    return made


def inclusion(worth: Floats, n: int) -> Floats:
    """The chance of each story to be among `n` drawn, [stories]: they sum to n, none is 0, none above 1.

    Raises:
        InputError: more are wanted than there are.
    """
    if not 0 < n <= len(worth):
        raise InputError(f"{n} stories cannot be drawn of {len(worth)} that nobody is done with; ask for fewer")
    weight = np.maximum(worth, 0.0)
    weight = weight / weight.sum() if weight.sum() > 0 else np.full(len(worth), 1 / len(worth))
    weight = (1 - EVEN) * weight + EVEN / len(worth)
    made = np.zeros(len(worth))
    sure = np.zeros(len(worth), dtype=bool)
    while True:  # stories worth more than one draw are sure to be drawn; the others share what is left
        rest = n - sure.sum()
        made[~sure] = rest * weight[~sure] / max(weight[~sure].sum(), 1e-300)
        made[sure] = 1.0
        more = ~sure & (made >= 1)
        if not more.any():
            return made
        sure |= more


def drawn(chance: Floats, seed: int) -> NDArray[np.int64]:
    """A systematic draw: as many as the chances sum to, each with its chance; ascending.

    Source: Madow 1949 (systematic sampling with unequal probabilities), in an order that the seed decides.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(chance))
    ends = np.cumsum(chance[order])
    points = rng.random() + np.arange(round(float(ends[-1])))
    return np.sort(order[np.minimum(np.searchsorted(ends, points, side="right"), len(order) - 1)])
