"""How well persons are found: names beside the parser's own tagger, he and she to their person, invented stories.

Names on ECB+ (news; in the sentences its annotators marked, a human mention all of whose words begin with a capital;
right when the last word is) and on MUC-3/4 news in capitals (names of victims, found in any place; the keys hold no
other names, so recall alone). He and she on ECB+: to a person one of whose marked names is in the pronoun's chain.
The peer is spaCy's tagger (PERSON) on the same parse; on capitals also behind our recasing, which tells the two apart.
The invented stories are those of tests/golden/people, scored by the test's own rules; `held` was not mended for.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reads.part import Goal, Measured
from recount.text.names import fold
from recount.text.parser import parse
from recount.text.people.casing import readable
from recount.text.people.people import people

GOLD = Path(__file__).parents[2] / "tests" / "text" / "test_people_gold.py"
TOPICS = range(25, 36)  # a third of the articles; nothing was mended by looking at any of them
PRONOUNS = frozenset(("he", "him", "his", "she", "her", "hers", "himself", "herself"))
Json = dict[str, Any]


def f1(hits: int, found: int, true: int) -> float:
    return 2 * hits / max(1, found + true)


def laid_out(row: Json) -> tuple[str, list[int]]:
    """The article as a paper prints it, and where each of its tokens begins."""
    text, starts = "", []
    for n, token in enumerate(row["tokens"]):
        word = {"``": '"', "''": '"'}.get(token, token)
        glued = re.match(r"^(?:[.,;:!?)%\]]|n't$|'s$|'$|'re$|'ve$|'ll$|'d$|'m$)", word) or text.endswith(("(", "$"))
        new = n and row["sent"][n] != row["sent"][n - 1]
        text += "" if not text else "\n" if new else "" if glued else " "
        starts.append(len(text))
        text += word
    return text, starts


def is_name(words: list[str]) -> bool:
    return all(w[:1].isupper() or w in {"de", "al", "bin", "van", "von"} for w in words) and fold(
        words[-1]
    ) not in PRONOUNS | {"i"}


def articles(data: Path, *, quick: bool) -> Iterator[tuple[Json, set[int]]]:
    """Each article of these topics with the sentences in which all mentions are marked."""
    folder = data / "06_linkage" / "ecbplus"
    marked: dict[str, set[int]] = {}
    for line in csv.DictReader((folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8")):
        marked.setdefault(f"{line['Topic']}_{line['File']}", set()).add(int(line["Sentence Number"]))
    with gzip.open(folder / "ecbplus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["topic"] in TOPICS and row["id"] in marked]
    yield from ((row, marked[row["id"]]) for row in rows[:: 8 if quick else 1])


def on_news(data: Path, *, quick: bool) -> dict[str, float]:
    score = dict.fromkeys(("true", "ours", "ours_hit", "peer", "peer_hit", "links", "linked", "right"), 0)
    for row, sentences in articles(data, quick=quick):
        text, starts = laid_out(row)
        doc = parse(text)
        found = people(doc)
        at = {start: n for n, start in enumerate(starts)}
        last = {starts[n] + len(t): n for n, t in enumerate(row["tokens"])}
        humans = [
            m for m in row["mentions"] if m["type"].startswith("HUMAN") and row["sent"][m["tokens"][0]] in sentences
        ]
        true = {
            m["tokens"][-1]
            for m in humans
            if is_name([row["tokens"][t] for t in m["tokens"]]) and m["type"] == "HUMAN_PART_PER"
        }
        spared = {t for m in humans for t in m["tokens"]} - true  # persons marked with other words around the name
        for who, ends in {
            "ours": [p.span.end for one in found for p in one.places if p.how == "name"],
            "peer": [
                e.end_char - (2 if e.text.endswith(("'s", "’s")) else 0) for e in doc.ents if e.label_ == "PERSON"
            ],
        }.items():
            tokens = {last[end] for end in ends if end in last} - spared
            tokens = {t for t in tokens if row["sent"][t] in sentences}
            score[who] += len(tokens)
            score[f"{who}_hit"] += len(tokens & true)
        score["true"] += len(true)
        chains: dict[str, set[int]] = {}
        for m in humans:
            if m.get("cluster") and m["tokens"][-1] in true:
                chains.setdefault(m["cluster"], set()).add(m["tokens"][-1])
        owner = {}
        for n, one in enumerate(found):
            for place in one.places:
                owner[at.get(place.span.start, -1) if place.how == "pronoun" else last.get(place.span.end, -1)] = n
        for m in humans:
            token = m["tokens"][0]
            if len(m["tokens"]) == 1 and row["tokens"][token].lower() in PRONOUNS and chains.get(m.get("cluster", "")):
                score["links"] += 1
                score["linked"] += token in owner
                score["right"] += token in owner and owner[token] in {owner.get(t) for t in chains[m["cluster"]]}
    return {
        "ours.names_f1": f1(score["ours_hit"], score["ours"], score["true"]),
        "ours.names_recall": score["ours_hit"] / max(1, score["true"]),
        "spacy.names_f1": f1(score["peer_hit"], score["peer"], score["true"]),
        "spacy.names_recall": score["peer_hit"] / max(1, score["true"]),
        "ours.pronouns_precision": score["right"] / max(1, score["linked"]),
        "ours.pronouns_recall": score["right"] / max(1, score["links"]),
    }


def victims(slots: Json) -> Iterator[list[str]]:
    """The names of each victim, any of which will do."""
    for told in slots.get("HUM TGT: NAME", ()):
        names = re.findall(r'"([^"]+)"', told)
        if names:
            yield names


def on_capitals(data: Path, *, quick: bool) -> dict[str, float]:
    folder = data / "05_facts" / "muc4"
    with gzip.open(folder / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        docs = [row for row in map(json.loads, lines) if row["split"] == "dev"][:: 8 if quick else 1]
    wanted: dict[str, set[tuple[str, ...]]] = {}
    with gzip.open(folder / "keys.jsonl.gz", "rt", encoding="utf-8") as lines:
        for key in map(json.loads, lines):
            wanted.setdefault(key["doc"], set()).update(tuple(v) for v in victims(key["slots"]))
    hits = dict.fromkeys(("ours", "spacy", "spacy_recased"), 0)
    true = 0
    for row in docs:
        asked = wanted.get(row["id"], set())
        if not asked:
            continue
        doc = parse(readable(row["text"]))
        named = {
            "ours": {fold(w) for one in people(doc) for w in one.spellings},
            "spacy_recased": {fold(e.text) for e in doc.ents if e.label_ == "PERSON"},
            "spacy": {fold(e.text) for e in parse(row["text"]).ents if e.label_ == "PERSON"},
        }
        true += len(asked)
        for who, names in named.items():
            hits[who] += sum(any(_fits(a, names) for a in answers) for answers in asked)
    return {f"{who}.victims_in_capitals": n / max(1, true) for who, n in hits.items()}


def _fits(wanted: str, names: Iterable[str]) -> bool:
    """Whether the name was found, with or without the title that the keys hold at times."""
    key = fold(wanted)
    return any(key == name or (len(name.split()) > 1 and key.endswith(" " + name)) for name in names)


def on_invented() -> dict[str, float]:
    spec = importlib.util.spec_from_file_location("people_gold", GOLD)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(GOLD)
    gold = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gold)
    return {f"ours.{half}.{m}": value for half in gold.HALVES for m, value in gold.figures(half)[0].items()}


def measure(data: Path, *, quick: bool) -> Measured:
    """Names beside the tagger's, pronouns, and the invented stories."""
    figures = {**on_news(data, quick=quick), **on_capitals(data, quick=quick), **on_invented()}
    goals = (
        Goal("ours.names_f1", ">=", "spacy.names_f1"),
        Goal("ours.victims_in_capitals", ">=", "spacy_recased.victims_in_capitals"),
    )
    return Measured(figures, goals)
