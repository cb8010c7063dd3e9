import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from recount.errors import InputError
from recount.estimate.crosstab import cross, together

cells = st.integers(0, 12)
# Satisfaction by income of 104 men, Agresti 2002, table 2.8; exact p .7827.
JOBS = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]


def test_the_lady_tasting_tea_has_the_published_odds_and_chance():
    found = together(3, 1, 1, 3)
    assert found.odds_ratio == pytest.approx(6.408309, rel=1e-5)
    assert found.p == pytest.approx(0.4857143, abs=1e-7)
    assert found.phi == 0.5


def test_a_difference_of_shares_has_newcombes_interval():
    """56 of 70 against 48 of 80: Newcombe 1998, table II (a)."""
    found = together(56, 14, 48, 32)
    assert found.difference == pytest.approx(0.2)
    assert (found.difference_low, found.difference_high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_published_table_of_four_by_four_has_its_exact_chance_within_the_draws():
    found = cross(JOBS)
    assert not found.exact
    assert found.p == pytest.approx(0.7827, abs=0.015)


@given(cells, cells, cells, cells)
def test_the_listed_chance_of_two_by_two_is_fishers(a, b, c, d):
    if 0 in (a + b, c + d, a + c, b + d) or a + b + c + d > 40:
        return
    assert cross([[a, b], [c, d]]).p == pytest.approx(fisher_exact([[a, b], [c, d]]).pvalue, abs=1e-7)


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=3))
def test_the_order_of_rows_and_columns_changes_nothing(table):
    if not all(map(sum, table)) or not all(map(sum, zip(*table, strict=True))):
        return
    turned = [list(reversed(row)) for row in reversed(table)]
    assert cross(turned).p == pytest.approx(cross(table).p, abs=1e-7)
    assert cross(list(map(list, zip(*table, strict=True)))).v == pytest.approx(cross(table).v, abs=1e-6)
    assert 0 <= cross(table).v <= 1


@given(cells, cells, cells, cells)
def test_the_second_answer_turned_round_turns_the_difference_round(a, b, c, d):
    if 0 in (a + b, c + d, a + c, b + d):
        return
    one, other = together(a, b, c, d), together(b, a, d, c)
    assert (other.difference_low, other.difference_high) == pytest.approx((-one.difference_high, -one.difference_low))
    assert one.difference_low - 1e-12 <= one.difference <= one.difference_high + 1e-12


@pytest.mark.parametrize("table", [(0, 0, 3, 4), (1, -1, 2, 2), (3, 4, 0, 0)])
def test_an_answer_that_everybody_gives_is_refused(table):
    with pytest.raises(InputError):
        together(*table)
    with pytest.raises(InputError):
        cross([table[:2], table[2:]])
