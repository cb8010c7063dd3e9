import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.hidden.existence import standing
from recount.estimate.hidden.loglinear import MOST_TIMES, averaged, best, by_bic, fits, independence, told, window
from recount.estimate.hidden.models import closed, design, hierarchical, name_of
from recount.estimate.hidden.poisson import fit
from recount.estimate.hidden.table import CaptureTable

COUNTS = st.lists(st.integers(0, 30), min_size=7, max_size=7).map(lambda c: np.array([0, *c]))


def table_of(counts):
    return CaptureTable(("a", "b", "c"), counts)


def as_glm(y, x):
    """R's glm for Poisson counts: it stops when the deviance moves by less than 1e-8, and takes the covariance of the
    coefficients from the weights of the step before; so its standard errors stand a little beside the maximum."""
    mu, dev = y + 0.1, np.inf
    for _ in range(25):
        z = np.log(mu) + (y - mu) / mu
        information = x.T @ (x * mu[:, None])
        coef = np.linalg.solve(information, x.T @ (mu * z))
        mu = np.exp(x @ coef)
        now = 2 * float((np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu), 0) - y + mu).sum())
        if abs(now - dev) / (abs(now) + 0.1) < 1e-8:
            break
        dev = now
    return coef, np.linalg.inv(information)


@pytest.mark.parametrize(
    ("k", "order", "many"), [(2, None, 1), (3, None, 8), (4, None, 113), (5, 2, 1024), (5, None, 6893)]
)
def test_there_are_as_many_hierarchical_models_as_the_literature_counts(k, order, many):
    assert len(hierarchical(k, order)) == many == len(set(hierarchical(k, order)))


def test_a_model_is_called_by_its_generators():
    assert name_of(closed((0b111, 0b1001, 0b1100), 4)) == "[123,14,34]"


def test_a_model_with_the_term_of_all_lists_says_nothing_of_those_on_none():
    with pytest.raises(InputError):
        closed((0b111,), 3)


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 100))
def test_two_independent_lists_give_the_quotient_of_petersen(only_a, only_b, both):
    table = CaptureTable(("a", "b"), np.array([0, only_a, only_b, both]))
    found = fits(table)[0]
    assert found.total == pytest.approx((only_a + both) * (only_b + both) / both, rel=1e-8)


@settings(max_examples=30, deadline=None)
@given(COUNTS)
def test_a_fit_that_exists_reproduces_the_counts_of_its_terms(counts):
    table = table_of(counts)
    for found in fits(table):
        if found.standing != "exists":
            continue
        x = design(3, found.model)
        mu = fit(counts[None, 1:].astype(float), x[None]).mu[0]
        assert x.T @ mu == pytest.approx(x.T @ counts[1:], abs=1e-4 * (1 + table.n))
        assert found.total >= table.n


@settings(max_examples=30, deadline=None)
@given(COUNTS)
def test_the_programme_and_the_fit_agree_on_what_exists(counts):
    """An estimate exists exactly when every cell keeps something expected of it at the maximum."""
    if counts.sum() == 0:
        return
    for model in hierarchical(3):
        x, y = design(3, model), counts[1:].astype(float)
        made = fit(y[None], x[None])
        finite = made.mu[0].min() > 1e-6 and made.settled[0]
        assert (standing(y, x)[0] == "exists") == finite


@settings(max_examples=25, deadline=None)
@given(COUNTS, st.permutations(range(3)))
def test_totals_do_not_depend_on_the_order_of_the_lists(counts, order):
    one, other = by_bic(table_of(counts)), by_bic(table_of(counts).ordered(order))
    assert one.known == other.known
    if one.known:
        assert (one.low, one.value, one.high) == pytest.approx((other.low, other.value, other.high), rel=1e-5)


def test_with_more_and_more_persons_the_true_model_gives_the_true_total(mse):
    table = mse.expected_counts(10_000_000, [0.2, 0.1, 0.3])
    for told_ in (independence(table), by_bic(table)):
        assert told_.value == pytest.approx(10_000_000, rel=2e-3)
        assert told_.low < told_.value < told_.high < 1.02 * told_.value


def test_a_total_that_runs_to_infinity_is_refused():
    """A and B share six, C shares nobody with them: nothing can be said of those on no list once A and B may depend."""
    table = CaptureTable(("a", "b", "c"), np.array([0, 40, 30, 6, 20, 0, 0, 0]))
    found = {f.name: f for f in fits(table)}
    assert found["[12,3]"].standing == "none"
    assert "no maximum" in told(table, found["[12,3]"], "[12,3]").reason
    assert found["[1,2,3]"].standing == "exists"
    assert all(f.total <= MOST_TIMES * table.n for f in fits(table) if f.standing != "none")


def test_no_list_sharing_anybody_leaves_no_model():
    table = CaptureTable(("a", "b", "c"), np.array([0, 40, 30, 0, 20, 0, 0, 0]))
    assert best(fits(table)) is None
    assert not by_bic(table).known
    assert not independence(table).known


def test_models_near_the_best_say_what_all_models_of_pairs_say(mse):
    rng = np.random.default_rng(7)
    lists = rng.random((600, 5)) < [0.3, 0.2, 0.25, 0.15, 0.2]
    lists[:, 1] |= lists[:, 0] & (rng.random(600) < 0.4)
    counts = np.bincount(lists @ (1 << np.arange(5)), minlength=32)
    counts[0] = 0
    table = CaptureTable(tuple("abcde"), counts)
    near, every = averaged(table, window(table)), averaged(table, fits(table, hierarchical(5, 2)))
    assert (near.low, near.value, near.high) == pytest.approx((every.low, every.value, every.high), rel=0.01)


@pytest.mark.parametrize("name", ["kosovo", "hiv", "ukdat_5", "neworl_5", "artificial_3"])
def test_every_model_has_the_total_and_aic_that_rcapture_has(shared, mse, name):
    table, recorded = mse.table(shared, name), mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")[name]
    (key,) = (k for k in recorded if k.startswith("rcapture_closedpMS"))
    told_ = recorded[key]
    found = {f.name: f for f in fits(table, hierarchical(table.k, told_["maxorder"]))}
    assert len(found) == told_["n_models"]
    compared = 0
    rows = zip(*(told_[k] for k in ("models", "abundance", "stderr", "AIC", "infoFit")), strict=True)
    for model, total, se, aic, trouble in rows:
        ours = found[model]
        if trouble:
            assert ours.standing == "none" or ours.total <= MOST_TIMES * table.n
            continue
        compared += 1
        assert ours.standing != "none"
        assert ours.total == pytest.approx(total, rel=1e-6)
        assert ours.aic == pytest.approx(aic, rel=1e-6)
        # Theirs is taken one step before the maximum; the next test shows that this is the whole difference.
        assert ours.se == pytest.approx(se, rel=2e-5)
    assert compared == sum(not t for t in told_["infoFit"])


def test_a_standard_error_of_rcapture_is_ours_taken_one_step_before_the_maximum(shared, mse):
    table = mse.table(shared, "kosovo")
    recorded = mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")["kosovo"]["rcapture_closedpMS_all"]
    models = {name_of(m): m for m in hierarchical(4)}
    y = table.counts[1:].astype(float)
    for model, se in zip(recorded["models"], recorded["stderr"], strict=True):
        coef, cov = as_glm(y, design(4, models[model]))
        unseen = np.exp(coef[0])
        assert np.sqrt(unseen + unseen**2 * cov[0, 0]) == pytest.approx(se, rel=1e-8)


def test_the_best_model_of_kosovo_by_bic_is_the_published_one(shared, mse):
    found = best(fits(mse.table(shared, "kosovo")))
    assert found.name == "[123,14,34]"
    assert found.total == pytest.approx(10356.5189572519, rel=1e-9)  # Ball, Betts, Scheuren, Dudukovich and Asher 2002


def test_rcapture_prints_fourteen_digits_where_we_refuse(shared, mse):
    recorded = mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")["artificial_3"]["rcapture_closedpMS_all"]
    wild = {m for m, n in zip(recorded["models"], recorded["abundance"], strict=True) if n > 1e9}
    assert len(wild) == 4
    found = {f.name: f for f in fits(mse.table(shared, "artificial_3"))}
    assert all(found[m].standing == "none" for m in wild)
