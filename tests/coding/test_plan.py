"""A plan deals stories; nobody sees another's work before all coders of a story are done."""

from collections import Counter

import pytest

from recount import coding
from recount.errors import InputError

NAMES = ("Tala Reyes", "Ivo Brandt", "Ines Duarte")
MANY = {
    f"{n:02}.txt": f"{NAMES[n % 3]} left the choir in week {n}. “We were cold in house {n},” they said."
    for n in range(20)
}
WHO = dict.fromkeys(MANY, NAMES)
ONE, TWO, THIRD = "T. Brandvold", "J. Okell", "R. Amsel"


@pytest.fixture
def many(studied):
    """Twenty accounts."""
    return studied(MANY, WHO)


@pytest.fixture
def few(studied):
    """Five of them."""
    return studied({origin: MANY[origin] for origin in sorted(MANY)[:5]}, WHO)


def cold(origin, coder, **more):
    n = int(origin[:2])
    return coding.Assignment(
        origin, f"We were cold in house {n}", "leave.push.living", person=NAMES[n % 3], coder=coder, **more
    )


def seen(study):
    return {(r.coder, r.code) for r in study.query("codings_by_person") if not r.coder.startswith("machine")}


def test_every_story_is_dealt_once_a_share_of_them_to_two_coders_and_evenly(many):
    coding.deal(many, [ONE, TWO, THIRD], share=0.3, seed=7, by=THIRD)
    deals = coding.dealt(many).stories
    assert sorted(d.origin for d in deals) == sorted(MANY)
    assert sum(d.blind for d in deals) == 6
    load = Counter(name for d in deals for name in d.coders)
    assert max(load.values()) - min(load.values()) <= 1
    assert all(len(set(d.coders)) == len(d.coders) for d in deals)


def test_the_same_seed_deals_the_same_stories_and_another_seed_others(many):
    def twice(seed):
        (made,) = coding.deal(many, [ONE, TWO], share=0.3, seed=seed, by=THIRD)
        held = {d.origin for d in coding.dealt(many).stories if d.blind}
        many.decide("withdraw", [{"seq": made.seq, "why": "again"}], by=THIRD)
        return held

    first = twice(7)
    assert first == twice(7)
    assert first != twice(8)
    # A literal: a plan must come out the same on every machine and in every version.
    assert sorted(first) == ["02.txt", "04.txt", "09.txt", "10.txt", "11.txt", "14.txt"]


def test_dealing_again_deals_only_what_no_plan_has_dealt(few):
    coding.plan(few, [coding.Share("03.txt", (ONE,))], by=THIRD)
    coding.deal(few, [ONE, TWO], share=0, seed=1, by=THIRD)
    assert len(coding.dealt(few).stories) == 5
    with pytest.raises(InputError, match="dealt already"):
        coding.deal(few, [ONE, TWO], share=0, seed=1, by=THIRD)
    with pytest.raises(InputError, match="dealt already"):
        coding.plan(few, [coding.Share("03.txt", (TWO,))], by=THIRD)


@pytest.mark.parametrize(
    ("coders", "share"), [([ONE], 0.5), ([ONE, ONE], 0.5), ([ONE, ""], 0), ([ONE, TWO], 1.5), ([], 0)]
)
def test_a_plan_that_cannot_be_is_refused(few, coders, share):
    with pytest.raises(InputError):
        coding.deal(few, coders, share=share, seed=1, by=THIRD)
    assert few.decisions("plan") == []


def test_a_story_is_found_by_its_opening_words_and_a_strange_opening_is_refused(few):
    coding.plan(few, [coding.Share("03.txt", (ONE, TWO), "Tala Reyes left")], by=THIRD)
    assert [d.no for d in coding.dealt(few).stories] == [1]
    with pytest.raises(InputError, match="begins with"):
        coding.plan(few, [coding.Share("04.txt", (ONE, TWO), "Nora Quist left")], by=THIRD)


@pytest.fixture
def blind(few, codebook):
    """Story 03 is coded by ONE, who is done, and by TWO, who is not; story 04 by TWO alone."""
    coding.plan(few, [coding.Share("03.txt", (ONE, TWO)), coding.Share("04.txt", (TWO,))], by=THIRD)
    coding.assign(few, [cold("03.txt", ONE)], codebook=codebook, by=ONE)
    coding.assign(few, [cold("03.txt", TWO, memo="or is it duties?")], codebook=codebook, by=TWO)
    coding.assign(few, [cold("04.txt", TWO)], codebook=codebook, by=TWO)
    coding.finish(few, [1], coder=ONE)
    return few


def test_nothing_of_a_story_is_counted_before_all_its_coders_are_done(blind, codebook):
    done = coding.replay(blind, codebook)
    assert (done.rows, done.sealed) == (1, 2)
    assert seen(blind) == {(TWO, "leave.push.living")}
    coding.finish(blind, [1], coder=TWO)
    done = coding.replay(blind, codebook)
    assert (done.rows, done.sealed) == (3, 0)


def test_the_log_shows_each_coder_her_own_work_and_seals_the_other(blind, codebook):
    for viewer, secret in ((ONE, {TWO}), (TWO, {ONE}), (THIRD, {ONE, TWO})):
        log = coding.as_seen(blind, codebook, blind.decisions("coding"), viewer)
        sealed = [d for d in log if "sealed" in d.body]
        assert len(sealed) == len(secret), viewer
        open_ = [(d.by, d.body["anchor"]["words"]) for d in log if "sealed" not in d.body]
        assert all(who == viewer or "house 4" in words for who, words in open_)
        assert [d.hash for d in log] == [d.hash for d in blind.decisions("coding")]
        assert not any(d.by in (ONE, TWO) for d in sealed)
    coding.finish(blind, [1], coder=TWO)
    log = blind.decisions("coding")
    assert coding.as_seen(blind, codebook, log, ONE) == log


def test_a_sealed_coding_does_not_show_through_the_verdicts_on_suggestions(blind, codebook):
    coding.suggest(blind, codebook)
    row = next(r for r in blind.query("texts_read") if "week 3." in r.body)
    verdicts = {r.verdict for r in blind.query("codings_by_person") if r.text_id == row.text_id}
    assert verdicts <= {None}


def test_memos_on_sealed_codings_are_shown_to_their_coder_alone(blind, codebook):
    number = next(d.seq for d in blind.decisions("coding") if d.by == ONE)
    coding.note(blind, codebook, "doubt", "Cold, or the house?", on=str(number), by=ONE)
    assert [m.words for m in coding.memos(blind, codebook, viewer=ONE)] == ["Cold, or the house?"]
    assert coding.memos(blind, codebook, viewer=TWO) == []


def test_disagreements_and_agreement_wait_until_all_are_done(blind, codebook):
    assert coding.disagreements(blind, codebook) == []
    found = coding.agreement(blind, codebook, unit="story", draws=0)
    assert (found.stories, found.open, found.codes) == (0, 1, ())


def test_who_is_done_with_a_story_that_is_not_hers_is_refused(few):
    coding.plan(few, [coding.Share("03.txt", (ONE, TWO))], by=THIRD)
    for number, coder in ((1, THIRD), (2, ONE)):
        with pytest.raises(InputError, match="no story"):
            coding.finish(few, [number], coder=coder)
    assert len(coding.finish(few, [1], coder=ONE)) == 1
    assert coding.finish(few, [1], coder=ONE) == []


def test_a_deal_survives_a_better_reading_of_its_account(few, read_as):
    coding.plan(few, [coding.Share("03.txt", (ONE, TWO))], by=THIRD)
    read_as(few, {"03.txt": "HEADLINE\n" + MANY["03.txt"]}, "2", WHO)
    (deal,) = coding.dealt(few).stories
    assert deal.origin == "03.txt"
    read_as(few, {"03.txt": "Nothing of it is left."}, "3", WHO)
    assert coding.dealt(few).stories == ()
    assert "deal 1" in coding.dealt(few).lost[0]


def test_a_sample_is_drawn_once_before_anything_is_dealt_and_corrects_when_all_of_it_is_done(many, codebook):
    from recount.estimate.corrected import correct, sampled

    (made,) = coding.deal(many, [ONE], share=0, seed=3, by=THIRD, sample=6)
    assert (made.body["sample"], made.body["of"], len(made.body["deals"])) == (6, 20, 6)
    dealt = coding.dealt(many).stories
    held = sampled(many)
    assert {held.stories[n].story_id for n in held.drawn} == {one.story_id for one in dealt}
    assert held.done == ()
    correct(many, codebook)
    (figure,) = [row for row in many.query("figures") if row.figure_id == "corrected"]
    assert figure.reason.startswith("6 of 6 accounts drawn at random are not done")
    coding.finish(many, [one.no for one in dealt], coder=ONE)
    assert sampled(many).done == sampled(many).drawn
    for wrong in (0, 15):
        with pytest.raises(InputError, match="a sample is drawn of all stories before any is dealt; 6 are dealt"):
            coding.deal(many, [ONE], share=0, seed=3, by=THIRD, sample=wrong)
