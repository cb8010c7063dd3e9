from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recount.model import DateRange, Text
from recount.text.attribute.attributes import attributes
from recount.text.attribute.countries import country_of
from recount.text.parser import parse
from recount.text.people.people import people


def told(text, **options):
    doc = parse(text)
    persons = people(doc)
    return [(persons[a.person], a) for a in attributes(doc, persons, **options)]


def values(text, variable):
    return [(a.value, a.span.of(text)) for _, a in told(text) if a.variable == variable]


AGES = [
    ("Murad Aydin, a 26-year-old Syrian, wept.", "26", "26-year-old"),
    ("Tarek Haddad, 26, crossed the border.", "26", "26"),
    ("Tarek Haddad (26) crossed the border.", "26", "26"),
    ("Tarek Haddad, aged 26, crossed the border.", "26", "aged 26"),
    ("Tarek Haddad is 26.", "26", "26"),
    ("Tarek Haddad is 26 years old.", "26", "26 years old"),
    ("Hannah Lind, now 37, is a nurse.", "37", "now 37"),
    ("Hannah Lind, then 17, went to the camp.", "17", "then 17"),
    ("The 19-year-old Amina Ali was brought home.", "19", "19-year-old"),
    ("Senna Quill is nineteen now.", "19", "nineteen"),
    ("A former guard, 31, spoke to us.", "31", "31"),
    ("Denis Volkov, a welder of 41 from Minsk, wept.", "41", "of 41"),
]


@pytest.mark.parametrize(("text", "age", "words"), AGES)
def test_an_age_is_told_with_its_words(text, age, words):
    assert (age, words) in values(text, "attr.age")


AGES_JOINING = [
    ("Maryam Saleh joined the group at 17.", "17", "at 17"),
    ("Karim Saleh joined the militia at the age of 15.", "15", "age of 15"),
    ("Karim Saleh was 15 when he joined.", "15", "15 when he joined"),
    ("Grace Achola was 14 when the rebels took her.", "14", "14 when the rebels took her"),
    ("Karim Saleh joined the militia aged 16.", "16", "aged 16"),
    ("Karim Saleh joined the rebels when he was 15.", "15", "when he was 15"),
]


@pytest.mark.parametrize(("text", "age", "words"), AGES_JOINING)
def test_an_age_at_joining_is_no_age_now(text, age, words):
    assert values(text, "attr.age_join") == [(age, words)]
    assert values(text, "attr.age") == []


NO_AGES = [
    "Karim Saleh had 26 sheep.",
    "Karim Saleh joined at 17:00.",
    "Karim Saleh spoke for 26 minutes.",
    "Grace Achola, a mother of 14, wept.",
    "Karim Saleh, the leader of 40 men, wept.",
    "Of every ten sacks three were sold, Karim Saleh said.",
]


@pytest.mark.parametrize("text", NO_AGES)
def test_a_number_beside_a_person_is_not_always_an_age(text):
    assert values(text, "attr.age") == values(text, "attr.age_join") == []


def test_two_ages_are_two_claims():
    text = "Karim Saleh, 22, spoke. The court says Karim Saleh is 24."
    assert [value for value, _ in values(text, "attr.age")] == ["22", "24"]


def test_an_age_now_is_of_the_day_the_story_came_out():
    day = DateRange(date(2031, 6, 2), date(2031, 6, 2), precise=True)
    ((_, age),) = [pair for pair in told("Karim Saleh, 22, spoke.", published=day) if pair[1].variable == "attr.age"]
    assert (age.when.first, age.when.relative_to) == (date(2031, 6, 2), "published")


GENDERS = [
    ("British widow Shirin Adel was there.", "woman", "widow"),
    ("Mr Saleh wept.", "man", "Mr"),
    ("Her husband, Anton Weiss, stayed.", "man", "husband"),
    ("Hannah Lind said she was afraid.", "woman", "she"),
]


@pytest.mark.parametrize(("text", "gender", "words"), GENDERS)
def test_gender_is_told_by_explicit_words(text, gender, words):
    assert (gender, words) in values(text, "attr.gender")


@pytest.mark.parametrize(
    "text", ["Fatima Saleh fled the group.", "Umm Salma fled the group.", "Karim Saleh, a fighter, wept."]
)
def test_gender_is_never_guessed_from_a_name(text):
    assert values(text, "attr.gender") == []


ORIGINS = [
    ("Murad Aydin, a 26-year-old Syrian, wept.", "SY", "Syrian"),
    ("British widow Shirin Adel was there.", "GB", "British"),
    ("Maryam Saleh comes from Tunis.", "TN", "from Tunis"),
    ("Maryam Saleh is a citizen of Mali.", "ML", "citizen of Mali"),
    ("The Tunisian-born Maryam Saleh wept.", "TN", "Tunisian-born"),
    ("Karim Saleh, 22, of Luton, wept.", "GB", "of Luton"),
    ("A 20-year-old student from Poland fled the group.", "PL", "from Poland"),
    ("Hannah Lind was born in Uppsala.", "SE", "born in Uppsala"),
    ("A North Korean soldier deserted in May.", "KP", "North Korean"),
    ("Karim Saleh, a Kazakh national, wept.", "KZ", "Kazakh"),
]


@pytest.mark.parametrize(("text", "code", "words"), ORIGINS)
def test_an_origin_is_a_country_with_its_words(text, code, words):
    assert values(text, "attr.origin_country") == [(code, words)]


NO_ORIGINS = [
    "A Syrian army deserter spoke to us in May.",
    "Karim Saleh fled from Syria.",
    "Karim Saleh read a Belgian newspaper.",
    "Karim Saleh met a Russian-backed commander.",
    "A Jordanian pilot's widow, Rania Haddad, wept.",
]


@pytest.mark.parametrize("text", NO_ORIGINS)
def test_the_country_of_something_else_is_no_origin(text):
    assert values(text, "attr.origin_country") == []


def test_a_denied_origin_is_a_denied_claim():
    found = [a for _, a in told("Karim Saleh is not Syrian.") if a.variable == "attr.origin_country"]
    assert [(a.value, a.polarity) for a in found] == [("SY", "denied")]


LOCATIONS = [
    ("Karim Saleh now lives in Malmo, Sweden.", "SE"),
    ("Shirin Adel, who was stranded in Turkey, wept.", "TR"),
    ("Karim Saleh is in hiding in southern Turkey.", "TR"),
    ("Karim Saleh is being held in Belgium.", "BE"),
    ("Karim Saleh has moved to Austria.", "AT"),
    ("Karim Saleh is believed to be in Georgia.", "GE"),
    ("Karim Saleh is in Lyon.", "FR"),
    ("Denis Volkov is serving six years in a prison in Vilnius.", "LT"),
]


@pytest.mark.parametrize(("text", "code"), LOCATIONS)
def test_where_somebody_is_now(text, code):
    assert [value for value, _ in values(text, "attr.location_now")] == [code]


def test_where_somebody_lived_once_is_not_where_he_is_now():
    assert values("Karim Saleh lived in Syria for a year.", "attr.location_now") == []


FAMILIES = [
    ("Shirin Adel fled with her five young children.", "5 children", "five young children"),
    ("Hana Berg, a mother of three, fled the group.", "3 children", "mother of three"),
    ("Hana Berg is married.", "married", "is married"),
    ("The widow wept. She said no.", "widow", "widow"),
    ("Karim Saleh has two sons.", "2 sons", "two sons"),
    ("Karim Saleh has a daughter.", "1 daughter", "a daughter"),
    ("Karim Saleh is married with five children.", "5 children", "five children"),
    ("The imam married Aissata Ba to a fighter.", "married", "married"),
]


@pytest.mark.parametrize(("text", "value", "words"), FAMILIES)
def test_family_is_told_with_its_words(text, value, words):
    assert (value, words) in values(text, "attr.family")


def test_work_outside_and_inside_are_kept_apart():
    text = "Karim Saleh, a baker, fled the group. The former guard wept."
    assert values(text, "attr.occupation") == [("baker", "baker")]
    assert values(text, "attr.role_inside") == [("guard", "former guard")]


EVENTS = [
    (
        "Karim Saleh joined the group in 2013 and fled it in May 2014.",
        "event.joined",
        "joined",
        "joined the group in 2013",
    ),
    ("Karim Saleh deserted on 14 May 2031.", "event.left", "deserted", "deserted on 14 May 2031"),
    ("Karim Saleh, a defector, spoke.", "event.left", "defected", "defector"),
    ("Grace Achola was abducted by the rebels. She escaped.", "event.joined", "recruited", "was abducted"),
]


@pytest.mark.parametrize(("text", "variable", "value", "words"), EVENTS)
def test_joining_and_leaving_are_events_with_their_words(text, variable, value, words):
    assert (value, words) in values(text, variable)


FROM_WHERE = [
    ("Karim Saleh joined the militia in 2013.", "event.joined", "the militia"),
    ("Rosa Tamblyn left the Long Furrow in May.", "event.left", "the Long Furrow"),
    ("Paul Finch walked away from the gang with two of its guns.", "event.left", "the gang"),
    ("Grace Achola was abducted by the rebels. She escaped.", "event.joined", "the rebels"),
    ("Petra Olsen says the sect threw her out.", "event.left", "the sect"),
    ("Karim Saleh deserted on 14 May.", "event.left", None),
]


@pytest.mark.parametrize(("text", "variable", "about"), FROM_WHERE)
def test_what_was_joined_or_left_is_told_as_written(text, variable, about):
    assert about in [a.about for _, a in told(text) if a.variable == variable]


def test_two_countries_of_one_person_are_two_claims():
    found = values("Elias Haddad, a British-Nigerian auditor, wept.", "attr.origin_country")
    assert [code for code, _ in found] == ["GB", "NG"]


def test_the_day_of_leaving_is_the_one_told_with_it():
    ((_, left),) = [pair for pair in told("Karim Saleh deserted on 14 May 2031.") if pair[1].variable == "event.left"]
    assert (left.when.first, left.when.last) == (date(2031, 5, 14), date(2031, 5, 14))


def test_a_leaving_that_is_denied_stays_denied():
    found = [a for _, a in told("Karim Saleh joined the group. He never left the group.") if a.variable == "event.left"]
    assert [a.polarity for a in found] == ["denied"]


STATUSES = [
    ("Karim Saleh was sentenced to six years in prison.", "custody_convicted"),
    ("Karim Saleh is awaiting trial.", "custody_awaiting"),
    ("Karim Saleh is in hiding.", "hiding"),
    ("Karim Saleh is in prison.", "custody_awaiting"),
    ("Karim Saleh was killed in August.", "deceased"),
    ("Karim Saleh is serving six years.", "custody_convicted"),
    ("Karim Saleh was released in 2018.", "free"),
]


@pytest.mark.parametrize(("text", "value"), STATUSES)
def test_the_situation_now(text, value):
    assert value in [v for v, _ in values(text, "attr.status_now")]


PUBLIC = [
    ("Karim Saleh fled the group.", "full_name"),
    ("Samira K. fled the group.", "partial_name"),
    ("Maryam (not her real name) fled the group.", "pseudonym"),
    ("A former fighter fled the group.", "anonymous"),
]


@pytest.mark.parametrize(("text", "value"), PUBLIC)
def test_how_a_case_appears_in_public(text, value):
    assert [v for v, _ in values(text, "attr.publicness")] == [value]


def test_an_attribute_becomes_a_claim_at_its_place_in_the_whole_text():
    story = "Karim Saleh, 22, fled the group."
    text = Text("Heading\n\n" + story)
    doc = parse(story)
    for one in attributes(doc, people(doc)):
        claim = one.claim(text, 1, mention=4, by=9)
        claim.quote.check(text.body)
        assert (claim.story, claim.mention) == (1, 4)


def test_countries_are_known_by_every_name():
    names = {
        "the U.S.": "US",
        "UK": "GB",
        "Tunis": "TN",
        "north korean": "KP",
        "Filipina": "PH",
        "Raqqa": "SY",
        "Nowhere": None,
    }
    assert {name: country_of(name) for name in names} == names


PIECES = st.lists(
    st.sampled_from(
        "Karim Saleh|He|She|, 26,|aged|is 26|joined|at 17|when he was|the group|a Syrian|from|Tunis|North|Korean|-born|married|her|five|"
        'children|mother of|two|in prison|sentenced|lives in|Turkey|as a cook|former guard|.|\n|"|was not|never|left|on 14 May|in his|twenties|'
        "year|-|old|26|the|of|widow|killed".split("|")
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(PIECES.map(" ".join))
@example("")
@example("26-year-old")
def test_any_text_gives_attributes_at_places_inside_it(text):
    for _, one in told(text):
        assert 0 <= one.span.start < one.span.end <= len(text)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_at_all_are_read_without_an_error(text):
    told(text)


def test_the_widow_of_the_shared_story_is_told_of_in_full(shared):
    text = (shared / "seed" / "defectors-article.txt").read_text(encoding="utf-8")
    found = {(a.variable, a.value) for p, a in told(text) if p.is_case}
    assert {
        ("attr.origin_country", "GB"),
        ("attr.gender", "woman"),
        ("attr.family", "widow"),
        ("attr.family", "5 children"),
        ("attr.location_now", "TR"),
    } <= found
    assert any(variable == "event.left" for variable, _ in found)


UNITS = [
    ("Murad Saleh fought in the Falcon Brigade for two years.", "Falcon Brigade"),
    ("Karim Doss, a commander of the 3rd Battalion, fled the militia in May.", "3rd Battalion"),
    ("Ines Okafor joined the Green Crescent Regiment in 2031.", "Green Crescent Regiment"),
    ("Ada Wick was posted to the Second Division.", "Second Division"),
    ("Ada Wick served in the Al-Bayt brigade under Abu Said.", "Al-Bayt brigade"),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_a_unit_with_a_name_or_a_number_is_told_of_who_was_in_it(text, unit):
    assert values(text, "attr.unit") == [(unit, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Murad Saleh joined an infantry unit.",
        "Murad Saleh wanted to fight in the Falcon Brigade.",
        "Murad Saleh watched the Falcon Brigade pass.",
    ],
)
def test_a_unit_without_a_name_or_one_that_somebody_was_not_in_is_no_fact(text):
    assert values(text, "attr.unit") == []


def test_who_was_not_in_a_unit_is_denied_it():
    ((_, one),) = told("Murad Saleh did not serve with the Lion Battalion.")
    assert (one.variable, one.value, one.polarity) == ("attr.unit", "Lion Battalion", "denied")


def test_the_way_somebody_took_and_where_a_border_was_crossed():
    text = (
        "Murad Saleh travelled through Marrin and Oldwater, crossed the border at Kessary and flew home via Istanbul."
    )
    assert [place for place, _ in values(text, "attr.route")] == ["Marrin", "Oldwater", "Istanbul"]
    assert values(text, "attr.crossed_at") == [("Kessary", "Kessary")]
    assert values("Murad Saleh drove through the night across the town.", "attr.route") == []
