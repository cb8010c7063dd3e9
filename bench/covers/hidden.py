"""How often what is said of those never seen holds the truth, over planted populations.

Six scenarios with persons who differ and lists that depend on each other. In each, 400 persons are planted, some 58 to
140 of them are seen, and everything is estimated from the table alone. Two more are planted by `recount simulate`, with
five families of outlets: one whose families find their persons by themselves, and one in which three in ten accounts
are on somebody told of before. The last is shown because it fails: where families take their persons from each other
they are no lists, and nothing in the table tells it. A table that does not pass the gate is refused,
in words; coverage is taken over the others. Latent classes are left out, since they take seconds a table: a further
assumption can only widen the range, so its coverage with them is at least what is measured here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from reads.part import Goal, Measured

from recount.estimate.hidden.said import Hidden
from recount.estimate.hidden.table import Bools, CaptureTable, tabulate
from recount.estimate.hidden.together import together
from recount.estimate.hidden.total import far_end
from recount.simulate import Scenario, plant

LEAST = 0.90
SEEDS = 200
PERSONS = 400
CHANCES = np.array([0.12, 0.096, 0.072, 0.06])  # of standing on each list, before persons differ


def _ease(rng: np.random.Generator, n: int, spread: float, times: float) -> Bools:
    """Lists of persons whose log-odds differ by a normal."""
    odds = times * CHANCES / (1 - CHANCES) * np.exp(rng.normal(0, spread, (n, 1)))
    out: Bools = rng.random((n, 4)) < odds / (1 + odds)
    return out


def smooth(rng: np.random.Generator, n: int) -> Bools:
    """Persons differ: log-odds normal with standard deviation 1."""
    return _ease(rng, n, 1.0, 0.68)


def two_kinds(rng: np.random.Generator, n: int) -> Bools:
    """A quarter of the persons is told of nearly six times as easily as the others."""
    easy = rng.random((n, 1)) < 0.25
    out: Bools = rng.random((n, 4)) < np.where(easy, 2.6, 0.45) * CHANCES
    return out


def attract(rng: np.random.Generator, n: int) -> Bools:
    """The second list takes three in ten of its persons' names from the first."""
    on = rng.random((n, 4)) < 0.95 * CHANCES
    on[:, 1] |= on[:, 0] & (rng.random(n) < 0.3)
    return on


def avoid(rng: np.random.Generator, n: int) -> Bools:
    """Persons differ, and six in ten of the first list are kept off the second."""
    on = _ease(rng, n, 0.8, 0.85)
    on[:, 1] &= ~(on[:, 0] & (rng.random(n) < 0.6))
    return on


def mixed(rng: np.random.Generator, n: int) -> Bools:
    """Persons differ, the third list draws on the first, the fourth is kept off the second."""
    on = _ease(rng, n, 0.8, 0.74)
    on[:, 2] |= on[:, 0] & (rng.random(n) < 0.25)
    on[:, 3] &= ~(on[:, 1] & (rng.random(n) < 0.4))
    return on


def once(rng: np.random.Generator, n: int) -> Bools:
    """Persons differ, and a fifth of them can be told of only once."""
    on = _ease(rng, n, 0.8, 0.9)
    single = rng.random(n) < 0.2
    for row in np.flatnonzero(single & (on.sum(axis=1) > 1)):
        on[row] = np.arange(4) == rng.choice(np.flatnonzero(on[row]))
    return on


def simulated(seed: int, persons: int, overlap: float) -> CaptureTable:
    """Persons by families of outlets, as `recount simulate` plants them."""
    reach = 0.025 if not overlap else 0.02
    planted = plant(Scenario(persons=persons, seed=seed, reach=reach, overlap=overlap, hoax=False))
    told = np.array(list(planted.histories().values())) > 0
    return tabulate(planted.families, told.astype(int))


SIMULATED = {
    "simulated": (0.0, "Persons differ, and five families of outlets find them by themselves."),
    "simulated_borrowing": (0.3, "The same, and three in ten accounts are on somebody told of before."),
}
SCENARIOS: dict[str, Callable[[np.random.Generator, int], Bools]] = {
    f.__name__: f for f in (smooth, two_kinds, attract, avoid, mixed, once)
}


GOVERNED = (*SCENARIOS, "simulated")  # where lists are what they are declared to be


@dataclass
class Tally:
    """What came out over the seeds of one scenario."""

    seen: list[int] = field(default_factory=list)
    refused: int = 0
    open_ended: int = 0  # ranges whose upper end the data cannot tell from infinity
    wordless: int = 0  # refused without a reason, which must not be
    inside: dict[str, list[bool]] = field(default_factory=dict)
    ends: list[tuple[float, float]] = field(default_factory=list)

    def enter(self, told: Hidden, table: CaptureTable, truth: int) -> None:
        self.seen.append(table.n)
        if told.range is None:
            self.refused += 1
            self.wordless += not told.against
            return
        self.ends.append(told.range)
        self.open_ended += far_end(told.range[1], table.n) is None
        self._note("range", told.range, truth)
        for total in (told.bound, *told.assumptions):
            if total and total.known and total.low != total.high:
                self._note(total.method, (total.low or 0.0, total.high or 0.0), truth)

    def _note(self, name: str, ends: tuple[float, float], truth: int) -> None:
        self.inside.setdefault(name, []).append(ends[0] <= truth <= ends[1])


def measured(name: str, seeds: int, persons: int) -> Tally:
    """One scenario over all seeds."""
    tally = Tally()
    for seed in range(seeds):
        if name in SIMULATED:
            table = simulated(seed, persons, SIMULATED[name][0])
        else:
            lists = SCENARIOS[name](np.random.default_rng([seed, list(SCENARIOS).index(name)]), persons)
            table = tabulate("abcd", lists.astype(int))
        tally.enter(together(table, closed=True, classes=False), table, persons)
    return tally


def measure(*, quick: bool) -> Measured:
    """The range over every scenario, 200 seeds each, 20 with `quick`."""
    tallies = {name: measured(name, 20 if quick else SEEDS, PERSONS) for name in (*SCENARIOS, *SIMULATED)}
    goals = [Goal(f"{name}.range.coverage", ">=", LEAST) for name in GOVERNED]
    goals += [Goal(f"{name}.refused_without_words", "<=", 0) for name in tallies]
    return Measured(_figures(tallies), tuple(goals), tuple(_said(tallies)))


def _figures(tallies: dict[str, Tally]) -> dict[str, float]:
    out: dict[str, float] = {}
    for name, tally in tallies.items():
        out[f"{name}.refused"] = tally.refused
        out[f"{name}.refused_without_words"] = tally.wordless
        for method, inside in tally.inside.items():
            out[f"{name}.{method}.coverage"] = float(np.mean(inside))
        out[f"{name}.range.open_ended"] = tally.open_ended
        if tally.ends:
            low, high = np.median(tally.ends, axis=0)
            out |= {f"{name}.range.low_median": float(low), f"{name}.range.high_median": float(high)}
    return out


def _said(tallies: dict[str, Tally]) -> Iterator[str]:
    """What a reader wants to know of each scenario."""
    for name, tally in tallies.items():
        low, mid, high = np.percentile(tally.seen, [5, 50, 95])
        yield (f"{name}: {SIMULATED[name][1] if name in SIMULATED else SCENARIOS[name].__doc__}")
        yield (f"  seen {mid:.0f} ({low:.0f} to {high:.0f}) of {PERSONS}; refused {tally.refused} of {len(tally.seen)}")
        if tally.ends:
            ends = np.median(tally.ends, axis=0)
            yield (f"  median range {ends[0]:.0f} to {ends[1]:.0f}; open above {tally.open_ended}")
        for method, inside in tally.inside.items():
            yield (f"  {method:60} {np.mean(inside):.3f} of {len(inside)}")
