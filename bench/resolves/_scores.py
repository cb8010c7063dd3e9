"""How well a clustering agrees with the truth: B-cubed and pairwise F1, with intervals by resampling persons."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

DRAWS = 1_000  # of the bootstrap


def scores(truth: Sequence[Hashable], found: Sequence[Hashable], *, seed: int = 1) -> dict[str, float]:
    """B-cubed and pairwise precision, recall and F1, and 95 % intervals of both F1.

    Persons, not mentions, are drawn again: the mentions of one person go wrong together. A pair that is wrongly joined
    counts half for each of its two persons.

    Args:
        truth: the person of each mention.
        found: the cluster of each mention.
        seed: of the draws.

    Source: Bagga and Baldwin 1998, "Algorithms for scoring coreference chains" (B-cubed).
    """
    person, cluster = _codes(truth), _codes(found)
    _, at = np.unique(np.column_stack([person, cluster]), axis=0, return_inverse=True)
    same = np.bincount(at.ravel())[at.ravel()].astype(float)  # mentions with both the same person and cluster
    size, told = np.bincount(cluster)[cluster], np.bincount(person)[person]
    per_mention = np.column_stack([np.ones(len(person)), same / size, same / told, same - 1, size - 1, told - 1])
    sums = np.zeros((person.max() + 1, per_mention.shape[1]))
    np.add.at(sums, person, per_mention)
    drawn = np.random.default_rng(seed).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=DRAWS)
    b3, pair = _f1s(sums.sum(axis=0)[None, :])
    b3s, pairs = _f1s(drawn @ sums)
    low_b, high_b = np.quantile(b3s[:, 2], [0.025, 0.975])
    low_p, high_p = np.quantile(pairs[:, 2], [0.025, 0.975])
    return {
        "b3_p": float(b3[0, 0]), "b3_r": float(b3[0, 1]), "b3_f1": float(b3[0, 2]),
        "b3_f1_low": float(low_b), "b3_f1_high": float(high_b),
        "pair_p": float(pair[0, 0]), "pair_r": float(pair[0, 1]), "pair_f1": float(pair[0, 2]),
        "pair_f1_low": float(low_p), "pair_f1_high": float(high_p),
    }  # fmt: skip


def _f1s(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """B-cubed and pairwise precision, recall, F1 of sums over mentions."""
    many, precise, recalled, true, joined, told = sums.T
    return _with_f1(precise / many, recalled / many), _with_f1(
        np.where(joined > 0, true / np.maximum(joined, 1), 0.0), np.where(told > 0, true / np.maximum(told, 1), 0.0)
    )


def _with_f1(precision: np.ndarray, recall: np.ndarray) -> np.ndarray:
    both = precision + recall
    return np.column_stack([precision, recall, np.where(both > 0, 2 * precision * recall / np.maximum(both, 1e-12), 0)])


def _codes(values: Sequence[Hashable]) -> np.ndarray:
    place: dict[Hashable, int] = {}
    return np.array([place.setdefault(value, len(place)) for value in values])
