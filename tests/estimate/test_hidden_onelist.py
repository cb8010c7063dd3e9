import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.hidden.onelist import METHODS, one_list

THEIRS = {"ztpoisson": "Poisson", "ztgeom": "geometric", "chao": "Chao", "zelterman": "Zelterman"}


def spread(frequencies):
    return np.repeat(np.arange(1, len(frequencies) + 1), frequencies)


CHOLERA = spread([32, 16, 6, 1])  # households of an Indian village with 1, 2, ... cases (M'Kendrick 1926)
ILLEGAL = spread([1645, 183, 37, 13, 1, 1])  # times apprehended in the Netherlands (van der Heijden et al. 2003)


def test_cholera_has_the_total_of_dahiya_and_gross_1973():
    told = one_list(CHOLERA).total
    assert told.value == pytest.approx(88.5, abs=0.05)


def test_immigrants_have_the_published_total():
    told = one_list(ILLEGAL).total
    assert told.value == pytest.approx(7_080, abs=0.5)
    assert told.se == pytest.approx(365.75, abs=0.01)


def test_chao_and_zelterman_have_their_closed_forms():
    f1, f2, n = 1645, 183, len(ILLEGAL)
    assert one_list(ILLEGAL, method="Chao").total.value == pytest.approx(n + f1**2 / (2 * f2), rel=1e-9)
    assert one_list(ILLEGAL, method="Zelterman").total.value == pytest.approx(n / (1 - np.exp(-2 * f2 / f1)), rel=1e-9)


def test_the_geometric_has_its_closed_form():
    """The mean of a geometric above zero is 1 + mu, so n (1 + mu)/mu with mu the mean less 1."""
    mu = ILLEGAL.mean() - 1
    assert one_list(ILLEGAL, method="geometric").total.value == pytest.approx(len(ILLEGAL) * (1 + mu) / mu, rel=1e-9)


@pytest.mark.parametrize("alpha", [0.5, 1.0])
def test_the_negative_binomial_finds_planted_persons(alpha):
    rng = np.random.default_rng(3)
    counts = rng.poisson(rng.gamma(1 / alpha, alpha * 1.2, 8_000))
    found = one_list(counts[counts > 0], method="negative binomial")
    assert found.total.low < 8_000 < found.total.high
    assert found.dispersion == pytest.approx(alpha, rel=0.3)
    assert one_list(counts[counts > 0]).total.high < 8_000  # the Poisson is far below


def test_what_is_known_of_persons_finds_those_who_are_hardly_seen():
    rng = np.random.default_rng(4)
    kind = rng.random(6_000) < 0.5
    counts = rng.poisson(np.where(kind, 1.5, 0.3))
    seen = counts > 0
    with_kind = one_list(counts[seen], kind[seen, None].astype(float)).total
    assert with_kind.low < 6_000 < with_kind.high
    assert one_list(counts[seen]).total.high < with_kind.low


@pytest.mark.parametrize("method", METHODS)
def test_nobody_told_of_twice_is_a_refusal(method):
    assert "nobody is told of twice" in one_list([1, 1, 1], method=method).total.reason


def test_where_the_fit_gets_better_without_end_no_total_is_printed():
    """singleRcapture prints 5.3e14 here, with an interval."""
    told = one_list(ILLEGAL, method="negative binomial").total
    assert told.value is None
    assert "no limit" in told.reason


def test_counts_as_even_as_chance_leave_the_negative_binomial_nothing_to_add():
    counts = np.random.default_rng(8).binomial(4, 0.5, 3_000)
    assert "nothing to add" in one_list(counts[counts > 0], method="negative binomial").total.reason


def test_a_kind_of_person_never_told_of_twice_has_no_upper_limit():
    told = one_list([1, 1, 1, 2, 1, 3, 1], [[1], [1], [1], [0], [0], [0], [0]]).total
    assert told.value is None
    assert "never told of twice" in told.reason


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 6), min_size=5, max_size=40), st.sampled_from(["Poisson", "geometric", "Chao", "Zelterman"])
)
def test_a_total_lies_in_its_interval_above_those_seen(counts, method):
    told = one_list(counts, method=method).total
    if told.known:
        assert len(counts) <= told.low <= told.value <= told.high


@pytest.mark.parametrize(("counts", "covariates"), [([], None), ([0, 1], None), ([1, 2], [[1.0]])])
def test_counts_and_covariates_that_cannot_be_are_refused(counts, covariates):
    with pytest.raises(InputError):
        one_list(counts, covariates)
    with pytest.raises(InputError):
        one_list([1, 2], method="guess")


def immigrants(shared):
    rows = list(csv.DictReader((shared / "data/09_mse/reference/onelist_data_netherlandsimmigrant.csv").open()))
    nations = sorted({row["nation"] for row in rows})[1:]
    known = [[r["gender"] == "male", r["age"] == ">40yrs", *(r["nation"] == n for n in nations)] for r in rows]
    return np.array([int(row["capture"]) for row in rows]), np.array(known, dtype=float)


@pytest.mark.parametrize("theirs", THEIRS)
def test_one_list_has_the_numbers_of_singlercapture(shared, mse, theirs):
    recorded = mse.reference(shared, "onelist_reference")
    counts, known = immigrants(shared)
    carcasses = np.repeat(*np.array([[int(k), v] for k, v in recorded["carcass_counts"].items()]).T)
    for key, y, x in (
        ("netherlands_intercept", counts, None), ("netherlands_cov", counts, known), ("carcass_intercept", carcasses, None)
    ):  # fmt: skip
        told, wanted = one_list(y, x, THEIRS[theirs]), recorded[key][theirs]
        total = told.total
        assert (total.value, total.se) == pytest.approx((wanted["N"], wanted["se"]), rel=1e-6)
        assert (total.loglik, total.aic, total.bic) == pytest.approx(
            (wanted["loglik"], wanted["AIC"], wanted["BIC"]), rel=1e-9
        )
        assert told.coef == pytest.approx(np.array(list(wanted["coef"].values())), abs=1e-6)
        assert (total.low, total.high) == pytest.approx(wanted["ci_lognormal"], rel=1e-6)
