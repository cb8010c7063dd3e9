"""Totals against their parts, in invented sentences."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.text.parser import parse
from recount.text.quantity.quantities import quantities
from recount.text.quantity.sums import check_sums

GOLDEN = Path(__file__).parents[1] / "golden"


def read(text):
    """(total, parts, whether they add up, other readings) with the words of each number."""
    told = quantities(parse(text))
    return [
        (
            None if s.total is None else told[s.total].span.of(text),
            [told[n].span.of(text) for n in s.parts],
            s.adds_up,
            s.readings,
        )
        for s in check_sums(told, text)
    ]


def test_parts_that_add_up_are_found_and_the_other_reading_is_offered():
    text = (
        "The Duchy has sent 28 warplanes to the island. Officers said 12 fighter jets and 12 transport aircraft had landed "
        "at a base near Ostrava, where four jets were stationed last week."
    )
    parts = ["12 fighter jets", "12 transport aircraft", "four jets"]
    assert read(text) == [("28 warplanes", parts, True, ("28 + 4 = 32",))]


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("They counted 31 leavers: 14 men, 9 women and 8 children.", "31 leavers", 3),
        ("They counted 31 leavers, of whom 14 were men and 17 women.", "31 leavers", 2),
        ("Police arrested 14 men and nine women, 23 in all.", "23", 2),
        ("The convoy had 20 vehicles. Twelve trucks and eight cars crossed the river.", "20 vehicles", 2),
        (
            "The 58 leavers came from three places: 20 from Norland, 18 from Westmark and 20 from Ostrava.",
            "58 leavers",
            3,
        ),
        ("The camp held 58 people: 31 men and 27 women.", "58 people", 2),
        ("At least 30 children came home. There were 18 boys and 12 girls, she said.", "At least 30 children", 2),
    ],
)
def test_a_total_and_parts_that_add_up(text, total, parts):
    ((found, listed, adds_up, _),) = read(text)
    assert (found, len(listed), adds_up) == (total, parts, True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("They counted 31 leavers: 14 men, 9 women and 7 children.", "14 + 9 + 7 = 30, not 31"),
        ("They counted 31 leavers, of whom 14 were men and 27 women.", "14 + 27 = 41, not 31"),
        ("Police arrested 14 men and nine women, 25 people in all.", "14 + 9 = 23, not 25"),
        ("The group was made up of 40 people: 25 men and 12 women.", "25 + 12 = 37, not 40"),
    ],
)
def test_parts_presented_as_all_that_do_not_add_up_are_said(text, says):
    ((_, _, adds_up, readings),) = read(text)
    assert (adds_up, readings) == (False, (says,))


@pytest.mark.parametrize(
    "text",
    [
        "They counted 31 leavers, including 14 men and 9 women.",
        "They counted 31 leavers, of whom 14 were men and 9 women.",
        "The 20 rifles lay beside 12 women and eight men.",
        "Nine women had left. Six men and three boys followed them.",
        "He saw 40 people.",
        "At least 28 jets came: 12 old jets and four new jets.",
    ],
)
def test_a_subset_or_another_unit_is_no_sum(text):
    assert read(text) == []


def test_an_inner_total_is_settled_before_the_outer_one():
    found = read("The camp held 58 people: 31 men (12 Germans and 19 Swedes) and 27 women.")
    assert [(total, parts, ok) for total, parts, ok, _ in found] == [
        ("58 people", ["31 men", "27 women"], True),
        ("31 men", ["12 Germans", "19 Swedes"], True),
    ]


def test_shares_that_make_101_by_rounding_are_a_whole():
    found = read("Of the leavers, 34 per cent were students, 35 per cent were workers and 32 per cent had no job.")
    assert found == [(None, ["34 per cent", "35 per cent", "32 per cent"], True, ("34 + 35 + 32 = 101 by rounding",))]


def test_bounded_parts_must_at_least_allow_the_total():
    ((_, _, adds_up, _),) = read("Thirty-one people left: at least 14 men and several women.")
    assert adds_up


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(2, 400), min_size=2, max_size=4), st.integers(-3, 3))
def test_a_list_after_a_colon_adds_up_exactly_when_its_numbers_do(parts, off):
    total = sum(parts) + off
    nouns = ["men", "women", "children", "soldiers"]
    listed = [f"{n} {noun}" for n, noun in zip(parts, nouns, strict=False)]
    text = f"The town counted {total} people: {', '.join(listed[:-1])} and {listed[-1]}."
    found = [adds_up for words, _, adds_up, _ in read(text) if words == f"{total} people"]
    if total >= 3 and total >= max(parts):
        assert found == [off == 0]


CASES = [json.loads(line) for line in (GOLDEN / "sums.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_golden_sum_has_its_total_its_parts_and_its_verdict(case):
    found = read(case["text"])
    assert len(found) == len(case["sums"])
    for (total, parts, adds_up, readings), wanted in zip(found, case["sums"], strict=True):
        assert (wanted["total"] is None) == (total is None)
        assert wanted["total"] is None or wanted["total"] in total
        assert len(parts) == len(wanted["parts"])
        assert all(words in part for words, part in zip(wanted["parts"], parts, strict=True))
        assert (adds_up, list(readings)) == (wanted["adds_up"], wanted["readings"])
