"""Where to be silent: suggestions are made only as far as the share of wrong ones stays below what a person allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def cut(chance: Floats, right: Floats, weights: Floats, *, risk: float) -> float | None:
    """The least chance at which suggestions are made, so that at most a share `risk` of them is wrong; None: nowhere.

    Coded passages that the chances were learnt without stand for those still to come. The wrong ones at or above a
    cut, and one more, over all at or above it estimate the share of wrong ones from above; the lowest cut at which
    that stays within `risk` is taken. With one threshold for exchangeable passages the expected share of wrong
    suggestions is then at most `risk`. Passages of one story are not quite exchangeable, and chances are learnt anew in
    each fold: bench/suggest.py measures what is kept.

    Args:
        chance: of coded passages, learnt without them, [held].
        right: whether people had the code there, 0 or 1, [held].
        weights: how many passages each stands for, [held].
        risk: above 0, below 1.

    Source: Jin and Candes 2023, "Selection by prediction with conformal p-values" (the rule of Benjamini and Hochberg
    on conformal p-values, which for one threshold is this count); Barber and Candes 2015 (the one more).
    """
    if not 0 < risk < 1:
        raise InputError(f"a risk lies between 0 and 1, {risk} does not")
    if not len(chance):
        return None
    order = np.argsort(-chance, kind="stable")
    wrong = np.cumsum((weights * (1 - right))[order])
    made = np.cumsum(weights[order])
    last = np.flatnonzero(np.append(np.diff(chance[order]) < 0, True))  # of equal chances all or none
    one = np.cumsum((weights**2)[order]) / made  # what one of those at or above a cut stands for
    within = last[((wrong + one) / made)[last] <= risk]
    return float(chance[order[within[-1]]]) if len(within) else None


def best_cut(chance: Floats) -> float:
    """The cut at which the expected F1 is highest, if the chances are true: for a machine that must answer everywhere.

    Source: Lipton, Elkan and Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure".
    """
    down = np.sort(chance)[::-1]
    f1 = 2 * np.cumsum(down) / (np.arange(1, len(down) + 1) + down.sum())
    return float(down[int(np.argmax(f1))])
