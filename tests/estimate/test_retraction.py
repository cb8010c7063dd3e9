import pytest

from recount.errors import InputError
from recount.estimate import count, retraction_changes, who_tells
from recount.estimate.independence import prisons_in
from recount.model import Code, Codebook, Judgement
from recount.resolve import judge, persons, retract, suggest, withdraw

BOOK = Codebook("test", "1", "Test", "en", None, codes=(Code("leave", "Leaving", ""),), rollups=())


def figures(pile):
    suggest(pile.store, floor=0.5)
    persons(pile.store)
    count(pile.store, BOOK)
    return {row.figure_id: row for row in pile.store.query("figures")}


@pytest.fixture
def study(pile, person):
    pile.account("a0", person("Wren Tolhurst", gender="woman", origin_country="GB"))
    pile.account("a1", person("Karim Doss", gender="man", origin_country="TN"))
    pile.account("hoax", person("Abel Marsh", gender="man", origin_country="FR"))
    pile.code(("c-hoax.m0", "leave", "present", "Ada Lund", None), ("c-a0.m0", "leave", "present", "Ada Lund", None))
    return pile


def test_a_retracted_account_is_counted_nowhere_and_every_figure_says_what_it_was(study):
    before = figures(study)
    retract(study.store, "hoax", by="Ada Lund", why="the transcript contradicts him")
    after = figures(study)
    assert (before["persons.left"].least, before["persons.left"].most) == (3, 3)
    assert (after["persons.left"].least, after["persons.left"].most) == (2, 2)
    for name, was in before.items():
        now = after[name]
        if (now.least, now.most) != (was.least, was.most):
            bounds = f"{was.least} to {was.most}" if was.least != was.most else f"{was.most}"
            assert f"without 1 retracted account; with it it was {bounds}" in now.note
        else:
            assert "retracted" not in (now.note or "")
    assert after["leave"].most == 1
    assert after["sources.retracted"].most == 1
    assert "the transcript contradicts him" in after["sources.retracted"].note


def test_a_figure_that_only_the_retracted_account_told_stays_with_nobody_in_it(study):
    figures(study)
    retract(study.store, "hoax", by="Ada Lund", why="made up")
    gone = figures(study)["attr.origin_country.FR"]
    assert (gone.least, gone.most) == (0, 0)
    assert gone.note.startswith("nothing that is left tells it")


def test_withdrawing_a_retraction_brings_the_same_figures_back(study):
    before = figures(study)
    (made,) = retract(study.store, "hoax", by="Ada Lund", why="made up")
    figures(study)
    study.store.decide("withdraw", [{"seq": made.seq, "why": "the transcript was another man's"}], by="Per Holm")
    assert figures(study) == before


def test_what_would_change_is_known_before_it_is_counted(study):
    figures(study)
    retract(study.store, "hoax", by="Ada Lund", why="made up")
    changed = {c.figure: (c.before, c.after) for c in retraction_changes(study.store, BOOK)}
    assert changed["persons.left"] == ((3, 3), (2, 2))
    assert changed["attr.origin_country.FR"] == ((1, 1), (0, 0))


def test_a_proof_that_rests_on_a_retracted_account_proves_nothing(pile, person):
    a = pile.account("a", person("Wren Tolhurst"))
    b = pile.account("b", person(None, "a driver"))
    c = pile.account("c", person("Wren Tolhurst", gender="woman"))
    pile.account("d", person(None, "a cook", gender="man"))
    judge(pile.store, [Judgement(*sorted(p), "Ada Lund", None, (), "same") for p in ((a[0], c[0]),)])
    assert figures(pile)["persons.left"].least == 2
    retract(pile.store, "c", by="Ada Lund", why="made up")
    assert figures(pile)["persons.left"].least == 1
    assert b


def test_copies_of_a_retracted_account_go_with_it_when_asked(pile, person):
    pile.account("a0", person("Abel Marsh"), copies="g")
    pile.account("b1", person("Abel Marsh"), copies="g")
    figures(pile)
    assert len(retract(pile.store, "a0", by="Ada Lund", why="made up", copies=True)) == 2
    assert figures(pile)["persons.left"].most == 0


@pytest.mark.parametrize(("account", "why"), [("nowhere", "made up"), ("hoax", " "), ("a", "made up")])
def test_a_retraction_of_nothing_or_for_no_reason_is_refused(study, account, why):
    if account == "a":
        retract(study.store, "a0", by="Ada Lund", why=why)
        account = "a0"
    with pytest.raises(InputError):
        retract(study.store, account, by="Ada Lund", why=why)


def test_a_judgement_is_no_retraction_to_withdraw(study):
    (made,) = retract(study.store, "hoax", by="Ada Lund", why="made up")
    with pytest.raises(InputError):
        withdraw(study.store, made.seq, by="Ada Lund")


def test_copies_are_one_independent_source_and_a_shared_prison_is_marked(pile, person):
    a = pile.account("a0", person("Wren Tolhurst"), copies="g", extra="They met in Holm prison.")
    b = pile.account("a1", person("Wren Tolhurst"), copies="g", extra="They met in Holm prison.")
    c = pile.account("b0", person("Wren Tolhurst"), extra="The visiting room of Holm prison was cold.")
    d = pile.account("c0", person("Wren Tolhurst"))
    pairs = [(a[0], c[0]), (c[0], d[0])]
    persons(pile.store)
    judge(pile.store, [Judgement(*sorted(p), "Ada Lund", None, (), "same") for p in pairs])
    made = figures(pile)
    (told,) = who_tells(pile.store)
    assert (told.mentions, told.n_independent_sources, told.n_separate) == (4, 3, 2)
    assert told.shared == ("one prison: Holm",)
    assert made["persons.confirmed"].most == made["persons.separate"].most == 1
    assert b


@pytest.mark.parametrize(("words", "named"), [
    ("He spoke in Holm prison.", {"holm"}), ("the Stonegate Detention Centre", {"stonegate"}), ("a jail in Tolva", {"tolva"}),
    ("She was in prison.", set()), ("The prison was cold.", set()), ("In the prison at Gerrick he", {"gerrick"}),
])  # fmt: skip
def test_prisons_are_found_by_their_names(words, named):
    assert prisons_in(words) == named
