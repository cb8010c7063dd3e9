import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recount.errors import InputError
from recount.text.quantity.numbers import numbers, spelled, value_of
from recount.text.quantity.rules import RULES, VAGUE


@given(st.integers(0, 999_999))
@example(0)
@example(100)
@example(999_999)
def test_a_number_reads_back_from_its_words(number):
    assert value_of(spelled(number)) == number


@given(st.integers(0, 999_999))
def test_a_number_reads_back_from_its_digits_with_and_without_commas(number):
    assert value_of(str(number)) == value_of(f"{number:,}") == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("one hundred and four", 104),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("two and a half million", 2_500_000),
        ("2.5 million", 2_500_000),
        ("12 hundred", 1200),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("1.2bn", 1_200_000_000),
        ("1\u00a0200", 1200),
        ("twenty eight", 28),
        ("ten thousand and one", 10_001),
        ("five and three quarters", 5.75),
        ("3 million and a half", 3_500_000),
        ("one billion and a half million", 1_000_500_000),
        ("2 1/2", 2.5),
        ("2½ million", 2_500_000),
        ("two point five million", 2_500_000),
        ("three dozens", 36),
        ("half million", 500_000),
        ("a quarter of a million", 250_000),
        ("3 hundred and 21", 321),
        ("13 lakh", 1_300_000),
        (".08", 0.08),
    ],
)
def test_words_digits_and_scales_are_one_number(words, value):
    assert value_of(words) == value


@pytest.mark.parametrize("words", ["dozens", "several", "", "two three", "two and three", "F-16", "9/11", "first", "-"])
def test_what_is_not_one_plain_number_has_no_value(words):
    assert value_of(words) is None


@pytest.mark.parametrize(
    "text", ["an F-16", "9/11", "at 5:30", "a 26-year-old", "the 1990s", "3.2.1", "B52", "someone", "attend"]
)
def test_names_dates_and_times_hold_no_number(text):
    assert numbers(text) == []


def test_and_joins_a_hundred_with_its_rest_but_not_two_counts():
    assert [n.value for n in numbers("two hundred and three men and five women, two and three")] == [203, 5, 2, 3]


@pytest.mark.parametrize("vague", VAGUE, ids=lambda v: v.rule)
def test_every_vague_word_is_found_with_the_bounds_of_its_rule(vague):
    for words in vague.words:
        (found,) = numbers(f"so {words} people")
        assert (found.low, found.high, found.rule) == (vague.low, vague.high, vague.rule)
    assert vague.rule in RULES


def test_dozens_are_two_dozen_or_more():
    assert [(n.low, n.high) for n in numbers("several dozen people, dozens of others")] == [(24, None), (24, None)]


def test_a_number_beyond_the_words_is_refused():
    with pytest.raises(InputError, match="can spell"):
        spelled(-1)


@given(st.text(max_size=80) | st.text(st.sampled_from("0123456789 ,.-/andhusfiveto\u00a0%$"), max_size=60))
def test_any_text_gives_numbers_in_order_at_places_in_it(text):
    found = numbers(text)
    for one, after in itertools.pairwise(found):
        assert one.span.end <= after.span.start
    for one in found:
        assert one.span.of(text)
        assert one.low <= one.value
        assert one.high is None or one.value <= one.high
