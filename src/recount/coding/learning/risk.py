"""Where to be silent: suggestions are made only as far as the share of wrong ones stays below what a person allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SURE = 0.8416  # standard errors that four of five estimates lie below: a risk is kept in most studies, not on the mean


def cut(chance: Floats, right: Floats, weights: Floats, *, risk: float) -> float | None:
    """The least chance at which suggestions are made, so that at most a share `risk` of them is wrong; None: nowhere.

    Coded passages that the chances were learnt without stand for those still to come. Of those at or above a cut the
    share of wrong ones is estimated from above, twice: with one wrong one more, which bounds its expectation for one
    threshold over exchangeable passages, and by the upper end of an interval, since people want their risk kept in
    their own study. The lowest cut at which both stay within `risk` is taken. Passages of one story are not quite
    exchangeable, and chances are learnt anew in each fold: bench/suggest.py measures what is kept.

    Args:
        chance: of coded passages, learnt without them, [held].
        right: whether people had the code there, 0 or 1, [held].
        weights: how many passages each stands for, [held].
        risk: above 0, below 1.

    Source: Jin and Candes 2023, "Selection by prediction with conformal p-values" (the rule of Benjamini and Hochberg
    on conformal p-values, which for one threshold is this count); Barber and Candes 2015 (the one more); Bates,
    Angelopoulos, Lei, Malik and Jordan 2021, "Distribution-free, risk-controlling prediction sets" (an upper end
    instead of a mean); Wilson 1927 (the interval), Kish 1965 (how many passages weighed ones are worth).
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
    above = np.maximum((wrong + one) / made, _upper(wrong / made, made / one))
    within = last[above[last] <= risk]
    return float(chance[order[within[-1]]]) if len(within) else None


def _upper(share: Floats, many: Floats) -> Floats:
    """The upper end of Wilson's interval of shares of so many."""
    mid, wide = share + SURE**2 / (2 * many), share * (1 - share) / many + SURE**2 / (4 * many**2)
    return np.asarray((mid + SURE * np.sqrt(wide)) / (1 + SURE**2 / many))


def best_cut(chance: Floats) -> float:
    """The cut at which the expected F1 is highest, if the chances are true: for a machine that must answer everywhere.

    Source: Lipton, Elkan and Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure".
    """
    down = np.sort(chance)[::-1]
    f1 = 2 * np.cumsum(down) / (np.arange(1, len(down) + 1) + down.sum())
    return float(down[int(np.argmax(f1))])
