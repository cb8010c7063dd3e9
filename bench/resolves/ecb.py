"""Persons across news articles (ECB+): the whole way, reading included, beside nomenklatura and a strong trivial rule.

Each article is read as any account is; what is found of each person is compared across all articles, and every mention
of a person or several (not of an organisation) that the annotators marked in the sentences they went through gets the
cluster of the person whose words ours are (none: a cluster of its own). Topics 36 to 45 where the set has them, else
its last ten: nothing was mended by looking at either. nomenklatura gets the marked names themselves; the trivial rule
joins mentions of the same last word within one event, which it is told.
"""

from __future__ import annotations

import csv
import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reads._peers import asked
from reads.part import Goal, Measured
from reads.persons import is_name, laid_out

from recount import capture, read
from recount.resolve.facts import gather
from recount.resolve.wide import Wide
from recount.store import Store
from recount.text.names import fold
from resolves._scores import scores
from resolves._tables import Table

TEST = range(36, 46)
Marked = tuple[str, int, int, str, str, str]  # article, start, end, words, chain, event
SHOWN = (
    "b3_f1",
    "b3_f1_low",
    "b3_f1_high",
    "pair_f1",
    "pair_f1_low",
    "pair_f1_high",
    "pair_p",
    "pair_r",
    "b3_p",
    "b3_r",
)


def articles(data: Path, *, quick: bool) -> list[dict[str, Any]]:
    """The articles of the test topics, or of the last ten; with `quick` of two."""
    with gzip.open(data / "06_linkage" / "ecbplus" / "ecbplus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    topics = sorted({row["topic"] for row in rows} & set(TEST)) or sorted({row["topic"] for row in rows})[-10:]
    return [row for row in rows if row["topic"] in (topics[:2] if quick else topics)]


def marked(data: Path, rows: list[dict[str, Any]], starts: dict[str, list[int]]) -> Iterator[Marked]:
    """The mentions of persons in the sentences that were gone through."""
    path = data / "06_linkage" / "ecbplus" / "ECBplus_coreference_sentences.csv"
    with path.open(encoding="utf-8") as lines:
        gone = {(f"{r['Topic']}_{r['File']}", int(r["Sentence Number"])) for r in csv.DictReader(lines)}
    for row in rows:
        for m in row["mentions"]:
            if m["type"] == "HUMAN_PART_PER" and (row["id"], row["sent"][m["tokens"][0]]) in gone:
                words = [row["tokens"][t] for t in m["tokens"]]
                start, last = starts[row["id"]][m["tokens"][0]], m["tokens"][-1]
                end = starts[row["id"]][last] + len(row["tokens"][last])
                own = f"{row['id']}#{m['id']}"
                yield row["id"], start, end, " ".join(words), m.get("cluster", own), row["event"]


def measure(data: Path, *, quick: bool) -> Measured:
    """B-cubed and pairwise F1 over all marked mentions, and over those marked by a name alone."""
    rows = articles(data, quick=quick)
    laid = {row["id"]: laid_out(row) for row in rows}
    gold = list(marked(data, rows, {name: starts for name, (_, starts) in laid.items()}))
    truth = [m[4] for m in gold]
    named = [is_name(m[3].split()) for m in gold]
    told = [{"name": m[3] if yes else None} for m, yes in zip(gold, named, strict=True)]
    task = Table("ecb", "names", told, {"name": "name"}, truth).task("nomenklatura")
    peer = asked("linkage", "linkage_peers.py", {"tasks": [task | {"training": []}]})["ecb nomenklatura"]["clusters"]
    ways = {
        "ours": _ours({name: text for name, (text, _) in laid.items()}, gold),
        "last_word": [f"{m[5]} {fold(m[3].split()[-1])}" for m in gold],
        "nomenklatura": [
            own if yes else str(-n - 1) for n, (own, yes) in enumerate(zip(peer["0.7"], named, strict=True))
        ],
    }
    figures: dict[str, float] = {"mentions": len(gold), "articles": len(rows)}
    for way, found in ways.items():
        figures |= {f"{way}.{k}": v for k, v in scores(truth, found).items() if k in SHOWN}
        kept = [n for n, yes in enumerate(named) if yes]
        by_name = scores([truth[n] for n in kept], [found[n] for n in kept])
        figures |= {f"{way}.named.{k}": by_name[k] for k in ("b3_f1", "pair_f1")}
    goals = (Goal("ours.b3_f1", ">=", "nomenklatura.b3_f1"), Goal("ours.pair_f1", ">=", "last_word.pair_f1"))
    return Measured(figures, goals)


def _ours(texts: dict[str, str], gold: list[Marked]) -> list[str]:
    """The cluster of each marked mention, by the person whose place ends where it does or lies within it."""
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "study") as store:
        told = Path(folder) / "articles"
        told.mkdir()
        for name, text in texts.items():
            (told / f"{name}.txt").write_text(text, encoding="utf-8")
        capture.take(store, [told], by="bench")
        read.texts(store)
        read.stories(store)
        read.claims(store)
        facts = [f for f in gather(store) if f.names or f.described]
        read_of = store.query("mentions_told")
        article = {r.text_id: Path(r.origin).stem for r in read_of}
        places = {r.mention_id: [(p["start"], p["end"]) for p in r.places] for r in read_of}
    wide = Wide.of(facts)
    pairs = wide.pairs()
    home = wide.persons(pairs, wide.scores(pairs))
    at: dict[str, list[tuple[int, int, str]]] = {}
    for f, cluster in zip(facts, home.tolist(), strict=True):
        at.setdefault(article[f.text_id], []).extend((s, e, f"c{cluster}") for s, e in places[f.mention_id])
    return [_cluster(n, m, at.get(m[0], [])) for n, m in enumerate(gold)]


def _cluster(n: int, one: Marked, places: list[tuple[int, int, str]]) -> str:
    _, start, end, *_ = one
    inside = [(abs(e - end) + abs(s - start), c) for s, e, c in places if s < end and e > start]
    return min(inside)[1] if inside else f"alone {n}"
