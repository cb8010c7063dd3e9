"""Invented articles, read by hand beforehand: what the reader finds of them, by general means, never falls again."""

import json
from functools import cache
from pathlib import Path

import pytest

from recount.coding import load, suggest_codings
from recount.read import reading, reading_json
from recount.text.page import main_text, media

HERE = Path(__file__).parents[1] / "golden" / "articles"
FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["reading"]
ARTICLES = sorted(path.stem for path in HERE.glob("*.txt"))
NEAR = 5  # characters by which the ends of a story may differ


@cache
def read(name):
    data = (HERE / f"{name}.txt").read_bytes()
    made = reading(main_text.text_of(data, media.sniff(data, name), f"{name}.txt"))
    return made.text.body, reading_json(made, suggest_codings(made, load("exit-narratives")))


def shares_a_character(one, other):
    return one["start"] < other["end"] and other["start"] < one["end"]


def told_by(claim, wanted):
    names = " ; ".join(f"{s['name'] or ''} {s['role'] or ''}" for s in claim["speaker"]).lower() + " "
    return not wanted or any(word in names for word in wanted)


def is_story(story, true):
    return all(abs(story[end] - true[end]) <= NEAR for end in ("start", "end"))


def is_count(claim, true):
    told = claim["quantity"]
    fits = told and (told["low"], told["high"]) == (true["low"], true["high"])
    return bool(fits) and any(w in told["unit"] for w in true["unit_any"]) and told_by(claim, true.get("speaker_any"))


def is_attribution(claim, true):
    fits = claim["speaker"] and told_by(claim, true["speaker_any"])
    return bool(fits) and claim["polarity"] == true.get("polarity", claim["polarity"])


def is_code(coding, true):
    one, other = coding["code"] + ".", true["code"] + "."
    return one.startswith(other) or other.startswith(one)


def found(name):
    """By category: how many of what was read by hand is there, and of how many."""
    _, made = read(name)
    true = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))

    def over(items, fits, wanted):
        return any(shares_a_character(i["quote"], wanted["quote"]) and fits(i, wanted) for i in items)

    claims = made["claims"]
    hits = {
        "stories": [any(is_story(s, t) for s in made["stories"]) for t in true["stories"]],
        "counts": [over(claims, is_count, t) for t in true["counts"]],
        "attributions": [over(claims, is_attribution, t) for t in true["attributions"]],
        "codings": [over(made["codings"], is_code, t) for t in true["codings"]],
        "cases": [
            any(p["name"] == t["name"] and p["is_case"] == t["left"] for p in made["persons"]) for t in true["people"]
        ],
    }
    return {kind: (sum(own), len(own)) for kind, own in hits.items()}


@pytest.mark.parametrize("kind", ["stories", "counts", "attributions", "codings", "cases"])
def test_as_much_is_found_as_before(kind):
    parts = [found(name)[kind] for name in ARTICLES]
    assert sum(hit for hit, _ in parts) / sum(all_ for _, all_ in parts) >= FLOORS[kind], parts


@pytest.mark.parametrize("name", ARTICLES)
def test_every_quote_stands_where_it_says(name):
    body, made = read(name)
    for item in (*made["claims"], *made["codings"]):
        quote = item["quote"]
        assert body[quote["start"] : quote["end"]] == quote["words"]
