"""Totals averaged over who may be whom: each draw of the identities makes its own capture table.

Source: Sadinle 2018, "Bayesian propagation of record linkage uncertainty into population size estimation of human
rights violations", Annals of Applied Statistics 12: under stated conditions the mixture is that of the joint model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import log

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]  # ships no types

from recount.errors import InputError
from recount.estimate.hidden.table import CaptureTable, Floats, Ints
from recount.estimate.hidden.total import Total, refused

LEAST_SHARE = 0.9  # of the draws that must have an estimate
GRID = 999  # points that stand for one total in the mixture


def draw_partitions(
    start: Ints,
    pairs: Sequence[tuple[int, int]],
    chances: Floats,
    apart: frozenset[tuple[int, int]],
    *,
    draws: int,
    seed: int,
) -> Ints:
    """Who is whom, once a draw: an unjudged pair is one person with its chance, unless that joins what is apart.

    Args:
        start: person of each mention, 0 and up [mentions]; what judgements joined.
        pairs: places of two persons of `start` that may be one.
        chances: 0 to 1, one a pair.
        apart: pairs of persons, the lower first, that are proved or judged different.
        draws: how many.
        seed: same seed, same draws.

    Returns:
        ints [draws, mentions].
    """
    rng = np.random.default_rng(seed)
    out = np.empty((draws, len(start)), dtype=np.int64)
    for d in range(draws):
        place = np.arange(int(start.max()) + 1 if len(start) else 0)
        held = {int(p): {int(p)} for p in place}
        taken = rng.random(len(pairs)) < chances
        for i in rng.permutation(len(pairs)):
            a, b = int(place[pairs[i][0]]), int(place[pairs[i][1]])
            if not taken[i] or a == b:
                continue
            if any((min(p, q), max(p, q)) in apart for p in held[a] for q in held[b]):
                continue
            held[a] |= held.pop(b)
            place[place == b] = a
        out[d] = place[start]
    return out


def tables(lists: Sequence[str], partitions: Ints, list_of: Ints) -> list[CaptureTable]:
    """A capture table a draw.

    Args:
        lists: names.
        partitions: person of each mention [draws, mentions].
        list_of: list each mention stands on, -1 for none [mentions].
    """
    on = list_of >= 0
    found = []
    for row in partitions:
        cells: Counter[int] = Counter()
        for person, own in zip(row[on], list_of[on], strict=True):
            cells[int(person)] |= 1 << int(own)
        counts = np.zeros(1 << len(lists), dtype=np.int64)
        for cell in cells.values():
            counts[cell] += 1
        found.append(CaptureTable(tuple(lists), counts))
    return found


def over_draws(made: Sequence[CaptureTable], method: Callable[[CaptureTable], Total], level: float = 0.95) -> Total:
    """A method's total, with the interval of the mixture over all tables; equal tables are worked out once.

    Each total is taken as log-normal in those unseen, with the spread of its interval.

    Raises:
        InputError: no table.
    """
    if not made:
        raise InputError("an average over draws needs a table a draw, got none")
    weight = Counter(t.counts.tobytes() for t in made)
    different = {t.counts.tobytes(): t for t in made}
    told = {key: method(table) for key, table in different.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    sound = [key for key, total in told.items() if total.known]
    share = sum(weight[key] for key in sound) / len(made)
    if share < LEAST_SHARE:
        name = next(iter(told.values())).method
        why = next(t.reason for t in told.values() if not t.known)
        return refused(name, f"in {1 - share:.0%} of the ways who may be whom, there is no estimate: {why}")
    return _mixed(sound, weight, different, told, level)


def _mixed(
    sound: Sequence[bytes],
    weight: Counter[bytes],
    different: dict[bytes, CaptureTable],
    told: dict[bytes, Total],
    level: float,
) -> Total:
    """Quantiles of the mixture; each side of a total keeps its own spread."""
    z = float(ndtri((1 + level) / 2))
    grid = ndtri((np.arange(GRID) + 0.5) / GRID)
    values, shares = [], []
    for key in sound:
        n, total = different[key].n, told[key]
        low, value, high = (max(v - n, 0.5) for v in (total.low or 0, total.value or 0, total.high or 0))
        spread = np.where(grid < 0, log(value / min(low, value)), log(max(high, value) / value)) / z
        values.append(n + value * np.exp(grid * spread))
        shares.append(np.full(GRID, weight[key] / GRID))
    place = np.argsort(np.concatenate(values))
    ordered, mass = np.concatenate(values)[place], np.cumsum(np.concatenate(shares)[place])
    ends = ((1 - level) / 2, 0.5, (1 + level) / 2)
    low, half, high = (float(ordered[np.searchsorted(mass, q * mass[-1])]) for q in ends)
    return Total(told[sound[0]].method, half, None, low, high, level=level)
