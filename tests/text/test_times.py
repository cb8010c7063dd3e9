"""When: invented expressions seen from one day of publication, and the laws that hold for all."""

import itertools
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.model import UNKNOWN_DATE, DateRange
from recount.text.time.calendar import RULES
from recount.text.time.times import resolve, times

DAY = date(2015, 8, 20)  # a Thursday
PUBLISHED = DateRange(DAY, DAY, precise=True)

# words, first, last, precise
RANGES = [
    ("on 12 March 2014", "2014-03-12", "2014-03-12", True),
    ("on March 12, 2014", "2014-03-12", "2014-03-12", True),
    ("the 12th of March 2014", "2014-03-12", "2014-03-12", True),
    ("2014-03-12", "2014-03-12", "2014-03-12", True),
    ("25/12/2013", "2013-12-25", "2013-12-25", True),
    ("12/03/2014", "2014-03-12", "2014-12-03", False),
    ("12.3.2014", "2014-03-12", "2014-03-12", True),
    ("in March 2014", "2014-03-01", "2014-03-31", False),
    ("in 2014", "2014-01-01", "2014-12-31", False),
    ("in the summer of 2014", "2014-06-01", "2014-08-31", False),
    ("the winter of 2013", "2013-12-01", "2014-02-28", False),
    ("mid-2013", "2013-05-01", "2013-08-31", False),
    ("early March", "2015-03-01", "2015-03-10", False),
    ("late last year", "2014-09-01", "2014-12-31", False),
    ("the end of the month", "2015-08-21", "2015-08-31", False),
    ("in the 1990s", "1990-01-01", "1999-12-31", False),
    ("the first half of 2014", "2014-01-01", "2014-06-30", False),
    ("the last quarter of 2013", "2013-10-01", "2013-12-31", False),
    ("between 3 and 9 June", "2015-06-03", "2015-06-09", False),
    ("March 10-12", "2015-03-10", "2015-03-12", False),
    ("12 to 15 March 2014", "2014-03-12", "2014-03-15", False),
    ("from 2012 to 2014", "2012-01-01", "2014-12-31", True),
    ("between October and February", "2014-10-01", "2015-02-28", False),
    ("2012-14", "2012-01-01", "2014-12-31", False),
    ("yesterday", "2015-08-19", "2015-08-19", True),
    ("the day before yesterday", "2015-08-18", "2015-08-18", True),
    ("last month", "2015-07-01", "2015-07-31", False),
    ("last week", "2015-08-10", "2015-08-16", False),
    ("next week", "2015-08-24", "2015-08-30", False),
    ("last spring", "2015-03-01", "2015-05-31", False),
    ("last winter", "2014-12-01", "2015-02-28", False),
    ("on Tuesday", "2015-08-18", "2015-08-18", True),
    ("last Thursday", "2015-08-13", "2015-08-13", True),
    ("next Friday", "2015-08-21", "2015-08-21", True),
    ("over the weekend", "2015-08-15", "2015-08-16", False),
    ("in recent days", "2015-08-13", "2015-08-20", False),
    ("in the coming weeks", "2015-08-20", "2015-10-01", False),
    ("two years ago", "2013-01-01", "2013-12-31", False),
    ("a few weeks ago", "2015-07-09", "2015-08-06", False),
    ("ten days ago", "2015-08-10", "2015-08-10", True),
    ("more than two years ago", None, "2013-12-31", False),
    ("earlier this year", "2015-01-01", "2015-08-20", False),
    ("later this month", "2015-08-20", "2015-08-31", False),
    ("for the past two years", "2013-08-20", "2015-08-20", True),
    ("since January last year", "2014-01-01", "2015-08-20", False),
    ("by the end of 2014", None, "2014-12-31", False),
    ("before June", None, "2015-05-31", False),
    ("until last month", None, "2015-07-31", False),
    ("after March 2013", "2013-04-01", "2015-08-20", False),
    ("in December", "2014-12-01", "2014-12-31", False),
    ("last June", "2015-06-01", "2015-06-30", False),
    ("at Christmas", "2014-12-25", "2014-12-25", True),
    ("the week of 3 August", "2015-08-03", "2015-08-09", False),
]


def iso(day):
    return day.isoformat() if day else None


@pytest.mark.parametrize(("words", "first", "last", "precise"), RANGES)
def test_a_time_is_the_days_it_names(words, first, last, precise):
    sentence = f"She left the Lantern Order {words}, she said."
    (told,) = times(sentence, published=PUBLISHED)
    assert (iso(told.when.first), iso(told.when.last), told.when.precise) == (first, last, precise)
    assert told.when.words == told.span.of(sentence) == words
    assert told.when.relative_to is None
    assert told.rule in (*RULES, "absolute")


@pytest.mark.parametrize(("words", "first", "last", "precise"), RANGES)
def test_a_relative_time_waits_for_its_day_and_is_the_same_when_it_comes(words, first, last, precise):
    (told,) = times(words)
    waits = told.when.relative_to == "published"
    assert waits == (not told.when.known)
    settled = resolve(told.when, PUBLISHED)
    if waits or told.when.relation == "since":
        assert (iso(settled.first), iso(settled.last), settled.precise) == (first, last, precise)
        assert settled.relative_to is None
    assert resolve(told.when, UNKNOWN_DATE) == told.when


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("The council will vote on Tuesday.", date(2015, 8, 25)),
        ("The council is due to vote on Tuesday.", date(2015, 8, 25)),
        ("The council voted on Tuesday.", date(2015, 8, 18)),
        ("He said on Tuesday that the council will vote.", date(2015, 8, 18)),
        ("The trial will begin in January.", date(2016, 1, 1)),
        ("The trial began in January.", date(2015, 1, 1)),
    ],
)
def test_a_bare_day_or_month_is_past_unless_a_future_governs_it(sentence, first):
    (told,) = times(sentence, published=PUBLISHED)
    assert told.when.first == first


def test_a_future_is_remembered_until_the_day_is_supplied():
    (told,) = times("The council will vote on Tuesday.")
    assert (told.when.ahead, told.when.known) == (True, False)
    assert resolve(told.when, PUBLISHED).first == date(2015, 8, 25)


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("at the age of 17", "birth"),
        ("when she was 19", "birth"),
        ("three months later", "event"),
        ("the following year", "event"),
        ("before Eid", "event"),
        ("the day before", "event"),
    ],
)
def test_what_hangs_on_a_birth_or_an_event_is_not_guessed(words, anchor):
    (told,) = times(f"She fled {words}.", published=PUBLISHED)
    assert (told.when.relative_to, told.when.known, told.when.words) == (anchor, False, words)


@pytest.mark.parametrize(
    "text",
    [
        "May he rest.", "They march at dawn.", "the fall of Ostrava", "Summer Reed spoke.", "2014 people left", "He sat down.",
        "a spring of water", "a second chance", "in the end", "$2,014", "section 2014.3",
    ],
)  # fmt: skip
def test_words_that_only_look_like_times_are_none(text):
    assert times(text, published=PUBLISHED) == []


def test_a_story_known_by_its_month_widens_what_hangs_on_it():
    august = DateRange(date(2015, 8, 1), date(2015, 8, 31))
    (told,) = times("She left yesterday.", published=august)
    assert (told.when.first, told.when.last, told.when.precise) == (date(2015, 7, 31), date(2015, 8, 30), False)


PIECES = st.lists(
    st.sampled_from(
        [
            "since",
            "between",
            "and",
            "from",
            "to",
            "early",
            "late",
            "the",
            "end",
            "of",
            "last",
            "next",
            "week",
            "May",
            "March",
            "12",
            "2014",
            "two",
            "years",
            "ago",
            "Tuesday",
            "summer",
            "in",
            "on",
            "31",
            "February",
            "9999",
            "weeks",
            "few",
            "past",
            "\n",
            ",",
            ".",
            "-",
            "age",
            "before",
            "after",
            "until",
            "this",
            "first",
            "quarter",
            "decade",
            "century",
            "3000",
            "00",
            "/",
        ]
    ),
    max_size=14,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(PIECES, st.text(max_size=60)),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_any_text_gives_places_in_it_and_days_in_order(text, day):
    published = DateRange(day, day, precise=True) if day else UNKNOWN_DATE
    found = times(text, published=published)
    for one, after in itertools.pairwise(found):
        assert one.span.end <= after.span.start
    for one in found:
        assert one.when.words == one.span.of(text)
        assert one.core.within(one.span)
        assert one.rule in (*RULES, "absolute")
        assert not (one.when.known and one.when.relative_to)
        assert replace(resolve(one.when, published), words="") == replace(one.when, words="")


def test_news_expressions_are_the_days_a_reader_gives_them(shared):
    """At least 24 of 28; the two whose days nobody can give are left out."""
    probe = json.loads((shared / "data/09_mse/reference/time_expr_probe.json").read_text(encoding="utf-8"))
    day = date.fromisoformat(probe["pub"])
    right = wanted = 0
    for words, first, last in probe["cases"]:
        if first == "*":
            continue
        wanted += 1
        found = times(words, published=DateRange(day, day, precise=True))
        right += [(iso(t.when.first), iso(t.when.last)) for t in found] == [(first, last)]
    assert wanted == 28
    assert right >= 26
