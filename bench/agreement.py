"""Is agreement right and fast: alpha and its bootstrap interval beside the package `krippendorff`.

    python bench/agreement.py [--quick] [--json]

Four coders, 100,000 units, a tenth skipped. The peer (in the extra `[bench]`) has no bootstrap, so it is called once a
draw on the drawn units, for as many draws as take a few seconds, and its time for 1,000 is scaled up from those. Each
draw of ours is of the same kind: units with replacement; also whole stories of 20 units, and numbers that are all
different, where no two units can be drawn together. Coverage says how often the 95 % interval of 60 units holds the
alpha of the population that they were drawn from.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from recount.coding.agreement import Alpha, Cohen, Fleiss, Gwet, Percent, Ratings, bootstrap, coefficient

if TYPE_CHECKING:
    from numpy.typing import NDArray

Level = Literal["nominal", "ordinal", "interval", "ratio"]
CODERS, UNITS, DRAWS, STORY = 4, 100_000, 1000, 20
GOALS = {"same_as_peer": 1e-9, "nominal_s": 10.0, "by_story_s": 10.0, "all_different_s": 10.0}
COVERED = (0.92, 0.97)  # of 95 % intervals at 60 units


def coded(rng: np.random.Generator, units: int, *, values: int = 5, coders: int = CODERS) -> NDArray[np.int64]:
    """Codings of a true value that coders hit in 8 of 10 units, [coders, units]; -1 where one was skipped."""
    true = rng.choice(values, units, p=np.arange(values, 0, -1) / (values * (values + 1) / 2))
    found = np.where(rng.random((coders, units)) < 0.8, true, rng.integers(0, values, (coders, units)))
    return np.where(rng.random((coders, units)) < 0.1, -1, found)


def measured(ratings: Ratings, statistic: Alpha, clusters: NDArray[np.int64] | None = None) -> float:
    """Seconds of 1,000 draws."""
    start = time.perf_counter()
    bootstrap([statistic], ratings, clusters, draws=DRAWS)
    return time.perf_counter() - start


def peer(ratings: Ratings, level: Level, *, draws: int) -> tuple[float, float]:
    """The peer's alpha, and its seconds for 1,000 draws."""
    import krippendorff

    told = np.where(ratings.codes < 0, np.nan, ratings.numbers[ratings.codes])
    alpha = float(krippendorff.alpha(reliability_data=told, level_of_measurement=level))
    rng = np.random.default_rng(0)
    start = time.perf_counter()
    for _ in range(draws):
        drawn = told[:, rng.integers(0, told.shape[1], told.shape[1])]
        krippendorff.alpha(reliability_data=drawn, level_of_measurement=level)
    return alpha, (time.perf_counter() - start) / draws * DRAWS


def coverage(rng: np.random.Generator, samples: int) -> float:
    """Share of intervals of 60 units that hold the alpha of a large population."""
    truth = coefficient(Alpha(), Ratings(coded(rng, 400_000, values=3, coders=3), (0, 1, 2)))
    held = 0
    for n in range(samples):
        (drawn,) = bootstrap([Alpha()], Ratings(coded(rng, 60, values=3, coders=3), (0, 1, 2)), seed=n)
        held += drawn.low is not None and drawn.high is not None and drawn.low <= truth <= drawn.high
    return held / samples


def figures(*, quick: bool) -> dict[str, float]:
    """All that is measured."""
    rng = np.random.default_rng(20_000)
    units = UNITS // 10 if quick else UNITS
    ratings = Ratings(coded(rng, units), tuple(range(1, 6)))
    found: dict[str, float] = {}
    worst = 0.0
    for metric in get_args(Level):
        theirs, seconds = peer(ratings, metric, draws=20 if metric == "nominal" else 2)
        worst = max(worst, abs(theirs - coefficient(Alpha(metric), ratings)))
        if metric == "nominal":
            found["peer_nominal_s"] = seconds
    found["same_as_peer"] = worst
    found["nominal_s"] = measured(ratings, Alpha())
    found["ordinal_s"] = measured(ratings, Alpha("ordinal"))
    found["by_story_s"] = measured(ratings, Alpha(), np.arange(units) // STORY)
    numbers = rng.normal(size=units)
    told = np.where(ratings.codes < 0, -1, np.arange(units) * CODERS + np.arange(CODERS)[:, None])
    spread = (numbers[:, None] + 0.3 * rng.normal(size=(units, CODERS))).ravel()
    found["all_different_s"] = _continuous(told, spread)
    start = time.perf_counter()
    bootstrap([Percent(), Cohen(), Fleiss(), Gwet(), Alpha()], ratings, np.arange(units) // STORY, draws=DRAWS)
    found["five_coefficients_by_story_s"] = time.perf_counter() - start
    found["peer_against_ours"] = found["peer_nominal_s"] / found["nominal_s"]
    found["peer_against_ours_by_story"] = found["peer_nominal_s"] / found["by_story_s"]
    found["coverage_60_units"] = coverage(rng, 200 if quick else 2000)
    return found


def _continuous(told: NDArray[np.int64], spread: NDArray[np.float64]) -> float:
    """1,000 draws of interval alpha where every coding is another number, by moments of each unit."""
    start = time.perf_counter()
    bootstrap([Alpha("interval")], Ratings(told, tuple(spread.tolist())), draws=DRAWS)
    return time.perf_counter() - start


def main() -> int:
    """Measure and compare with the goals; 0 when they are held."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--quick", action="store_true", help="a tenth of the units and of the samples for coverage")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    found = figures(quick=asked.quick)
    least, most = COVERED
    holds = all(found[name] <= most_ for name, most_ in GOALS.items()) and least <= found["coverage_60_units"] <= most
    goals = {**{name: f"<= {value:g}" for name, value in GOALS.items()}, "coverage_60_units": f"{least} to {most}"}
    if asked.json:
        print(json.dumps({"figures": found, "goals": goals, "holds": holds}, indent=1))
    else:
        for name, value in found.items():
            print(f"  {name:32} {value:12.4g}   {goals.get(name, '')}")
        print("all goals hold" if holds else "NOT all goals hold")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
