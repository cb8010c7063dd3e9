import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.intervals import manski, wilson


def test_wilson_gives_the_published_values(shared):
    reference = json.loads((shared / "data/09_mse/reference/counting_reference.json").read_text())
    for case in reference["share_intervals"]:
        assert wilson(case["x"], case["n"]) == pytest.approx(case["wilson"], abs=1e-12)


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
