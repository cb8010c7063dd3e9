import csv
import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from recount.errors import InputError
from recount.resolve import link
from recount.resolve.columns import Column

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["linkage"]
KINDS = {"given": "name", "family": "name", "born": "date", "town": "words", "code": "number"}


def people(many, *, seed=1):
    """Invented persons, each listed once or twice, the second time with one thing otherwise."""
    chance = random.Random(seed)
    given = "Lena Milo Sanna Jonas Ruth Pavel Ilja Dora Anton Hedda Rolf Greta Nils Vera Casper Irma".split()
    stems = "Tol Brand Wex Mar Dass Hol Kest Over Lin Ros Stan Thorn".split()
    towns = "Harnbeck Oldwater Castrel Tolva Velmora Kessary Marrin Dornfeld".split()
    rows, truth = [], []
    for n in range(many):
        row = {
            "given": chance.choice(given), "family": chance.choice(stems) + chance.choice(["vik", "hurst", "mark", "sen"]),
            "born": f"19{chance.randrange(50, 99)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            "town": chance.choice(towns), "code": str(chance.randrange(10**6)),
        }  # fmt: skip
        rows.append(row)
        truth.append(n)
        if chance.random() < 0.5:
            other = dict(row)
            changed = chance.choice(["given", "family", "born", "town", "code"])
            other[changed] = {"given": None, "family": row["family"] + "e", "born": None, "town": None, "code": None}[
                changed
            ]
            rows.append(other)
            truth.append(n)
    order = chance.sample(range(len(rows)), len(rows))
    return [rows[n] for n in order], [truth[n] for n in order]


def pair_f1(truth, found):
    def joined(own):
        counts = np.unique(own, return_counts=True)[1]
        return (counts * (counts - 1) // 2).sum()

    true, own = np.unique(truth, return_inverse=True)[1], np.unique(found, return_inverse=True)[1]
    return 2 * joined(true * len(true) + own) / (joined(true) + joined(own))


@pytest.mark.parametrize("many", [200, 1_500])
def test_doubles_are_found_in_a_small_table_and_in_one_of_which_not_all_pairs_are_compared(many):
    rows, truth = people(many)
    assert pair_f1(truth, link(rows, KINDS).person) >= 0.98


def test_the_same_table_gives_the_same_persons():
    rows, _ = people(300)
    assert link(rows, KINDS).person == link(rows, KINDS).person


def test_names_in_turned_order_are_as_good_as_names_that_agree():
    rows, truth = people(200)
    straight = pair_f1(truth, link(rows, KINDS).person)
    for row in rows[::2]:
        row["given"], row["family"] = row["family"], row["given"]
    assert pair_f1(truth, link(rows, KINDS).person) >= straight - 0.05


def test_a_column_that_tells_another_s_value_again_is_no_evidence_of_its_own():
    rows, truth = people(400)
    for row in rows:
        row |= {"town_again": row["town"], "full": " ".join(filter(None, (row["given"], row["family"])))}
    kinds = KINDS | {"town_again": "words", "full": "words"}
    assert pair_f1(truth, link(rows, kinds).person) >= pair_f1(truth, link(rows, KINDS).person) - 0.02


def test_rows_that_are_known_to_be_two_persons_are_kept_apart_and_so_are_rows_of_one_list():
    rows, _ = people(200)
    found = link(rows, KINDS)
    pairs = [tuple(p) for p in found.pairs[found.score > 0.9].tolist()]
    assert pairs
    again = link(rows, KINDS, apart=pairs).person
    assert not any(again[a] == again[b] for a, b in pairs)
    lists = ["one" if n % 2 else "other" for n in range(len(rows))]
    sided = link(rows, KINDS, side=lists).person
    assert len(set(zip(sided, lists, strict=True))) == len(rows)


def test_what_is_missing_tells_nothing_and_a_table_without_likeness_joins_nobody():
    rows, _ = people(50)
    found = link([*rows, {}, {"given": None, "family": " "}], KINDS)
    assert (found.bits[(found.pairs >= len(rows)).any(axis=1)] == 0).all()
    assert link([{"given": "Lena"}], {"given": "name"}).person == (0,)


def test_a_rare_value_tells_more_than_a_common_one():
    rows, _ = people(400)
    found = link(rows, KINDS)
    town = Column.of("town", "exact", [row["town"] for row in rows])
    both = (town.at[found.pairs[:, 0]] == town.at[found.pairs[:, 1]]) & (town.at[found.pairs[:, 0]] >= 0)
    share = town.shares()[town.at[found.pairs[both, 0]]]
    bits = found.bits[both, found.columns.index("town")]
    assert bits[share.argmin()] > bits[share.argmax()]


def test_a_wrong_kind_or_a_side_that_does_not_fit_is_refused():
    with pytest.raises(InputError, match="no kind of attribute"):
        link([{"a": 1}, {"a": 2}], {"a": "colour"})
    with pytest.raises(InputError, match="one for each row"):
        link([{"a": 1}, {"a": 2}], {"a": "exact"}, side=["one"])
    with pytest.raises(InputError, match="name its columns"):
        link([{"a": 1}], {})


@pytest.mark.parametrize(
    ("kind", "one", "other", "level"),
    [
        ("name", "Yusuf", "yusuf", 4), ("name", "Yusuf", "Youssef", 3), ("name", "Lindqvist", "Lindqvint", 2),
        ("name", "Lena", "Dora", 0), ("date", "1971-06-24", "19710624", 4), ("date", "1971-06-24", "1971-05-24", 3),
        ("date", "1971-06-24", "1971", 2), ("date", "1971-06-24", "1971-11-02", 1), ("date", "1971-06-24", "1950-11-13", 0),
        ("number", "4011", "4011", 3), ("number", "7535316", "7535361", 2), ("number", "7535316", "1864097", 0),
        ("words", "12 Mill Lane", "mill lane 12", 3), ("words", "Mill Lane", "12 Mill Lane, Harnbeck", 2),
        ("words", "Mill Lane", "Station Road", 0), ("exact", "f", "m", 0), ("exact", None, "m", -1),
    ],
)  # fmt: skip
def test_values_of_each_kind_agree_at_the_level_that_they_should(kind, one, other, level):
    column = Column.of("x", kind, [one, other])
    assert column.compared(np.array([0]), np.array([1])).tolist() == [level]


def febrl1(shared):
    with gzip.open(shared / "data" / "06_linkage" / "febrl" / "dataset1.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(lines, skipinitialspace=True)]
    kinds = dict.fromkeys(("given_name", "surname"), "name") | dict.fromkeys(("postcode", "soc_sec_id"), "number")
    kinds |= dict.fromkeys(("address_1", "address_2", "suburb"), "words") | {"date_of_birth": "date", "state": "exact"}
    return rows, kinds, [row["rec_id"].split("-")[1] for row in rows]


def fake_1000(shared):
    with (shared / "data" / "06_linkage" / "splink" / "fake_1000.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    kinds = {"first_name": "name", "surname": "name", "dob": "date", "city": "words", "email": "words"}
    return rows, kinds, [row["cluster"] for row in rows]


def historical50k(shared):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra [large] is not installed")
    path = shared / "data" / "06_linkage" / "splink" / "historical_figures_with_errors_50k.parquet"
    rows = parquet.read_table(path).to_pylist()
    kinds = {"first_name": "name", "surname": "name", "dob": "date", "birth_place": "words", "postcode_fake": "number"}
    return rows, kinds | {"gender": "exact", "occupation": "words"}, [row["cluster"] for row in rows]


@pytest.mark.parametrize(
    ("name", "rows_of"),
    [
        pytest.param("febrl1_pair_f1", febrl1, marks=pytest.mark.heavy),
        ("fake_1000_pair_f1", fake_1000),
        pytest.param("historical50k_pair_f1", historical50k, marks=pytest.mark.heavy),
    ],
)
def test_public_lists_with_doubles_are_linked_as_well_as_ever(shared, name, rows_of):
    rows, kinds, truth = rows_of(shared)
    assert pair_f1(truth, link(rows, kinds).person) >= FLOORS[name]
