"""From scores to chances: a logistic curve for each code, held near what is usual where codings are few.

Source: Platt 1999 (a logistic curve on left-out scores); Wolpert 1992 (stacking several of them). The usual curve is
a normal prior: with eight codings of a code the curve moves little from it, with a hundred it goes where they say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Slopes of the ridge's score and of the likeness to the codebook, and the constant; how far codings may move them.
# Means are about what curves of codes with 64 codings came to on the sets that settings were chosen on (11 to 14, .35
# to .47, -6.2 to -6.3); spreads are as wide as theirs or wider.
USUAL = np.array([12.0, 0.5, -6.0])
SPREAD = np.array([10.0, 0.5, 10.0])
# Without any coding: chance by the likeness alone, fitted to the same sets.
ALONE = np.array([1.2, -4.0])
FEW = 20  # codes; with more of them each is rarer, in proportion
STEPS = 50
FOLDS = 5  # in which a curve is fitted without the stories it is then used on


def alone(likeness: Floats) -> Floats:
    """A guess at the chance of a code where nobody has coded, [passages, codes]: an order more than a chance."""
    rarer = np.log(max(1.0, likeness.shape[1] / FEW))
    made: Floats = expit(ALONE[0] * likeness + ALONE[1] - rarer)
    return made


def curve(score: Floats, likeness: Floats, coded: Floats, weights: Floats) -> Floats:
    """The curve of one code: [slope of the score, slope of the likeness, constant].

    Args:
        score: of the ridge, left out, [coded].
        likeness: to the codebook, [coded].
        coded: 0 or 1, [coded].
        weights: how many passages each stands for, [coded].
    """
    x = np.column_stack([score, likeness, np.ones(len(score))])

    def loss(at: Floats) -> float:
        z = x @ at
        return float(weights @ (np.logaddexp(0, z) - coded * z) + 0.5 * (((at - USUAL) / SPREAD) ** 2).sum())

    at = USUAL.copy()
    best = loss(at)
    for _ in range(STEPS):
        p = expit(x @ at)
        slope = x.T @ (weights * (p - coded)) + (at - USUAL) / SPREAD**2
        bend = (x * (weights * p * (1 - p))[:, None]).T @ x + np.diag(1 / SPREAD**2)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while loss(at - size * step) > best and size > 1e-6:  # noqa: PLR2004  # a step so small moves nothing
            size /= 2
        at = at - size * step
        now = loss(at)
        if best - now < 1e-9 * max(1.0, abs(best)):  # it has come to rest
            break
        best = now
    return at


def on(at: Floats, score: Floats, likeness: Floats) -> Floats:
    """The chance by a curve."""
    made: Floats = expit(at[0] * score + at[1] * likeness + at[2])
    return made


def folds(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Into which of a few parts each group falls, [coded]; groups stay whole, and the same ones fall the same way."""
    names, place = np.unique(groups, return_inverse=True)
    dealt = np.empty(len(names), dtype=np.int64)
    dealt[np.random.default_rng(0).permutation(len(names))] = np.arange(len(names)) % FOLDS
    made: NDArray[np.int64] = dealt[place]
    return made
