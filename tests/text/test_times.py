"""When: invented expressions seen from one day of publication, and the laws that hold for all."""

import importlib
import itertools
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.model import UNKNOWN_DATE, DateRange
from recount.text.time.calendar import RULES
from recount.text.time.times import resolve, times

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["times"]
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
    ("in the weeks ahead", "2015-08-20", "2015-10-01", False),
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
        "a spring of water", "a second chance", "in two thousand villages", "in the end", "$2,014", "section 2014.3",
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


# Told in two sentences: the second leans on the first. Words, first, last, whether precise.
LEANING = [
    ("She fled on 3 March 2014. Two days later", "2014-03-05", "2014-03-05", True),
    ("She fled on 3 March 2014. The next day", "2014-03-04", "2014-03-04", True),
    ("She fled on 3 March 2014. The following Friday", "2014-03-07", "2014-03-07", True),
    ("She fled on 3 March 2014. Three weeks later", "2014-03-24", "2014-03-30", False),
    ("She fled on 3 March 2014. A few months later", "2014-05-03", "2014-09-03", False),
    ("She fled on 3 March 2014. The previous year", "2013-01-01", "2013-12-31", False),
    ("She fled on 3 March 2014. A year earlier", "2013-03-01", "2013-03-31", False),
    ("She fled in March 2014. Two months later", "2014-05-01", "2014-05-31", False),
    ("She fled in 2012. In March that year", "2012-03-01", "2012-03-31", False),
    ("She fled in 2012. That summer", "2012-06-01", "2012-08-31", False),
    ("She fled in 2012. Two years later", "2014-01-01", "2014-12-31", False),
    ("It began in the first quarter of 2013. A year later", "2014-01-01", "2014-03-31", False),
    ("It sold ten in the third quarter of 2013, on 3 July six. In the quarter", "2013-07-01", "2013-09-30", False),
    (
        "It sold ten in the third quarter of 2013, on 3 July six, against four a year earlier",
        "2012-07-01",
        "2012-09-30",
        False,
    ),
    ("It sold ten in the third quarter of 2013. In the same period a year earlier", "2012-07-01", "2012-09-30", False),
]


@pytest.mark.parametrize(("text", "first", "last", "precise"), LEANING)
def test_a_time_leans_on_the_day_told_before_it_and_says_so(text, first, last, precise):
    told = times(f"{text}, her brother followed.", published=PUBLISHED)[-1]
    assert (iso(told.when.first), iso(told.when.last), told.when.precise) == (first, last, precise)
    assert told.when.leans_on is not None
    assert told.when.leans_on in text
    assert told.when.relative_to is None
    assert told.when.rule in RULES


def test_a_glance_back_does_not_move_the_story():
    told = times("They met on 3 March 2014. A year earlier they had quarrelled. Two days later they left.")
    assert [iso(t.when.first) for t in told] == ["2014-03-03", "2013-03-01", "2014-03-05"]


@pytest.mark.parametrize(
    "text",
    [
        "Two days later she fled.",  # nothing was told before
        "She fled in 2012. Two days later she was caught.",  # a year is no day to count from
        "The ministry said on 3 March 2014 that she fled. Two days later she was caught.",  # when somebody spoke
        "She fled on 3 March 2014. Two days after her arrest she spoke.",  # the arrest is the anchor
        "She fled on 3 March 2014. " + "The road was long and white. " * 40 + "Two days later she was caught.",
    ],
)
def test_a_time_that_leans_on_what_nobody_dated_stays_open(text):
    told = times(text)[-1]
    assert (told.when.relative_to, told.when.known, told.when.rule) == ("event", False, None)


@pytest.mark.parametrize(
    ("words", "first", "last", "rule"),
    [
        ("at Easter", "2015-04-05", "2015-04-05", "feast"),
        ("on Good Friday 2014", "2014-04-18", "2014-04-18", "feast"),
        ("before Easter", None, "2015-04-04", "feast"),
        ("during Ramadan", "2015-06-17", "2015-07-18", "feast"),
        ("before Ramadan", None, "2015-06-16", "feast"),
        ("last Ramadan", "2015-06-17", "2015-07-18", "feast"),
        ("after Passover 2014", "2014-04-23", "2015-08-20", "feast"),
        ("in the second quarter", "2015-04-01", "2015-06-30", "quarter"),
        ("in the fourth quarter", "2014-10-01", "2014-12-31", "quarter"),
        ("in last year's third quarter", "2014-07-01", "2014-09-30", "quarter"),
        ("in the nineties", "1990-01-01", "1999-12-31", "absolute"),
        ("in nineteen eighty-four", "1984-01-01", "1984-12-31", "absolute"),
        ("by year-end", None, "2015-12-31", "part.year"),
        ("in the year two thousand", "2000-01-01", "2000-12-31", "absolute"),
        ("in two thousand and four", "2004-01-01", "2004-12-31", "absolute"),
        ("the week before last", "2015-08-03", "2015-08-09", "unit"),
        ("the weekend before last", "2015-08-08", "2015-08-09", "bare.past"),
        ("the month before last", "2015-06-01", "2015-06-30", "unit"),
        ("the summer before last", "2013-06-01", "2013-08-31", "last.season"),
        ("two summers ago", "2013-06-01", "2013-08-31", "last.season"),
        ("the other day", "2015-08-13", "2015-08-20", "recent"),
    ],
)
def test_feasts_quarters_and_spelled_years_are_days_by_a_written_rule(words, first, last, rule):
    (told,) = times(f"She left {words}, she said.", published=PUBLISHED)
    assert (iso(told.when.first), iso(told.when.last), told.when.rule) == (first, last, rule)


def test_a_quarter_that_says_when_it_ended_is_the_three_months_before():
    (told, *_) = times("Its fourth quarter ended July 31, 2014 was the best.", published=PUBLISHED)
    assert (iso(told.when.first), iso(told.when.last)) == ("2014-05-01", "2014-07-31")


@pytest.mark.parametrize("words", ["before Eid", "at Diwali", "after Orthodox Easter", "before Easter 1890"])
def test_a_feast_that_the_table_does_not_settle_is_not_guessed(words):
    (told,) = times(f"She fled {words}.", published=PUBLISHED)
    assert (told.when.relative_to, told.when.known) == ("event", False)


def test_now_and_recently_say_a_side_of_publication_only_when_asked_for():
    text = "He now lives in Ostrava and recently married; the trial is to come soon."
    assert times(text, published=PUBLISHED) == []
    told = times(text, published=PUBLISHED, loose=True)
    assert [(t.when.first, t.when.last) for t in told] == [(DAY, DAY), (None, DAY), (DAY, None)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The offer, which expires 12 September, was extended.", date(2015, 9, 12)),
        ("Forms must be returned by 12 September.", date(2015, 9, 12)),
        ("A rally on 12 September", date(2015, 9, 12)),
        ("He was freed on 12 September.", date(2014, 9, 12)),
        ("Officers said a rally on 12 September", date(2015, 9, 12)),
        ("A rally, they said on 12 September", date(2014, 9, 12)),
        ("They said they would appeal the ruling, announced Wednesday.", date(2015, 8, 19)),
        ("On Wednesday the council will vote.", date(2015, 8, 26)),
    ],
)
def test_the_nearest_verb_says_which_way_a_bare_day_lies(sentence, day):
    (told,) = times(sentence, published=PUBLISHED)
    assert told.when.last == day


@pytest.mark.parametrize("text", ["Jan Kolar spoke.", "each Thursday", "on Tuesday nights", "a woman in her thirties"])
def test_names_and_what_happens_again_and_again_are_no_day(text):
    assert times(text, published=PUBLISHED) == []


def test_news_expressions_are_the_days_a_reader_gives_them(shared):
    """The two whose days nobody can give are left out."""
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
    assert right / wanted >= FLOORS["expressions"]


def test_values_on_news_with_known_times_keep_to_the_floor(shared, monkeypatch):
    """F1 of TIMEX3 values on TimeBank and AQUAINT, as bench/reading.py measures it."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "bench")
    bench = importlib.import_module("reads.times")
    figures = bench.ours(bench.news_of(shared / "data"))
    for corpus in bench.HEIDELTIME:
        assert figures[f"ours.{corpus}"] >= FLOORS[corpus]
