import numpy as np
import pytest

from recount.resolve.facts import Facts
from recount.resolve.wide import Wide
from recount.resolve.worded import Worded
from recount.simulate import Scenario, plant
from recount.text.names import name_parts

# Invented, of every kind that is compared in a way of its own.
ODD = (
    "Zaki ur Rehman", "Zakiur Rehman", "Zaki Rehman", "Rehman", "J. Rehman", "Z. R.", "JC Dupont", "Jean-Claude Dupont",
    "Ben Amor Youssef", "Youssef Ben Amor", "Youssef bin Omar", "Omar bin Youssef", "Binomar Youssef", "Omar", "M. Omar",
    "Abu Hamza al-Tunisi", "Abu Hamza", "Umm Hamza", "Hamza al-Tunisi", "Hamza", "Jan van der Meer", "J. van der Meer",
    "Jan Meer", "Zayn al-Abidin Karsawi", "Zaynalabidin Karsawi", "Zayn Abidin", "Mohammed", "Muhamad Tolani", "M. Tolani",
    "Tolani", "Tolani Mohammed", "Ould Tolani Mohammed", "Li Wei", "Wei Li", "Liwei", "Sam Tolani", "Samuel Tolani",
    "Karl Brandvik", "Charles Brandvik", "Carl-Anton Brandvik", "Anton Brandvik", "", "al-Masri", "Idris Abu-Talib",
)  # fmt: skip


def told(name):
    names = (name_parts(name),) if name else ()
    return Facts("", "", "", "", is_case=True, told=(name,) if name else (), names=names)


def wide_of(facts):
    wide = Wide.of(facts)
    many = len(wide.distinct["name"])
    left, right = (side.ravel() for side in np.meshgrid(np.arange(many), np.arange(many)))
    return wide, left, right


@pytest.mark.parametrize("which", ["odd", "planted"])
def test_names_that_are_held_not_to_agree_never_speak_for_one_person(which, planted):
    if which == "odd":
        facts = [told(name) for name in ODD]
    else:
        facts, _ = planted.facts_of(plant(Scenario(persons=60, outlets=10, seed=8, misspelt=0.6)))
    wide, left, right = wide_of(facts)
    may = Worded.of(wide.distinct["name"]).may_agree(left, right)
    bits = wide.told("name", left, right)
    assert (bits[~may] <= 0).all()
    assert may[bits > 0].all()
    assert (~may).any()


def test_most_names_of_other_people_are_held_not_to_agree(planted):
    facts, _ = planted.facts_of(plant(Scenario(persons=100, outlets=10, seed=9, anonymous=0.0)))
    wide, left, right = wide_of(facts)
    assert Worded.of(wide.distinct["name"]).may_agree(left, right).mean() < 0.1


def test_the_order_of_two_names_makes_no_difference_nor_does_it_how_many_are_asked_for_at_once(monkeypatch):
    wide, left, right = wide_of([told(name) for name in ODD])
    worded = Worded.of(wide.distinct["name"])
    may = worded.may_agree(left, right)
    assert (may == worded.may_agree(right, left)).all()
    monkeypatch.setattr("recount.resolve.worded.AT_ONCE", 7)
    assert (may == worded.may_agree(left, right)).all()
