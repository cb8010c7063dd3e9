"""Whether a score is the share of pairs that are one person: reliability and expected calibration error.

Planted studies of five levels of noise and two sizes. `suggested`: pairs at 0.5 and above, which people are shown: the
error is the mean distance of score and share in bins of a tenth, weighted by pairs. `scored`: all pairs from 0.05;
among them are pairs that share neither a name nor a rare fact, which are held at a third whatever speaks for them (a
match never rests on common attributes alone), and are likelier one person than they say. `fitted`: the same with a line
through the log odds that was fitted on other seeds: what one would gain. The reliability is printed bin by bin.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from planted import facts_of
from reads.part import Goal, Measured
from scipy.optimize import minimize  # type: ignore[import-untyped]  # ships no types

from recount.resolve.wide import Wide
from recount.simulate import Scenario, plant
from resolves.accounts import SETTINGS

BINS = 10
LEAST = 0.05  # a score; below are nearly all pairs, and they are right to be there


def scored(seeds: range, persons: int, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and whether the pair is one person."""
    score, same = [], []
    for seed in seeds:
        facts, who = facts_of(plant(Scenario(persons=persons, outlets=16, seed=seed, **SETTINGS[name])))
        wide = Wide.of(facts)
        pairs = wide.pairs()
        truth = np.unique(who, return_inverse=True)[1]
        score.append(wide.scores(pairs).astype(float))
        same.append(truth[pairs[:, 0]] == truth[pairs[:, 1]])
    return np.concatenate(score), np.concatenate(same)


def reliability(score: np.ndarray, same: np.ndarray, least: float) -> tuple[float, list[tuple[int, float, float]]]:
    """The expected calibration error, and for each bin how many pairs, their mean score, the share of one person."""
    kept = score >= least
    score, same = score[kept], same[kept]
    place = np.minimum((score * BINS).astype(int), BINS - 1)
    many = np.bincount(place, minlength=BINS)
    means = [np.bincount(place, weights=w, minlength=BINS) / np.maximum(many, 1) for w in (score, same)]
    error = float((np.abs(means[0] - means[1]) * many).sum() / max(1, many.sum()))
    return error, [(int(n), float(s), float(t)) for n, s, t in zip(many, *means, strict=True) if n]


def line(score: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Slope and shift of the log odds that make these pairs likeliest."""
    odds = _odds(score)

    def loss(way: np.ndarray) -> float:
        told = way[0] * odds + way[1]
        return float(np.logaddexp(0, told).mean() - (same * told).mean())

    return np.asarray(minimize(loss, [1.0, 0.0]).x)


def _odds(score: np.ndarray) -> np.ndarray:
    inside = np.clip(score, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside / (1 - inside)))


def measure(data: Path, *, quick: bool) -> Measured:  # noqa: ARG001  # planted: no data is read
    """Errors in each setting and over all, and the bins."""
    figures: dict[str, float] = {}
    remarks = []
    for persons in (60,) if quick else (60, 300):
        held = {n: scored(range(200, 204), persons, n) for n in SETTINGS}
        for name, (score, same) in held.items():
            figures[f"{persons}.{name}.suggested_ece"] = reliability(score, same, 0.5)[0]
        score, same = (np.concatenate(parts) for parts in zip(*held.values(), strict=True))
        others = [scored(range(300, 304), persons, n) for n in SETTINGS]
        slope, shift = line(*(np.concatenate(parts) for parts in zip(*others, strict=True)))
        fitted = 1 / (1 + np.exp(-(slope * _odds(score) + shift)))
        figures[f"{persons}.suggested_ece"] = reliability(score, same, 0.5)[0]
        figures[f"{persons}.scored_ece"], bins = reliability(score, same, LEAST)
        figures[f"{persons}.fitted_ece"] = reliability(fitted, same, LEAST)[0]
        for many, said, true in bins:
            drawn = "".join("|" if n == round(said * 40) else "#" if n < round(true * 40) else "." for n in range(41))
            remarks.append(f"{persons} persons: score {said:.2f}, one person {true:.2f}, {many:6} pairs  {drawn}")
    goals = tuple(Goal(f"{n}.suggested_ece", "<=", 0.05) for n in ((60,) if quick else (60, 300)))
    return Measured(figures, goals, (*remarks, "# is the share of one person, | the score"))
