from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recount.disclose.policy import public, public_rules, team
from recount.model import Estimate, Figure, FigureRow, Interval

CELL = 5


def figure(name, least, most, group="reasons", unit="person", shares=()):
    return Figure(name, name, unit, "Listed, then counted.", least, most, (), tuple(shares), None, None, group)


def shown(figures, **options):
    return {c.figure.figure: c for c in public(figures, least_cell=CELL, **options)}


counts = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)
names = st.sampled_from(
    ["leave.push.living", "attr.gender.woman", "attr.gender.man", "pace.left.2031-01", "join.ideal"]
)


@given(st.lists(st.tuples(names, counts), unique_by=lambda x: x[0]))
def test_no_small_count_of_persons_is_ever_printed(given_figures):
    for cell in public([figure(n, *c) for n, c in given_figures], least_cell=CELL):
        assert cell.most is None or cell.most == 0 or cell.most >= CELL
        assert cell.least is None or cell.least == 0 or cell.least >= CELL
        assert not (cell.withheld and (cell.shares or cell.least is not None or cell.most is not None))


@given(st.lists(st.tuples(names, counts), unique_by=lambda x: x[0]))
def test_where_a_family_adds_up_never_exactly_one_member_is_withheld(given_figures):
    cells = public([figure(n, *c) for n, c in given_figures], least_cell=CELL)
    for family in ("attr.gender", "pace.left"):
        own = [c for c in cells if c.figure.figure.startswith(family)]
        withheld, rest = [c for c in own if c.withheld], [c for c in own if not c.withheld and c.most]
        assert not (len(withheld) == 1 and rest)


def test_a_lower_bound_that_is_small_is_not_printed():
    assert shown([figure("leave.push.living", 2, 9)])["leave.push.living"].shown == "up to 9"


def test_a_count_of_nobody_is_printed():
    assert shown([figure("leave.push.living", 0, 0)])["leave.push.living"].shown == "0"


def test_counts_of_stories_are_not_persons_and_stay():
    assert shown([figure("sources.stories", 3, 3, "sources", "story")])["sources.stories"].shown == "3"


def test_a_pair_goes_when_one_reason_without_the_other_would_be_small():
    figures = [figure("a", 8, 8), figure("b", 20, 20), figure("pair.a+b", 6, 6, "pairs")]
    assert shown(figures)["pair.a+b"].withheld
    figures = [figure("a", 12, 12), figure("b", 20, 20), figure("pair.a+b", 6, 6, "pairs")]
    assert shown(figures)["pair.a+b"].shown == "6"


def test_a_share_goes_when_its_complement_would_be_small():
    shares = [Interval(0.88, 0.7, 0.95, 22, 25, "all persons"), Interval(0.6, 0.4, 0.8, 15, 25, "all persons")]
    assert shown([figure("leave", 22, 22, shares=shares)])["leave"].shares == (shares[1],)


def test_restricted_codes_and_claimed_numbers_are_left_out():
    figures = [
        figure("frame.perpetrator.admitted", 9, 9),
        figure("pair.frame.perpetrator.admitted+leave", 9, 9, "pairs"),
    ]
    figures += [figure("claimed.1", 58, 58, "counts"), figure("leave", 9, 9)]
    assert list(shown(figures, restricted=["frame.perpetrator.admitted"])) == ["leave"]


def test_the_team_sees_every_count():
    (cell,) = team([figure("leave.push.living", 1, 2)])
    assert cell.shown == "1 to 2"


def test_the_policy_prints_the_cell_size_it_uses():
    assert "1 to 9 persons" in dict(public_rules(10))["P1"]


def test_estimates_leave_only_with_figures_of_the_hidden_and_never_with_a_withheld_one():
    told = (Estimate("lower bound", 120.0, 90.0, 180.0, "Chao, 95 %"),)
    row = tuple(FigureRow(f"p{n}", "mention", f"m{n}", "told") for n in range(30))
    made = [
        Figure("hidden.chao", "All", "person", "m", 30, 30, row, group="hidden", estimates=told),
        Figure("pace.ratio", "Faster", "person", "m", 30, 30, row, group="pace", estimates=told),
        Figure("hidden.few", "Few", "person", "m", 3, 3, row[:3], group="hidden", estimates=told),
    ]
    assert [cell.estimates for cell in public(made, least_cell=5)] == [told, (), ()]
    assert all(cell.estimates for cell in team(made))


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_no_two_printed_counts_of_which_one_holds_the_other_differ_by_a_few(counts):
    names = ("persons.left", "persons.named", "persons.confirmed", "persons.separate")
    made = [figure(name, n, n, "persons") for name, n in zip(names, sorted(counts, reverse=True), strict=True)]
    printed = [cell.most for cell in shown(made).values() if cell.most is not None and not cell.withheld]
    assert not [a - b for a, b in pairwise(printed) if 0 < a - b < CELL]


def test_what_the_rules_say_stays_inside_is_in_no_public_release_and_in_the_team_s():
    groups = ("counts", "crosses", "sets", "sensitivity", "curve", "tempo", "compare", "draws", "corrected")
    made = [figure(f"{group}.x", 30, 30, group) for group in groups]
    assert public(made, least_cell=CELL) == []
    assert len(team(made)) == len(groups)
    assert any("inside the team" in words for _, words in public_rules(CELL))
