import csv
import json
from datetime import date

import numpy as np
import pytest

from recount.errors import NotEstimable
from recount.estimate.nowcast import nowcast


def planted(rng, steps, rate, chance, longest):
    """True counts, and the triangle of delays that will have been seen one day."""
    true = rng.poisson(rate, steps)
    triangle = np.zeros((steps, longest + 1))
    for step, count in enumerate(true):
        for delay in np.minimum(rng.geometric(chance, count) - 1, longest):
            triangle[step, delay] += 1
    return true, triangle


def test_the_true_count_lies_in_the_interval_as_often_as_is_said():
    rng = np.random.default_rng(11)
    held = tried = 0
    for _ in range(60):
        true, triangle = planted(rng, 40, 6, 0.2, 15)
        found = nowcast(triangle, draws=800)
        for step in range(28, 40):
            held += found.low[step] <= true[step] <= found.high[step]
            tried += 1
    assert held / tried >= 0.93


def test_completed_counts_are_nearer_the_truth_than_the_observed_ones():
    rng = np.random.default_rng(12)
    ours = theirs = 0.0
    for _ in range(40):
        true, triangle = planted(rng, 40, 8, 0.25, 12)
        found = nowcast(triangle, draws=400)
        for step in range(30, 39):
            ours += abs(found.median[step] - true[step])
            theirs += abs(found.observed[step] - true[step])
    assert ours < 0.85 * theirs


def test_steps_longer_ago_than_the_longest_delay_stay_as_they_are_and_nothing_seen_is_lost():
    true, triangle = planted(np.random.default_rng(13), 30, 5, 0.3, 6)
    found = nowcast(triangle)
    assert found.median[:24] == found.observed[:24] == found.high[:24] == tuple(true[:24])
    assert all(low >= seen for low, seen in zip(found.low, found.observed, strict=True))
    assert found == nowcast(triangle)


def test_cells_that_lie_in_the_future_are_not_looked_at():
    _, triangle = planted(np.random.default_rng(14), 20, 5, 0.3, 6)
    hidden = triangle.copy()
    for step in range(20):
        hidden[step, 20 - step :] = 0
    assert nowcast(triangle) == nowcast(hidden)


def test_fewer_than_30_known_delays_are_refused_with_what_is_needed():
    with pytest.raises(NotEstimable, match="29 events have a known delay to publication, 30 are needed"):
        nowcast(np.full((29, 1), 1.0))


def test_the_recorded_nowcast_of_a_line_list_is_met_within_nine_tenths(shared):
    """The record holds whole medians of an approximate distribution; today's step has none there."""
    folder = shared / "data/09_mse/reference"
    reference = json.loads((folder / "counting_reference.json").read_text())["nowcast_lawless"]
    now, first = date.fromisoformat(reference["now"]), date(2015, 1, 1)
    triangle = np.zeros(((now - first).days + 1, reference["D"] + 1))
    with (folder / "nowcast_linelist.csv").open() as lines:
        for row in csv.DictReader(lines):
            happened, told = (date.fromisoformat(row[name]) for name in ("dHosp", "dReport"))
            delay = (told - happened).days
            if told <= now and delay <= reference["D"]:
                triangle[(happened - first).days, delay] += 1
    found = nowcast(triangle)
    assert list(found.observed[-21:]) == reference["observed"]
    for estimate, recorded in zip(found.estimate[-21:-1], reference["predicted"][:-1], strict=True):
        assert abs(estimate - recorded) < 0.9
