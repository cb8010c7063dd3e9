import json

import pytest

from recount.resolve import suggest


def suggested(pile, floor=0.5):
    suggest(pile.store, floor=floor)
    return {(row.left_id, row.right_id): row for row in pile.store.query("judgements_open")}


def test_one_person_under_two_spellings_is_suggested_with_reasons_that_add_up_to_the_score(pile, person):
    (a,) = pile.account("a", person("Youssef Ben Amor", age="27", origin_country="TN"))
    (b,) = pile.account("b", person("Yusuf ben Amor", age="27", origin_country="TN"), published="2031-07-01")
    row = suggested(pile)[a, b]
    assert {r["feature"] for r in row.reasons} >= {"name", "age", "origin"}
    assert row.reasons[0]["feature"] == "before"  # where the odds begin
    bits = sum(r["bits"] for r in row.reasons)
    assert row.score == pytest.approx(1 / (1 + 2**-bits), abs=1e-3)


def test_two_persons_of_one_story_are_never_suggested(pile, person):
    pile.account("a", person("Mira Tolen"), person("Mira Tolen", "a sister"))
    assert suggested(pile, floor=0.0) == {}


def test_a_case_and_a_namesake_who_is_no_case_are_never_suggested(pile, person):
    pile.account("a", person("Mira Tolen"))
    pile.account("b", person("Mira Tolen", case=False))
    assert suggested(pile, floor=0.0) == {}


def test_common_attributes_alone_never_make_a_suggestion(pile, person):
    for n in range(6):
        pile.account(
            f"a{n}",
            person(None, "a 26-year-old Tunisian", age="26", origin_country="TN", gender="man", occupation="cook"),
        )
    assert suggested(pile) == {}


def test_the_same_words_spoken_in_two_stories_speak_for_one_person_without_a_name(pile, person):
    words = "they said a foreigner has no mother here to cry for him"
    (a,) = pile.account("a", person(None, "a young Tunisian", speaks=words))
    (b,) = pile.account("b", person(None, "the electrician", speaks=words))
    assert any(r["feature"] == "quote" for r in suggested(pile)[a, b].reasons)


def test_what_an_account_does_not_say_counts_neither_way(pile, another_pile, person):
    for p, facts in ((pile, {}), (another_pile, {"age": "27", "origin_country": "TN", "occupation": "electrician"})):
        p.account("a", person("Youssef Ben Amor"))
        p.account("b", person("Youssef Ben Amor", **facts))
    (bare,), (told,) = suggested(pile).values(), suggested(another_pile).values()
    assert bare.score == told.score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"gender": "man"}, {"gender": "woman"}),
        ({"age": "19"}, {"age": "41"}),
        ({"age": "18"}, {"left": ("2005-01-01", "2005-12-31")}),
    ],
)
def test_what_cannot_be_true_of_one_person_forbids_a_suggestion(pile, person, one, other):
    pile.account("a", person("Alex Tolen", **one))
    pile.account("b", person("Alex Tolen", **other))
    assert suggested(pile, floor=0.0) == {}


def test_nisba_and_nationality_count_once(pile, person):
    pile.account("a", person("Abu Ziyad al-Almani", origin_country="DE"))
    pile.account("b", person("Abu Ziyad al-Almani", origin_country="DE"))
    (row,) = suggested(pile).values()
    assert [r["feature"] for r in row.reasons].count("origin") == 1


def test_suggestions_do_not_depend_on_the_order_of_adding(pile, another_pile, person):
    accounts = [
        ("a", person("Wren Tolhurst", age="22")),
        ("b", person("W. Tolhurst")),
        ("c", person("Renn Tolhurst")),
        ("d", person("Wren")),
    ]
    for origin, told in accounts:
        pile.account(origin, told)
    for origin, told in reversed(accounts):
        another_pile.account(origin, told)
    assert json.dumps(list(suggested(pile).values())) == json.dumps(list(suggested(another_pile).values()))
    assert suggested(pile)


def test_the_same_facts_are_not_compared_twice(pile, person):
    pile.account("a", person("Wren Tolhurst"))
    assert not suggest(pile.store, floor=0.5).done
    assert suggest(pile.store, floor=0.5).done
    assert not suggest(pile.store, floor=0.6).done


def test_a_slip_of_the_pen_in_a_rare_name_is_found(pile, person):
    (a,) = pile.account("a", person("Ottavia Breskens", age="30"))
    (b,) = pile.account("b", person("Ottavia Bresknes", age="30"))
    assert (a, b) in suggested(pile)


def proved(pile):
    suggest(pile.store)
    return {(row.left_id, row.right_id): row.reasons[0]["feature"] for row in pile.store.query("judgements_proved")}


def test_two_full_names_without_a_word_alike_prove_two_persons_unless_one_is_an_alias(pile, person):
    (a,) = pile.account("a", person("Katrine Holm"))
    (b,) = pile.account("b", person("Rafael Moura"))
    pile.account("c", person("Bram Holloway", naming="alias"))
    pile.account("d", person("Katrin Moura"))
    pile.account("e", person("Finch", naming="partial"))
    assert proved(pile) == {(a, b): "names"}


def test_a_full_name_told_with_two_ages_is_an_error_of_an_account_and_proves_nothing(pile, person):
    pile.account("a", person("Mirren Vale", age="24"))
    pile.account("b", person("Mirren Vale", age="40"))
    assert proved(pile) == {}


def test_one_story_proves_two_persons_by_two_names_but_not_by_a_name_and_a_description(pile, person):
    a, b, _ = pile.account("a", person("Wren"), person("Karim"), person(None, "a young woman"))
    assert proved(pile) == {(a, b): "one_story"}
