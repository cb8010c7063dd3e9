import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.text.parser import parse
from recount.text.story.sentences import passages


def cut(text):
    return [span.of(text) for span in passages(parse(text))]


def test_each_sentence_is_a_passage():
    assert cut("Mira left in May. She walked for two days.") == ["Mira left in May.", "She walked for two days."]


def test_a_closing_quotation_mark_belongs_to_the_sentence_before_it():
    text = 'She said: "I was hungry. I could not stay." Nobody stopped her.'
    assert cut(text) == ['She said: "I was hungry.', 'I could not stay."', "Nobody stopped her."]


def test_bullets_are_no_part_of_a_passage():
    text = "Why they go:\n• Hunger and cold.\n– The war\n* Wages\n1. Fear of the bridge."
    assert cut(text) == ["Why they go:", "Hunger and cold.", "The war", "Wages", "Fear of the bridge."]


def test_no_passage_crosses_a_line_end():
    assert cut("Cook crosses the pass\n\nRosa left in winter\nwithout a lamp.") == [
        "Cook crosses the pass",
        "Rosa left in winter",
        "without a lamp.",
    ]


def test_a_headline_with_a_comma_is_one_passage():
    assert cut("Fighters land on the coast, says harbour board") == ["Fighters land on the coast, says harbour board"]


@pytest.mark.parametrize("text", ["", " \n \n", '"', "—", "•", '”\n"'])
def test_what_has_no_word_is_no_passage(text):
    assert cut(text) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='Ab c1.,"”\n•-?!’(', max_size=80))
def test_passages_are_in_order_trimmed_apart_and_hold_a_letter_or_digit(text):
    found = passages(parse(text))
    for span in found:
        words = span.of(text)
        assert words == words.strip()
        assert "\n" not in words
        assert any(c.isalnum() for c in words)
    for a, b in itertools.pairwise(found):
        assert a.end <= b.start
