import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.estimate.hidden.sparse import acceleration, bootstrap, stepwise, totals
from recount.estimate.hidden.table import CaptureTable

COUNTS = st.lists(st.integers(0, 30), min_size=7, max_size=7).map(lambda c: np.array([0, *c]))


@pytest.mark.parametrize("name", ["kosovo", "hare", "hiv", "ukdat", "ukdat_5", "neworl_5", "artificial_3"])
def test_the_steps_end_where_sparsemse_ends(shared, mse, name):
    recorded = mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")[name]["sparsemse_stepwise"]
    ended = stepwise(mse.table(shared, name))
    assert ended.total.value == pytest.approx(recorded["estimate"]["point est."], rel=1e-7)
    assert ended.total.aic == pytest.approx(recorded["aic"], rel=1e-9)
    # Their ends rest on the weights one step before the maximum, as all of R's glm do.
    assert ended.total.low == pytest.approx(recorded["estimate"]["2.5%"], rel=2e-5)
    assert ended.total.high == pytest.approx(recorded["estimate"]["97.5%"], rel=3e-5)
    assert len(ended.coef) == len(recorded["coef"])


@pytest.mark.parametrize("name", ["kosovo", "ukdat_5", "ukdat", "neworl_5", "artificial_3"])
def test_total_and_acceleration_are_those_of_sparsemse(shared, mse, name):
    recorded = mse.reference(shared, "mse_reference_sparsemse_bca")[name]
    ours = bootstrap(mse.table(shared, name), draws=200)
    assert ours.total == pytest.approx(recorded["popest"], rel=1e-7)
    assert ours.acceleration == pytest.approx(recorded["ahat"], rel=1e-7)
    # Their resampled tables are other ones: the middle agrees as far as 200 draws can tell.
    assert np.median(ours.totals) == pytest.approx(recorded["boot_q"]["50%"], rel=0.12)


def test_a_pair_that_nobody_bears_though_many_were_expected_is_left_out_of_the_table():
    counts = np.array([0, 400, 300, 0, 500, 60, 50, 0])  # lists 1 and 2 share nobody
    ended = stepwise(CaptureTable(("a", "b", "c"), counts))
    assert ended.empty == (3,)
    # What is left are two pairs of independent lists: those on neither follow from the other three cells of each.
    assert ended.total.known


def test_lists_that_share_nobody_have_no_total():
    ended = stepwise(CaptureTable(("a", "b", "c"), np.array([0, 40, 30, 0, 20, 0, 0, 0])))
    assert "no maximum" in ended.total.reason
    assert np.isinf(totals(3, np.array([[0, 40, 30, 0, 20, 0, 0, 0]]))).all()


@settings(max_examples=30, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_tables_side_by_side_end_where_each_ends_alone(many):
    together = totals(3, np.array(many))
    alone = [totals(3, counts[None])[0] for counts in many]
    assert together == pytest.approx(np.array(alone), rel=1e-6)


def test_a_bootstrap_is_the_same_for_the_same_seed_and_its_ends_lie_in_order(mse):
    one, other = bootstrap(mse.SPINA_BIFIDA, draws=300, seed=4), bootstrap(mse.SPINA_BIFIDA, draws=300, seed=4)
    assert one.ends == other.ends
    ends = list(one.ends.values())
    assert ends == sorted(ends)
    assert one.ends[0.025] < one.total < one.ends[0.975]


def test_totals_that_are_all_alike_have_no_acceleration():
    assert acceleration(np.array([5.0, 5.0]), np.array([3, 4])) == 0
    assert acceleration(np.array([5.0, np.inf]), np.array([3, 4])) == 0
