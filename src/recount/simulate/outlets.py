"""Who publishes, who is told of where and when, what is told of them, and what is copied or made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recount.simulate.chance import Chance
from recount.simulate.people import LANDS, ROLES, TOWNS, WORK, leaver, population
from recount.simulate.scenario import FEATURES, Account, Outlet, Planted, Said, Scenario

if TYPE_CHECKING:
    from recount.simulate.scenario import Leaver

FAMILIES = (("national", 1.0), ("regional", 0.7), ("agency", 1.6), ("institute", 0.5), ("court", 0.4))
_TOWN_NAMES = "Harnbeck Oldwater Castrel Tolva Ballyrane Velmora Kessary Saltmouth Dornfeld Marrin Iss Fenwold".split()
_KINDS = {
    "national": "Courier Herald Leader Tribune",
    "regional": "Post Echo Gazette Bulletin",
    "agency": "Wire Newsline Dispatch Press",
    "institute": "Review Papers Notes Briefing",
    "court": "Reporter Docket Record Proceedings",
}
_WRITERS_GIVEN = (
    "Ottavia Hester Jonas Ilja Marta Rolf Agnes Piet Dora Casimir Freya Anselm Greta Ivo Nele Quentin".split()
)
_WRITERS_FAMILY = (
    "Reyn Loring Wick Sandor Oling Bannon Amsel Holm Pask Gerrard Finch Tolan Varga Brask Eider Lund".split()
)
TOGETHER = 4  # most persons of one roundup
SAME_TIME_DAYS = 60  # between those of one roundup
AGE_ERRORS = (-3, -2, -1, 1, 2, 3)  # years; as papers differ, never so far that two accounts rule each other out
LAST = date(2033, 6, 30)  # nothing is published later

Telling = tuple[str, int, date]  # person, outlet, day


def plant(scenario: Scenario) -> Planted:
    """Make a planted study in memory: persons, outlets, accounts with what each tells. No words yet."""
    chance = Chance("recount", scenario.seed)
    persons = population(scenario, chance)
    outlets = _outlets(scenario, chance.apart("outlets"))
    told = _tellings(scenario, persons, outlets, chance.apart("tellings"))
    groups = _gathered(scenario, told, chance.apart("roundups"))
    accounts = [
        _account(scenario, persons, outlets, n, group, chance.apart("account", n)) for n, group in enumerate(groups)
    ]
    accounts += _copies(scenario, accounts, outlets, chance.apart("copies"))
    if scenario.hoax:
        made_up, more = _hoaxes(scenario, outlets, chance.apart("hoax"))
        persons, accounts = (*persons, *made_up), [*accounts, *more]
    return Planted(scenario, persons, outlets, _numbered(accounts))


def _outlets(scenario: Scenario, chance: Chance) -> tuple[Outlet, ...]:
    made = []
    for n in range(scenario.outlets):
        family, weight = FAMILIES[n % len(FAMILIES)]
        town = _TOWN_NAMES[n % len(_TOWN_NAMES)]
        kind = chance.of(_KINDS[family].split())
        name = f"{town} {kind}" if n < len(_TOWN_NAMES) else f"{town} {kind} {n // len(_TOWN_NAMES) + 1}"
        writers = tuple(f"{chance.of(_WRITERS_GIVEN)} {chance.of(_WRITERS_FAMILY)}" for _ in range(5))
        # A few outlets reach far and many only a few: from half to twice the middling reach.
        made.append(Outlet(name, family, min(1.0, scenario.reach * weight * (0.5 + 1.5 * chance.unit())), writers))
    return tuple(made)


def _tellings(
    scenario: Scenario, persons: tuple[Leaver, ...], outlets: tuple[Outlet, ...], chance: Chance
) -> list[Telling]:
    """Who is told of where and when: by reach and fame, and again because somebody told of them before."""
    weights = [1 + scenario.uneven * (p.fame - 1) for p in persons]
    middling = sum(weights) / len(persons)
    found: list[Telling] = []
    for person, weight in zip(persons, weights, strict=True):
        own, told = chance.apart(person.person), []
        day = person.left + timedelta(days=7 + own.wait(scenario.delay_days))
        for n, outlet in enumerate(outlets):
            if own.falls(min(0.9, outlet.reach * weight / middling)):
                told.append((person.person, n, day))
                while own.falls(scenario.overlap):
                    day += timedelta(days=3 + own.wait(60))
                    told.append((person.person, own.below(len(outlets)), day))
            day += timedelta(days=own.wait(scenario.delay_days))
        found += _depending(scenario, told, outlets, own.apart("lists"))[: 1 if person.once else None]
    return sorted(((p, n, min(day, LAST)) for p, n, day in found), key=lambda t: (t[2], t[1], t[0]))


def _depending(scenario: Scenario, told: list[Telling], outlets: tuple[Outlet, ...], chance: Chance) -> list[Telling]:
    """The tellings of one person once regional outlets have looked at what the national ones tell.

    What one takes up it reports anew: no copy shows that the two did not find the person by themselves.
    """
    national = [t for t in told if outlets[t[1]].family == "national"]
    regional = [n for n, outlet in enumerate(outlets) if outlet.family == "regional"]
    if not national or not regional:
        return told
    if chance.falls(scenario.avoids):
        told = [t for t in told if t[1] not in regional]
    if chance.falls(scenario.follows) and not any(t[1] in regional for t in told):
        person, _, day = national[0]
        told = [*told, (person, chance.of(regional), day + timedelta(days=3 + chance.wait(30)))]
    return sorted(told, key=lambda t: (t[2], t[1]))


def _gathered(scenario: Scenario, told: list[Telling], chance: Chance) -> list[list[Telling]]:
    """Tellings by account: most alone, some together with the next ones by the same outlet."""
    groups: list[list[Telling]] = []
    open_: dict[int, list[Telling]] = {}
    for telling in told:
        person, outlet, day = telling
        group = open_.get(outlet)
        if (
            group
            and len(group) < TOGETHER
            and (day - group[0][2]).days <= SAME_TIME_DAYS
            and person not in {t[0] for t in group}
        ):
            group.append((person, outlet, group[0][2]))
            continue
        group = [telling]
        groups.append(group)
        open_.pop(outlet, None)
        if chance.falls(scenario.roundup):
            open_[outlet] = group
    # An account cannot tell of somebody who has not left when it is published.
    return [[(p, n, max(t[2] for t in group)) for p, n, _ in group] for group in groups]


def _account(
    scenario: Scenario,
    persons: tuple[Leaver, ...],
    outlets: tuple[Outlet, ...],
    n: int,
    group: list[Telling],
    chance: Chance,
) -> Account:
    by_id = {p: persons[int(p[1:])] for p, _, _ in group}
    _, outlet, day = group[0]
    day = max(day, *(by_id[p].left + timedelta(days=3) for p, _, _ in group))
    said = tuple(
        _said(scenario, by_id[person], f"{n}", f"{n}.{i}", day, chance.apart(i), apart=len(group) > 1)
        for i, (person, _, _) in enumerate(group)
    )
    writers = outlets[outlet].writers
    writer = writers[0] if chance.falls(scenario.same_interviewer) else chance.of(writers[1:])
    return Account(f"{n}", outlet, writer, day, said)


def _said(
    scenario: Scenario, person: Leaver, account: str, mention: str, day: date, chance: Chance, *, apart: bool
) -> Said:
    """What one account tells of one person. In a roundup at least work or origin tells two nameless ones apart."""
    named = chance.unit()
    naming = "anonymous" if named < scenario.anonymous else "named"
    if naming == "named" and chance.falls(scenario.alias):
        naming = "alias"
    told, wrong = {}, []
    for feature in FEATURES:
        value, always = _value(person, feature, day), feature == "gender" or (apart and feature in {"work", "origin"})
        if value and (always or not chance.falls(scenario.missing)):
            if feature != "gender" and chance.falls(scenario.wrong):
                value = _otherwise(feature, value, chance)
                wrong.append(feature)
            told[feature] = value
    reasons = tuple(r for n, r in enumerate(person.reasons) if n == 0 or not chance.falls(scenario.missing))
    name = _name(scenario, person, naming, chance)
    return Said(mention, person.person, account, naming, name, told, tuple(wrong), reasons)


def _value(person: Leaver, feature: str, day: date) -> str:
    if feature == "age":
        had = (day.month, day.day) >= (person.born.month, person.born.day)
        return str(day.year - person.born.year - (not had))
    if feature in {"joined", "left"}:
        return f"{getattr(person, feature):%Y-%m}"
    if feature == "children":
        return str(person.children) if person.children else ""
    value: str = getattr(person, feature)
    return value


def _otherwise(feature: str, value: str, chance: Chance) -> str:
    """A wrong value, as accounts get it wrong."""
    if feature == "age":
        return str(int(value) + chance.of(AGE_ERRORS))
    if feature in {"joined", "left"}:
        months = int(value[:4]) * 12 + int(value[5:]) - 1 + chance.of((-2, -1, 1, 2))
        return f"{months // 12}-{months % 12 + 1:02d}"
    if feature == "children":
        return str(int(value) + 1)
    pool = {"origin": [land[0] for land in LANDS], "work": [w for w, _ in WORK], "role": [r for r, _ in ROLES]}
    return chance.of([other for other in pool.get(feature, TOWNS) if other != value])


def _name(scenario: Scenario, person: Leaver, naming: str, chance: Chance) -> str | None:
    if naming == "anonymous":
        return None
    if naming == "alias":
        return chance.of(person.kunya) if person.kunya and chance.falls(0.6) else person.alias

    def spelt(ways: tuple[str, ...]) -> str:
        return chance.of(ways[1:]) if len(ways) > 1 and chance.falls(scenario.misspelt) else ways[0]

    given, family = spelt(person.given), spelt(person.family)
    form = chance.weighed((("full", 76), ("given", 14), ("initial", 10)))
    return {"full": f"{given} {family}", "given": given, "initial": f"{given[0]}. {family}"}[form]


def _copies(scenario: Scenario, accounts: list[Account], outlets: tuple[Outlet, ...], chance: Chance) -> list[Account]:
    """Accounts that other outlets print again: the same words under another head, some days later."""
    made: list[Account] = []
    for account in accounts:
        own = chance.apart(account.account)
        while len(outlets) > 1 and own.falls(scenario.copying):
            outlet = own.of([n for n in range(len(outlets)) if n != account.outlet])
            day = account.published + timedelta(days=own.below(10))
            name = f"{account.account} copy {len(made)}"
            made.append(replace(account, account=name, outlet=outlet, published=day, copy_of=account.account))
    return made


def _hoaxes(
    scenario: Scenario, outlets: tuple[Outlet, ...], chance: Chance
) -> tuple[tuple[Leaver, ...], list[Account]]:
    """Somebody invented by one account; and somebody who made it all up and is told of twice, under two names."""
    first = leaver(scenario, chance.apart("fabricated"), "h0000", real=False)
    twice = leaver(scenario, chance.apart("fabricator"), "h0001", real=False)
    again = leaver(scenario, chance.apart("second name"), "h0001", real=False)
    again = replace(twice, given=again.given if again.gender == twice.gender else twice.given[:1], family=again.family)
    made = []
    for n, person in enumerate((first, twice, again)):
        day = person.left + timedelta(days=20 + 60 * n)
        own = chance.apart("account", n)
        said = _said(replace(scenario, anonymous=0, alias=0), person, f"hoax {n}", f"hoax {n}.0", day, own, apart=False)
        outlet = own.below(len(outlets))
        made.append(Account(f"hoax {n}", outlet, own.of(outlets[outlet].writers), day, (said,), hoax=True))
    return (first, twice), made


def _numbered(accounts: list[Account]) -> tuple[Account, ...]:
    """In the order of publication, with names that say it: "0001", its mentions "0001.0"."""
    ordered = sorted(accounts, key=lambda a: (a.published, a.copy_of is not None, a.outlet, a.account))
    width = max(4, len(str(len(ordered))))
    name = {a.account: f"{n:0{width}d}" for n, a in enumerate(ordered, start=1)}
    return tuple(
        replace(
            a,
            account=name[a.account],
            copy_of=name[a.copy_of] if a.copy_of else None,
            mentions=tuple(
                replace(m, mention=f"{name[a.account]}.{i}", account=name[a.account]) for i, m in enumerate(a.mentions)
            ),
        )
        for a in ordered
    )
