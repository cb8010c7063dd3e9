import numpy as np
import pytest

from recount.errors import BadTable
from recount.estimate.hidden.named import every
from recount.estimate.hidden.sheets import capture_table, one_list_table
from recount.estimate.hidden.table import CaptureTable


def written(tmp_path, words):
    path = tmp_path / "lists.csv"
    path.write_text(words, encoding="utf-8")
    return path


def test_histories_are_read_with_and_without_a_column_of_persons(tmp_path):
    one = capture_table(written(tmp_path, "press,court,count\n1,0,3\n1,1,2\n0,1,1\n"))
    other = capture_table(written(tmp_path, "press,court\n1,0\n1,0\n1,0\n1,1\n1,1\n0,1\n"))
    assert one.lists == ("press", "court")
    assert one.counts.tolist() == other.counts.tolist() == [0, 3, 1, 2]


@pytest.mark.parametrize(
    ("words", "line", "why"),
    [
        ("a,b,n\n1,0,3\n1,2,1\n", 3, "not 0 or 1"), ("a,b,n\n1,0,-3\n", 2, "no number of persons"), ("a,b\n", 1, "nothing in it"),
        ("a,b\n1\n", 2, "1 cells"), ("a,a\n1,0\n", 1, "different names"), ('a,b\n"1,0\n', 1, "cannot be read"),
    ],
)  # fmt: skip
def test_a_table_that_is_none_is_refused_with_its_line(tmp_path, words, line, why):
    with pytest.raises(BadTable, match=why) as caught:
        capture_table(written(tmp_path, words))
    assert f"line {line}" in str(caught.value)


def test_kinds_become_columns_of_zero_and_one(tmp_path):
    counts, known, names = one_list_table(written(tmp_path, "times,gender,age\n1,woman,20\n3,man,31\n1,man,44\n"))
    assert counts.tolist() == [1, 3, 1]
    assert names == ("gender: woman", "age")
    assert known.tolist() == [[1, 20], [0, 31], [0, 44]]


def test_somebody_told_of_zero_times_is_on_no_list(tmp_path):
    with pytest.raises(BadTable, match="1 or more"):
        one_list_table(written(tmp_path, "times\n1\n0\n"))


def test_every_named_method_says_a_total_or_why_not(mse):
    told = list(every(mse.SPINA_BIFIDA, iterations=200, draws=50))
    methods = [total.method for total in told]
    assert len(set(methods)) == len(methods) > 20
    for total in told:
        assert total.known != bool(total.reason)
        if total.known:
            assert mse.SPINA_BIFIDA.n <= total.low <= total.value * 1.001
            assert total.value <= total.high * 1.001


def test_two_lists_have_an_illustration_and_bounds():
    methods = [total.method for total in every(CaptureTable(("a", "b"), np.array([0, 80, 60, 20])))]
    assert "illustration" in methods[-1]
    assert len(methods) == 3
