"""How often each interval holds the truth it was made for, over populations with a planted truth.

Peers in the same run, on the same draws: the interval of the normal approximation for shares and ratios of rates, the
uncorrected count of machine codes and the coded sample alone (Wilson) for corrected shares, the observed count for
recent months. Coverage is of nominal 95 % intervals; "width" is the mean width.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log, sqrt

import numpy as np
from reads.part import Goal, Measured

from recount.estimate.correct import poststratified
from recount.estimate.crosstab import together
from recount.estimate.intervals import clopper_pearson, jeffreys, poisson_rate, wilson
from recount.estimate.nowcast import nowcast
from recount.estimate.rates import rate_ratio

SEED = 20_150_921
Z = 1.959963984540054
Figures = dict[str, float]
Goals = dict[str, tuple[float, float]]  # the range a figure has to lie in


def _tally(held: list[bool], widths: list[float]) -> tuple[float, float]:
    return float(np.mean(held)), float(np.mean(widths))


def shares(rng: np.random.Generator, tries: int) -> tuple[Figures, Goals]:
    """Shares of 58 and of 20 persons, from rare to even; the mean over the shares, and the least for the exact one."""
    ways: dict[str, Callable[[int, int], tuple[float, float]]] = {
        "jeffreys": jeffreys,
        "wilson": wilson,
        "clopper_pearson": clopper_pearson,
        "peer_normal": _normal,
    }
    figures: Figures = {}
    for name, way in ways.items():
        each = []
        for n in (20, 58):
            table = [way(x, n) for x in range(n + 1)]
            for p in (0.03, 0.08, 0.2, 0.35, 0.5):
                hits = rng.binomial(n, p, tries)
                each.append(np.mean([table[x][0] <= p <= table[x][1] for x in hits]))
        figures[f"{name}.mean"], figures[f"{name}.least"] = float(np.mean(each)), float(np.min(each))
    return figures, {"jeffreys.mean": (0.93, 0.98), "wilson.mean": (0.93, 0.98), "clopper_pearson.least": (0.94, 1.0)}


def _normal(hits: int, n: int) -> tuple[float, float]:
    p = hits / n
    half = Z * sqrt(p * (1 - p) / n)
    return p - half, p + half


def rates(rng: np.random.Generator, tries: int) -> tuple[Figures, Goals]:
    """Rates, and the ratio of 3 months to the 17 before."""
    held, peer, rate = [], [], []
    for _ in range(tries):
        a, b = int(rng.poisson(5.7 * 3)), int(rng.poisson(2.4 * 17))
        truth = 5.7 / 2.4
        found = rate_ratio((a, 3), (b, 17))
        held.append(found.low <= truth <= (found.high if found.high is not None else np.inf))
        half = Z * sqrt(1 / max(a, 1) + 1 / max(b, 1))
        ratio = (max(a, 1) / 3) / (max(b, 1) / 17)
        peer.append(exp(log(ratio) - half) <= truth <= exp(log(ratio) + half))
        low, high = poisson_rate(a, 3)
        rate.append(low <= 5.7 <= high)
    figures = {"ratio": float(np.mean(held)), "peer_log_normal": float(np.mean(peer)), "rate": float(np.mean(rate))}
    return figures, {"ratio": (0.94, 1.0), "rate": (0.94, 1.0)}


def crosses(rng: np.random.Generator, tries: int) -> tuple[Figures, Goals]:
    """The odds ratio and the difference of shares of two groups of 29."""
    odds, difference = [], []
    for _ in range(min(tries, 400)):
        a, b = int(rng.binomial(29, 0.5)), int(rng.binomial(29, 0.25))
        if a + b == 0:
            continue
        found = together(a, 29 - a, b, 29 - b)
        odds.append(found.odds_low <= 3.0 <= (found.odds_high if found.odds_high is not None else np.inf))
        difference.append(found.difference_low <= 0.25 <= found.difference_high)
    figures = {"odds_ratio": float(np.mean(odds)), "difference": float(np.mean(difference))}
    return figures, {"odds_ratio": (0.93, 1.0), "difference": (0.92, 0.99)}


# Prevalence, sensitivity, specificity, units, coded: the five settings of the reference, then a bad and a biased one.
SETTINGS = {
    "common": (0.35, 0.85, 0.9, 600, 120),
    "rare": (0.08, 0.8, 0.95, 600, 120),
    "very_rare": (0.03, 0.8, 0.97, 600, 120),
    "small": (0.35, 0.85, 0.9, 200, 60),
    "even": (0.5, 0.95, 0.95, 1000, 200),
    "worthless_machine": (0.2, 0.5, 0.5, 600, 120),
    "biased_machine": (0.2, 0.95, 0.6, 600, 120),
}


def corrected(rng: np.random.Generator, tries: int) -> tuple[Figures, Goals]:
    """Shares of a finite corpus from machine codes and a coded sample."""
    figures: Figures = {}
    for name, (prevalence, sensitivity, specificity, units, n) in SETTINGS.items():
        ours, naive, alone, widths, alone_widths = [], [], [], [], []
        for _ in range(tries):
            truth = (rng.random(units) < prevalence).astype(int)
            chance = np.where(truth == 1, sensitivity, 1 - specificity)
            machine = (rng.random(units) < chance).astype(int)
            at = rng.choice(units, n, replace=False)
            share = truth.mean()
            found = poststratified(machine, at, truth[at])
            ours.append(found.low <= share <= found.high)
            widths.append(found.high - found.low)
            low, high = wilson(int(machine.sum()), units)
            naive.append(low <= share <= high)
            low, high = wilson(int(truth[at].sum()), n)
            alone.append(low <= share <= high)
            alone_widths.append(high - low)
        figures[name], figures[f"{name}.width"] = _tally(ours, widths)
        figures[f"{name}.peer_uncorrected"] = float(np.mean(naive))
        figures[f"{name}.peer_sample_alone"], figures[f"{name}.peer_sample_alone.width"] = _tally(alone, alone_widths)
    return figures, dict.fromkeys(SETTINGS, (0.93, 0.97))


def recent(rng: np.random.Generator, tries: int) -> tuple[Figures, Goals]:
    """The last 12 of 40 months, of 6 events each, with delays of 5 months in the mean."""
    ours, error, peer = [], [], []
    for _ in range(max(20, tries // 10)):
        true = rng.poisson(6, 40)
        triangle = np.zeros((40, 16))
        for month, count in enumerate(true):
            np.add.at(triangle[month], np.minimum(rng.geometric(0.2, count) - 1, 15), 1)
        found = nowcast(triangle, draws=1_000)
        for month in range(28, 40):
            ours.append(found.low[month] <= true[month] <= found.high[month])
            error.append(abs(found.median[month] - true[month]))
            peer.append(abs(found.observed[month] - true[month]))
    figures = {
        "completed": float(np.mean(ours)),
        "mean_error": float(np.mean(error)),
        "peer_observed.mean_error": float(np.mean(peer)),
    }
    return figures, {"completed": (0.93, 1.0), "mean_error": (0.0, figures["peer_observed.mean_error"])}


PARTS = {"shares": shares, "rates": rates, "crosses": crosses, "corrected": corrected, "recent": recent}


def measure(*, quick: bool) -> Measured:
    """Every interval over 2,000 populations, 300 with `quick`."""
    figures: Figures = {}
    goals: list[Goal] = []
    slack = 0.02 if quick else 0.005  # what so many populations leave to chance
    for name, part in PARTS.items():
        made, wanted = part(np.random.default_rng(SEED), 300 if quick else 2_000)
        figures |= {f"{name}.{k}": round(v, 4) for k, v in made.items()}
        for k, (low, high) in wanted.items():
            goals += [Goal(f"{name}.{k}", ">=", low - slack), Goal(f"{name}.{k}", "<=", high + slack)]
    return Measured(figures, tuple(goals))
