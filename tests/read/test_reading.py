import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount import read
from recount.errors import InputError
from recount.model import DateRange, Metadata, Text

GOLDEN = Path(__file__).parents[1] / "golden" / "read" / "herald.json"


@pytest.fixture(scope="module")
def herald_read(herald):
    return read.reading(Text(herald, Metadata(language="en")))


def of_kind(reading, kind):
    return [c for c in reading.claims if c.kind == kind]


def counted(reading, words):
    return next(c for c in of_kind(reading, "quantity") if words in c.quote.words)


def test_every_claim_has_its_words_at_their_place(herald_read):
    assert herald_read.claims
    for claim in herald_read.claims:
        claim.quote.check(herald_read.text.body)


def test_a_number_told_by_somebody_carries_who_says_so_and_when(herald_read):
    claim = counted(herald_read, "At least 40 people")
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.unit) == (40, None, "person")
    assert "Institute for Armed Groups" in f"{claim.speaker[0].name} {claim.speaker[0].role}"
    assert claim.when.words == "since May"


def test_a_speaker_who_is_a_person_of_the_story_is_tied_to_that_person(herald_read):
    said = next(c for c in of_kind(herald_read, "speech") if c.quote.words.startswith("I had boiled"))
    assert herald_read.mentions[said.speaker[0].mention].name == "Rosa Tamblyn"


def test_what_somebody_denies_is_denied_with_its_numbers(herald_read):
    assert counted(herald_read, "12 cooks").polarity == "denied"


def test_a_total_names_the_claims_that_are_its_parts_and_says_whether_they_add_up(herald_read):
    total = counted(herald_read, "9 trucks").quantity
    assert [herald_read.claims[i].quantity.low for i in total.parts] == [5, 4]
    assert total.adds_up is True


def test_attributes_of_a_person_point_to_that_person(herald_read):
    age = next(c for c in herald_read.claims if c.variable == "attr.age")
    assert (age.value, herald_read.mentions[age.mention].name) == ("27", "Rosa Tamblyn")


def test_a_sidebar_has_passages_of_its_own_and_boilerplate_has_none(herald_read):
    kinds = [herald_read.stories[p.story].kind for p in herald_read.passages]
    assert set(kinds) == {"story", "sidebar"}
    boxed = [
        p.span.of(herald_read.text.body) for p in herald_read.passages if herald_read.stories[p.story].kind == "sidebar"
    ]
    assert boxed == ["Why they go", "Hunger and cold in the camp.", "Bones boiled four times."]


def test_a_date_relative_to_an_unknown_day_stays_in_words_and_is_settled_once_it_is_known():
    words = "Mira Tolen, 26, left the movement last month. Nine people left last year, the ministry said."
    (open_,) = [c for c in read.reading(Text(words)).claims if c.kind == "quantity"]
    assert (open_.when.words, open_.when.first) == ("last year", None)
    published = DateRange(date(2031, 5, 20), date(2031, 5, 20), precise=True)
    (settled,) = [c for c in read.reading(Text(words, Metadata(published=published))).claims if c.kind == "quantity"]
    assert (settled.when.first, settled.when.last) == (date(2030, 1, 1), date(2030, 12, 31))


def test_lines_broken_at_a_width_are_read_as_sentences_and_quoted_as_they_stand():
    body = (
        "   The commander of the upland band told the paper on Friday that\n"
        "at least 40 fighters had left the band since the first snow fell\n"
        "on the pass, and that 12 of them had taken their rifles down to\n"
        "the army post below the bridge at Harnbeck without a fight.\n"
    )
    found = read.reading(Text(body))
    assert len(found.passages) == 1
    (claim,) = [c for c in found.claims if c.quantity and c.quantity.low == 40]
    assert "\n" in found.text.body[claim.quote.start - 60 : claim.quote.end]
    claim.quote.check(body)


def test_a_story_in_another_language_gets_passages_and_no_claims():
    found = read.reading(Text("Die Frau ging. Sie sagte nichts.", Metadata(language="de")))
    assert (len(found.stories), len(found.claims), len(found.mentions)) == (1, 0, 0)
    assert found.passages


def test_what_lies_inside_a_story_but_is_not_its_own_is_not_read_as_the_story():
    body = (
        "Rosa Tamblyn left the camp in winter with two of her brothers and a sack of oats.\n\n"
        "Read also: 500 fighters stay in the upper valley\n\n"
        "She crossed the pass in a night and came to the post below Harnbeck, where she was given bread."
    )
    found = read.reading(Text(body))
    assert [s.kind for s in found.stories] == ["story", "boilerplate"]
    assert not any("500" in c.quote.words for c in found.claims)


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                'She said: "We left." ', "Rosa Tamblyn, 27, left the group in May. ", "Police said 12 men and 3 women were held.\n\n",
                "A HEADLINE\n\n", "• item\n", "FENN: I left.\n", "ASKER: Why?\n", "He denied that 40 people fled. ", "“",
            ]
        ),
        st.text(max_size=20),
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_any_text_gives_valid_words_places_and_indices(body):
    found = read.reading(Text(body))
    for claim in found.claims:
        claim.quote.check(body)
        assert found.stories[claim.story].kind in ("story", "sidebar")
        assert (
            found.stories[claim.story].span.start
            <= claim.quote.start
            <= claim.quote.end
            <= found.stories[claim.story].span.end
        )
        assert claim.mention is None or found.mentions[claim.mention].story == claim.story
        assert all(s.mention is None or found.mentions[s.mention].story == claim.story for s in claim.speaker)
        if claim.quantity:
            assert all(found.claims[i].quantity for i in claim.quantity.parts)
    for mention in found.mentions:
        assert all(p.within(found.stories[mention.story].span) for p in mention.places)
    for passage in found.passages:
        assert passage.span.within(found.stories[passage.story].span)
    json.dumps(read.reading_json(found), allow_nan=False)


def test_the_json_of_a_reading_is_as_written_in_the_golden_file(herald_read):
    made = json.dumps(read.reading_json(herald_read), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("RECOUNT_GOLDEN") == "write":
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8"), "if the change is meant, run once with RECOUNT_GOLDEN=write"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2031", "2031-01-01", "2031-12-31"),
        ("2031-05", "2031-05-01", "2031-05-31"),
        ("2031-05-20", "2031-05-20", "2031-05-20"),
    ],
)
def test_a_supplied_date_is_a_day_a_month_or_a_year(words, first, last):
    when = read.supplied(words).published
    assert (when.first.isoformat(), when.last.isoformat()) == (first, last)


def test_no_date_supplied_is_no_metadata_and_other_words_are_refused():
    assert read.supplied(None) == Metadata()
    with pytest.raises(InputError, match="is no date of publication; give YYYY"):
        read.supplied("last spring")


def test_the_seed_page_is_read_as_a_reader_reads_it(shared):
    from subprocess import run
    from sys import executable

    seed = shared / "seed"
    found = read.reading(Text((seed / "defectors-article.txt").read_text(encoding="utf-8"), Metadata(language="en")))
    value = json.dumps(read.reading_json(found))
    scored = run(
        [executable, str(seed / "score.py"), "/dev/stdin"], input=value, capture_output=True, text=True, check=False
    )
    lines = dict(line.split(maxsplit=1) for line in scored.stdout.splitlines() if " of " in line)
    told = {name: lines[name].split() for name in ("stories", "counts", "sums", "attributions", "cases")}
    assert {name: got for name, (got, _, of) in told.items() if got != of} == {}


def test_parts_of_a_total_that_is_told_again_belong_to_its_first_telling():
    words = "In May 104 persons asked the office for help. Of the 104 persons, 63 were men, 29 were women and 12 were minors."
    (total,) = [c.quantity for c in read.reading(Text(words)).claims if c.quantity and c.quantity.low == 104]
    assert total.adds_up is True
    assert len(total.parts) == 3


def test_who_answers_an_interview_is_the_person_it_is_about():
    body = (
        'Katrine Holm: "I owe them a witness"\n\nThis paper told of Katrine Holm, a nurse who left the Long Furrow in June.\n\n'
        "Why do you talk about it?\n\nBecause I saw it. I was thirty years old when I left the movement.\n\n"
        "Do you sleep?\n\nA little. I read a lot at night.\n\nAnd the band?\n\nIt is a band of thieves and I helped it."
    )
    found = read.reading(Text(body, Metadata(author="Signe Overgaard")))
    answered = [c for c in found.claims if c.kind == "speech" and c.quote.words.startswith("Because I saw it")]
    assert found.mentions[answered[0].speaker[0].mention].name == "Katrine Holm"


@pytest.mark.parametrize("style", ["{}: ", "[{}] ", "**{}:** "])
def test_the_words_of_a_turn_do_not_hold_the_name_of_its_speaker(style):
    talk = [
        ("Asker", "Why did you go?"),
        ("Fenn", "The horse was lame."),
        ("Asker", "And then?"),
        ("Fenn", "I walked to the post."),
    ]
    found = read.reading(Text("\n\n".join(style.format(who) + words for who, words in talk)))
    said = [(c.quote.words, c.speaker[0].name or c.speaker[0].role) for c in found.claims if c.kind == "speech"]
    assert said == [(words, who) for who, words in talk]
