import pytest

from recount.text.parser import parse
from recount.text.people.people import people


def told(text):
    return {p.name or p.described_as[0]: p for p in people(parse(text))}


def decided(text):
    """Of each person: "case", "none" for a stated reason, or "undecided"."""
    return {name: "case" if p.is_case else "none" if p.not_case else "undecided" for name, p in told(text).items()}


def test_who_left_is_a_case_who_only_speaks_is_none_and_of_others_it_is_undecided():
    text = (
        "Murad Saleh fled the militia in May. Idris Vance had joined it with him and stayed in the north.\n\n"
        "“Few come home,” said Rosa Bell, a professor at Harnbeck University."
    )
    assert decided(text) == {"Murad Saleh": "case", "Idris Vance": "undecided", "Rosa Bell": "none"}
    assert "researcher" in told(text)["Rosa Bell"].not_case


@pytest.mark.parametrize(
    "words",
    [
        "Lena Hart walked away from the Long Furrow in June.",
        "A nurse walked away from the Long Furrow; she asked us not to print her name.",
        "A 23-year-old French driver who fled the Long Furrow in March has described life inside.",
        "Lena Hart had joined the movement in June.",
        "Lena Hart left. The movement says nothing.",
    ],
)
def test_nobody_who_may_have_left_is_none(words):
    assert "none" not in decided(words).values()
    assert decided(words)


@pytest.mark.parametrize(
    "words",
    [
        "A student left the Ninth Lantern in January 2031 and spoke to us in May.",
        "A student, who left the Ninth Lantern in January 2031, spoke.",
        "A student left the camp in March.",
        "One student walked out of the Ninth Lantern.",
        "A baker fled the compound at night.",
    ],
)
def test_who_is_told_of_only_as_somebody_who_went_is_undecided(words):
    assert list(decided(words).values()) == ["undecided"]


@pytest.mark.parametrize(
    "words",
    [
        "A student left the house.",
        "A student did not leave the Ninth Lantern.",
        "A minister left the party in May.",
        "Students left the Ninth Lantern.",
    ],
)
def test_who_left_a_house_or_did_not_leave_is_nobody_one_tells_of(words):
    assert decided(words) == {}


def test_whom_a_heading_tells_of_is_somebody_below_it():
    text = (
        "A cook walks away from the Long Furrow\n\nMurad Saleh fled the militia in May. He crossed the river at night."
    )
    assert decided(text) == {"Murad Saleh": "case"}


@pytest.mark.parametrize(
    "words",
    [
        "Abdulrahman Dorn, 19, a teacher, escaped from the Ninth Lantern in April 2032 and went home.",
        "A Belgian mechanic left the Ninth Lantern in June 2032 and spoke to us.",
        "Ilka Dorn, 44, left the Ninth Lantern in January 2032.",
    ],
)
def test_the_father_of_three_is_no_relative_who_only_speaks(words):
    text = f"A way out of the Ninth Lantern\n\n{words} He is the father of three children."
    assert "none" not in decided(text).values()
    assert decided("Murad Saleh left the militia. His father, Idris Saleh, said little.")["Idris Saleh"] == "none"


def test_who_fell_in_the_ranks_is_no_case_for_that_reason():
    (person,) = told("Murad Saleh joined the militia in May and died fighting near the river.").values()
    assert (person.is_case, person.not_case) == (False, "told to have died among them")


def test_who_stands_far_from_all_leaving_or_signs_the_story_is_none():
    text = (
        "By Hale Bannon\n\nMurad Saleh fled the militia in May. He crossed the river at night.\n\n"
        "Rain fell over the town. Ada Wick sells bread in the market. Her shop is blue."
    )
    found = decided(text)
    assert found["Murad Saleh"] == "case"
    assert found.get("Hale Bannon", "none") == found["Ada Wick"] == "none"


def test_a_name_that_one_place_shows_to_be_of_a_body_is_one_at_all_places():
    text = "A British student left the Ninth Lantern in July 2031. He had joined the Ninth Lantern in February 2031."
    assert [p.is_case for p in told(text).values()] == [True]


def test_a_builder_of_an_age_is_a_person_and_a_firm_is_none():
    assert "Sean Brandvik" in told("Sean Brandvik, 18, a British builder, deserted the militia.")
    assert "Larkfield" not in told("Larkfield, a builder of ships, left the town in May.")


def test_a_lead_and_a_name_of_other_work_or_another_country_are_two():
    text = (
        "A Turkish electrician left the militia in June 2032 and spoke on condition that no name be printed.\n\n"
        "Adnane Salloumi, 30, an Egyptian tailor, walked away from the militia in July 2032."
    )
    assert [p.is_case for p in told(text).values()] == [True, True]


def test_who_is_called_a_nurse_and_left_is_somebody_whatever_the_name_looks_like():
    assert "none" not in decided("Anders, a French nurse, walked away from the militia in May.").values()
    assert list(decided("Anders, a French nurse, walked away from the militia in May.")) == ["Anders"]
