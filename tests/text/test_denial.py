"""Words that deny, and cuts that leave a denial behind."""

import pytest

from recount.text.denial import cut_off, denies_reason, led_by, negates


@pytest.mark.parametrize(
    "words",
    [
        "I did not leave for money",
        "They never joined for the pay.",
        "He left, not because of hunger",
        "not for the pay",
        "She didn’t go over the beatings",
    ],
)
def test_words_that_say_it_was_no_reason_are_known(words):
    assert denies_reason(words)


@pytest.mark.parametrize(
    "words",
    [
        "I left because there was not enough food",
        "I did not leave for a year because I was afraid",
        "did not leave for two long years",
        "We could not leave because they would shoot us",
        "I left not only for money",
        "He did not go for the money alone",
        "not just because of hunger",
    ],
)
def test_words_that_give_a_reason_or_may_are_not_taken_for_a_denial(words):
    assert not denies_reason(words)


@pytest.mark.parametrize(
    ("before", "cut"),
    [
        ("She had never ", True),
        ("denies that he had ever ", True),
        ("not only ", False),
        ("no more. He ", False),
        ("He ", False),
    ],
)
def test_a_cut_behind_a_negation_is_known(before, cut):
    assert cut_off(before) == cut


def test_only_the_same_sentence_is_looked_back_over():
    body = "She never came. He left"
    assert led_by(body, body.index("left")) == "He "
    assert not negates(led_by(body, body.index("left")))
