"""What people coded of a person goes before what was only read of her."""

from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import pytest

from recount.estimate.ground import Ground, Told
from recount.estimate.told import person_figures
from recount.model import Attribute, Codebook

BOOK = Codebook("test", "1", "Test", "en", None, codes=(), attributes=(Attribute("attr.gender", "Gender", "choice"),))
PEOPLE = ("p1", "p2", "p3")


def case(person):
    mention = SimpleNamespace(
        mention_id=f"m-{person}", text_id=f"t-{person}", story_n=0, belongs_to=None, group_id=None
    )
    return Told(person, person, (mention,), frozenset({f"t-{person}.0"}), named=False)


def claim(person, value, certainty="certain", *, n=0, published=None):
    told = {"variable": "attr.gender", "value": value, "polarity": "asserted", "certainty": certainty}
    place = {"text_id": f"t-{person}-{n}", "story_n": 0, "belongs_to": None, "group_id": None}
    return SimpleNamespace(
        claim_id=f"c-{person}-{value}-{n}", person_id=person, published_first=published, **place, **told
    )


def coding(person, value, verdict="accepted", coder="T. Brandvold"):
    told = {"code": "attr.gender", "value": value, "verdict": verdict, "coder": coder}
    return SimpleNamespace(coding_id=f"k-{person}-{value}-{coder}", person_id=person, text_id=f"t-{person}", **told)


def figures(claims, codings, pick="agreed"):
    apart = frozenset(combinations(PEOPLE, 2))
    held = Ground(tuple(map(case, PEOPLE)), apart, [], claims, [], [], [], [], attributes=codings)
    book = replace(BOOK, attributes=(replace(BOOK.attributes[0], pick=pick),))
    return {f.figure: f for f in person_figures(held, book)}


def standings(figure):
    return {(row.person_id, row.kind): row.standing for row in figure.rows}


def test_what_a_person_coded_counts_and_what_was_read_of_the_same_person_is_set_aside():
    read = [claim("p1", "man"), claim("p2", "woman", "probable")]
    found = figures(read, [coding("p1", "woman"), coding("p1", "woman", coder="J. Okell")])
    assert "attr.gender.man" not in found
    woman = found["attr.gender.woman"]
    assert standings(woman) == {("p1", "coding"): "accepted", ("p2", "claim"): "suggested"}
    assert (woman.least, woman.most) == (1, 2)
    assert woman.note.startswith("2 of 3 rows as people coded them; the others as read")


def test_people_who_coded_two_values_are_in_conflict_under_both():
    found = figures([], [coding("p1", "woman"), coding("p1", "man", coder="J. Okell")])
    assert {standings(found[f"attr.gender.{v}"])["p1", "coding"] for v in ("woman", "man")} == {"conflict"}
    assert found["attr.gender.man"].least == 0


def test_a_coding_that_is_rejected_disputed_or_superseded_tells_nothing():
    codings = [coding("p1", "woman", verdict) for verdict in ("rejected", "disputed", "superseded")]
    found = figures([claim("p1", "man")], codings)
    assert set(found) & {"attr.gender.woman", "attr.gender.man"} == {"attr.gender.man"}
    assert standings(found["attr.gender.man"]) == {("p1", "claim"): "told"}


TWICE = [
    claim("p1", "woman", n=0, published="2031-01-01"),
    claim("p1", "man", n=1, published="2031-02-01"),
    claim("p1", "man", n=2, published="2031-03-01"),
    claim("p2", "woman", n=3),
]


@pytest.mark.parametrize(
    ("pick", "women", "men"),
    [("agreed", (1, 2), (0, 1)), ("first", (2, 2), (0, 0)), ("last", (1, 1), (1, 1)), ("majority", (1, 1), (1, 1)), ("any", (2, 2), (1, 1))],
)  # fmt: skip
def test_the_rule_of_the_codebook_picks_the_value_that_counts(pick, women, men):
    found = figures(TWICE, [], pick)
    bounds = [(found[f"attr.gender.{v}"].least, found[f"attr.gender.{v}"].most) for v in ("woman", "man")]
    assert bounds == [women, men]
    said = [found[f"attr.gender.{v}"].note or "" for v in ("woman", "man")]
    assert all(("told several ways" in note) == (pick != "agreed") for note in said)


def test_what_the_rule_passes_over_is_listed_and_not_counted():
    man = figures(TWICE, [], "first")["attr.gender.man"]
    assert {row.standing for row in man.rows} == {"unpicked"}
    tie = figures(TWICE[:2], [], "majority")["attr.gender.man"]
    assert {row.standing for row in tie.rows} == {"conflict"}  # told equally often: the rule picks none
