"""Published worked examples and the values of the reference packages, and laws that hold for any codings."""

import csv
import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.coding.agreement import (
    FORMULAS,
    Alpha,
    BrennanPrediger,
    Cohen,
    Fleiss,
    Gwet,
    Percent,
    Ratings,
    bootstrap,
    coefficient,
    pooled,
    reason,
    unitized_alpha,
)
from recount.errors import InputError
from recount.model import Span

EXACT = 1e-9
PACKAGE = 6e-6  # the R package rounds its coefficients of raw ratings to five digits
PUBLISHED = 5e-4

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example C: four coders, twelve units, gaps.
FOUR_CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("nominal", 0.743421052631579),
        ("ordinal", 0.8153875037548814),
        ("interval", 0.8491071428571428),
        ("ratio", 0.7974027747116121),
    ],
)
def test_alpha_of_the_four_coders_is_as_published(metric, value):
    assert coefficient(Alpha(metric), Ratings.of(FOUR_CODERS)) == pytest.approx(value, abs=EXACT)


def test_alpha_of_two_coders_and_ten_units_is_as_published():
    ratings = Ratings.of([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]])
    assert coefficient(Alpha(), ratings) == pytest.approx(0.09523809523809534, abs=EXACT)


def test_two_coders_of_whom_each_codes_nine_tenths_by_chance_do_not_agree_beyond_chance():
    """900 and 900 of 1,000 with 810 shared is just what chance gives; a program in use prints 0.817 here."""
    one = [1] * 900 + [0] * 100
    other = [1] * 810 + [0] * 90 + [1] * 90 + [0] * 10
    assert coefficient(Cohen(), Ratings.of([one, other])) == pytest.approx(0.0, abs=EXACT)


def test_fear_with_money_is_not_the_same_as_fear_alone():
    """A program in use gives 1.00 to such coders."""
    both, one = frozenset({"fear", "money"}), frozenset({"fear"})
    ratings = Ratings.of([[both, one, frozenset({"duty"})], [one, one, frozenset({"duty"})]])
    for metric in ("jaccard", "masi", "masi_product"):
        assert coefficient(Alpha(metric), ratings) < 0.95
    assert FORMULAS["masi"] != FORMULAS["masi_product"]


def reference(shared):
    path = shared / "data" / "09_mse" / "reference" / "reliability_reference.json"
    return json.loads(path.read_text(encoding="utf-8"))


def gapped(rows):
    return Ratings.of([[None if isinstance(v, float) and np.isnan(v) else v for v in row] for row in rows])


def test_alphas_are_those_of_the_reference_package(shared):
    compared = 0
    for name, case in reference(shared).items():
        for metric in ("nominal", "ordinal", "interval", "ratio"):
            if isinstance(case, dict) and "data" in case and metric in case:
                found = coefficient(Alpha(metric), gapped(case["data"]))
                assert found == pytest.approx(case[metric], abs=EXACT), (name, metric)
                compared += 1
    assert compared == 9


def test_alphas_of_sets_are_those_of_the_reference_packages(shared):
    told = reference(shared)
    example = told["set_valued_dkpro_example"]
    ratings = Ratings.of([[frozenset(item[coder]) for item in example["items"]] for coder in (0, 1)])
    for metric, name in (
        ("jaccard", "jaccard"),
        ("masi", "masi_passonneau2006"),
        ("masi_product", "masi_dkpro_product_of_distances"),
    ):
        assert coefficient(Alpha(metric), ratings) == pytest.approx(example["values"][name]["alpha"], abs=EXACT)
    for metric, name in (("masi", "nltk_set_masi"), ("jaccard", "nltk_set_jaccard")):
        rows = told[name]["data"]
        said = {(coder, unit): frozenset(codes) for coder, unit, codes in rows}
        units = sorted({unit for _, unit, _ in rows})
        ratings = Ratings.of([[said.get((coder, unit)) for unit in units] for coder in "ab"])
        assert coefficient(Alpha(metric), ratings) == pytest.approx(told[name]["alpha"], abs=EXACT)


def test_unitized_alpha_is_as_published(shared):
    example = reference(shared)["unitizing_alpha_krippendorff2004_p254"]
    begin, end = example["continuum"]
    found = {}
    for code in "ck":
        coders = [
            [
                Span(at - begin, at - begin + long)
                for at, long, coder, own in example["units_offset_length_rater_category"]
                if coder == who and own == code
            ]
            for who in (0, 1)
        ]
        found[code] = unitized_alpha(coders, end - begin)
        said = example[f"category_{code}"]
        assert found[code].observed == pytest.approx(said["Do"], abs=PUBLISHED)
        assert found[code].expected == pytest.approx(said["De"], abs=PUBLISHED)
        assert found[code].alpha == pytest.approx(said["alpha"], abs=PUBLISHED)
    assert pooled(found.values()).alpha == pytest.approx(example["alpha_u"], abs=PUBLISHED)


STATISTICS = {
    "percent": Percent, "pa": Percent, "gwet": Gwet, "fleiss": Fleiss, "scott": Fleiss, "conger": Cohen,
    "kappa": Cohen, "bp": BrennanPrediger,
}  # fmt: skip


def cell(words):
    words = words.strip()
    if words in {"", "NA"}:
        return None
    return float(words) if words.replace(".", "").isdigit() else words


def ratings_of(case, folder):
    if "ratings_by_coder" in case:
        return Ratings.of(case["ratings_by_coder"])
    if "counts_by_unit" in case:
        return Ratings.of_counts(case["counts_by_unit"])
    with (folder / case["file"]).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if "rater_columns" in case:
        return Ratings.of([[cell(row[name]) for row in rows] for name in case["rater_columns"]])
    table = [[int(n) for name, n in row.items() if name] for row in rows]
    if "distrib" in case["file"]:
        return Ratings.of_counts(table)
    pairs = [(one, other) for one, row in enumerate(table) for other, n in enumerate(row) for _ in range(n)]
    return Ratings.of(list(zip(*pairs, strict=True)))


def ranked(ratings):
    """Letters weigh by their place, as the R package has it."""
    return Ratings(ratings.codes, tuple(range(len(ratings.values)))) if "a" in ratings.values else ratings


def computed(name, ratings):
    kind, _, how = name.partition("_")
    how = {"": "identity", "unweighted": "identity"}.get(how, how)
    if kind == "alpha":
        return coefficient(Alpha(how), ratings)
    if kind == "krippen":
        metric = {"identity": "nominal", "quadratic": "interval"}.get(how)
        return coefficient(Alpha(metric), ranked(ratings)) if metric else None
    if name == "fleiss_kappa":
        return coefficient(Fleiss(), ratings)
    return coefficient(STATISTICS[kind](how), ranked(ratings))


def test_coefficients_are_those_of_the_published_and_package_cases(shared):
    folder = shared / "data" / "08_reliability"
    compared = 0
    for case in json.loads((folder / "cases.json").read_text(encoding="utf-8")):
        ratings = ratings_of(case, folder)
        for name, said in case["expected"].items():
            found = computed(name, ratings)
            if found is not None:
                value = said["value"] if isinstance(said, dict) else said
                near = PACKAGE if isinstance(said, dict) else PUBLISHED
                assert found == pytest.approx(value, abs=near), (case["name"], name)
                compared += 1
    assert compared >= 110


# --- laws


@st.composite
def codings(draw, values=4):
    coders, units = draw(st.integers(2, 4)), draw(st.integers(2, 25))
    one = st.one_of(st.integers(1, values), st.integers(1, values), st.none())
    return [draw(st.lists(one, min_size=units, max_size=units)) for _ in range(coders)]


def pairwise_alpha(rows, far):
    """Krippendorff's alpha straight from its definition: all pairs of values, one by one."""
    units = [[row[u] for row in rows if row[u] is not None] for u in range(len(rows[0]))]
    units = [unit for unit in units if len(unit) >= 2]
    told = [value for unit in units for value in unit]
    seen = sum(far(a, b) / (len(u) - 1) for u in units for i, a in enumerate(u) for j, b in enumerate(u) if i != j)
    expected = sum(far(a, b) for i, a in enumerate(told) for j, b in enumerate(told) if i != j)
    return 1 - (len(told) - 1) * seen / expected if expected else None


@given(codings())
def test_alpha_is_what_its_definition_says(rows):
    ratings = Ratings.of(rows)
    ways = {
        "nominal": lambda a, b: a != b,
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2,
    }
    for metric, far in ways.items():
        wanted, found = pairwise_alpha(rows, far), coefficient(Alpha(metric), ratings) if ratings.values else np.nan
        assert np.isnan(found) if wanted is None else found == pytest.approx(wanted, abs=EXACT)


@given(codings(), st.permutations(range(4)))
def test_no_coefficient_depends_on_the_order_of_coders_or_on_what_codes_are_called(rows, order):
    ratings = Ratings.of(rows)
    renamed = Ratings.of([[None if v is None else order[v - 1] for v in row] for row in reversed(rows)])
    for statistic in (Percent(), Cohen(), Fleiss(), Gwet(), Alpha()):
        one, other = coefficient(statistic, ratings), coefficient(statistic, renamed)
        assert (np.isnan(one) and np.isnan(other)) or one == pytest.approx(other, abs=EXACT)


@given(codings())
def test_coders_who_say_the_same_agree_perfectly_or_without_variation(rows):
    told = [row[0] if row[0] is not None else 1 for row in zip(*rows, strict=True)]
    ratings = Ratings.of([told, told, told])
    for statistic in (Percent(), Cohen(), Fleiss(), Gwet(), Alpha(), Alpha("ordinal"), Alpha("interval")):
        found = coefficient(statistic, ratings)
        if len(set(told)) > 1:
            assert found == pytest.approx(1.0, abs=EXACT), statistic
        elif not isinstance(statistic, Percent):
            assert np.isnan(found)
            assert "no variation" in reason(ratings)


def test_units_of_one_coding_only_say_nothing_and_that_is_said():
    ratings = Ratings.of([["a", None], [None, "b"]])
    assert np.isnan(coefficient(Alpha(), ratings))
    assert reason(ratings) == "undefined: no unit was coded by two coders"


def test_distances_that_do_not_fit_the_values_are_refused():
    with pytest.raises(InputError, match="numbers"):
        coefficient(Alpha("interval"), Ratings.of([["a", "b"], ["a", "a"]]))
    with pytest.raises(InputError, match="sets"):
        coefficient(Alpha("masi"), Ratings.of([["a", "b"], ["a", "a"]]))


def test_the_same_seed_gives_the_same_interval_and_the_coefficient_lies_in_it():
    rng = np.random.default_rng(5)
    true = rng.integers(0, 3, 80)
    rows = [np.where(rng.random(80) < 0.8, true, rng.integers(0, 3, 80)).tolist() for _ in range(3)]
    ratings = Ratings.of(rows)
    statistics = (Alpha(), Percent(), Cohen(), Gwet())
    first = bootstrap(statistics, ratings, draws=500)
    assert first == bootstrap(statistics, ratings, draws=500)
    for statistic, drawn in zip(statistics, first, strict=True):
        assert drawn.low <= coefficient(statistic, ratings) <= drawn.high


def test_drawing_whole_stories_gives_a_wider_interval_than_drawing_their_sentences():
    rng = np.random.default_rng(5)
    good = np.repeat(rng.random(30) < 0.7, 20)  # coders agree on whole stories or guess in them
    one = rng.integers(0, 2, 600)
    other = np.where(good, one, rng.integers(0, 2, 600))
    ratings = Ratings.of([one.tolist(), other.tolist()])
    (alone,) = bootstrap([Alpha()], ratings)
    (clustered,) = bootstrap([Alpha()], ratings, np.repeat(np.arange(30), 20))
    assert clustered.clusters == 30
    assert clustered.high - clustered.low > 1.5 * (alone.high - alone.low)


def test_equal_clusters_are_drawn_together_without_changing_the_answer():
    """Against drawing units one by one, which is slow and plain."""
    rows = [[0, 0, 1, 1, 0, 1, 0, 0, 2, 2] * 6, [0, 1, 1, 1, 0, 1, 0, 0, 2, 0] * 6]
    ratings = Ratings.of(rows)
    (drawn,) = bootstrap([Alpha()], ratings, draws=4000)
    rng = np.random.default_rng(1)
    plain = []
    for _ in range(4000):
        taken = rng.integers(0, 60, 60)
        plain.append(coefficient(Alpha(), Ratings(ratings.codes[:, taken], ratings.values)))
    low, high = np.quantile(plain, [0.025, 0.975])
    assert (drawn.low, drawn.high) == pytest.approx((low, high), abs=0.02)


def test_a_code_that_most_draws_miss_has_no_interval_and_says_why():
    ratings = Ratings.of([[1] + [0] * 29, [1] + [0] * 29])
    (drawn,) = bootstrap([Alpha()], ratings)
    assert drawn.low is None
    assert "without variation" in drawn.reason


STRETCHES = st.lists(st.tuples(st.integers(0, 190), st.integers(1, 30)), max_size=8)


@given(STRETCHES, STRETCHES)
def test_unitized_alpha_is_what_its_definition_says(one, other):
    """Every section against every section, as the book writes it."""
    cut = [apart(one), apart(other)]
    found = unitized_alpha([[Span(a, b) for a, b in own] for own in cut], 220)
    seen = sum(unlike(g, h) for g in sections(cut[0], 220) for h in sections(cut[1], 220)) * 2
    assert found.observed == pytest.approx(seen / (2 * 220**2), abs=1e-12)
    if cut[0] == cut[1] and cut[0]:
        assert found.alpha == pytest.approx(1.0)
    if not one and not other:
        assert found.alpha is None


def apart(stretches):
    made = []
    for start, size in sorted(stretches):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], start + size))
        else:
            made.append((start, start + size))
    return made


def sections(cut, length):
    edges = [0, *(at for own in cut for at in own), length]
    taken = set(cut)
    return [(a, b, (a, b) in taken) for a, b in pairwise(edges) if b > a]


def unlike(one, other):
    (a, b, coded), (c, d, also) = one, other
    if coded and also and a < d and c < b:
        return (a - c) ** 2 + (b - d) ** 2
    if coded and not also and c <= a and b <= d:
        return (b - a) ** 2
    if also and not coded and a <= c and d <= b:
        return (d - c) ** 2
    return 0
