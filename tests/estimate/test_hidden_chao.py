import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.estimate.hidden.chao import bound, chao, plain, without_ones
from recount.estimate.hidden.table import CaptureTable, tabulate


@pytest.mark.parametrize(("n", "f1", "f2", "published"), [(76, 43, 16, 133.78), (283, 142, 81, 407.5)])
def test_the_bound_has_its_published_values(n, f1, f2, published):
    """Cottontail rabbits and Edinburgh taxicabs, in Chao 1987."""
    assert plain(n, f1, f2) == pytest.approx(published, abs=0.05)


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(1, 200), st.integers(0, 100))
def test_the_bound_is_never_below_those_seen_and_lies_in_its_interval(f1, f2, more):
    told = bound(f1 + f2 + more, f1, f2)
    assert f1 + f2 + more <= told.low <= told.value <= told.high
    assert told.value <= plain(f1 + f2 + more, f1, f2)


def test_nobody_seen_twice_is_a_refusal():
    table = tabulate("ab", [[1, 0], [0, 1], [0, 1]])
    assert chao(table).value is None
    assert "nobody is on two lists" in chao(table).reason
    assert "nobody is on two lists" in without_ones(table).reason


def test_persons_who_can_be_seen_only_once_lift_the_bound_and_not_its_variant():
    """Of 100,000 with the same chances, a third counted once only: the bound goes above the truth, the variant stays."""
    rng = np.random.default_rng(3)
    lists = rng.random((100_000, 4)) < 0.25
    once = rng.random(100_000) < 1 / 3
    for row in np.flatnonzero(once & (lists.sum(axis=1) > 1)):
        lists[row] = np.arange(4) == rng.choice(np.flatnonzero(lists[row]))
    table = tabulate("abcd", lists.astype(int))
    assert chao(table).low > 100_000
    assert table.n <= without_ones(table).value < 100_000


def test_the_variant_is_the_published_formula_where_lists_are_many_and_counts_large():
    counts = np.zeros(1 << 10, dtype=int)
    cells = np.arange(1 << 10)
    sizes = np.array([int(c).bit_count() for c in cells])
    for size, many in ((1, 60_000_000), (2, 9_000_000), (3, 1_500_000)):
        counts[cells[sizes == size][0]] = many
    table = CaptureTable(tuple("abcdefghij"), counts)
    k = 10
    wanted = table.n + (k - 1) / k * ((2 / 3 * (k - 2) / (k - 1)) ** 2) * 9e6**3 / (2 * 1.5e6**2)
    assert without_ones(table).value == pytest.approx(wanted, rel=1e-5)


def test_the_bounds_have_the_recorded_values(shared, mse):
    for name, recorded in mse.reference(shared, "mse_reference_rcapture_sparsemse_dga").items():
        table = mse.table(shared, name)
        f1, f2 = (float(f) for f in table.frequencies[:2])
        assert chao(table).value == pytest.approx(recorded["chao_lists_bc"], rel=1e-10)
        assert bound(table.n, f1, f2).value == pytest.approx(recorded["chao_bc"], rel=1e-10)
        assert plain(table.n, f1, f2) == pytest.approx(recorded["chao1_lb"], rel=1e-10)
