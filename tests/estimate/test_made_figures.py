"""Figures made from a ground that is laid by hand: crosses, sets, tempo, sensitivity, comparisons."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.estimate.compare import compare_figures, verdict
from recount.estimate.crosses import cross_figures, set_figures
from recount.estimate.ground import Ground, Told
from recount.estimate.identities import identities
from recount.estimate.intervals import poisson_rate
from recount.estimate.pace import pace_figures
from recount.estimate.sensitivity import attribute_rule_figures, sensitivity_figures
from recount.estimate.settled import settled_figures
from recount.estimate.shares import open_identities, shares
from recount.estimate.tempo import tempo_figures
from recount.model import Code, Codebook, Figure, FigureRow
from recount.model.study import MethodBreak, OtherCount

BOOK = Codebook(
    "test", "1", "Test", "en", None,
    codes=(
        Code("leave", "Leaving", ""), Code("leave.push", "Push", "", parent="leave"),
        Code("leave.push.fear", "Fear", "", parent="leave.push"), Code("leave.pull", "Pull", "", parent="leave"),
    ),
)  # fmt: skip


def mention(person, publication="Oldwater Herald", published="2031-05-01", name="Wren"):
    return SimpleNamespace(
        mention_id=f"m-{person}-{publication}", story_id=f"s-{person}-{publication}", text_id=f"t-{person}-{publication}", story_n=0,
        belongs_to=None, group_id=None, name=name, naming="named", published_first=published, published_last=published,
        publication=publication, person_id=person,
    )  # fmt: skip


def case(person, *mentions, named=True):
    own = mentions or (mention(person),)
    return Told(person, person, own, frozenset(f"{m.text_id}.0" for m in own), named)


def claim(person, variable, value=None, when=None, n=0, published="2031-05-01", certainty="certain"):
    return SimpleNamespace(
        claim_id=f"c-{person}-{variable}-{n}", person_id=person, variable=variable, value=value, polarity="asserted",
        certainty=certainty, when_=when or {}, text_id="t", story_id=f"t{n}", n=n, published_first=published, published_last=published,
    )  # fmt: skip


def coding(person, code, value="present", coder="Ada Lund", verdict="accepted", n=0):
    return SimpleNamespace(
        coding_id=f"k-{person}-{code}-{n}", person_id=person, code=code, value=value, coder=coder, verdict=verdict, text_id="t", start=n
    )  # fmt: skip


def ground(cases, *, claims=(), codings=(), apart=()):
    return Ground(tuple(cases), frozenset(apart), list(codings), list(claims), [], [], [], [])


def by_name(figures):
    return {figure.figure: figure for figure in figures}


def left(person, month, last=None):
    return claim(
        person, "event.left", when={"first": f"{month}-01", "last": f"{last or month}-28"}, published="2032-12-01"
    )


def test_persons_of_a_combination_give_exactly_these_reasons_and_stand_under_it_once():
    people = [f"p{n}" for n in range(6)]
    codings = [coding(p, "leave.push.fear") for p in people[:4]] + [coding(p, "leave.pull") for p in people[2:]]
    found = by_name(set_figures(ground(map(case, people), codings=codings), BOOK))
    assert {name: figure.most for name, figure in found.items()} == {
        "set.leave:push": 2, "set.leave:push+pull": 2, "set.leave:pull": 2,
    }  # fmt: skip
    under = {name: {row.person_id for row in figure.rows} for name, figure in found.items()}
    assert under["set.leave:push+pull"] == {"p2", "p3"}
    assert sum(map(len, under.values())) == 6


def test_a_cross_lists_who_has_both_and_says_how_far_they_go_together():
    people = [f"p{n}" for n in range(12)]
    genders = [claim(p, "attr.gender", "woman" if n < 6 else "man") for n, p in enumerate(people)]
    codings = [coding(p, "leave.push.fear") for p in people[:6]] + [coding(p, "leave.pull") for p in people[6:]]
    found = by_name(cross_figures(ground(map(case, people), claims=genders, codings=codings), BOOK))
    women = found["cross.attr.gender.woman+leave.push"]
    assert (women.least, women.most) == (1, 6)  # nobody is proved to be another person
    assert {row.kind for row in women.rows} == {"claim", "coding"}
    (together,) = women.estimates
    assert together.value is None  # all women and no man: no finite odds
    assert together.low > 1
    assert "p = 0.0022" in together.method
    assert "cross.attr.gender.man+leave.push" not in found


def test_an_attribute_of_many_values_goes_with_a_reason_in_one_test_over_all_of_them():
    people = [f"p{n}" for n in range(18)]
    origins = [claim(p, "attr.origin_country", ("TN", "FR", "SE")[n % 3]) for n, p in enumerate(people)]
    codings = [coding(p, "leave.push.fear" if n % 3 == 0 else "leave.pull") for n, p in enumerate(people)]
    found = by_name(cross_figures(ground(map(case, people), claims=origins, codings=codings), BOOK))
    whole = found["cross.attr.origin_country+leave.push"]
    assert whole.most == 18
    (told,) = whole.estimates
    assert told.value == pytest.approx(1.0, abs=0.1)
    assert "exact, p = 0.00016" in told.method  # three tables are as rare, each 6! 12! / 18!


def test_the_last_months_are_held_against_those_before_at_both_ends_of_open_dates():
    early = [(f"e{n}", f"2031-{1 + n % 9:02d}") for n in range(9)]
    late = [(f"l{n}", f"2031-{10 + n % 3:02d}") for n in range(9)]
    claims = [left(p, month) for p, month in early + late] + [left("x", "2031-08", "2031-11")]
    people = [c.person_id for c in claims]
    faster = by_name(tempo_figures(ground(map(case, people), claims=claims)))["tempo.left"]
    plain, if_early, if_late = faster.estimates[:3]
    assert (plain.value, if_early.value, if_late.value) == pytest.approx((3.0, 2.7, 10 / 3))
    assert plain.low <= if_early.value <= if_late.value <= plain.high
    assert len({row.person_id for row in faster.rows}) == 18
    assert "1 with a date astride" in faster.note
    told = {e.name: e for e in faster.estimates}
    recent = told["persons a month, the last 3 months"]
    assert (recent.value, recent.low, recent.high) == pytest.approx((3.0, *poisson_rate(9, 3)))
    trend = told["the rate is multiplied each month by"]
    assert 0 < trend.low < trend.value < trend.high
    assert trend.value > 1
    assert "quasi-Poisson with dispersion" in trend.method


def test_a_break_of_method_is_said_on_the_months_after_it_and_where_a_comparison_spans_it():
    claims = [left(f"p{n}", f"2031-{1 + n:02d}") for n in range(8)]
    held = ground([case(c.person_id) for c in claims], claims=claims)
    breaks = [MethodBreak(date(2031, 5, 3), "a second archive")]
    months = {f.figure: f.note for f in pace_figures(held, breaks)}
    assert "another method since 2031-05-03 (a second archive)" in months["pace.left.2031-05"]
    assert "another method" not in months["pace.left.2031-04"]
    assert "no pace of leaving" in by_name(tempo_figures(held, breaks))["tempo.left"].note
    assert "no pace of leaving" not in by_name(tempo_figures(held))["tempo.left"].note


def test_too_few_dates_are_a_refusal_with_what_would_help():
    found = by_name(tempo_figures(ground([case("p")], claims=[left("p", "2031-01")])))
    assert found["tempo.left"].least is None
    assert "fewer than 6 months" in found["tempo.left"].reason
    assert (
        "1 persons have a month of leaving and of first publication, 30 are needed" in found["tempo.completed"].reason
    )


def test_recent_months_are_completed_once_thirty_delays_are_known():
    people, claims = [], []
    for month in range(1, 13):
        for n in range(4):
            person = f"p{month}-{n}"
            told = month + n  # four delays, equally frequent: 0 to 3 months
            if told <= 12:
                people.append(case(person, mention(person, published=f"2031-{told:02d}-10")))
                claims.append(left(person, f"2031-{month:02d}"))
    found = by_name(tempo_figures(ground(people, claims=claims)))["tempo.completed"]
    assert found.most == len(people) >= 30
    last = found.estimates[-1]
    assert last.name == "2031-12"
    assert "1 seen, 25 % of such leavings are published by now" in last.method
    assert last.low <= 4 <= last.high


def test_what_each_account_adds_never_falls_and_ends_with_all_persons():
    people = [case(f"p{n}", mention(f"p{n}", published=f"2031-{1 + n % 12:02d}-01")) for n in range(20)]
    found = [f for f in tempo_figures(ground(people)) if f.group == "curve"]
    most = [f.most for f in found]
    assert most == sorted(most)
    assert most[-1] == 20


def test_without_a_publication_only_persons_it_alone_tells_of_are_gone():
    both = case("both", mention("both"), mention("both", "Saltmouth Times"))
    alone = case("alone", mention("alone"))
    other = case("other", mention("other", "Saltmouth Times"), named=False)
    found = by_name(sensitivity_figures(ground([both, alone, other])))
    without = {figure.label: {row.person_id for row in figure.rows} for figure in found.values()}
    assert without["Persons without what Oldwater Herald published"] == {"both", "other"}
    assert without["Persons without what Saltmouth Times published"] == {"both", "alone"}
    assert found["sensitivity.strict"].most == 2


def test_the_rule_that_picks_a_value_matters_only_where_accounts_differ_and_is_then_shown():
    told = [
        claim("p", "attr.gender", "woman", n=0, published="2031-01-01"), claim("p", "attr.gender", "man", n=1, published="2031-02-01"),
        claim("p", "attr.gender", "man", n=2, published="2031-03-01"), claim("q", "attr.gender", "man"),
    ]  # fmt: skip
    found = by_name(attribute_rule_figures(ground([case("p"), case("q")], claims=told), "attr.gender", "Gender"))
    counts = {name.removeprefix("sensitivity.attr.gender."): figure.most for name, figure in found.items()}
    assert counts == {
        "man.first": 1,
        "man.any": 2,
        "man.majority": 2,
        "woman.first": 1,
        "woman.any": 1,
        "woman.majority": 0,
    }
    assert not list(attribute_rule_figures(ground([case("q")], claims=told[3:]), "attr.gender", "Gender"))


def test_shares_have_three_denominators_and_words_that_their_interval_allows():
    of_all, of_speaking, bounds = shares(20, 50, 58)
    assert [s.denominator for s in (of_all, of_speaking, bounds)] == [58, 50, 58]
    assert (of_all.low, of_all.high) == pytest.approx((0.232389665820424, 0.472323038741178))
    assert of_all.words == "fewer than half"
    assert (bounds.low, bounds.high) == (20 / 58, 28 / 58)
    assert open_identities(20, 20, (58, 58)) is None


@given(st.data())
def test_the_ends_for_open_identities_hold_every_share_that_settling_them_can_give(data):
    many = data.draw(st.integers(1, 80))
    few = data.draw(st.integers(1, many))
    persons = data.draw(st.integers(few, many))
    most = data.draw(st.integers(0, many))
    least = data.draw(st.integers(0, most))
    hits = data.draw(st.integers(least, most))
    found = open_identities(least, most, (few, many))
    if found is not None and hits <= persons:
        assert found.low <= hits / persons <= found.high


def compared(ours, **fields):
    other = OtherCount(figure="persons.left", source="Institute of Counting 2031, p. 4", **fields)
    return next(compare_figures([ours], [other]))


def test_counts_of_others_agree_differ_or_say_why_they_cannot_be_compared():
    rows = tuple(FigureRow(f"p{n}", "mention", f"m{n}", "told") for n in range(58))
    ours = Figure("persons.left", "Left", "person", "m", 50, 58, rows, group="persons")
    same = compared(ours, least=58, most=58)
    assert same.note.startswith("agree: theirs 58 to 58")
    assert same.rows == rows
    assert compared(ours, least=60).note.startswith("ours is lower: theirs 60 or more")
    assert compared(ours, least=10, most=49).note.startswith("ours is higher")
    why = compared(ours, least=700, not_comparable="theirs are all who travelled")
    assert (why.least, why.reason) == (None, "not comparable, because theirs are all who travelled")
    (missing,) = compare_figures([ours], [OtherCount(figure="person.left", least=1, source="x")])
    assert "is 'persons.left' meant?" in missing.reason


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.one_of(st.none(), st.integers(0, 50)))
def test_ranges_agree_exactly_when_they_share_a_value(a, b, c, d):
    ours, theirs = (min(a, b), max(a, b)), (c, None if d is None else max(c, d))
    shared = any(c <= v <= (1_000 if theirs[1] is None else theirs[1]) for v in range(ours[0], ours[1] + 1))
    assert (verdict(ours, theirs) == "agree") is shared


def test_with_all_settled_every_interval_lies_within_the_bounds_and_says_what_its_variance_is_of():
    people = [f"p{n}" for n in range(8)]
    traits = [claim(p, "attr.gender", "woman" if n % 2 else "man") for n, p in enumerate(people[:6])]
    dates = [left(p, "2031-11", "2032-02") for p in people[:3]] + [left(p, "2032-05") for p in people[3:6]]
    codings = [coding(p, "leave.push.fear") for p in people[:3]]
    codings += [coding(p, "leave.push.fear", coder="machine:x", verdict=None, n=1) for p in people[3:6]]
    for row in codings:
        row.score = 0.4
    held = ground(
        [case(p) for p in people],
        claims=traits + dates,
        codings=codings,
        apart=[("p0", "p1"), ("p1", "p2"), ("p0", "p2")],
    )
    found = by_name(settled_figures(held, BOOK))
    for name, figure in found.items():
        told, *share = figure.estimates
        assert all(0 <= s.low < s.value < s.high <= 1 for s in share)
        assert (name == "draws.persons") <= (not share)  # everybody is everybody's share
        assert figure.least <= told.low <= told.value <= told.high
        assert told.high <= len(people)
    assert found["draws.persons"].least == 3
    fear = found["draws.leave.push.fear"]
    assert (fear.least, fear.most) == (3, 6)
    assert fear.estimates[0].high <= 6
    assert "codes nobody has judged" in fear.estimates[0].method
    assert found["draws.left.2031"].least == 0  # a range over the turn of the year may lie in either
    few = by_name(settled_figures(ground([case("p")]), BOOK))["draws.persons"]
    assert "1 cases: who is who can be drawn for 5 to 400" in few.reason


def test_all_figures_with_draws_read_one_table_of_who_is_who():
    people = [f"p{n}" for n in range(8)]
    held = ground([case(p) for p in people], apart=[("p0", "p1")])
    drawn = identities(held)
    assert drawn.shape == (1_000, 8)
    assert (drawn[:, 0] != drawn[:, 1]).all()
    assert identities(ground([case(p) for p in people], apart=[("p0", "p1")])) is drawn
    assert identities(ground([case("p0")])) is None
