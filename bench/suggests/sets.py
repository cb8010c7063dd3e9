"""Public sets of coded passages, each with a codebook, halved at random anew for each draw."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

CODES = Path(__file__).with_name("codes.yaml")
CHOSEN_ON = ("nyt", "police")  # settings were chosen on these
CONFIRMED_ON = ("congress", "immigration")  # and only confirmed on these
LEAST_WORDS = 3  # in a passage; fewer are a dateline
TOGETHER = 20  # neighbouring sentences of one manifesto, kept on one side


@dataclass(frozen=True, slots=True)
class CodedSet:
    """Passages with their codes."""

    name: str
    passages: tuple[str, ...]
    codes: tuple[str, ...]
    definitions: tuple[str, ...]
    coded: NDArray[np.bool_]  # [passages, codes]
    groups: NDArray[np.int64]  # [passages], of one story

    def part(self, share: int) -> CodedSet:
        """Every so-manieth group."""
        kept = np.flatnonzero(self.groups % share == 0)
        passages = tuple(self.passages[k] for k in kept)
        return CodedSet(self.name, passages, self.codes, self.definitions, self.coded[kept], self.groups[kept])


def coded_set(data: Path, name: str) -> CodedSet:
    """One of the public sets."""
    rows = _READ[name](data / "07_coding")
    said = yaml.safe_load(CODES.read_text(encoding="utf-8"))[name if name in {"police", "immigration"} else "topics"]
    held = {code for _, _, codes in rows for code in codes}
    codes = tuple(code for code in said if code in held)
    coded = np.array([[code in own for code in codes] for _, _, own in rows])
    _, groups = np.unique([group for group, _, _ in rows], return_inverse=True)
    return CodedSet(name, tuple(text for _, text, _ in rows), codes, tuple(said[c] for c in codes), coded, groups)


def halves(chosen: CodedSet, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Passages to code from and passages to test on; groups stay whole."""
    names = np.unique(chosen.groups)
    first = np.random.default_rng(seed).permutation(names)[: len(names) // 2]
    inside = np.isin(chosen.groups, first)
    return np.flatnonzero(inside), np.flatnonzero(~inside)


def drawn(chosen: CodedSet, pool: NDArray[np.int64], n: int, seed: int) -> NDArray[np.int64]:
    """What people have said: 1, 0 or -1 [passages, codes].

    For each code `n` passages with it (all there are, where there are fewer) and as many without it as come on so many
    in the pool: a random sample of the study that happens to hold `n` of the code.
    """
    rng = np.random.default_rng(1000 + seed)
    said = np.full(chosen.coded.shape, -1)
    for code in range(len(chosen.codes)):
        has = chosen.coded[pool, code]
        with_it, without = rng.permutation(pool[has]), rng.permutation(pool[~has])
        some = with_it[:n]
        said[some, code] = 1
        said[without[: round(len(some) * len(without) / max(1, len(with_it)))], code] = 0
    return said


Rows = list[tuple[str, str, set[str]]]


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _police(data: Path) -> Rows:
    rows = _lines(data / "indiapolice" / "sents.jsonl.gz")
    return [
        (str(r["doc_id"]), r["sent_text"].strip(), set(r["sent_labels"]))
        for r in rows
        if len(r["sent_text"].split()) >= LEAST_WORDS
    ]


def _topics(path: Path, code: str, *texts: str) -> Rows:
    with gzip.open(path, "rt", encoding="latin-1") as lines:
        return [
            (f"{n:06}", ". ".join(row[t] for t in texts), {row[code]})
            for n, row in enumerate(csv.DictReader(lines, delimiter=";"))
        ]


def _immigration(data: Path) -> Rows:
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(data / "csta" / "immigration_judgments.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["golden"] != "true" and row["code"]:
                votes[row["sentence"]][row["code"]] += 1
    rows = [r for r in _lines(data / "csta" / "immigration_sentences.jsonl.gz") if r["sentence"] in votes]
    return [
        (f"{n // TOGETHER:06}", r["text"], {"immigration"} if _most(votes[r["sentence"]]) else set())
        for n, r in enumerate(rows)
        if len(r["text"].split()) >= LEAST_WORDS
    ]


def _most(votes: Counter[str]) -> bool:
    return votes["4"] > votes["1"]


_READ = {
    "nyt": lambda data: _topics(data / "rtexttools" / "NYTimes.csv.gz", "Topic.Code", "Title", "Subject"),
    "police": _police,
    "congress": lambda data: _topics(data / "rtexttools" / "USCongress.csv.gz", "major", "text"),
    "immigration": _immigration,
}
