import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.intervals import PHRASES, clopper_pearson, jeffreys, manski, poisson_rate, share_words, wilson


def test_intervals_give_the_recorded_values(shared):
    reference = json.loads((shared / "data/09_mse/reference/counting_reference.json").read_text())
    for case in reference["share_intervals"]:
        assert wilson(case["x"], case["n"]) == pytest.approx(case["wilson"], abs=1e-12)
        assert clopper_pearson(case["x"], case["n"]) == pytest.approx(case["clopper"], abs=1e-10)
        assert jeffreys(case["x"], case["n"]) == pytest.approx(case["jeffreys"], abs=1e-10)
    for case in reference["poisson_ci"]:
        assert poisson_rate(case["x"], case["t"]) == pytest.approx(case["ci"], abs=1e-10)


def test_seven_women_of_58_have_the_exact_and_the_jeffreys_interval_of_any_table():
    assert clopper_pearson(7, 58) == pytest.approx((0.0499266160234807, 0.232983637707994), abs=1e-12)
    assert jeffreys(7, 58) == pytest.approx((0.0556408176368714, 0.222398957143958), abs=1e-12)
    assert clopper_pearson(0, 58)[1] == pytest.approx(0.0616210089039199, abs=1e-12)


def test_58_events_in_20_months_have_the_exact_rate_interval():
    assert poisson_rate(58, 20) == pytest.approx((2.20209158401249, 3.74892248723473), abs=1e-10)
    assert poisson_rate(0, 1)[0] == 0


@given(st.integers(1, 300), st.data())
def test_an_exact_interval_holds_the_wilson_middle_and_covers_at_least_jeffreys(n, data):
    hits = data.draw(st.integers(0, n))
    exact, short = clopper_pearson(hits, n), jeffreys(hits, n)
    assert exact[0] <= short[0] + 1e-12
    assert short[1] <= exact[1] + 1e-12
    assert short[0] <= hits / n <= short[1]


def test_words_follow_the_interval_and_are_refused_where_it_is_wide():
    assert share_words(*jeffreys(20, 58)) == "fewer than half"  # .23 to .47: "about a third" would promise too much
    assert share_words(0.26, 0.41) == "about a third"
    assert share_words(*jeffreys(400, 1200)) == "about a third"
    assert share_words(*jeffreys(50, 58)) == "more than half"
    assert share_words(0.5, 0.9) is None
    assert share_words(0.0, 0.0) == "nobody"


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_are_only_given_where_the_whole_interval_lies_in_their_range(a, b):
    low, high = min(a, b), max(a, b)
    words = share_words(low, high)
    if words is not None:
        (least, most), *_ = [(p, q) for phrase, p, q in PHRASES if phrase == words]
        assert least <= low <= high <= most


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_values_of_newcombe_1998(hits, n, low, high):
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_share_and_mirrors_its_complement(n, data):
    hits = data.draw(st.integers(0, n))
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    mirrored = wilson(n - hits, n)
    assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))


@given(st.integers(1, 200), st.data())
def test_worst_case_bounds_hold_whatever_is_true_of_the_silent(n, data):
    hits = data.draw(st.integers(0, n))
    silent = data.draw(st.integers(0, n - hits))
    truth = (hits + data.draw(st.integers(0, silent))) / n
    low, high = manski(hits, silent, n)
    assert low <= truth <= high


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_a_share_of_nothing_is_refused(hits, n):
    with pytest.raises(InputError):
        wilson(hits, n)
    with pytest.raises(InputError):
        manski(hits, 0, n)
    with pytest.raises(InputError):
        jeffreys(hits, n)
    with pytest.raises(InputError):
        clopper_pearson(hits, n)
