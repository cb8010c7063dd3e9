import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.hidden.gate import LEAST_OVERLAPS, chapman, reasons_against
from recount.estimate.hidden.heldout import held_out
from recount.estimate.hidden.linkage import draw_partitions, over_draws, tables
from recount.estimate.hidden.loglinear import independence
from recount.estimate.hidden.said import summary
from recount.estimate.hidden.sensitivity import at_ratio, saturated
from recount.estimate.hidden.table import CaptureTable, of_members, tabulate
from recount.estimate.hidden.together import together
from recount.estimate.hidden.total import Total, far_end, lognormal, refused


def planted(seed, n=400):
    """Persons who differ, on four lists of which the second draws on the first: some hundred are seen."""
    rng = np.random.default_rng(seed)
    ease = rng.normal(0, 0.8, n)[:, None]
    chance = 1 / (1 + np.exp(-(np.log([0.09, 0.07, 0.06, 0.05]) + ease)))
    lists = rng.random((n, 4)) < chance
    lists[:, 1] |= lists[:, 0] & (rng.random(n) < 0.2)
    return tabulate("abcd", lists.astype(int))


def test_a_log_normal_interval_has_its_published_form():
    """Burnham et al. 1987: those unseen over and times exp(1.96 sqrt(log(1 + var / unseen^2)))."""
    low, high = lognormal(100, 50, 400)
    spread = np.exp(1.959963984540054 * np.sqrt(np.log(1 + 400 / 2500)))
    assert (low, high) == pytest.approx((100 + 50 / spread, 100 + 50 * spread))
    assert lognormal(100, 0, 5) == (100, 100)


def test_an_end_beyond_a_thousand_times_those_seen_is_open():
    assert far_end(99_000.0, 100) == 99_000
    assert far_end(1e13, 100) is None


# --- the gate


def test_no_list_at_all_is_refused_with_what_to_do():
    (reason,) = reasons_against(None, closed=True)
    assert "sources.csv" in reason


def test_two_lists_are_too_few_and_chapman_is_an_illustration():
    table = CaptureTable(("a", "b"), np.array([0, 80, 60, 20]))
    assert any("3 are needed" in r for r in reasons_against(table, closed=True))
    told = chapman(table)
    assert told.value == pytest.approx(101 * 81 / 21 - 1)
    assert "illustration" in told.method
    assert not chapman(planted(1)).known


def test_few_overlaps_groups_apart_and_an_open_period_are_each_said():
    table = CaptureTable(("a", "b", "c"), np.array([0, 40, 30, LEAST_OVERLAPS - 1, 20, 0, 0, 0]))
    reasons = reasons_against(table, closed=False)
    assert [any(word in r for r in reasons) for word in ("two families or more", "share no person", "open")] == [
        True
    ] * 3
    assert "(a, b / c)" in " ".join(reasons)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=15, max_size=15), st.permutations(range(4)))
def test_the_gate_does_not_depend_on_the_order_of_the_lists(cells, order):
    table = CaptureTable(tuple("abcd"), np.array([0, *cells]))
    assert len(reasons_against(table, closed=True)) == len(reasons_against(table.ordered(order), closed=True))


# --- what no data can show


def test_the_ratio_scales_those_unseen_and_nothing_else():
    told = at_ratio(100, Total("a model", 300.0, 10.0, 200.0, 500.0), 2)
    assert (told.low, told.value, told.high) == (300, 500, 900)
    assert not at_ratio(100, refused("a model", "why"), 2).known
    with pytest.raises(InputError):
        at_ratio(100, told, 0)


def test_all_cells_give_the_product_of_the_odd_over_the_even(mse):
    counts = mse.SPINA_BIFIDA.counts.astype(float)
    unseen = counts[1] * counts[2] * counts[4] * counts[7] / (counts[3] * counts[5] * counts[6])
    assert saturated(mse.SPINA_BIFIDA).value == pytest.approx(mse.SPINA_BIFIDA.n + unseen)
    assert saturated(mse.SPINA_BIFIDA, 2).value == pytest.approx(mse.SPINA_BIFIDA.n + 2 * unseen)
    assert "share nobody" in saturated(CaptureTable(("a", "b"), np.array([0, 1, 1, 0]))).reason


# --- each list from the others


def test_a_list_held_out_is_estimated_from_those_of_it_on_other_lists():
    """Three lists, independent: the size of each comes out."""
    rng = np.random.default_rng(6)
    table = tabulate("abc", (rng.random((40_000, 3)) < [0.3, 0.4, 0.35]).astype(int))
    checks = held_out(table)
    assert [c.name for c in checks] == ["a", "b", "c"]
    for check in checks:
        assert check.known == table.list_sizes[table.lists.index(check.name)]
        assert check.told["independent"].value == pytest.approx(check.known, rel=0.05)
    inside, n, ratio = summary(checks, "independent")
    assert inside <= n == 3
    assert ratio == pytest.approx(1, abs=0.05)


def test_two_lists_cannot_be_checked():
    assert held_out(CaptureTable(("a", "b"), np.array([0, 8, 6, 2]))) == ()


# --- who may be whom


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 8), st.data())
def test_no_draw_joins_what_is_apart_and_every_draw_keeps_what_is_joined(n, data):
    pairs = data.draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=8))
    pairs = [(min(p), max(p)) for p in pairs if p[0] != p[1]]
    apart = frozenset(p for p in data.draw(st.sets(st.sampled_from(pairs or [(0, 1)]), max_size=3)))
    start = np.array([*range(n), 0])  # the last mention was joined to the first by a judgement
    drawn = draw_partitions(start, pairs, np.full(len(pairs), 0.9), apart, draws=20, seed=1)
    for row in drawn:
        assert row[-1] == row[0]
        assert all(row[a] != row[b] for a, b in apart)


def test_pairs_sure_to_be_one_person_are_one_in_every_draw():
    drawn = draw_partitions(np.arange(3), [(0, 1)], np.array([1.0]), frozenset(), draws=5, seed=1)
    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert (drawn[:, 0] != drawn[:, 2]).all()


def test_a_draw_makes_the_table_of_its_persons():
    (table,) = tables(["press", "court"], np.array([[0, 0, 1, 2]]), np.array([0, 1, 0, -1]))
    assert table.counts.tolist() == [0, 1, 0, 1]


def test_equal_draws_say_what_one_says_and_different_ones_say_less():
    one, other = planted(1), planted(2)
    alone = over_draws([one] * 5, independence)
    assert alone == independence(one)
    mixed = over_draws([one, other], independence)
    ends = [independence(t) for t in (one, other)]
    assert min(t.low for t in ends) - 1 <= mixed.low <= mixed.value <= mixed.high <= max(t.high for t in ends) + 1
    assert mixed.high - mixed.low > min(t.high - t.low for t in ends)
    with pytest.raises(InputError):
        over_draws([], independence)


def test_draws_without_an_estimate_refuse_the_average():
    bare = CaptureTable(("a", "b", "c"), np.array([0, 9, 9, 0, 9, 0, 0, 0]))
    whole = CaptureTable(("a", "b", "c"), np.array([0, 9, 9, 5, 9, 5, 5, 2]))
    told = over_draws([bare, whole], independence)
    assert "50%" in told.reason


# --- together


def test_everything_is_said_together():
    table = planted(3)
    told = together(table, closed=True, iterations=200)
    assert told.against == ()
    assert told.seen == table.n
    assert told.bound.known
    methods = " ".join(t.method for t in told.assumptions)
    for word in ("independent", "BIC", "decomposable", "persons differ", "latent classes", "ratio of highest order 2"):
        assert word in methods
    low, high = told.range
    assert all(low <= t.low <= t.high <= high for t in told.assumptions if t.known)
    assert {c.name for c in told.checks} == set("abcd")


@pytest.mark.parametrize("seed", range(4))
def test_the_range_holds_a_planted_total_that_independence_misses(seed):
    table = planted(seed)
    told = together(table, closed=True, classes=False)
    assert told.range[0] <= 400 <= told.range[1]
    assert independence(table).high < 400


def test_an_empty_list_changes_nothing():
    table = planted(3)
    rows = [(j, cell) for cell, n in enumerate(table.counts) for j in range(n)]
    wider = of_members([[table.lists[i] for i in range(4) if cell >> i & 1] for _, cell in rows])
    assert (wider.counts == table.counts).all()
    counts = np.zeros(32, dtype=int)
    counts[:16] = table.counts
    one = together(table, closed=True, classes=False)
    other = together(CaptureTable((*table.lists, "nobody"), counts), closed=True, classes=False)
    assert one.range == pytest.approx(other.range)
    assert one.bound == other.bound


def test_lists_in_another_order_change_nothing():
    table = planted(3)
    one, other = (together(t, closed=True, classes=False) for t in (table, table.ordered([2, 0, 3, 1])))
    assert one.range == pytest.approx(other.range, rel=1e-4)


def test_what_the_gate_refuses_has_no_estimate():
    told = together(planted(3), closed=False)
    assert told.range is None
    assert told.bound is None
    assert told.against


def test_with_draws_those_unseen_are_counted_beside_those_seen_in_each_draw():
    """Half or twice those unseen never ends below the persons of the smallest draw, however many stand in the table."""
    few, fewer = planted(2, n=250), planted(3, n=250)
    told = together(planted(1, n=1_500), closed=True, draws=[few] * 9 + [fewer], classes=False)
    known = [t for t in told.assumptions if t.known]
    assert len(known) > 3
    assert all(t.low >= min(few.n, fewer.n) for t in known)
