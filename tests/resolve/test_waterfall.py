import pytest

from recount.errors import InputError
from recount.model import Judgement, Reason
from recount.resolve import judge, open_pairs, persons, suggest, weighed
from recount.resolve.evidence import KIND, SHARED
from recount.resolve.waterfall import _SAYS, in_words


@pytest.fixture
def study(pile, person):
    pile.account("a", person("Youssef Ben Amor", age="27", origin_country="TN"))
    pile.account("b", person("Yusuf ben Amor", age="27", origin_country="TN"))
    pile.account("c", person(None, "a cook", occupation="cook", gender="man"))
    pile.account("d", person(None, "the cook", occupation="cook", gender="man"))
    suggest(pile.store)
    persons(pile.store)
    return pile.store


def test_the_steps_add_up_to_the_probability_that_is_suggested(study):
    found = weighed(study, "c-a.m0", "c-b.m0")
    (pair,) = open_pairs(study)
    assert found.probability == pair.score
    assert found.probability == pytest.approx(1 / (1 + 2 ** -found.steps[-1].so_far), abs=2e-3)
    so_far = 0.0
    for step in found.steps:
        so_far += step.bits
        assert step.so_far == pytest.approx(so_far, abs=0.05)
    assert "one name in two spellings: Youssef Ben Amor / Yusuf ben Amor" in {s.words for s in found.steps}
    assert pair.because.startswith("begins at -3.9 bits; one name in two spellings")


def test_what_many_share_is_held_down_and_said_so(study):
    found = weighed(study, "c-c.m0", "c-d.m0")
    assert found.probability < 0.34
    assert any("the same work: cook" in s.words for s in found.steps)


def test_persons_are_weighed_by_their_likeliest_mentions_with_what_was_judged(study):
    judge(study, [Judgement("c-a.m0", "c-b.m0", "R. Amsel", None, (), "different", "two brothers")])
    suggest(study)
    persons(study)
    person = {row.mention_id: row.person_id for row in study.query("person_links")}
    found = weighed(study, person["c-a.m0"], person["c-b.m0"])
    assert any("two brothers" in words and "R. Amsel" in words for words in found.said)


def test_a_mention_is_not_weighed_against_itself_nor_against_nobody(study):
    with pytest.raises(InputError, match="one mention"):
        weighed(study, "c-a.m0", "c-a.m0")
    with pytest.raises(InputError, match="no person or mention"):
        weighed(study, "c-a.m0", "nobody")


def test_every_feature_that_can_be_shared_has_its_words():
    assert all((one.feature, "equal") in _SAYS for one in SHARED)
    assert in_words(Reason("origin", "TN", "TN", "equal", 2.0)) == "the same origin, nationality or nisba: TN"


def test_facts_that_identify_together_are_said_to(pile, person):
    told = {"occupation": "cook", "hometown": "Tolva", "left": ("2031-04-01", "2031-04-30"), "age": "27"}
    for n in range(2):
        pile.account(f"same{n}", person(None, f"a cook, {n}", **told))
    for n, work in enumerate(["cook", "driver", "nurse", "baker", "welder", "clerk"]):
        for town in ("Tolva", "Marrin", "Castrel"):
            pile.account(f"{work} {town}", person(None, f"a {work} of {n}", occupation=work, hometown=town, age="40"))
    suggest(pile.store)
    persons(pile.store)
    found = weighed(pile.store, "c-same0.m0", "c-same1.m0")
    assert any(s.words.startswith("no name agrees, but") and s.bits == 0 for s in found.steps)
    assert {"place", "work", "left"} == {
        f for f in KIND if any(f in s.words for s in found.steps if "together" in s.words)
    }
    assert found.probability > 0.5
    alone = weighed(pile.store, "c-cook Tolva.m0", "c-cook Marrin.m0")
    assert alone.probability < 0.34
