"""Latent classes: persons of a few unknown kinds, each with its own chances of standing on each list.

A Dirichlet process mixture cut off at `classes` kinds, sampled by Gibbs. All chains move side by side, from starts far
apart; a total is told only when they agree.

Source: Manrique-Vallier 2016, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recount.errors import InputError
from recount.estimate.hidden.chains import effective, split_rhat
from recount.estimate.hidden.table import CaptureTable, Floats, membership
from recount.estimate.hidden.total import Total, refused

MOST_RHAT = 1.05
LEAST_EFFECTIVE = 400.0
CHAINS = 8
LEAST_CHAINS = 4  # for a total to be told
COMPARABLE = 2  # chains without which nothing can be compared
CLASSES = 10
KEEP_EVERY = 10  # iterations; neighbours tell nearly the same
PRIOR = 0.25  # both numbers of the gamma prior of the concentration, those of the paper


@dataclass(frozen=True, slots=True)
class Sampled:
    """Draws of the total, and whether they can be used."""

    totals: Floats  # [chains, kept draws]
    rhat: float
    effective: float
    iterations: int  # of each chain, burn-in included

    @property
    def sound(self) -> bool:
        """Whether the chains agree and are worth enough draws."""
        return len(self.totals) >= LEAST_CHAINS and self.rhat < MOST_RHAT and self.effective > LEAST_EFFECTIVE

    def told(self, level: float = 0.95) -> Total:
        """Median and interval, or what keeps them back."""
        method = "latent classes"
        if not self.sound:
            return refused(
                method,
                f"{len(self.totals)} chains of {self.iterations:,} iterations do not agree (R-hat {self.rhat:.2f}, "
                f"worth {self.effective:.0f} draws; wanted below {MOST_RHAT} and above {LEAST_EFFECTIVE:.0f}); more "
                "persons on several lists, or a longer simulation, would help",
            )
        low, half, high = np.quantile(self.totals, [(1 - level) / 2, 0.5, (1 + level) / 2])
        return Total(method, float(half), float(self.totals.std()), float(low), float(high), level=level)


def latent(
    table: CaptureTable,
    *,
    classes: int = CLASSES,
    chains: int = CHAINS,
    iterations: int = 5_000,
    most: int = 20_000,
    seed: int = 1,
) -> Sampled:
    """Sample the total; a fifth of the iterations is left out as burn-in.

    Args:
        table: persons by lists.
        classes: kinds of persons at most.
        chains: at least 2; 4 for a total to be told.
        iterations: of each chain, before the chains are compared.
        most: of each chain; while the chains disagree, they are run twice as long, up to this.
        seed: same seed, same draws.

    Raises:
        InputError: nobody on any list, or too few chains.
    """
    if table.n == 0 or chains < COMPARABLE or classes < 1:
        raise InputError(f"latent classes need persons, 2 chains and 1 class, got {table.n}, {chains} and {classes}")
    state = _State(table, classes, chains, np.random.default_rng(seed))
    kept: list[Floats] = []
    done, goal = 0, min(iterations, most)
    while True:
        kept += [state.unseen.copy() for i in range(done, goal) if state.move() and not i % KEEP_EVERY]
        done = goal
        used = np.array(kept[len(kept) // 5 :]).T
        found = Sampled(table.n + used, split_rhat(used), effective(used), done)
        if found.sound or done >= most:
            return found
        goal = min(2 * done, most)


class _State:
    """Where all chains are; arrays have a row a chain."""

    def __init__(self, table: CaptureTable, classes: int, chains: int, rng: np.random.Generator) -> None:
        cells = np.flatnonzero(table.counts)
        self.n, self.rng, self.shape = table.n, rng, (chains, classes)
        on = membership(table.k)[cells].astype(np.float64)
        # Lists and their complements side by side: one product gives the chance of a history, one its counts.
        self.on = np.hstack([on, 1 - on])  # [cells, 2 lists]
        self.counts = np.broadcast_to(table.counts[cells], (chains, len(cells)))
        self.lists = table.k
        self.unseen = np.zeros(chains)
        self.concentration = np.ones(chains)
        # Starts far apart: from all persons easily seen to all of them hardly seen.
        ease = np.linspace(-2, 1, chains)[:, None, None]
        chance = 1 / (1 + np.exp(-(rng.normal(size=(chains, table.k, classes)) + ease)))
        self._set_chances(chance)
        self._set_shares(rng.beta(1.0, 1.0, size=self.shape))

    def _set_chances(self, chance: Floats) -> None:
        chance = np.clip(chance, 1e-12, 1 - 1e-12)
        self.log_chance = np.log(np.concatenate([chance, 1 - chance], axis=1))  # [chains, 2 lists, classes]

    def _set_shares(self, stick: Floats) -> None:
        stick = np.clip(stick, 1e-12, 1 - 1e-12)
        stick[:, -1] = 1.0
        rest = np.cumsum(np.log1p(-stick[:, :-1]), axis=1)
        self.log_share = np.log(stick)
        self.log_share[:, 1:] += rest
        self.log_last = rest[:, -1] if rest.shape[1] else np.zeros(len(stick))

    def move(self) -> bool:
        """One iteration of all chains."""
        rng, lists = self.rng, self.lists
        joint = np.exp(self.on @ self.log_chance + self.log_share[:, None, :])  # [chains, cells, classes]
        joint /= joint.sum(axis=2, keepdims=True)
        seen = rng.multinomial(self.counts, joint)
        missed = np.exp(self.log_chance[:, lists:].sum(axis=1) + self.log_share)
        never = missed.sum(axis=1)
        self.unseen = rng.negative_binomial(self.n, np.maximum(1 - never, 1e-9)).astype(np.float64)
        hidden = rng.multinomial(self.unseen.astype(np.int64), missed / never[:, None])
        counted = self.on.T @ seen  # [chains, 2 lists, classes]
        counted[:, lists:] += hidden[:, None, :]
        self._set_chances(rng.beta(1 + counted[:, :lists], 1 + counted[:, lists:]))
        sizes = counted[:, 0] + counted[:, lists]
        after = np.cumsum(sizes[:, ::-1], axis=1)[:, ::-1] - sizes
        self._set_shares(rng.beta(1 + sizes, self.concentration[:, None] + after))
        rate = PRIOR - self.log_last
        self.concentration = np.maximum(rng.gamma(PRIOR + self.shape[1] - 1, 1 / rate), 1e-12)
        return True
