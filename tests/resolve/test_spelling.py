import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.resolve.spelling import alike, fit

word = st.text("abcdefghiklmnorstuy", min_size=1, max_size=9)


@given(word)
def test_a_word_is_equal_to_itself(one):
    assert fit(one, one) == ("equal", 1.0)


@given(word, word)
def test_how_two_words_fit_has_no_order(one, other):
    assert fit(one, other) == fit(other, one)


LEVELS = {
    "spelling": [("hicham", "hisham"), ("youssef", "yusuf"), ("binalshahr", "shahr"), ("van der meer", "meer")],
    "short": [("mo", "mohammed"), ("misha", "mikhail"), ("pepe", "jose"), ("liz", "elizabeth")],
    "form": [("mehmet", "mohammed"), ("volodymyr", "vladimir"), ("jacques", "james")],
    "near": [("tolhurst", "tolhunst"), ("breskens", "brestens"), ("cardew", "carden")],
    "differs": [("samir", "samira"), ("salim", "salam"), ("hamid", "ahmed"), ("karim", "tariq"), ("mira", "mirko")],
}


@pytest.mark.parametrize(("level", "one", "other"), [(how, *pair) for how, pairs in LEVELS.items() for pair in pairs])
def test_two_words_stand_to_each_other(level, one, other):
    assert alike(one, other) == level
