"""Coefficients of agreement, each a function of sums over units.

Every coefficient here first makes a row of numbers of each unit, and is then computed from the sum of those rows. So
one matrix product gives the sums of a thousand bootstrap draws, and all draws are turned into coefficients at once.
An undefined coefficient is nan; `reason` says why in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from recount.coding.agreement.distances import SETS, Metric, Weighting, ordinal, squared, weights
from recount.coding.agreement.ratings import PAIR, SKIPPED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recount.coding.agreement.ratings import Ratings

    Array = NDArray[np.float64]


class Statistic(Protocol):
    """A coefficient of agreement."""

    @property
    def name(self) -> str:
        """What it is called in reports."""

    def parts(self, ratings: Ratings) -> Array:
        """One row of addends for each unit, [units, addends]."""

    def value(self, sums: Array, ratings: Ratings) -> Array:
        """The coefficient from sums of such rows, [draws, addends] to [draws]; nan where it is undefined."""


def _ratio(top: Array, bottom: Array) -> Array:
    """One divided by the other, nan where there is nothing to divide by."""
    held = np.abs(bottom) > _TINY
    return np.where(held, top / np.where(held, bottom, 1.0), np.nan)


_TINY = 1e-12  # below it a denominator is rounding, not variation


def _weighted(ratings: Ratings, how: Weighting) -> Array:
    numbers = ratings.numbers if how in {"linear", "quadratic"} else None
    return weights(how, ratings.values, numbers)


def _agreeing(ratings: Ratings, how: Weighting) -> Array:
    """[units, 2]: share of agreeing pairs of codings of a unit, and 1 where there is a pair."""
    counts = ratings.counts
    each = counts.sum(axis=1)
    pairs = each * (each - 1)
    near = counts @ _weighted(ratings, how)
    agree = (counts * (near - 1)).sum(axis=1)
    two = each >= PAIR
    return np.column_stack([np.where(two, agree / np.where(two, pairs, 1.0), 0.0), two])


def _shares(ratings: Ratings) -> Array:
    """[units, values + 1]: each value's share of a unit's codings, and 1 where there is a coding."""
    counts = ratings.counts
    each = counts.sum(axis=1)
    some = each > 0
    return np.column_stack([counts / np.where(some, each, 1.0)[:, None], some])


@dataclass(frozen=True)
class Percent:
    """Share of pairs of codings that agree (with weights: how much they agree)."""

    weighting: Weighting = "identity"
    name = "percent agreement"

    def parts(self, ratings: Ratings) -> Array:
        """Agreement and number of units with a pair."""
        return _agreeing(ratings, self.weighting)

    def value(self, sums: Array, ratings: Ratings) -> Array:
        """Mean agreement of units."""
        del ratings
        return _ratio(sums[:, 0], sums[:, 1])


@dataclass(frozen=True)
class _ByShares:
    """Coefficients whose chance agreement follows from each value's mean share."""

    weighting: Weighting = "identity"

    def parts(self, ratings: Ratings) -> Array:
        """Agreement, units with a pair, shares of values, units with a coding."""
        return np.hstack([_agreeing(ratings, self.weighting), _shares(ratings)])

    def value(self, sums: Array, ratings: Ratings) -> Array:
        """(agreement - chance) / (1 - chance)."""
        agree = _ratio(sums[:, 0], sums[:, 1])
        shares = sums[:, 2:-1] / np.maximum(sums[:, -1:], 1.0)
        chance = self.chance(shares, _weighted(ratings, self.weighting))
        return _ratio(agree - chance, 1.0 - chance)

    def chance(self, shares: Array, weight: Array) -> Array:
        """Agreement by chance, [draws]."""
        raise NotImplementedError


class Fleiss(_ByShares):
    """Fleiss' kappa; Scott's pi for two coders. Source: Fleiss 1971; with gaps and weights Gwet 2014, chapter 2."""

    name = "Fleiss' kappa"

    def chance(self, shares: Array, weight: Array) -> Array:
        """Two codings drawn from the mean shares."""
        return np.asarray(((shares @ weight) * shares).sum(axis=1))


class Gwet(_ByShares):
    """Gwet's AC1, and AC2 with weights: not thrown by a code that is rare. Source: Gwet 2008; Gwet 2014, chapter 4."""

    @property
    def name(self) -> str:
        """AC1 or AC2."""
        return "Gwet's AC1" if self.weighting == "identity" else f"Gwet's AC2 ({self.weighting} weights)"

    def chance(self, shares: Array, weight: Array) -> Array:
        """Codings given at random, of units where coders have to guess."""
        size = weight.shape[0]
        if size <= 1:
            return np.ones(len(shares))
        return np.asarray(weight.sum() / (size * (size - 1)) * (shares * (1 - shares)).sum(axis=1))


class BrennanPrediger(_ByShares):
    """Brennan-Prediger: every value is as likely by chance. Source: Brennan and Prediger 1981."""

    name = "Brennan-Prediger"

    def chance(self, shares: Array, weight: Array) -> Array:
        """The mean weight of all pairs of values."""
        return np.full(len(shares), weight.sum() / weight.shape[0] ** 2)


@dataclass(frozen=True)
class Cohen:
    """Cohen's kappa of two coders; of more, Conger's extension, which keeps each coder's own shares.

    Source: Cohen 1960; Conger 1980; with gaps and weights Gwet 2014, chapter 2.
    """

    weighting: Weighting = "identity"

    @property
    def name(self) -> str:
        """With its weights."""
        return "Cohen's kappa" if self.weighting == "identity" else f"Cohen's kappa ({self.weighting} weights)"

    def parts(self, ratings: Ratings) -> Array:
        """Agreement, units with a pair, and which value each coder gave."""
        size = len(ratings.values)
        given = ratings.codes.T[:, :, None] == np.arange(size)  # [units, coders, values]
        return np.hstack([_agreeing(ratings, self.weighting), given.reshape(len(given), -1)])

    def value(self, sums: Array, ratings: Ratings) -> Array:
        """(agreement - chance) / (1 - chance)."""
        coders, size = ratings.codes.shape[0], len(ratings.values)
        agree = _ratio(sums[:, 0], sums[:, 1])
        given = sums[:, 2:].reshape(len(sums), coders, size)
        shares = given / np.maximum(given.sum(axis=2, keepdims=True), 1.0)
        weight = _weighted(ratings, self.weighting)
        # Pairs of different coders: all pairs less each coder with herself.
        total = shares.sum(axis=1)
        both = ((total @ weight) * total).sum(axis=1) - ((shares @ weight) * shares).sum(axis=(1, 2))
        chance = both / (coders * (coders - 1)) if coders > 1 else np.full(len(sums), np.nan)
        return _ratio(agree - chance, 1.0 - chance)


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha: 1 perfect, 0 as by chance, below 0 worse than chance; units with one coding say nothing.

    Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".
    """

    metric: Metric = "nominal"

    @property
    def name(self) -> str:
        """With the distance it uses."""
        return f"Krippendorff's alpha ({self.metric})"

    def parts(self, ratings: Ratings) -> Array:
        """What a unit adds to observed disagreement, and its codings by value; interval: moments instead."""
        if self.metric == "interval":
            return _moments(ratings)
        counts = ratings.counts
        each = counts.sum(axis=1)
        counts = np.where((each >= PAIR)[:, None], counts, 0.0)
        per = 1.0 / np.maximum(each - 1, 1.0)
        if self.metric == "ordinal":
            pairs = counts[:, :, None] * counts[:, None, :] * per[:, None, None]
            return np.hstack([counts, pairs.reshape(len(counts), -1)])
        far = self._far(ratings)
        return np.column_stack([per * ((counts @ far) * counts).sum(axis=1), counts])

    def value(self, sums: Array, ratings: Ratings) -> Array:
        """1 - observed / expected disagreement."""
        size = len(ratings.values)
        if self.metric == "interval":
            seen, n = sums[:, 0], sums[:, 1]
            expected = 2 * (n * sums[:, 3] - sums[:, 2] ** 2)
        elif self.metric == "ordinal":
            used = sums[:, :size]
            far = ordinal(used)
            n = used.sum(axis=1)
            seen = (sums[:, size:].reshape(-1, size, size) * far).sum(axis=(1, 2))
            expected = np.einsum("dc,dk,dck->d", used, used, far)
        else:
            seen, used = sums[:, 0], sums[:, 1:]
            n = used.sum(axis=1)
            expected = ((used @ self._far(ratings)) * used).sum(axis=1)
        return 1.0 - _ratio((n - 1) * seen, expected)

    def _far(self, ratings: Ratings) -> Array:
        numbers = None if self.metric in {"nominal", *SETS} else ratings.numbers
        return squared(self.metric, ratings.values, numbers)


def _moments(ratings: Ratings) -> Array:
    """What a unit adds to observed disagreement, its codings, their sum and sum of squares, [units, 4].

    No table of units by values: measured numbers may all be different.
    """
    given = ratings.codes != SKIPPED
    given &= given.sum(axis=0) >= PAIR
    at = ratings.numbers - ratings.numbers.mean()  # moments of centred numbers lose no digits
    told = np.where(given, at[ratings.codes], 0.0)
    n, first, second = given.sum(axis=0).astype(np.float64), told.sum(axis=0), (told**2).sum(axis=0)
    seen = 2 * (n * second - first**2) / np.maximum(n - 1, 1.0)
    return np.column_stack([seen, n, first, second])


def coefficient(statistic: Statistic, ratings: Ratings) -> float:
    """The coefficient of all units; nan where it is undefined."""
    return float(statistic.value(statistic.parts(ratings).sum(axis=0, keepdims=True), ratings)[0])


def reason(ratings: Ratings) -> str:
    """Why a coefficient of these ratings is undefined, in words."""
    paired = (ratings.codes != SKIPPED).sum(axis=0) >= PAIR
    if not paired.any():
        return "undefined: no unit was coded by two coders"
    used = {int(code) for code in ratings.codes[:, paired].ravel() if code != SKIPPED}
    if len(used) == 1:
        return f"undefined: no variation, every coding is {ratings.values[used.pop()]!r}"
    return "undefined: chance alone would agree always"
