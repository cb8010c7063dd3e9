"""Two answers against each other: exact tests and effect sizes. Counts in, values out; no store."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from recount.errors import InputError
from recount.estimate.intervals import wilson
from recount.model import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Together:
    """How two yes-or-no answers of the same persons go together."""

    both: int
    only_first: int
    only_second: int
    neither: int
    odds_ratio: float | None  # conditional maximum likelihood; None: no finite value
    odds_low: float
    odds_high: float | None
    difference: float  # share of the second among those with the first, less that among those without
    difference_low: float
    difference_high: float
    phi: float  # -1 to 1
    p: float  # Fisher's exact test, two-sided


def together(both: int, only_first: int, only_second: int, neither: int) -> Together:
    """A table of two by two: exact test, odds ratio with its exact interval, difference of shares, phi.

    Raises:
        InputError: a negative count, or an answer that nobody or everybody gives.

    Source: Fisher 1935; Cornfield 1956 (interval of the odds ratio); Newcombe 1998, method 10 (difference).
    """
    from scipy.stats import fisher_exact  # type: ignore[import-untyped]  # ships no types; imported on use: it is slow
    from scipy.stats.contingency import odds_ratio  # type: ignore[import-untyped]  # same

    table = [[both, only_first], [only_second, neither]]
    rows, columns = [sum(row) for row in table], [both + only_second, only_first + neither]
    if min(both, only_first, only_second, neither) < 0 or min(*rows, *columns) == 0:
        raise InputError(f"a table of two by two needs people on both sides of both answers, got {table}")
    odds = odds_ratio(table)
    interval = odds.confidence_interval(0.95)
    first, second = both / rows[0], only_second / rows[1]
    (l1, u1), (l2, u2) = wilson(both, rows[0]), wilson(only_second, rows[1])
    return Together(
        both,
        only_first,
        only_second,
        neither,
        float(odds.statistic) if odds.statistic < float("inf") else None,
        float(interval.low),
        float(interval.high) if interval.high < float("inf") else None,
        first - second,
        first - second - sqrt((first - l1) ** 2 + (u2 - second) ** 2),
        first - second + sqrt((u1 - first) ** 2 + (second - l2) ** 2),
        (both * neither - only_first * only_second) / sqrt(rows[0] * rows[1] * columns[0] * columns[1]),
        float(fisher_exact(table).pvalue),
    )


def association(one: set[str], other: set[str], among: set[str]) -> Estimate | None:
    """How two answers of the same persons go together; None where an answer is given by all or by none.

    Args:
        one: persons with the first answer.
        other: persons with the second.
        among: persons whose accounts speak to both.
    """
    a, b = one & among, other & among
    try:
        found = together(len(a & b), len(a - b), len(b - a), len(among - a - b))
    except InputError:
        return None
    return Estimate(
        f"odds ratio among the {len(among)} whose accounts speak to both",
        found.odds_ratio,
        found.odds_low,
        found.odds_high,
        f"conditional, exact 95 %; Fisher's exact test p = {found.p:.2g}; phi {found.phi:.2f}",
    )


@dataclass(frozen=True, slots=True)
class Table:
    """How two answers with several values go together."""

    v: float  # Cramer's V with Bergsma's correction, 0 to 1
    p: float  # exact where it can be listed, else by draws
    exact: bool


EXACT_MOST = 40  # persons; tables of more are tested by draws
DRAWS = 9_999
SEED = 1


def cross(counts: ArrayLike) -> Table:
    """A table of any size: Fisher-Freeman-Halton test and a corrected Cramer's V.

    Args:
        counts: whole numbers >= 0 [rows, columns], no row or column empty, at least 2 of each.

    Raises:
        InputError: an empty row or column, or only one.

    Source: Freeman and Halton 1951; Bergsma 2013.
    """
    import numpy as np

    table = np.asarray(counts, dtype=float)
    wrong = table.ndim != 2 or min(table.shape) < 2 or (table < 0).any()  # noqa: PLR2004  # two answers, two values
    if wrong or not table.sum(axis=0).all() or not table.sum(axis=1).all():
        raise InputError(f"a cross table needs two values or more each way and no empty ones, got {table.tolist()}")
    n = table.sum()
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    chi = float(((table - expected) ** 2 / expected).sum())
    r, c = table.shape
    phi = max(0.0, chi / n - (r - 1) * (c - 1) / (n - 1))
    least = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    v = sqrt(phi / least) if least > 0 else 0.0
    if n <= EXACT_MOST:
        return Table(v, _halton(table.astype(int)), exact=True)
    return Table(v, _drawn(table.astype(int)), exact=False)


def _halton(table: np.ndarray) -> float:
    """The chance of all tables with these sums that are no likelier than this one, listed column by column."""
    import numpy as np
    from scipy.special import gammaln  # type: ignore[import-untyped]  # ships no types; imported on use

    rows, columns = table.sum(axis=1), table.sum(axis=0)
    logs = gammaln(np.arange(table.sum() + 2) + 1)
    whole = logs[rows].sum() + logs[columns].sum() - logs[table.sum()]
    # Of each way to have used up the rows: the weights of the ways there, kept apart only where they differ.
    seen = float(whole - logs[table].sum())
    reached: dict[tuple[int, ...], dict[float, float]] = {tuple(map(int, rows)): {0.0: 1.0}}
    for total in columns[:-1]:
        reached = _filled(reached, int(total), logs)
    chance = 0.0
    for left, ways in reached.items():
        last = float(logs[list(left)].sum())
        for weight, times in ways.items():
            found = float(whole - weight - last)
            chance += times * np.exp(found) if found <= seen + 1e-7 else 0.0
    return min(1.0, float(chance))


def _filled(
    reached: dict[tuple[int, ...], dict[float, float]], total: int, logs: np.ndarray
) -> dict[tuple[int, ...], dict[float, float]]:
    found: dict[tuple[int, ...], dict[float, float]] = {}
    for left, ways in reached.items():
        for column in _columns(left, total):
            rest = tuple(a - b for a, b in zip(left, column, strict=True))
            own = found.setdefault(rest, {})
            cost = float(logs[list(column)].sum())
            for weight, times in ways.items():
                key = round(weight + cost, 9)
                own[key] = own.get(key, 0.0) + times
    return found


def _columns(left: tuple[int, ...], total: int) -> list[tuple[int, ...]]:
    """All columns of that total that the rows still have room for."""
    if len(left) == 1:
        return [(total,)] if total <= left[0] else []
    return [
        (n, *rest)
        for n in range(max(0, total - sum(left[1:])), min(left[0], total) + 1)
        for rest in _columns(left[1:], total - n)
    ]


def _drawn(table: np.ndarray) -> float:
    """The same chance by draws of tables with the same sums; the one seen counts as a draw."""
    import numpy as np
    from scipy.special import gammaln

    rng = np.random.default_rng(SEED)
    logs = gammaln(np.arange(table.sum() + 2) + 1)
    rows = np.repeat(np.arange(table.shape[0]), table.sum(axis=1)) * table.shape[1]
    columns = np.repeat(np.arange(table.shape[1]), table.sum(axis=0))
    seen, rarer = logs[table].sum(), 1
    for _ in range(DRAWS):
        made = np.bincount(rows + rng.permutation(columns), minlength=table.size)
        rarer += int(logs[made].sum() >= seen - 1e-7)
    return rarer / (DRAWS + 1)
