import json
from pathlib import Path

import pytest

from recount import coding
from recount.coding.cues import cues_for
from recount.coding.match import Token, compiled
from recount.model import Passage, Reading, Span, Speaker, Story, Text
from recount.model.claim import Claim

FLOORS = json.loads((Path(__file__).resolve().parents[1] / "floors.json").read_text())["coding"]
ASKED = {
    "join": "She left the group last year. “Why did you join it in the first place?” the reporter asked. ",
    "leave": "“Why did you leave the group?” the reporter asked. ",
    "barrier": "“Why was it so hard to leave the group?” the reporter asked. ",
    "exit": "“How did you leave the group?” the reporter asked. ",
}

ACCOUNT = (
    "Milan Dorsa joined the brigade for adventure and deserted a year later. He left because of the hunger and the cold. "
    "He was afraid that they would kill him. His commander humiliated him in front of the others. "
    "The villagers they had come to protect were beaten. He did not leave for money, he said. "
    "In May he crossed the river at night and went to the police."
)


def related(one, other):
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


@pytest.mark.parametrize("family", sorted(ASKED))
def test_the_codebooks_own_examples_are_suggested_as_often_as_the_floor_says(family, reading, codebook):
    right = asked = 0
    for code in codebook.codes:
        if code.code.split(".")[0] == family:
            for example in code.examples:
                account = reading(f"{ASKED[family]}“{example}”\n")
                codes = [c.code for c in coding.suggest_codings(account, codebook) if c.quote.end > len(ASKED[family])]
                asked += 1
                right += any(related(c, code.code) for c in codes)
    assert right / asked >= FLOORS[f"examples.{family}"]


def test_every_suggestion_quotes_its_text_and_says_why(reading, codebook):
    account = reading(ACCOUNT, cases=["Milan Dorsa"])
    found = coding.suggest_codings(account, codebook)
    assert len(found) > len(account.passages)
    for one in found:
        one.quote.check(ACCOUNT)
        assert one.coder == "machine:cues"
        assert 0.5 <= one.score <= 1 or one.value in {"denied", "unclear"}
        assert "cue" in one.reason or "reason given" in one.reason
        assert one.codebook_version == codebook.version
        assert one.quote.span.within(account.passages[one.passage].span)


def test_suggestions_are_the_same_every_time(reading, codebook):
    account = reading(ACCOUNT, cases=["Dorsa"])
    assert coding.suggest_codings(account, codebook) == coding.suggest_codings(account, codebook)


def test_a_higher_floor_only_takes_suggestions_away(reading, codebook):
    account = reading(ACCOUNT, cases=["Dorsa"])
    low, high = (coding.suggest_codings(account, codebook, floor=floor) for floor in (0.5, 0.8))
    assert set(high) < set(low)


def test_a_reason_is_of_the_person_who_gives_it_and_of_nobody_when_a_group_gives_it(reading, codebook):
    account = reading(
        "Milan Dorsa deserted because of the hunger. Others who left complained of corruption.", cases=["Milan Dorsa"]
    )
    whose = {c.code: c.mention for c in coding.suggest_codings(account, codebook)}
    assert whose["leave.push.living"] == 0
    assert whose["leave.push.conduct.corruption"] is None


def test_an_officials_view_is_not_the_leavers(codebook, reading):
    body = "Milan Dorsa left the group. The town has a market. “The food was bad and there was no water,” she said."
    account = reading(body, cases=["Milan Dorsa"])
    quoted = account.text.quote(Span(body.index("The food"), body.index("water,") + 6))
    official = Speaker("Ada Lund", "a minister", "named", "direct")
    told = Reading(
        account.text, account.stories, account.passages, account.mentions, (Claim(quoted, "speech", 0, (official,)),)
    )
    scores = [
        [c.score for c in coding.suggest_codings(one, codebook) if c.code == "leave.push.living"]
        for one in (account, told)
    ]
    assert scores[0]
    assert not scores[1] or scores[1][0] < scores[0][0]


def test_a_sidebars_items_answer_its_heading(codebook):
    story = "Ten members have left the group since May, the report said.\n"
    heading, items = "Reasons for leaving\n", "Infighting\nThe living conditions\n"
    body = story + heading + items
    spans = [Span(body.index(line), body.index(line) + len(line)) for line in body.splitlines()]
    stories = (Story(Span(0, len(story)), "story"), Story(Span(len(story), len(body)), "sidebar", belongs_to=0))
    passages = tuple(Passage(s, 0 if s.start < len(story) else 1) for s in spans)
    found = coding.suggest_codings(Reading(Text(body), stories, passages), codebook)
    assert {c.code for c in found} == {"leave.push.infighting", "leave.push.living"}


def test_codes_that_a_profile_switches_off_are_not_suggested(reading):
    body = "Milan Dorsa left the company. He left because of the infighting between the two branches."
    account = reading(body, cases=["Milan Dorsa"])
    assert "leave.push.infighting" not in {
        c.code for c in coding.suggest_codings(account, coding.load("exit-narratives", "whistleblowers"))
    }


def test_the_profile_says_who_the_ingroup_is(reading):
    body = "Milan Dorsa left the group. He left because of the killing of Yazidis and the beating of Sunni Muslims."
    account = reading(body, cases=["Milan Dorsa"])
    found = coding.suggest_codings(account, coding.load("exit-narratives", "islamic_state"))
    assert {"leave.push.harm_ingroup", "leave.push.harm_outgroup"} <= {c.code for c in found}


def test_a_language_that_is_not_read_gets_no_suggestions(codebook):
    from dataclasses import replace

    from recount.model import Metadata

    text = Text("Er verließ die Gruppe.", replace(Metadata(), language="de"))
    assert coding.suggest_codings(Reading(text, (Story(Span(0, 22), "story"),)), codebook) == []


@pytest.mark.parametrize("profile", [None, *coding.profiles("exit-narratives")])
def test_the_packaged_cues_fit_every_profile_of_the_codebook(profile):
    loaded = coding.load("exit-narratives", profile)
    cues = cues_for(loaded)
    assert {c.code for c in cues.cues} <= {c.code for c in loaded.codes}
    assert len(cues.cues) > 500


def tokens(words):
    return [Token(w, w, "NOUN", i, i + 1) for i, w in enumerate(words.split())]


@pytest.mark.parametrize(
    ("pattern", "words", "found"),
    [
        ("no $food", "no hot soup", (0, 3)),
        ("lack of ~2 water", "lack of any clean water", (0, 5)),
        ("lack of ~1 water", "lack of any clean water", None),
        ("lack ~2 water", "lack never water", None),
        ("told ( a lie )", "told a lie", (1, 3)),
        ("^ leave", "leave now", (0, 1)),
        ("^ now", "leave now", None),
        ("was beat%", "was beating", None),
        ("old? man", "man", (0, 1)),
        ("cold_soup|bread", "cold soup", (0, 2)),
    ],
)
def test_a_pattern_finds_what_it_says(pattern, words, found):
    lists = {"food": ("hot soup", "bread")}
    assert compiled(pattern, lists).at(tokens(words), 0) == found


def test_the_seed_articles_codings_are_found(shared):
    from recount.read import reading as read
    from recount.text.page.main_text import text_of

    data = (shared / "seed" / "defectors-article.txt").read_bytes()
    expected = json.loads((shared / "seed" / "expected.json").read_text())["codings"]
    made = read(text_of(data, "text/plain", "defectors-article.txt"))
    found = coding.suggest_codings(made, coding.load("exit-narratives", "islamic_state"))
    missed = [
        gold["code"]
        for gold in expected
        if not any(
            related(c.code, gold["code"])
            and c.quote.start < gold["quote"]["end"]
            and gold["quote"]["start"] < c.quote.end
            for c in found
        )
    ]
    assert missed == []
