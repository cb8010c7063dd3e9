import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.hidden.table import CaptureTable, of_members, tabulate

HISTORIES = st.lists(st.tuples(*[st.integers(0, 1)] * 3), min_size=1, max_size=30)


@settings(deadline=None)
@given(HISTORIES)
def test_a_table_counts_everybody_on_some_list_once(rows):
    table = tabulate("abc", rows)
    seen = [row for row in rows if any(row)]
    assert table.n == len(seen) == table.frequencies.sum()
    assert table.list_sizes.tolist() == [sum(row[j] for row in rows) for j in range(3)]
    assert table.overlaps[0, 2] == sum(row[0] * row[2] for row in rows)


@settings(deadline=None)
@given(HISTORIES, st.permutations(range(3)))
def test_lists_in_another_order_are_the_same_lists(rows, order):
    table = tabulate("abc", rows)
    turned = tabulate([("abc")[j] for j in order], [[row[j] for j in order] for row in rows])
    assert (table.ordered(order).counts == turned.counts).all()
    assert table.ordered(order).lists == turned.lists


@settings(deadline=None)
@given(HISTORIES)
def test_a_list_left_out_takes_with_it_those_on_no_other(rows):
    table = tabulate("abc", rows)
    assert table.without([1]).n == sum(bool(row[0] or row[2]) for row in rows)
    assert table.within(1).n == sum(bool(row[1] and (row[0] or row[2])) for row in rows)


def test_members_make_the_same_table_as_histories():
    table = of_members([["press", "court"], ["press"], ["court"], ["press", "court"]])
    assert table.lists == ("court", "press")
    assert table.counts.tolist() == [0, 1, 1, 2]


@pytest.mark.parametrize("counts", [[0, 1], [1, 1, 1, 1], [0, -1, 1, 1]])
def test_a_table_that_cannot_be_is_refused(counts):
    with pytest.raises(InputError):
        CaptureTable(("a", "b"), np.array(counts))


def test_a_history_is_of_zeros_and_ones():
    with pytest.raises(InputError):
        tabulate("ab", [[0, 2]])
