"""A population to tell of: who they are, when they joined and left, and why. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from recount.simulate import names
from recount.simulate.scenario import Leaver

if TYPE_CHECKING:
    from recount.simulate.chance import Chance
    from recount.simulate.scenario import Scenario

FIRST = date(2031, 1, 1)  # earliest day somebody leaves
DAYS = 720  # days over which they leave
# Country, its adjective, whose names its people bear, how many of 100 come from there.
LANDS = (
    ("Tunisia", "Tunisian", "arab", 16), ("Morocco", "Moroccan", "arab", 8), ("Jordan", "Jordanian", "arab", 7),
    ("Egypt", "Egyptian", "arab", 6), ("Lebanon", "Lebanese", "arab", 4), ("France", "French", "west", 10),
    ("Belgium", "Belgian", "west", 7), ("Germany", "German", "west", 8), ("Britain", "British", "west", 9),
    ("Sweden", "Swedish", "west", 4), ("Denmark", "Danish", "west", 3), ("Australia", "Australian", "west", 3),
    ("Canada", "Canadian", "west", 2), ("Turkey", "Turkish", "east", 5), ("Kazakhstan", "Kazakh", "east", 3),
    ("Uzbekistan", "Uzbek", "east", 3), ("Bosnia", "Bosnian", "east", 2),
)  # fmt: skip
ADJECTIVE = {land: adjective for land, adjective, _, _ in LANDS}
TOWNS = (
    "Harnbeck",
    "Oldwater",
    "Castrel",
    "Tolva",
    "Ballyrane",
    "Velmora",
    "Kessary",
    "Saltmouth",
    "Dornfeld",
    "Marrin",
)
WORK = (
    ("electrician", 10), ("student", 18), ("teacher", 6), ("nurse", 5), ("driver", 12), ("mechanic", 9), ("cook", 6),
    ("builder", 7), ("farmer", 5), ("engineer", 5), ("shopkeeper", 5), ("baker", 3), ("tailor", 3), ("welder", 3), ("clerk", 3),
)  # fmt: skip
ROLES = (
    ("guard", 24), ("fighter", 28), ("cook", 9), ("driver", 12), ("medic", 6), ("clerk", 6), ("translator", 4),
    ("teacher", 4), ("scout", 4), ("gunner", 3),
)  # fmt: skip
PRISONS = ("Gerrick", "Holm", "Stonegate")
# Codes of the codebook exit-narratives, by how often they are the reason.
WHY = (
    ("leave.push.living", 14), ("leave.push.harm_ingroup", 14), ("leave.push.infighting", 12),
    ("leave.push.conduct.corruption", 12), ("leave.push.duties", 8), ("leave.push.broken_promise", 8),
    ("leave.push.expendable", 8), ("leave.push.paranoia", 5), ("leave.pull.family", 12), ("leave.push.harm_members", 7),
)  # fmt: skip
FAME = ((1.0, 60), (2.0, 25), (4.0, 12), (8.0, 3))  # few are told of again and again


def population(scenario: Scenario, chance: Chance) -> tuple[Leaver, ...]:
    """Everybody who belonged and left."""
    return tuple(leaver(scenario, chance.apart("person", n), f"p{n:04d}") for n in range(scenario.persons))


def leaver(scenario: Scenario, chance: Chance, person: str, *, real: bool = True) -> Leaver:
    """One person; each has a stream of chance of their own, so that a larger population begins with a smaller one."""
    gender = "woman" if chance.falls(0.2) else "man"
    origin, _, kin, _ = chance.weighed([(land, land[3]) for land in LANDS])
    if kin == "west" and chance.falls(0.4):
        kin = "arab"
    left = FIRST + timedelta(days=chance.below(DAYS))
    joined = left - timedelta(days=90 + chance.wait(400))
    age = 17 + chance.wait(8)
    other = names.given(chance, kin, gender)[0]
    return Leaver(
        person=person,
        gender=gender,
        given=names.given(chance, kin, gender),
        family=names.family(chance, kin),
        kunya=names.kunya(chance, gender) if kin == "arab" and chance.falls(0.6) else (),
        alias=other,
        born=left - timedelta(days=365 * age + 1 + chance.below(364)),
        origin=origin,
        place=chance.of(TOWNS),
        work=chance.weighed(WORK),
        role=chance.weighed(ROLES),
        joined=joined,
        left=left,
        children=chance.weighed(((0, 60), (1, 15), (2, 13), (3, 8), (4, 4))),
        reasons=_reasons(chance),
        fame=chance.weighed(FAME),
        custody=chance.of(PRISONS) if chance.falls(scenario.in_custody) else None,
        real=real,
        once=chance.apart("once").falls(scenario.once),
    )


def _reasons(chance: Chance) -> tuple[str, ...]:
    many = 1 + chance.falls(0.55) + chance.falls(0.25)
    given: list[str] = []
    while len(given) < many:
        reason = chance.weighed(WHY)
        if reason not in given:
            given.append(reason)
    return tuple(given)
