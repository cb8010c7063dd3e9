from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.model import Reason
from recount.resolve.evidence import CAP_BITS, KIND, SHARED, Rarity, evidence, identified, probability, rarity
from recount.resolve.facts import Facts
from recount.text.names import name_parts

RARE = Rarity(200, {("work", "cook"): 60, ("origin", "tn"): 80})
BARE = Facts("m0", "t", "s", "a", is_case=True)
value = st.frozensets(st.sampled_from(["cook", "tn", "de", "harnbeck", "electrician"]), max_size=2)
name = st.sampled_from(["Karim Tazi", "Abu Hamza al-Tunisi", "Umm Sara", "M. Tazi", "Mirren Vale", "Karim Tazy"])
day = st.dates(date(2029, 1, 1), date(2032, 1, 1))
DRAWN = st.fixed_dictionaries(
    {},
    optional={
        "told": name, "born": st.integers(1970, 2012), "gender": st.sampled_from(["man", "woman"]), "joined": day, "left": day,
        **{one.field: value for one in SHARED}, "quotes": st.frozensets(st.sampled_from(["a b c", "d e f"]), max_size=1),
    },
)  # fmt: skip


def facts(told, at):
    made = {k: v for k, v in told.items() if k not in {"told", "born", "gender", "joined", "left"}}
    if "told" in told:
        made |= {"told": (told["told"],), "names": (name_parts(told["told"]),)}
    if "born" in told:
        made["born"] = (told["born"], told["born"] + 1)
    if "gender" in told:
        made["gender"] = frozenset({told["gender"]})
    made |= {k: (told[k], told[k]) for k in ("joined", "left") if k in told}
    return replace(BARE, mention_id=at, **made)


@given(DRAWN, DRAWN)
def test_evidence_has_no_order(one, other):
    a, b = facts(one, "m0"), facts(other, "m1")
    assert [(r.feature, r.level, r.bits) for r in evidence(a, b, RARE)] == [
        (r.feature, r.level, r.bits) for r in evidence(b, a, RARE)
    ]


@given(DRAWN, DRAWN, st.sampled_from([one.field for one in SHARED] + ["told", "gender"]))
def test_what_one_account_does_not_tell_changes_no_score(one, other, gone):
    if gone in ("told", "origin"):  # a name may tell an origin too, by its nisba
        one, other = ({k: v for k, v in f.items() if k == gone or k not in ("told", "origin")} for f in (one, other))
    other = {k: v for k, v in other.items() if k != gone}
    without = {k: v for k, v in one.items() if k != gone}
    scores = {probability(evidence(facts(own, "m0"), facts(other, "m1"), RARE), -7.0) for own in (one, without)}
    assert len(scores) == 1


@given(DRAWN, DRAWN)
def test_every_feature_counts_once(one, other):
    features = [r.feature for r in evidence(facts(one, "m0"), facts(other, "m1"), RARE)]
    assert len(features) == len(set(features))


def test_nisba_and_nationality_are_one_origin_and_a_differing_one_counts_once():
    one = replace(BARE, told=("Abu Hamza al-Almani",), names=(name_parts("Abu Hamza al-Almani"),))
    other = replace(
        BARE, mention_id="m1", told=("Abu Hamza",), names=(name_parts("Abu Hamza"),), origin=frozenset({"tn"})
    )
    told = {r.feature: r for r in evidence(one, other, RARE)}
    assert told["origin"].level == "differs"
    assert told["name"].bits > 0


@pytest.mark.parametrize("field", ["unit", "travel", "role", "beside"])
def test_a_rare_shared_fact_tells_more_than_a_common_one(field):
    feature = next(one.feature for one in SHARED if one.field == field)
    crowd = [replace(BARE, mention_id=f"m{n}", account=f"a{n}", **{field: frozenset({"many"})}) for n in range(40)]
    two = [replace(BARE, mention_id=f"r{n}", account=f"r{n}", **{field: frozenset({"few"})}) for n in range(2)]
    rare = rarity([*crowd, *two])
    bits = [next(r.bits for r in evidence(*pair, rare) if r.feature == feature) for pair in (crowd[:2], two)]
    assert bits[1] > bits[0] > 0


def test_who_else_an_account_tells_of_never_identifies_by_itself():
    one, other = (replace(BARE, mention_id=m, account=m, beside=frozenset({"mrn wl"})) for m in ("m0", "m1"))
    assert probability(evidence(one, other, Rarity(5_000, {})), -4.0) < 0.34


@given(DRAWN, DRAWN, st.floats(-20, 0))
def test_age_gender_and_origin_alone_never_make_one_person_however_rare(one, other, before):
    kept = ("born", "gender", "origin")
    a, b = (facts({k: v for k, v in f.items() if k in kept}, m) for f, m in ((one, "m0"), (other, "m1")))
    assert probability(evidence(a, b, Rarity(5_000, {})), before) <= 1 / (1 + 2**-CAP_BITS) + 1e-4


def agree(**bits):
    return [Reason(feature, "", "", "equal", told) for feature, told in bits.items()]


def test_facts_that_many_share_identify_only_together_and_only_of_two_kinds():
    assert not identified(agree(work=3.0), -8.0)
    assert identified(agree(work=3.0, place=3.0), -8.0)
    assert not identified(agree(work=3.0, role=3.0), -8.0)  # a driver who drove: one witness
    assert not identified(agree(work=2.0, place=2.0), -8.0)
    assert not identified(agree(work=3.0, age=3.5, gender=0.5, origin=5.0), -8.0)
    assert identified([*agree(work=3.0, place=3.0), Reason("role", "", "", "differs", -2.0)], -8.0)


def test_the_more_mentions_there_are_the_more_must_facts_tell_together():
    assert identified(agree(work=3.0, left=3.0), -12.0)
    assert not identified(agree(work=3.0, left=3.0), -13.0)
    assert identified(agree(work=3.0, left=3.0, unit=2.0), -13.0)


def test_every_fact_that_may_identify_is_one_that_is_compared():
    assert set(KIND) == {one.feature for one in SHARED} - {"origin", "beside"} | {"joined", "left"}


def test_a_phrase_that_many_are_quoted_with_identifies_nobody():
    crowd = [
        replace(BARE, mention_id=f"m{n}", account=f"a{n}", quotes=frozenset({"that is why i went home"}))
        for n in range(12)
    ]
    few = [replace(f, quotes=frozenset({"no mother here to cry for"})) for f in crowd[:2]]
    bits = [sum(r.bits for r in evidence(*pair, rarity([*crowd[2:], *pair]))) for pair in (few, crowd[:2])]
    assert bits[0] >= 6.0
    assert 0 <= bits[1] < 2.0
