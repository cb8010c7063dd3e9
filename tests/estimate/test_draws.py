import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.draws import FACTORS, Uncertain, combined, draw, drawn_all_ways, spread

DRAWS = 1_000


def known(seed=1, mentions=12):
    """Mentions 0 and 1 are proved different; all else is open."""
    rng = np.random.default_rng(seed)
    partitions = rng.integers(1, 5, (DRAWS, mentions))
    partitions[:, 0] = 0
    partitions[:, 1] = 1
    first = np.where(rng.random(mentions) < 0.8, 736_000 + rng.integers(0, 60, mentions), -1)
    last = np.where(first >= 0, first + rng.integers(0, 40, mentions), -1)
    return Uncertain(
        partitions,
        np.arange(mentions),
        np.round(rng.random((mentions, 3)), 2),
        first,
        last,
        rng.integers(-1, 3, mentions),
        seed,
    )


NUMBERS = {
    "persons": lambda d: d.counts,
    "coded": lambda d: d.persons_with(1),
    "both": lambda d: d.persons_with_both(0, 1),
    "left": lambda d: d.persons_between(736_000, 736_030),
    "valued": lambda d: d.persons_valued(1),
}


def by_hand(d, name, k):
    """The same number of one draw, person by person."""
    people = {p: [m for m in range(d.persons.shape[1]) if d.persons[k, m] == p] for p in set(d.persons[k])}
    if name == "persons":
        return len(people)
    if name == "coded":
        return sum(any(d.coded[k, m, 1] for m in ms) for ms in people.values())
    if name == "both":
        return sum(any(d.coded[k, m, 0] for m in ms) and any(d.coded[k, m, 1] for m in ms) for ms in people.values())
    if name == "left":
        days = [[d.days[k, m] for m in ms if d.days[k, m] >= 0] for ms in people.values()]
        return sum(any(736_000 <= day <= 736_030 for day in told) for told in days)
    votes = [np.bincount([d.values[k, m] for m in ms if d.values[k, m] >= 0], minlength=1) for ms in people.values()]
    return sum(v.any() and int(v.argmax()) == 1 for v in votes)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_of_each_draw_is_what_counting_its_persons_one_by_one_gives(name):
    d = draw(known())
    found = NUMBERS[name](d)
    assert [int(found[k]) for k in range(0, DRAWS, 37)] == [by_hand(d, name, k) for k in range(0, DRAWS, 37)]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_no_draw_falls_below_the_proved_least_or_above_all_mentions_and_the_same_seed_gives_the_same(seed):
    given_ = known(seed)
    d = draw(given_)
    assert d.counts.min() >= 2
    assert d.counts.max() <= given_.partitions.shape[1]
    assert (d.persons_with_both(0, 1) <= np.minimum(d.persons_with(0), d.persons_with(1))).all()
    assert (d.persons_with(1) <= d.counts).all()
    assert (draw(given_).coded == d.coded).all()


def test_what_is_certain_has_no_spread_and_each_factor_explains_its_own_variance():
    told = known()
    certain = replace(
        told,
        partitions=np.tile(told.central, (DRAWS, 1)),
        codes=np.round(told.codes),
        last=told.first,
        attribute=np.ones(12, dtype=int),
    )
    for number in NUMBERS.values():
        found = spread(drawn_all_ways(certain), number)
        assert found.low == found.median == found.high
        assert all(share == 0 for _, share in found.because)
    only_codes = spread(drawn_all_ways(replace(certain, codes=told.codes)), NUMBERS["coded"])
    assert dict(only_codes.because) == {f: pytest.approx(float(f == "coding")) for f in FACTORS}
    only_dates = spread(drawn_all_ways(replace(certain, last=told.last)), NUMBERS["left"])
    assert dict(only_dates.because) == {f: pytest.approx(float(f == "dates")) for f in FACTORS}
    only_missing = spread(drawn_all_ways(replace(certain, attribute=told.attribute)), NUMBERS["valued"])
    assert dict(only_missing.because) == {f: pytest.approx(float(f == "missing")) for f in FACTORS}
    only_linkage = spread(drawn_all_ways(replace(certain, partitions=told.partitions)), NUMBERS["persons"])
    assert dict(only_linkage.because) == {f: pytest.approx(float(f == "linkage")) for f in FACTORS}


def test_days_stay_inside_their_range_and_what_nobody_told_stays_unknown():
    told = known()
    d = draw(told)
    dated = told.first >= 0
    assert (d.days[:, ~dated] == -1).all()
    assert (d.days[:, dated] >= told.first[dated]).all()
    assert (d.days[:, dated] <= told.last[dated]).all()
    assert set(np.unique(d.days[:, dated] - told.first[dated])) >= {0, int((told.last - told.first).max())}


def test_mentions_of_one_person_get_one_missing_value_and_told_ones_are_kept():
    told = replace(known(), attribute=np.array([0, -1, -1, 1, -1, 2, -1, -1, 0, -1, -1, -1]))
    d = draw(told)
    assert (d.values[:, told.attribute >= 0] == told.attribute[told.attribute >= 0]).all()
    for k in range(0, DRAWS, 53):
        for person in set(d.persons[k]):
            mine = d.persons[k] == person
            if (told.attribute[mine] < 0).all():
                assert len(set(d.values[k][mine])) == 1
            else:  # what is told of a person is all that is known of her
                assert (d.values[k][mine & (told.attribute < 0)] == -1).all()


def test_a_draw_below_what_is_proved_is_a_fault():
    with pytest.raises(InputError, match="below the 12 that are proved"):
        spread(drawn_all_ways(known()), NUMBERS["persons"], least=12)


def test_too_few_draws_wrong_chances_and_arrays_that_do_not_fit_are_refused():
    told = known()
    for wrong in (
        {"partitions": told.partitions[:999]},
        {"codes": told.codes + 1},
        {"last": told.first - 1},
        {"central": told.central[:5]},
    ):
        with pytest.raises(InputError):
            replace(told, **wrong)


def test_completed_data_sets_are_combined_by_rubins_rules(shared):
    reference = json.loads((shared / "data/09_mse/reference/counting_reference.json").read_text())["rubin"]
    found = combined(np.array(reference["Q"]), np.array(reference["U"]))
    recorded = [reference[name] for name in ("qbar", "t", "df", "fmi")]
    assert [found.estimate, found.variance, found.freedom, found.missing] == pytest.approx(recorded, abs=1e-10)


def test_five_completed_sets_have_the_published_total_variance():
    found = combined(np.array([56, 58, 61, 57, 60]), np.array([4.1, 3.8, 4.4, 4.0, 4.2]))
    assert (found.variance, found.freedom) == pytest.approx((9.26, 12.8819782464996))
    with pytest.raises(InputError):
        combined(np.array([1.0]), np.array([1.0]))
