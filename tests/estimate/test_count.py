import random

import pytest

from recount.estimate import count
from recount.model import Code, Codebook, Judgement
from recount.resolve import judge, persons, suggest

BOOK = Codebook(
    "test", "1", "Test", "en", None,
    codes=(
        Code("leave", "Leaving", ""), Code("leave.push", "Push", "", parent="leave"), Code("leave.push.food", "Food", "", parent="leave.push"),
        Code("leave.push.fear", "Fear", "", parent="leave.push"), Code("leave.pull", "Pull", "", parent="leave"), Code("join", "Joining", ""),
    ),
    rollups=(("R1 hunger and fear", ("leave.push.food", "leave.push.fear")),),
)  # fmt: skip
COUNTED = {"accepted", "suggested", "conflict", "told", "undecided"}


def figures(pile):
    suggest(pile.store, floor=0.5)
    persons(pile.store)
    count(pile.store, BOOK)
    made = {}
    for row in pile.store.query("figures"):
        made[row.figure_id] = (row, [])
    for row in pile.store.query("figure_rows"):
        made[row.figure_id][1].append(row)
    return made


def bounds(made, name):
    return made[name][0].least, made[name][0].most


def same(pile, left, right, said="same"):
    judge(pile.store, [Judgement(min(left, right), max(left, right), "Ada Lund", None, (), said)])


@pytest.fixture
def study(pile, person):
    """Four mentions of three persons: Wren twice, under two names; Karim; a person nobody names."""
    pile.account(
        "a0",
        person("Wren Tolhurst", gender="woman", origin_country="GB", left=("2031-03-02", "2031-03-20")),
        published="2031-05-02",
    )
    pile.account(
        "a1",
        person("Wren Tolhurst", gender="woman"),
        person("Karim Doss", gender="man", left=("2031-02-01", "2031-04-30")),
        published="2031-06-10",
        copies=None,
    )
    pile.account("a2", person(None, "a 26-year-old", age="26"), published="2031-08-01")
    pile.account("a3", person("An official", case=False), published="2031-08-01", extra="At least 58 people left.")
    return pile


def test_a_number_in_persons_is_a_list_of_persons_for_every_figure(study):
    study.code(
        ("c-a0.m0", "leave.push.food", "present", "machine:x", None), ("c-a1.m0", "leave.push.food", "main", "Ada Lund", None),
        ("c-a1.m1", "leave.push.fear", "denied", "Ada Lund", None), ("c-a1.m1", "leave.push.food", "present", "machine:x", None),
        ("c-a1.m0", "leave.push.fear", "present", "machine:x", None), ("c-a1.m0", "leave.push.fear", "denied", "Ada Lund", None),
        ("a3", "leave.pull", "present", "machine:x", None), ("c-a2.m0", "join", "present", "machine:x", "rejected"),
    )  # fmt: skip
    made = figures(study)
    assert made
    for row, under in made.values():
        if row.most is None:
            assert row.reason
            assert not under
        elif row.unit == "person":
            assert row.most == len({r.person_id for r in under if r.person_id and r.standing in COUNTED})
            assert row.least <= len({r.person_id for r in under if r.standing in {"accepted", "told"}})
        else:
            assert row.least <= row.most == len({r.row_id for r in under})


def test_how_many_left_is_at_least_the_proved_different_and_at_most_the_unjoined(study):
    made = figures(study)
    # Wren of a0 and Wren of a1 may be one; the nameless one may be either of them, or Karim.
    assert bounds(made, "persons.left") == (2, 4)
    same(study, "c-a0.m0", "c-a1.m0")
    assert bounds(figures(study), "persons.left") == (2, 3)
    same(study, "c-a2.m0", "c-a1.m1", "different")
    same(study, "c-a2.m0", "c-a0.m0", "different")
    assert bounds(figures(study), "persons.left") == (3, 3)


def test_of_whom_no_account_says_whether_they_left_at_most_counts_and_at_least_does_not(study, person):
    before = figures(study)["persons.left"]
    study.account("a4", person("Ada Wick", undecided=True), person("Rosa Bell", case=False))
    row, under = figures(study)["persons.left"]
    assert (row.least, row.most) == (before[0].least, before[0].most + 1)
    assert [r.row_id for r in under if r.standing == "undecided"] == ["c-a4.m0"]
    assert "at most counts 1 persons" in row.note
    assert "Not counted" in row.note
    same(study, "c-a4.m0", "c-a2.m0")
    row, under = figures(study)["persons.left"]
    assert row.most == before[0].most  # one of those who left
    assert "undecided" not in {r.standing for r in under}


def test_whom_no_figure_counts_stands_in_one_with_the_reason_and_the_words(study, person):
    before = figures(study)["uncounted.told-of-as-official"]
    study.account("a4", person("Rosa Bell", case=False), person("Ivo Kern", case=False))
    row, under = figures(study)["uncounted.told-of-as-official"]
    assert {r.row_id for r in under} == {r.row_id for r in before[1]} | {"c-a4.m0", "c-a4.m1"}
    assert row.most == before[0].most + 2


def test_named_and_told_of_by_two_independent_accounts_is_confirmed(study):
    assert bounds(figures(study), "persons.confirmed") == (0, 0)
    same(study, "c-a0.m0", "c-a1.m0")
    assert bounds(figures(study), "persons.confirmed") == (1, 1)


def test_copies_confirm_nobody(pile, person):
    pile.account("a0", person("Wren Tolhurst"), copies="g")
    pile.account("a1", person("Wren Tolhurst"), copies="g")
    made = figures(pile)
    assert bounds(made, "persons.left") == (1, 1)
    assert bounds(made, "persons.confirmed") == (0, 0)
    assert bounds(made, "sources.independent") == (1, 1)
    assert bounds(made, "sources.stories") == (2, 2)


def test_gender_is_counted_by_explicit_claims_with_three_denominators(study):
    made = figures(study)
    row, under = made["attr.gender.woman"]
    assert (row.least, row.most) == (1, 2)
    assert {r.kind for r in under} == {"claim"}
    assert [(s["hits"], s["denominator"]) for s in row.shares] == [(2, 4), (2, 3), (2, 4)]
    assert (row.shares[2]["low"], row.shares[2]["high"]) == (0.5, 0.75)


def test_a_suggestion_counts_at_most_an_accepted_coding_at_least_a_rejected_one_never(study):
    study.code(
        ("c-a0.m0", "leave.push.food", "present", "machine:x", None), ("c-a1.m1", "leave.push.food", "present", "Ada Lund", None),
        ("c-a2.m0", "leave.push.food", "present", "machine:x", "rejected"),
    )  # fmt: skip
    made = figures(study)
    assert bounds(made, "leave.push.food") == bounds(made, "leave.push") == bounds(made, "leave") == (1, 2)
    assert bounds(made, "rollup.r1") == (1, 2)


def test_a_count_of_suggestions_alone_says_uncorrected(study):
    study.code(("c-a0.m0", "leave.push.food", "present", "machine:x", None))
    row, _ = figures(study)["leave.push.food"]
    assert (row.least, row.most) == (0, 1)
    assert row.note.startswith("uncorrected: machine suggestions nobody has judged")
    assert all("uncorrected" in share["method"] for share in row.shares)


def test_who_denies_a_reason_is_listed_and_not_counted(study):
    study.code(("c-a1.m1", "leave.push.fear", "denied", "Ada Lund", None))
    row, under = figures(study)["leave.push.fear"]
    assert (row.least, row.most) == (0, 0)
    assert [r.standing for r in under] == ["denied"]
    assert "1 deny it" in row.note


def test_accounts_that_contradict_each_other_are_a_conflict_and_only_count_at_most(study):
    same(study, "c-a0.m0", "c-a1.m0")
    study.code(
        ("c-a0.m0", "leave.push.fear", "present", "Ada Lund", None),
        ("c-a1.m0", "leave.push.fear", "denied", "Ada Lund", None),
    )
    row, under = figures(study)["leave.push.fear"]
    assert (row.least, row.most) == (0, 1)
    assert {r.standing for r in under} == {"conflict"}


def test_a_code_that_nobody_used_is_refused_and_not_zero(study):
    study.code(("c-a0.m0", "leave.push.food", "present", "machine:x", None))
    row, under = figures(study)["join"]
    assert row.most is None
    assert "not estimable until" in row.reason
    assert not under


def test_what_is_said_of_a_group_counts_no_person_and_is_still_listed(pile, person):
    pile.account("a0", person("An official", case=False))
    pile.code(("a0", "leave.push.food", "present", "machine:x", None))
    row, under = figures(pile)["leave.push.food"]
    assert (row.least, row.most) == (0, 0)
    assert [(r.kind, r.person_id, r.standing) for r in under] == [("coding", None, "suggested")]
    assert "speaks of a group here, not of a person" in row.note
    assert "uncorrected" in row.note


def test_reasons_together_are_those_of_the_same_persons(study):
    study.code(
        ("c-a0.m0", "leave.push.food", "present", "machine:x", None), ("c-a0.m0", "leave.push.fear", "present", "machine:x", None),
        ("c-a1.m1", "leave.push.food", "present", "machine:x", None), ("c-a1.m1", "join", "present", "machine:x", None),
    )  # fmt: skip
    made = figures(study)
    pairs = [name for name in made if name.startswith("pair.")]
    assert pairs == ["pair.leave.push.food+leave.push.fear"]
    assert bounds(made, pairs[0]) == (0, 1)


def test_a_vague_date_is_spread_over_its_months_without_gaps(study):
    made = figures(study)
    line = {name: bounds(made, name) for name in made if name.startswith("pace.left")}
    assert line == {"pace.left.2031-02": (0, 1), "pace.left.2031-03": (1, 2), "pace.left.2031-04": (0, 1)}
    first = {name: bounds(made, name) for name in made if name.startswith("pace.published")}
    assert list(first) == [f"pace.published.2031-0{n}" for n in range(5, 9)]
    assert first["pace.published.2031-07"] == (0, 0)
    assert bounds(made, "pace.undated") == (1, 2)


def test_nobody_left_after_the_account_of_it_was_published(pile, person):
    pile.account("a0", person("Wren Tolhurst", left=("2031-04-01", "2031-12-31")), published="2031-05-02")
    made = figures(pile)
    assert [name for name in made if name.startswith("pace.left")] == ["pace.left.2031-04", "pace.left.2031-05"]


def test_a_story_without_dates_has_a_refused_time_line(pile, person):
    pile.account("a0", person("Wren Tolhurst"), published=None)
    made = figures(pile)
    assert made["pace.left"][0].reason
    assert made["pace.published"][0].reason
    assert bounds(made, "pace.undated") == (1, 1)


def test_a_claimed_number_is_told_with_its_speaker_rule_and_sum(study):
    quantity = {
        "low": 58, "high": None, "unit": "person", "of": "left", "qualifier": "at least", "share": None, "base": None, "parts": [1, 2],
        "adds_up": False, "derived": False, "rule": "at_least", "readings": ["30 + 20 = 50"],
    }  # fmt: skip
    study.number(
        "a3",
        "At least 58 people left",
        quantity,
        speakers=[{"name": None, "role": "an official"}, {"name": "The Courier"}],
    )
    row, under = figures(study)["counts.person.58-or-more"]
    assert row.name == "58 or more (person): left"
    assert (row.least, row.most) == (1, 1)
    for words in ("an official as told by The Courier", "at least", "rule at_least", "do not add up", "30 + 20 = 50"):
        assert words in row.note
    assert [r.standing for r in under] == ["conflict"]


def test_an_empty_study_has_figures_and_refusals_and_no_shares(pile):
    made = figures(pile)
    assert bounds(made, "persons.left") == (0, 0)
    assert all(not row.shares for row, _ in made.values())


def test_figures_do_not_depend_on_the_order_of_adding_and_come_back_after_a_rebuild(pile, another_pile, person):
    accounts = [
        ("a0", person("Wren Tolhurst", gender="woman", left=("2031-03-02", "2031-03-20"))), ("a1", person("Renn Tolhurst", gender="woman")),
        ("a2", person("Karim Doss", gender="man", left=("2031-02-01", "2031-04-30"))),
    ]  # fmt: skip
    outcomes = []
    for p, own in ((pile, accounts), (another_pile, accounts[::-1])):
        for origin, told in own:
            p.account(origin, told)
        same(p, "c-a0.m0", "c-a1.m0")
        outcomes.append({name: (tuple(row), [tuple(r) for r in under]) for name, (row, under) in figures(p).items()})
    assert outcomes[0] == outcomes[1]
    assert list(outcomes[0]) == list(outcomes[1])
    assert count(pile.store, BOOK).done


def test_figures_are_the_same_on_every_database(store, another_pile, make_pile, person):
    outcomes = []
    for p in (make_pile(store), another_pile):
        p.account(
            "a0",
            person("Wren Tolhurst", gender="woman", left=("2031-03-02", "2031-04-20")),
            person("Karim Doss", age="20"),
        )
        p.account("a1", person("Renn Tolhurst", gender="woman"), copies="g")
        same(p, "c-a0.m0", "c-a1.m0")
        p.code(
            ("c-a0.m0", "leave.push.food", "present", "machine:x", None), ("c-a0.m1", "leave", "main", "Ada Lund", None)
        )
        outcomes.append({name: (tuple(row), [tuple(r) for r in under]) for name, (row, under) in figures(p).items()})
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("seed", range(8))
def test_the_planted_truth_lies_within_the_bounds_of_every_figure(pile, person, seed):
    chance = random.Random(seed)
    given = ["Wren", "Renn", "Karim", "Mira", "Ottavia", "Joren", "Ilse", "Tomas"]
    people = [
        {"name": f"{chance.choice(given)} {chance.choice(['Tolhurst', 'Doss', 'Pask'])}", "born": chance.randrange(1990, 2012),
         "gender": chance.choice(["woman", "man", "man"]), "food": chance.random() < 0.5}
        for _ in range(12)
    ]  # fmt: skip
    who, codings = [], []
    for n in range(16):
        held = chance.sample(range(12), chance.choice([1, 1, 1, 2]))
        if len({people[i]["name"] for i in held}) < len(held):
            continue
        told = []
        for i in held:
            facts = {"gender": people[i]["gender"]} if chance.random() < 0.7 else {}
            facts |= {"age": str(2031 - people[i]["born"])} if chance.random() < 0.5 else {}
            told.append(
                person(people[i]["name"] if chance.random() < 0.6 else None, f"a former hand number {i}", **facts)
            )
        for i, mention in zip(held, pile.account(f"a{n:02d}", *told), strict=True):
            who.append((mention, i))
            if people[i]["food"] and chance.random() < 0.8:
                codings.append(
                    (mention, "leave.push.food", "present", "Ada Lund" if chance.random() < 0.5 else "machine:x", None)
                )
    for (a, i), (b, j) in chance.sample([(x, y) for x in who for y in who if x[0] < y[0]], 20):
        same(pile, a, b, "same" if i == j else "different")
    pile.code(*codings)
    made = figures(pile)
    low, high = bounds(made, "persons.left")
    assert low <= len({i for _, i in who}) <= high
    coded = {m for m, *_ in codings}
    low, high = bounds(made, "leave.push.food")
    sure = {m for m, *_, coder, _ in codings if coder == "Ada Lund"}
    assert low <= len({i for m, i in who if m in sure})
    assert len({i for m, i in who if m in coded}) <= high
    assert made["persons.left"][0].least >= 1
