import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.resolve.likeness import alike, compare
from recount.text.names import name_parts

ONE = [
    ("Youssef Ben Amor", "Yusuf ben Amor"), ("Ben Amor", "Youssef Ben Amor"), ("Abd al-Rahman Aziz", "Abdulrahman Azeez"),
    ("J. Okafor", "James Okafor"), ("Samira K.", "Samira Khoury"), ("Mo", "Mohammed"), ("Joren Pask", "Pask"),
    ("Abu Hamza al-Almani", "Abu Hamza"), ("Mohammed", "Muhammad Ali"),
]  # fmt: skip
TWO = [
    ("John Smith", "John Cardew"), ("Samir Haddad", "Samira Haddad"), ("J. Okafor", "Peter Okafor"), ("Umm Hamza", "Abu Hamza"),
    ("Abu Hamza", "Abu Bilal"), ("Samira S.", "Samira Khoury"), ("Hussein Karimi", "Hassan Karimi"), ("Tolen", "Mira Cardew"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_and_short_forms_of_one_name_speak_for_one_person(one, other):
    level, bits = compare(name_parts(one), name_parts(other))
    assert level in {"equal", "spelling", "partial", "initial"}
    assert bits >= 3


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_that_differ_speak_for_two_persons(one, other):
    level, bits = compare(name_parts(one), name_parts(other))
    assert level in {"differs", "contradicts"}
    assert bits < 0


@pytest.mark.parametrize(
    ("one", "other"), [("Abu Hamza", "Hamza"), ("Abu Khaled", "Yusuf Karim"), ("Umm Sara", "Sara Lind")]
)
def test_a_kunya_is_never_compared_with_a_given_name(one, other):
    assert compare(name_parts(one), name_parts(other)) == ("incomparable", 0.0)


def test_abu_and_umm_contradict_each_other_whatever_follows():
    assert compare(name_parts("Abu Hamza"), name_parts("Umm Hamza"))[1] <= -60


def test_a_full_name_tells_more_than_a_given_name_and_a_rare_one_more_than_a_common_one():
    full, given_only = (compare(name_parts(n), name_parts(n))[1] for n in ("Wren Tolhurst", "Wren"))
    rare, common = (compare(name_parts(n), name_parts(n))[1] for n in ("Ottavia", "Mohammed"))
    assert full > given_only
    assert rare > common


@given(st.text(st.characters(codec="utf-8", categories=("L", "Z", "P")), max_size=30), st.text(max_size=30))
def test_comparing_names_has_no_order(one, other):
    assert compare(name_parts(one), name_parts(other)) == compare(name_parts(other), name_parts(one))


@given(st.text("abcdefghiklmnorstuy", min_size=1, max_size=9))
def test_a_word_is_equal_to_itself(word):
    assert alike(word, word) == "equal"


def test_a_name_between_that_contradicts_weighs_against_the_names_around_it():
    same = compare(name_parts("Joren Adal Pask"), name_parts("Joren Pask"))
    other = compare(name_parts("Joren Adal Pask"), name_parts("Joren Ebbe Pask"))
    assert other[1] < same[1] - 10


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tolhurst Wren", "Wren Tolhurst"), ("WrenTolhurst", "Wren Tolhurst"), ("Katrin Holm", "Katrine Holm")],
)
def test_order_spaces_and_silent_letters_do_not_hide_a_name(one, other):
    assert compare(name_parts(one), name_parts(other))[1] > 8


def test_the_public_name_bench_is_met_at_least_as_well_as_before(shared):
    # F on persons was .744 when written; the same pairs give .742 to logic-v2 and .729 to token_set, as recorded with them.
    rows = list(csv.DictReader((shared / "data/06_linkage/name_bench/cases.csv").open(encoding="utf-8")))
    hits = Counter()
    for row in (r for r in rows if r["schema"] == "Person"):
        says = compare(name_parts(row["name1"]), name_parts(row["name2"]))[1] >= 6
        hits[says, row["is_match"] == "true"] += 1
    assert 2 * hits[True, True] / (2 * hits[True, True] + hits[True, False] + hits[False, True]) >= 0.74
