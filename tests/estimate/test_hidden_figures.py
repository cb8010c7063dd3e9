from datetime import date

import numpy as np
import pytest

from recount.disclose.release import figures_of
from recount.estimate import hidden
from recount.estimate.hidden.lists import on_lists
from recount.estimate.hidden.loglinear import independence
from recount.model import DateRange, Judgement, Metadata
from recount.model.study import HiddenSettings
from recount.resolve import judge, persons, suggest

CLOSED = DateRange(date(2031, 1, 1), date(2031, 12, 31), precise=True)
QUICK = HiddenSettings(draws=20, iterations=100)


def declare(pile, **families):
    """What the analyst says of each source: its independent family."""
    told = [{"source_id": f"s-{origin}", "supplied": Metadata(family=family)} for origin, family in families.items()]
    pile.store.decide("source", told, by="Ada Lund")


def made(pile, period=CLOSED):
    persons(pile.store)
    hidden(pile.store, period=period, settings=QUICK)
    return {f.figure: f for f in figures_of(pile.store)}


def name_of(n):
    """A name for each person that no other one contains."""
    return "".join(chr(ord("A") + n // d % 26) + "el" for d in (26, 1)) + " Dorn"


def planted(pile, person, chances=(0.3, 0.25, 0.3), n=90):
    """One account a family that tells of many; who is whom has been judged."""
    lists = np.random.default_rng(2).random((n, len(chances))) < chances
    mentions = [{} for _ in range(n)]
    for j in range(len(chances)):
        on = np.flatnonzero(lists[:, j])
        ids = pile.account(f"f{j}", *(person(name_of(i)) for i in on))
        for i, mention in zip(on, ids, strict=True):
            mentions[i][j] = mention
    pairs = [(m[a], m[b]) for m in mentions for a in m for b in m if a < b]
    judge(pile.store, [Judgement(min(p), max(p), "Ada Lund", None, (), "same") for p in pairs])
    return lists


def test_without_declared_families_the_figure_says_what_to_do(pile, person):
    pile.account("a0", person("Wren Tolhurst"))
    figure = made(pile)["hidden.total"]
    assert figure.least is None
    assert "sources.csv" in figure.reason


def test_too_few_shared_persons_are_a_refusal_in_words_beside_the_lists_that_were_counted(pile, person):
    pile.account("a0", person("Wren Tolhurst"), person("Karim Doss"))
    pile.account("a1", person("Ines Okafor"))
    declare(pile, a0="The press", a1="A court")
    found = made(pile)
    assert "3 are needed" in found["hidden.total"].reason
    assert "15 are needed" in found["hidden.total"].reason
    assert found["hidden.list.The press"].most == 2
    assert found["hidden.list.A court"].most == 1


def test_a_planted_population_gets_its_least_number_bound_range_and_checks(pile, person):
    lists = planted(pile, person)
    declare(pile, f0="press", f1="court", f2="dossier")
    found = made(pile)
    total = found["hidden.total"]
    assert total.reason is None
    assert total.most == lists.any(axis=1).sum() >= total.least
    told = {e.name: e for e in total.estimates}
    (ranged,) = (e for name, e in told.items() if "range over the assumptions" in name)
    assert ranged.low <= 90 <= ranged.high
    assert any("lower bound" in name for name in told)
    assert "known size estimated from the others" in total.note
    for j, family in enumerate(("press", "court", "dossier")):
        own = found[f"hidden.list.{family}"]
        assert own.most == lists[:, j].sum()
        assert own.estimates


def test_more_families_than_can_be_estimated_from_are_a_refusal(pile, person):
    for n in range(13):
        pile.account(f"f{n}", person(name_of(n)))
    declare(pile, **{f"f{n}": f"family {n}" for n in range(13)})
    assert "at most 12" in made(pile)["hidden.total"].reason


def test_an_open_period_is_refused(pile, person):
    planted(pile, person)
    declare(pile, f0="press", f1="court", f2="dossier")
    assert "open" in made(pile, period=DateRange(date(2031, 1, 1), None))["hidden.total"].reason


def test_every_number_lists_the_mentions_it_rests_on(pile, person):
    planted(pile, person)
    declare(pile, f0="press", f1="court", f2="dossier")
    for figure in made(pile).values():
        assert figure.most == len({row.person_id for row in figure.rows})
        assert all(row.kind == "mention" for row in figure.rows)


def test_totals_are_averaged_over_pairs_that_nobody_judged(pile, person):
    planted(pile, person)
    pile.account("f3", *(person(name_of(i)) for i in range(12)))
    declare(pile, f0="press", f1="court", f2="dossier", f3="press")
    suggest(pile.store, floor=0.5)
    total = made(pile)["hidden.total"]
    assert pile.store.query("judgements_open")
    assert "nobody has judged them" in total.note
    (told,) = (e for e in total.estimates if e.name.endswith("lists independent"))
    rows = (pile.store.query(name) for name in ("mentions_by_source", "sources_first"))
    judged = independence(on_lists(*rows, pile.store.supplied()).table())
    assert (told.low, told.value, told.high) != (round(judged.low), round(judged.value), round(judged.high))


def test_the_same_study_has_the_same_run_and_nothing_to_do_twice(pile, person):
    planted(pile, person)
    declare(pile, f0="press", f1="court", f2="dossier")
    made(pile)
    before = pile.store.digest_of()
    hidden(pile.store, period=CLOSED, settings=QUICK)
    assert pile.store.digest_of() == before


class Told:
    def __init__(self, **fields):
        self.__dict__.update(fields)


def test_a_copy_counts_for_the_family_that_was_first():
    rows = [
        Told(person_id="p", mention_id="m0", source_id="agency", group_id="g"),
        Told(person_id="p", mention_id="m1", source_id="paper", group_id="g"),
        Told(person_id="q", mention_id="m2", source_id="paper", group_id=None),
        Told(person_id="q", mention_id="m3", source_id="unknown", group_id=None),
    ]
    listed = on_lists(
        rows, [Told(group_id="g", source_id="agency")], {"agency": {"family": "wire"}, "paper": {"family": "press"}}
    )
    assert listed.mentions == (("p", "m0", "wire"), ("p", "m1", "wire"), ("q", "m2", "press"))
    assert listed.table().counts.tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("families", [{}, {"a0": None}])
def test_a_source_without_a_family_is_on_no_list(pile, person, families):
    pile.account("a0", person("Wren Tolhurst"))
    declare(pile, **families)
    assert set(made(pile)) == {"hidden.total", "hidden.often"}


def test_how_often_persons_are_told_of_gives_each_one_list_method_by_name_or_the_reason_why_not(pile, person):
    planted(pile, person)
    told = made(pile)["hidden.often"]
    named = " ".join([*(e.name for e in told.estimates), told.note])
    assert all(method in named for method in ("Chao", "Zelterman", "Poisson", "geometric", "negative binomial"))
    assert all(e.low <= e.value for e in told.estimates)
    assert told.most == len({row.person_id for row in told.rows})
    assert "the population is open" in made(pile, period=DateRange())["hidden.often"].reason


def test_nobody_told_of_twice_is_no_list_to_estimate_from(pile, person):
    pile.account("a0", person("Wren Tolhurst"), person("Karim Doss"))
    told = made(pile)["hidden.often"]
    assert told.least is None
    assert "0 persons are told of by two independent accounts or more, and 15 are needed" in told.reason


def test_a_retracted_account_is_on_no_list(pile, person):
    planted(pile, person)
    declare(pile, f0="press", f1="court", f2="dossier")
    before = made(pile)["hidden.list.dossier"]
    pile.store.decide("retract", [{"capture_id": "c-f2", "origin": "f2", "why": "made up"}], by="Ada Lund")
    assert before.most
    assert "hidden.list.dossier" not in made(pile)


def test_who_may_have_left_is_on_no_list_and_the_total_says_so(pile, person):
    planted(pile, person)
    pile.account("f3", person("Ada Wick", undecided=True))
    declare(pile, f0="press", f1="court", f2="dossier", f3="press")
    total = made(pile)["hidden.total"]
    assert "of 1 more persons it is undecided whether they left" in total.note
    assert "c-f3.m0" not in {row.row_id for row in total.rows}


def test_the_range_is_over_the_lists_with_all_who_may_have_left_and_with_none(pile, person):
    planted(pile, person)
    declare(pile, f0="press", f1="court", f2="dossier", f3="press")
    before = ranges(made(pile)["hidden.total"])
    pile.account("f3", *(person(f"Ada Wick{n}", undecided=True) for n in "abcdefghij"))
    declare(pile, f0="press", f1="court", f2="dossier", f3="press")
    after = ranges(made(pile)["hidden.total"])
    (low, high), (_, without), (with_low, with_all) = after.values()
    assert list(before.values()) == [(low, without)]
    assert (low, high) == (min(low, with_low), max(without, with_all))
    assert with_all > without + 10  # ten more that are told of once


def ranges(total):
    return {e.name: (e.low, e.high) for e in total.estimates if "range over the assumptions" in e.name}
