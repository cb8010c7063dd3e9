"""How each sentence of somebody's words is put forward, what it answers, and what the speaker rests it on."""

import pytest

from recount.text.parser import parse
from recount.text.speech.speech import speech


def said(text):
    return speech(parse(text))


def test_each_sentence_of_a_quotation_has_its_own_polarity_and_certainty():
    text = '"We took the boat. We did not sell it. Perhaps it sank," said Ivo Marn.'
    told = [(s.of(text), f.polarity, f.certainty) for s, f in said(text)[0].sentences]
    assert told == [
        ("We took the boat.", "asserted", "certain"),
        ("We did not sell it.", "denied", "certain"),
        ("Perhaps it sank,", "asserted", "possible"),
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The port denied that the crane had failed.", "denied"),
        ("The port refused to say whether the crane had failed.", "declined"),
        ("The port declined to comment on the crane.", "declined"),
        ("The port declined to comment.", "declined"),
        ("Asked about the crane, Marn would not comment.", "declined"),
        ('"No comment," said Ivo Marn.', "declined"),
        ("The port could neither confirm nor deny that the crane had failed.", "neither_confirmed_nor_denied"),
        ("The port said that the crane had failed.", "none"),
        ("The port did not deny that the crane had failed.", "none"),
    ],
)
def test_what_is_answered_is_told_apart(text, answer):
    assert said(text)[0].response == answer


def test_what_is_not_answered_is_neither_asserted_for_sure_nor_denied():
    told = said("The port would neither confirm nor deny that the crane had failed.")[0]
    assert (told.polarity, told.certainty, told.withheld) == ("asserted", "possible", True)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ('"I saw the crane fall," said Ivo Marn.', "saw"),
        ('"I was there when it fell," said Ivo Marn.', "saw"),
        ('"We cut the rope," said Ivo Marn.', "took_part"),
        ('"They locked us in the hold," said Ivo Marn.', "took_part"),
        ("Ivo Marn said he carried the oil.", "took_part"),
        ('"I heard from the cook that it fell," said Ivo Marn.', "heard"),
        ('"I was told that it fell," said Ivo Marn.', "heard"),
        ("Port records show that the crane fell.", "document"),
        ('"The crane fell at noon," said Ivo Marn.', "unstated"),
        ('"I will cut the rope," said Ivo Marn.', "unstated"),
        ('"I never cut the rope," said Ivo Marn.', "unstated"),
    ],
)
def test_how_the_speaker_knows_is_told_by_the_speakers_own_words(text, evidence):
    assert said(text)[0].evidence == evidence


def test_each_step_has_its_cue_with_its_place_and_the_stance_taken_to_it():
    text = "The paper reported that Ivo Marn falsely claimed the crane had failed."
    inner = max(said(text), key=lambda s: len(s.chain))
    assert [(s.cue, s.stance) for s in inner.chain] == [("claimed", "disputes"), ("reported", "reports")]
    assert [[p.of(text) for p in s.cue_places] for s in inner.chain] == [["claimed"], ["reported"]]


def test_words_without_a_cue_go_on_from_the_report_before_them():
    text = 'Ivo Marn told the board that the crane was old. "It fell at noon."'
    report, goes_on = said(text)
    assert (report.form, goes_on.form, goes_on.follows) == ("indirect", "direct", 0)
    assert goes_on.chain[0].name == "Ivo Marn"


def test_two_quotations_side_by_side_are_two_voices():
    first, second = said('"Who cut the rope?" asked Ivo Marn. "Nobody cut it." "Then it broke."')[-2:]
    assert first.chain != second.chain or second.chain[0].name is None


def test_what_she_says_she_wants_is_one_claim_of_hers():
    told = said("Ivo Marn said he wanted to sell the crane.")
    assert len(told) == 1
    assert told[0].future


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Ada Venn, 27, left in May. "I had a map," the 27-year-old said.', "Ada Venn"),
        ("Tam Orlo was a signaller. The former signaller said orders came on slips.", "Tam Orlo"),
        ("Dr Lene Obel treated them. None had slept, the doctor said.", "Lene Obel"),
        ("Hedda Lorn and her husband Emil kept a shop. He says the soldiers paid.", "Emil"),
    ],
)
def test_a_person_told_of_before_is_known_by_age_trade_and_kin(text, name):
    assert [s.chain[0].name for s in said(text)][-1] == name


@pytest.mark.parametrize(
    "text",
    [
        "The plan, as the board set out, was late.",
        "The road, the engineers spelled out, was closed; the mayor, she summed up, knew.",
    ],
)
def test_a_verb_that_attributes_only_with_its_particle_breaks_no_reading(text):
    assert isinstance(said(text), list)
