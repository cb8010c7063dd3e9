"""Whether leaving speeds up: ratio of rates, points of change, recent months completed, and what each source adds."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from recount.errors import NotEstimable
from recount.estimate.ground import account, person_figure
from recount.estimate.intervals import poisson_rate
from recount.estimate.pace import leavings, publications
from recount.estimate.rates import change_points, poisson_trend, rate_ratio
from recount.model import Estimate, Figure, FigureRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import numpy as np

    from recount.estimate.ground import Ground
    from recount.estimate.pace import Spread
    from recount.model.study import MethodBreak

RECENT = 3  # months that are held against all before: the span of the model study's last quarter
LEAST_MONTHS = 6  # of a time line that is asked for changes
LONGEST_DELAY = 24  # months; what is published later is not waited for
POINTS = 10  # of the curve of persons by sources


def tempo_figures(ground: Ground, breaks: Sequence[MethodBreak] = ()) -> Iterator[Figure]:
    """Each a figure with the persons it rests on, or a refusal that says what would make it estimable."""
    left, told = leavings(ground), publications(ground.cases)
    yield _faster("left", "Leaving", left, breaks)
    yield _faster("published", "First publication", told, breaks)
    yield _completed(left, told)
    yield from _curve(ground)


def month_of(day: date) -> int:
    """Months counted from year 0."""
    return day.year * 12 + day.month - 1


def month_name(month: int) -> str:
    """YYYY-MM of a month counted from year 0."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _refused(name: str, label: str, method: str, reason: str) -> Figure:
    return Figure(f"tempo.{name}", label, "person", method, None, None, reason=reason, group="tempo")


def _faster(name: str, label: str, spreads: list[Spread], breaks: Sequence[MethodBreak]) -> Figure:
    """The rate of the last three months against the months before, at both ends of what imprecise dates allow."""
    method = f"persons dated within one of the two stretches; the last {RECENT} months against all before"
    words = f"{label}: the last {RECENT} months against before"
    months = [s.first for s in spreads] + [s.last for s in spreads]
    if not months or max(months) - min(months) + 1 < LEAST_MONTHS:
        return _refused(name, words, method, f"fewer than {LEAST_MONTHS} months are dated: not estimable before")
    start, end = min(months), max(months)
    cut = end - RECENT + 1
    recent = [s for s in spreads if s.first >= cut]
    before = [s for s in spreads if s.last < cut]
    astride = len(spreads) - len(recent) - len(before)
    if not recent and not before:
        return _refused(name, words, method, "no date lies within one stretch: not estimable until dates are narrower")
    long = cut - start
    estimates = [_ratio("rate ratio", len(recent), len(before), long)]
    if astride:
        estimates += [
            _ratio("rate ratio if all open dates are early", len(recent), len(before) + astride, long),
            _ratio("rate ratio if all open dates are late", len(recent) + astride, len(before), long),
        ]
    counts = _monthly(spreads, start, end)
    estimates += [_rate(f"a month, the last {RECENT} months", len(recent), RECENT)]
    estimates += [_rate(f"a month, the {long} months before", len(before), long), _trend(counts)]
    estimates += _changes(counts, start)
    rows = tuple(row for s in (*recent, *before) for row in s.rows)
    note = f"{month_name(cut)} to {month_name(end)}: {len(recent)}; {month_name(start)} to {month_name(cut - 1)}: "
    note += f"{len(before)}; {astride} with a date astride. Recent months look quieter than they were: see the months "
    note += "completed." + "".join(
        f" The method changed on {b.day.isoformat()} ({b.why}): across it the pace of accounts is no pace of leaving."
        for b in breaks
        if start < month_of(b.day) <= end
    )
    n = len(recent) + len(before)
    return Figure(
        f"tempo.{name}", words, "person", method, n, n, rows, note=note, group="tempo", estimates=tuple(estimates)
    )


def _ratio(name: str, recent: int, before: int, months: int) -> Estimate:
    found = rate_ratio((recent, RECENT), (before, months))
    return Estimate(name, found.ratio, found.low, found.high, f"exact, given the total, 95 %; p = {found.p:.2g}")


def _rate(name: str, events: int, months: int) -> Estimate:
    low, high = poisson_rate(events, months)
    return Estimate(f"persons {name}", events / months, low, high, "exact Poisson, 95 %")


def _monthly(spreads: list[Spread], start: int, end: int) -> list[float]:
    """Persons by month, an imprecise date spread over the months it may lie in."""
    counts = [0.0] * (end - start + 1)
    for s in spreads:
        for month in range(s.first, s.last + 1):
            counts[month - start] += 1 / (s.last - s.first + 1)
    return counts


def _trend(counts: list[float]) -> Estimate:
    """By how much the rate is multiplied from month to month; wider where months differ more than by chance."""
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # ships no types; imported on use

    found = poisson_trend(counts)
    reach = float(stdtrit(len(counts) - 2, 0.975)) * found.slope_se * max(1.0, found.dispersion) ** 0.5
    return Estimate(
        "the rate is multiplied each month by",
        exp(found.slope),
        exp(found.slope - reach),
        exp(found.slope + reach),
        f"log-linear trend over {len(counts)} months, quasi-Poisson with dispersion {found.dispersion:.2f}, 95 %",
    )


def _changes(counts: list[float], start: int) -> list[Estimate]:
    """For exploration: months after which the monthly number was another one."""
    return [
        Estimate(
            f"rate changed at {month_name(start + c.at)}",
            c.after / c.before if c.before else None,
            None,
            None,
            f"{c.before:.2g} to {c.after:.2g} a month; best cut, for exploration",
        )
        for c in change_points(counts)
    ]


def _completed(left: list[Spread], told: list[Spread]) -> Figure:
    """Recent months of leaving, completed for those whose story is not published yet."""
    from recount.estimate.nowcast import LEAST_DELAYS, nowcast

    label = "Recent months of leaving, completed"
    method = "reverse-time hazard of the delay from leaving to first publication"
    published = {s.person_id: s for s in told}
    pairs = [(s, published[s.person_id]) for s in left if s.person_id in published and s.first == s.last]
    known = [(s, p) for s, p in pairs if p.first == p.last and 0 <= p.first - s.first <= LONGEST_DELAY]
    if len(known) < LEAST_DELAYS:
        reason = f"{len(known)} persons have a month of leaving and of first publication, {LEAST_DELAYS} are needed: "
        return _refused("completed", label, method, reason + "read the time line of first publications instead")
    now = max(p.first for _, p in known)
    start = min(s.first for s, _ in known)
    triangle = _triangle(known, start, now)
    try:
        found = nowcast(triangle)
    except NotEstimable as error:
        return _refused("completed", label, method, str(error))
    estimates = tuple(
        Estimate(
            month_name(start + step),
            found.median[step],
            found.low[step],
            found.high[step],
            f"{found.observed[step]} seen, {100 * found.told[step]:.0f} % of such leavings are published by now; 95 %",
        )
        for step in range(max(0, now - start - RECENT * 2 + 1), now - start + 1)
    )
    rows = tuple(row for s, p in known for row in (*s.rows, *p.rows))
    n = len(known)
    return Figure("tempo.completed", label, "person", method, n, n, rows, group="tempo", estimates=estimates)


def _triangle(known: list[tuple[Spread, Spread]], start: int, now: int) -> np.ndarray:
    import numpy as np

    triangle = np.zeros((now - start + 1, LONGEST_DELAY + 1))
    for s, p in known:
        triangle[s.first - start, p.first - s.first] += 1
    return triangle


def _curve(ground: Ground) -> Iterator[Figure]:
    """How many persons are known after the first so many independent accounts, in the order of publication."""
    firsts: dict[str, tuple[str, str]] = {}
    for case in ground.cases:
        for m in case.mentions:
            key = (m.published_first or "9999", account(m))
            firsts[key[1]] = min(firsts.get(key[1], key), key)
    ordered = [name for _, name in sorted(firsts.values())]
    if len(ordered) < POINTS:
        return
    for point in range(1, POINTS + 1):
        n = round(point * len(ordered) / POINTS)
        seen = frozenset(ordered[:n])
        cases = [c for c in ground.cases if c.accounts & seen]
        rows = [FigureRow(c.person_id, "mention", m.mention_id, "told") for c in cases for m in c.mentions]
        label = f"Persons told of by the first {n} of {len(ordered)} independent accounts"
        yield person_figure(ground, rows, figure=f"curve.{n}", label=label, group="curve")
