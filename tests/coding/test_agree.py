"""Agreement takes what blind coders said of persons, stories and sentences, and computes what its name says."""

from dataclasses import replace

import numpy as np
import pytest

from recount import coding
from recount.coding.agreement import Alpha, Cohen, Gwet, Ratings, coefficient
from recount.errors import InputError

ONE, TWO, THIRD = "T. Brandvold", "J. Okell", "R. Amsel"
NAMES = ("Tala Reyes", "Ivo Brandt", "Ines Duarte", "Petra Lund")
STORIES = {
    f"{n}.txt": f"{NAMES[n % 4]} left the choir. They were cold in house {n}. They were hungry in house {n}. They ran."
    for n in range(6)
}
COLD = ("present", "present", "main", None, "denied", None)  # by story, None: not coded
ALSO = ("present", "main", "main", "present", "denied", None)


def codings(values, coder, what="cold", code="leave.push.living"):
    return [
        coding.Assignment(f"{n}.txt", f"They were {what} in house {n}", code, value, person=NAMES[n % 4], coder=coder)
        for n, value in enumerate(values)
        if value
    ]


@pytest.fixture
def coded(studied, codebook):
    """Six stories of four persons, coded by two."""
    study = studied(STORIES, dict.fromkeys(STORIES, NAMES))
    coding.plan(study, [coding.Share(origin, (ONE, TWO)) for origin in STORIES], by=THIRD)
    given = [*codings(COLD, ONE), *codings(ALSO, TWO), *codings(["present"] * 6, ONE, "hungry", "leave.push.duties")]
    coding.assign(study, given, codebook=codebook, by=THIRD)
    for coder in (ONE, TWO):
        coding.finish(study, range(1, 7), coder=coder)
    return study


def row(found, code="leave.push.living"):
    return next(r for r in found.codes if r.code == code)


def alpha(cells):
    return coefficient(Alpha(), Ratings.of([[value or "not_mentioned" for value in own] for own in cells]))


def value(agreed, name):
    return next(c.value for c in agreed.coefficients if c.name.startswith(name))


def test_a_story_is_judged_by_each_coder_and_silence_is_a_judgement(coded, codebook):
    found = coding.agreement(coded, codebook, unit="story", draws=0)
    assert (found.stories, found.open) == (6, 0)
    got = row(found)
    assert (got.units, got.differing, got.coders) == (6, 2, (TWO, ONE))
    assert value(got, "percent") == pytest.approx(4 / 6)
    assert value(got, "Krippendorff") == pytest.approx(alpha([COLD, ALSO]), abs=1e-9)
    assert got.prevalence == pytest.approx(7 / 12)


def test_whether_a_code_is_used_at_all_is_a_scale_of_its_own(coded, codebook):
    found = coding.agreement(coded, codebook, unit="story", scale="used", draws=0)
    used = [[v in {"main", "present"} for v in own] for own in (COLD, ALSO)]
    assert value(row(found), "Krippendorff") == pytest.approx(coefficient(Alpha(), Ratings.of(used)), abs=1e-9)
    assert row(found).differing == 1


def test_a_person_is_judged_over_all_stories_that_the_same_coders_share(coded, codebook):
    left = list(coded.query("mentions_told"))
    with coded.run("resolve.persons", version="t", inputs="t") as run:
        for name in NAMES:
            run.add("person", [{"person_id": name, "name": name, "is_case": True}])
            held = [m.mention_id for m in left if m.name == name]
            run.add("person_mention", [{"person_id": name, "mention_id": m, "because": "t"} for m in held])
    got = row(coding.agreement(coded, codebook, unit="person", draws=0))
    # 0 with 4, 1 with 5; a reason given and denied is a conflict.
    one = ("conflict", "present", "main", None)
    other = ("conflict", "main", "main", "present")
    assert (got.units, got.differing) == (4, 2)
    assert value(got, "Krippendorff") == pytest.approx(alpha([one, other]), abs=1e-9)


def test_each_sentence_of_the_stories_is_judged(coded, codebook):
    got = row(coding.agreement(coded, codebook, unit="sentence", draws=0))
    assert got.units == 24
    rest = (None,) * 18
    assert value(got, "Krippendorff") == pytest.approx(alpha([COLD + rest, ALSO + rest]), abs=1e-9)
    duties = row(coding.agreement(coded, codebook, unit="sentence", draws=0), "leave.push.duties")
    assert duties.differing == 6


def test_all_codes_of_a_story_are_compared_as_sets_under_named_formulas(coded, codebook):
    found = coding.agreement(coded, codebook, unit="story", draws=0)
    names = [c.name for c in found.sets.coefficients]
    assert names[1:] == [f"Krippendorff's alpha ({m})" for m in ("jaccard", "masi", "masi_product")]
    assert dict(found.formulas)["masi"].startswith("1 - J x M")


def test_spans_of_a_code_agree_where_they_are_the_same_words(coded, codebook):
    spans = {s.code: s for s in coding.agreement(coded, codebook, unit="story", draws=0).spans}
    assert 0 < spans["leave.push.living"].alpha < 1
    assert spans["leave.push.duties"].alpha < 0.1
    assert spans["leave.push.living"].observed > 0


def test_where_a_code_stands_has_an_interval_by_drawn_stories_the_same_for_the_same_seed(coded, codebook):
    one, same, other = (
        {s.code: s for s in coding.agreement(coded, codebook, unit="story", draws=0, seed=n, span_draws=60).spans}
        for n in (1, 1, 2)
    )
    assert one == same
    living = one["leave.push.living"]
    low, high = living.by_story
    assert low <= living.alpha <= high
    assert low < high
    assert living.by_story != other["leave.push.living"].by_story
    plain = {s.code: s for s in coding.agreement(coded, codebook, unit="story", draws=0).spans}
    assert (plain["leave.push.living"].alpha, plain["leave.push.living"].by_story) == (living.alpha, None)


AGES = ("26", "31", "18-24", "40", "22", None)
THEIRS = ("26", "33", "20", "41", "22", "50")
DAYS = ("2031-02", "2031-03-05", "2030", "2031-07-01", None, "2031-01-01/2031-01-11")
ALSO_DAYS = ("2031-02-15", "2031-03-05", "2030-07-02", "2031-09-01", "2031-01-01", "2031-01-06")


def test_ages_and_days_are_compared_as_the_numbers_they_are(studied, codebook):
    study = studied(STORIES, dict.fromkeys(STORIES, NAMES))
    coding.plan(study, [coding.Share(origin, (ONE, TWO)) for origin in STORIES], by=THIRD)
    given = [
        c
        for values, coder, what, code in (
            (AGES, ONE, "cold", "attr.age_join"), (THEIRS, TWO, "cold", "attr.age_join"),
            (DAYS, ONE, "hungry", "attr.exit_date"), (ALSO_DAYS, TWO, "hungry", "attr.exit_date"),
        )
        for c in codings(values, coder, what, code)
    ]  # fmt: skip
    coding.assign(study, given, codebook=codebook, by=THIRD)
    for coder in (ONE, TWO):
        coding.finish(study, range(1, 7), coder=coder)
    told = {a.code: a for a in coding.agreement(study, codebook, unit="story", draws=0).attributes}
    ages, days = told["attr.age_join"], told["attr.exit_date"]
    numbers = Ratings.of([[26.0, 31.0, 21.0, 40.0, 22.0, None], [26.0, 33.0, 20.0, 41.0, 22.0, 50.0]])
    numbers = numbers.only(np.array([True] * 5 + [False]))  # 50 stays one of the values, as in the R package
    weighted = [kind(how) for kind in (Cohen, Gwet) for how in ("linear", "quadratic")]
    for statistic in (*weighted, Alpha("interval"), Alpha("ratio")):
        assert value(ages, statistic.name) == pytest.approx(coefficient(statistic, numbers), abs=1e-9)
    assert ages.units == 5  # who tells none has not rated it
    assert value(ages, "Cohen's kappa (quadratic") > 0.9  # near, though the same for two of five only
    assert not [c for c in days.coefficients if "ratio" in c.name]
    assert days.units == 5
    # A month against its middle, a year against its middle, and a span against its own: half a day apart at most.
    assert value(days, "Krippendorff's alpha (interval") > 0.9


def test_no_variation_is_a_value_with_a_reason(studied, codebook):
    study = studied(STORIES, dict.fromkeys(STORIES, NAMES))
    coding.plan(study, [coding.Share(origin, (ONE, TWO)) for origin in STORIES], by=THIRD)
    given = [*codings(["present"] * 6, ONE), *codings(["present"] * 6, TWO)]
    coding.assign(study, given, codebook=codebook, by=THIRD)
    for coder in (ONE, TWO):
        coding.finish(study, range(1, 7), coder=coder)
    got = row(coding.agreement(study, codebook, unit="story"))
    by_name = {c.name: c for c in got.coefficients}
    assert by_name["percent agreement"].value == 1.0
    assert by_name["Krippendorff's alpha (nominal)"].value is None
    assert "no variation" in by_name["Krippendorff's alpha (nominal)"].reason
    assert len(got.coders) == 2


def test_intervals_are_by_story_and_by_person_and_the_same_for_the_same_seed(coded, codebook):
    found = coding.agreement(coded, codebook, unit="story", draws=300, seed=3)
    assert found == coding.agreement(coded, codebook, unit="story", draws=300, seed=3)
    percent = row(found).coefficients[0]
    low, high = percent.by_story
    assert low < percent.value < high
    assert percent.by_person is not None


def test_a_third_coder_on_some_stories_is_compared_on_those(studied, codebook):
    study = studied(STORIES, dict.fromkeys(STORIES, NAMES))
    shares = [coding.Share(f"{n}.txt", (ONE, TWO) if n < 3 else (ONE, THIRD)) for n in range(6)]
    coding.plan(study, shares, by=THIRD)
    given = [*codings(COLD, ONE), *codings(ALSO[:3], TWO)]
    given += [replace(c, coder=THIRD) for c in codings(ALSO, THIRD)[3:]]
    coding.assign(study, given, codebook=codebook, by=THIRD)
    for numbers, coder in ((range(1, 7), ONE), (range(1, 4), TWO), (range(4, 7), THIRD)):
        coding.finish(study, numbers, coder=coder)
    got = row(coding.agreement(study, codebook, unit="story", draws=0))
    cells = [
        [v or "not_mentioned" for v in COLD],
        [v or "not_mentioned" for v in ALSO[:3]] + [None] * 3,
        [None] * 3 + [v or "not_mentioned" for v in ALSO[3:]],
    ]
    assert got.coders == (TWO, THIRD, ONE)
    assert value(got, "Krippendorff") == pytest.approx(coefficient(Alpha(), Ratings.of(cells)), abs=1e-9)


def test_an_unknown_unit_is_refused_and_a_study_without_a_plan_compares_nothing(study, codebook):
    with pytest.raises(InputError, match="persons, stories or sentences"):
        coding.agreement(study, codebook, unit="word")
    found = coding.agreement(study, codebook)
    assert (found.stories, found.codes, found.sets, found.spans) == (0, (), None, ())
