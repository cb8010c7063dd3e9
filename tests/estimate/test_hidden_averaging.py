from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.hidden.averaging import averaged, told
from recount.estimate.hidden.graphs import decomposable
from recount.estimate.hidden.table import CaptureTable


@pytest.mark.parametrize(("k", "many"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822)])
def test_there_are_as_many_decomposable_graphs_as_published(k, many):
    """Wormald 1985; with 6 there are 18,154, which a slower test counts."""
    graphs = decomposable(k)
    assert len(graphs) == len({g.cliques for g in graphs}) == many
    assert graphs[-1].cliques == ((1 << k) - 1,)
    assert graphs[0].cliques == tuple(1 << j for j in range(k))


@pytest.mark.heavy
def test_with_six_lists_there_are_18154_graphs():
    assert len(decomposable(6)) == 18_154


def test_seven_lists_are_refused():
    with pytest.raises(InputError):
        decomposable(7)


def test_separators_are_what_cliques_share_and_every_vertex_is_counted_once():
    for graph in decomposable(5):
        assert len(graph.separators) == len(graph.cliques) - 1
        held = sum(c.bit_count() for c in graph.cliques) - sum(s.bit_count() for s in graph.separators)
        assert held == 5
        pairs = {p for c in graph.cliques for p in combinations([j for j in range(5) if c >> j & 1], 2)}
        inside = {p for s in graph.separators for p in combinations([j for j in range(5) if s >> j & 1], 2)}
        assert inside <= pairs


def test_spina_bifida_has_the_published_posterior(mse):
    """Madigan and York 1997, section 5: 731 (682 to 797) under their prior of the total, three models with the weight."""
    from scipy.special import gammaln

    def prior(total):
        return gammaln(total + 13.14) - gammaln(total + 1) - total * np.log1p(1 / 55.17)

    found = averaged(mse.SPINA_BIFIDA, 1.0, unseen=np.arange(1, 301), log_prior=prior)
    assert (found.quantile(0.5), found.quantile(0.025), found.quantile(0.975)) == (731, 682, 797)
    top = {g.name: w for g, w in zip(found.graphs, found.weights, strict=True)}
    assert sorted(top.values(), reverse=True)[:3] == pytest.approx([0.374, 0.310, 0.282], abs=5e-4)


@pytest.mark.parametrize(("key", "prior"), [("my5", False), ("my3_spina_bifida", True)])
def test_madigan_and_york_come_out_to_nine_digits(shared, mse, key, prior):
    from scipy.special import gammaln

    recorded = mse.reference(shared, "dga_madigan_york")[key]
    counts = np.array([int(v) for v in recorded["Y"][2:-1].split(",")])
    lists = tuple("12345"[: len(counts).bit_length() - 1])

    def of(total):
        return gammaln(total + 13.14) - gammaln(total + 1) - total * np.log1p(1 / 55.17)

    found = averaged(
        CaptureTable(lists, counts), recorded["delta"], unseen=np.arange(1, 301), log_prior=of if prior else None
    )
    assert (found.mean, found.sd) == pytest.approx((recorded["mean"], recorded["sd"]), rel=1e-9)
    assert np.sort(found.weights)[::-1][: len(recorded["top"])] == pytest.approx(recorded["top"], rel=1e-9)
    assert found.chance[:5] == pytest.approx(recorded["pN_first5"], rel=1e-9)
    assert [found.quantile(q) for q in (0.025, 0.5, 0.975)] == [recorded[q] for q in ("q025", "median", "q975")]


@pytest.mark.parametrize("name", ["kosovo", "hiv", "neworl_5", "artificial_3"])
def test_dga_comes_out_to_eight_digits(shared, mse, name):
    for key, recorded in mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")[name].items():
        if not key.startswith("dga"):
            continue
        found = averaged(mse.table(shared, name), recorded["delta"], unseen=np.arange(1, recorded["Nmissing_max"] + 1))
        assert (found.mean, found.sd) == pytest.approx((recorded["mean"], recorded["sd"]), rel=1e-8)
        wanted = [recorded[q] for q in ("q025", "q25", "median", "q75", "q975", "mode")]
        assert [*(found.quantile(q) for q in (0.025, 0.25, 0.5, 0.75, 0.975)), found.mode] == wanted
        assert np.sort(found.weights)[::-1][:5] == pytest.approx(recorded["top_weights"], abs=1e-10)
        assert found.left_at_end == pytest.approx(recorded["tail_mass_last"], rel=1e-6, abs=1e-60)


def test_a_grid_that_is_too_short_is_lengthened_where_dga_cut_it(shared, mse):
    """dga left a five-hundredth of the chance at the end of its 8,000 values and said nothing of it."""
    recorded = mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")["hiv"]["dga_delta_0.0625"]
    assert recorded["tail_mass_last"] > 1e-3
    found = averaged(mse.table(shared, "hiv"), 1 / 16)
    assert found.left_at_end < 1e-9
    assert found.mean > recorded["mean"] + 1_000


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=7, max_size=7), st.permutations(range(3)))
def test_the_average_does_not_depend_on_the_order_of_the_lists(cells, order):
    if not any(cells):
        cells[0] = 1
    table = CaptureTable(("a", "b", "c"), np.array([0, *cells]))
    grid = np.arange(500)
    one, other = averaged(table, unseen=grid), averaged(table.ordered(order), unseen=grid)
    assert one.mean == pytest.approx(other.mean, rel=1e-9)
    assert np.sort(one.weights) == pytest.approx(np.sort(other.weights), abs=1e-9)


def test_the_complete_graph_knows_nothing_of_those_unseen_and_is_left_out(mse):
    alone = averaged(mse.SPINA_BIFIDA, complete=False)
    assert all(g.cliques != (7,) for g in alone.graphs)
    assert told(mse.SPINA_BIFIDA).known


def test_with_more_and_more_persons_the_average_gives_the_true_total(mse):
    table = mse.expected_counts(400_000, [0.3, 0.2, 0.4])
    found = told(table)
    assert found.value == pytest.approx(400_000, rel=0.01)
    assert found.low < 400_000 < found.high


def test_lists_that_share_nobody_have_no_average():
    found = told(CaptureTable(("a", "b", "c"), np.array([0, 40, 30, 0, 20, 0, 0, 0])))
    assert found.value is None
    assert "infinity" in found.reason


def test_a_prior_count_is_above_zero_and_somebody_is_on_a_list(mse):
    with pytest.raises(InputError):
        averaged(mse.SPINA_BIFIDA, 0.0)
    with pytest.raises(InputError):
        averaged(CaptureTable(("a", "b", "c"), np.zeros(8, dtype=int)))
