"""Quotation marks: which words stand between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.text.speech.quotation import quotations

CASES = [
    ('"We left," said Holm. "At night."', ["We left,", "At night."]),
    ("“We left,” said Holm. “At night.”", ["We left,", "At night."]),
    ("''We left,'' said Holm.", ["We left,"]),
    ("``We left,'' said Holm.", ["We left,"]),
    ("‘We didn’t go to the fighters’ house,’ she said.", ["We didn’t go to the fighters’ house,"]),
    ("'We left,' said Holm, whose brother's boat sank.", ["We left,"]),
    ("The fighters' wives and their sons' friends left.", []),
    ("«We left», said Holm.", ["We left"]),
    ("„We left“, said Holm.", ["We left"]),
    ("“She said “go” twice,” he said.", ["She said “go” twice,"]),
    ("\"She said 'go' twice,\" he said.", ["She said 'go' twice,"]),
    ('A 5" pipe, a man of 6\'2", and "a boat" in \'90s style.', ["a boat"]),
    ("He left in the ’90s with 'em.", []),
    ('He called it a "fort", a "camp" and a "prison".', ["fort", "camp", "prison"]),
    ('(He said "no".) And left—"quickly".', ["no", "quickly"]),
    ('""', []),
    ("", []),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_the_words_between_marks_are_found_and_apostrophes_are_not_marks(text, words):
    assert [q.words.of(text) for q in quotations(text)] == words


def test_a_quotation_over_paragraphs_repeats_its_opening_mark():
    text = 'Holm said: "One.\n\n"Two.\n\n"Three." The end.'
    found = quotations(text)
    assert [q.words.of(text) for q in found] == ["One.", "Two.", "Three."]
    assert [q.closed for q in found] == [False, False, True]
    assert [q.continues for q in found] == [False, True, True]


def test_a_mark_that_is_never_closed_does_not_swallow_the_next_paragraph():
    text = 'He said the "camp was gone.\n\nThe river rose. "We ran," he said.'
    assert [q.words.of(text) for q in quotations(text)] == ["We ran,"]


@given(st.text(alphabet="\"“”‘’'«»„ab. ,\n", max_size=80))
def test_quotations_of_any_text_are_ordered_inside_it_and_never_overlap(text):
    found = quotations(text)
    last = 0
    for q in found:
        assert last <= q.span.start <= q.words.start < q.words.end <= q.span.end <= len(text)
        assert "\n" not in q.words.of(text)
        last = q.span.end
