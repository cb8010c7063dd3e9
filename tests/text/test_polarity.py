"""Asserted or denied, how surely: a table over invented clauses."""

from __future__ import annotations

import pytest

from recount.text.parser import parse
from recount.text.speech.polarity import force, negative
from recount.text.speech.speech import speech

DENIED = [
    "Holm said the fort was not empty.",
    "Holm said nobody was paid.",
    "Holm said there were no boats.",
    "Holm said none of the boats would sail.",
    "Holm said he had never fired a shot.",
    "Holm denied that the fort had fallen.",
    "Holm denied the charge.",
    "Holm rejected the accusation that he fired.",
    "Holm does not think the war is over.",
    "Holm doubts that the war is over.",
    "The ministry dismissed reports of a retreat.",
    "The ministry ruled out a retreat.",
]
ASSERTED = [
    "Holm said the fort was empty.",
    "Holm did not deny that the fort had fallen.",
    "Holm denied that nobody was paid.",
    "Holm said the man who never slept was paid.",
    "The ministry refused to rule out a retreat.",
    "Holm said that without boats they would drown.",
]


@pytest.mark.parametrize(("text", "polarity"), [*((t, "denied") for t in DENIED), *((t, "asserted") for t in ASSERTED)])
def test_what_is_said_not_to_be_so_is_denied(text, polarity):
    outer = speech(parse(text))[0]
    assert outer.polarity == polarity


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Holm said the fort fell.", "certain"),
        ("Holm said the fort may fall.", "possible"),
        ("Holm said the fort could possibly fall.", "possible"),
        ("Holm said the fort will probably fall.", "probable"),
        ("Holm believes the fort fell.", "probable"),
        ("The report suggested the pace was growing.", "probable"),
        ("Officials estimate that 40 boats sank.", "estimate"),
        ("The fort allegedly fell.", "possible"),
    ],
)
def test_hedges_of_cue_and_clause_lower_certainty(text, certainty):
    assert speech(parse(text))[0].certainty == certainty


def test_a_question_is_told_by_its_cue_and_by_its_mark():
    assert speech(parse("Holm asked if the fort had fallen."))[0].question
    assert speech(parse('"Has the fort fallen?" Holm said.'))[0].question
    assert not speech(parse("Holm said the fort had fallen."))[0].question


def test_words_without_a_verb_have_the_weakest_force():
    noun = parse("plans")[0]
    plain = force("say", None, noun, [noun])
    assert (plain.polarity, plain.certainty, plain.stance) == ("asserted", "certain", "reports")
    assert negative(parse("no plans")[1])
