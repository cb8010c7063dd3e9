import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.rates import change_points, poisson_trend, rate_ratio

events = st.integers(0, 200)
times = st.floats(0.5, 60)


def test_the_pace_of_the_2015_report_rose_by_the_published_ratio():
    """17 public defections in June to August 2015, 41 in the 17 months before (ICSR 2015, figure 1)."""
    found = rate_ratio((17, 3), (41, 17))
    assert found.ratio == pytest.approx(2.35, abs=5e-3)
    assert (found.low, found.high) == pytest.approx((1.25, 4.23), abs=5e-3)


def test_ratios_and_trends_give_the_recorded_values(shared):
    reference = json.loads((shared / "data/09_mse/reference/counting_reference.json").read_text())
    for case in reference["rate_ratio"]:
        found = rate_ratio(*zip(case["counts"], case["time"], strict=True))
        assert [found.ratio, found.low, found.high, found.p] == [
            None if v is None else pytest.approx(v, abs=1e-9) for v in (case["rate_ratio"], *case["ci"], case["p"])
        ]
    case = reference["trend_poisson"]
    trend = poisson_trend(case["counts"])
    assert [trend.intercept, trend.slope] == pytest.approx(case["coef"], abs=1e-10)
    assert [trend.intercept_se, trend.slope_se] == pytest.approx(case["se"], abs=1e-10)
    assert [trend.deviance, trend.p, trend.dispersion] == pytest.approx(
        [case["deviance"], case["lrt_p"], case["dispersion"]], abs=1e-9
    )


@given(events, times, events, times)
def test_turning_a_ratio_round_turns_its_interval_round_and_keeps_its_p(a, s, b, t):
    if a + b == 0:
        return
    one, other = rate_ratio((a, s), (b, t)), rate_ratio((b, t), (a, s))
    assert one.p == pytest.approx(other.p, abs=1e-9)
    if one.high is not None and one.low > 0:
        assert other.low == pytest.approx(1 / one.high)
        assert other.high == pytest.approx(1 / one.low)
    if one.ratio is not None:
        assert one.low <= one.ratio <= (math.inf if one.high is None else one.high)


@pytest.mark.parametrize("pair", [((0, 1), (0, 1)), ((-1, 1), (3, 1)), ((1, 0), (3, 1))])
def test_a_ratio_of_nothing_is_refused(pair):
    with pytest.raises(InputError):
        rate_ratio(*pair)


@pytest.mark.parametrize("counts", [[0, 0, 0, 0], [1, 2], [1, -1, 3]])
def test_a_trend_through_nothing_is_refused(counts):
    with pytest.raises(InputError):
        poisson_trend(counts)


def test_a_doubled_rate_is_found_where_it_was_planted_and_an_even_one_has_no_change():
    rng = np.random.default_rng(4)
    counts = np.concatenate([rng.poisson(4, 30), rng.poisson(12, 20)])
    (found,) = change_points(counts)
    assert abs(found.at - 30) <= 1
    assert found.after > 2 * found.before
    even = [change_points(rng.poisson(5, 40)) for _ in range(100)]
    assert sum(map(bool, even)) <= 15  # a change in one of ten even series would mislead
    assert change_points([3, 3]) == ()


@given(st.lists(st.integers(0, 30), min_size=0, max_size=40))
def test_changes_cut_a_series_into_stretches_of_the_least_length_in_order(counts):
    cuts = [0, *(c.at for c in change_points(counts, least=3)), len(counts)]
    assert cuts == sorted(cuts)
    if len(cuts) > 2:
        assert min(np.diff(cuts)) >= 3
