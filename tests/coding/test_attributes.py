"""Attributes have closed values; of several that are claimed a written rule picks the one that is analysed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount import coding
from recount.coding.attributes import Claimed, pick, unfit
from recount.errors import CodebookFault, InputError
from recount.model import Attribute

ONE, TWO = "T. Brandvold", "J. Okell"
FREE = coding.Assignment("a.txt", "left the choir in May", "attr.status_now", "free", person="Tala Reyes")


def claimed(*told):
    """(value, published, account) each."""
    return [Claimed(value, "words", "T", "a.txt", day, account, str(n)) for n, (value, day, account) in enumerate(told)]


SEVERAL = claimed(
    ("free", "2014-05-01", "1"), ("hiding", "2014-06-01", "2"), ("hiding", "2014-07-01", "3"), ("dead", None, "4")
)


@pytest.mark.parametrize(
    ("rule", "values", "standing"),
    [
        ("first", ("free",), "told"),
        ("last", ("hiding",), "told"),
        ("majority", ("hiding",), "told"),
        ("any", ("free", "hiding", "dead"), "told"),
        ("agreed", (), "conflict"),
    ],
)
def test_each_rule_picks_what_it_says(rule, values, standing):
    assert pick(Attribute("a", "A", "choice", pick=rule), SEVERAL) == (values, standing)


def test_copies_of_one_story_are_one_voice_in_a_majority():
    told = claimed(("x", None, "copies 1"), ("x", None, "copies 1"), ("y", None, "2"))
    assert pick(Attribute("a", "A", "choice", pick="majority"), told) == ((), "conflict")


@given(st.sampled_from(["first", "last", "majority", "any", "agreed"]), st.integers(1, 4))
def test_one_value_is_picked_by_every_rule_and_silence_is_not_mentioned(rule, times):
    attribute = Attribute("a", "A", "choice", pick=rule)
    assert pick(attribute, claimed(*[("x", None, str(n)) for n in range(times)])) == (("x",), "told")
    assert pick(attribute, []) == ((), "not_mentioned")
    assert pick(attribute, claimed(("unknown", None, "1"))) == ((), "not_mentioned")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("choice", ["woman"], ["Woman", "", "women"]),
        ("iso3166", ["DK", "XV"], ["Denmark", "dk", "D"]),
        ("int", ["0", "12"], ["-1", "2.5", "two", ""]),
        ("range_int", ["26", "20-29"], ["29-20", "120", "20-", "x"]),
        (
            "date_range",
            ["2014", "2014-05", "2014-05-03", "2014-05/2014-07", "/2014"],
            ["2014-13", "May", "/", "1/2/3", ""],
        ),
        ("text", ["anything"], [" "]),
    ],
)
def test_values_outside_of_an_attribute_are_refused_with_what_it_wants(kind, good, bad):
    values = {"choice": ("woman", "man"), "range_int": ("0", "99")}.get(kind, ())
    attribute = Attribute("a", "A", kind, values)
    assert [v for v in good if unfit(attribute, v)] == []
    assert [v for v in bad if not unfit(attribute, v)] == []


def test_an_attribute_is_coded_with_its_words_like_a_code(study, codebook):
    coding.assign(study, [FREE], codebook=codebook, by=ONE)
    coding.replay(study, codebook)
    (row,) = [r for r in study.query("evidence_of_codings") if r.code == "attr.status_now"]
    assert (row.value, row.words, row.coder) == ("free", FREE.words, ONE)
    with pytest.raises(InputError, match="one of free"):
        coding.assign(study, [replace(FREE, value="present")], codebook=codebook, by=ONE)
    with pytest.raises(InputError, match="ISO 3166"):
        coding.assign(study, [replace(FREE, code="attr.origin_country", value="Denmark")], codebook=codebook, by=ONE)


def test_a_codebook_that_picks_by_no_rule_is_refused_with_its_line(tmp_path):
    path = tmp_path / "small.yaml"
    head = "codebook: {id: small, version: 0.1.0, title: Small}\ncodes:\n- {id: a, label: A, definition: A.}\n"
    path.write_text(head + "attributes:\n- {id: attr.x, label: X, type: int, pick: best}\n", encoding="utf-8")
    with pytest.raises(CodebookFault, match=r"small\.yaml:5: 'best' picks no value"):
        coding.load(path)
    path.write_text(head + "attributes:\n- {id: attr.x, label: X, type: int, multiple: true}\n", encoding="utf-8")
    assert coding.load(path).attribute("attr.x").pick == "any"
