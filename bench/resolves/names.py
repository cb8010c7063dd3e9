"""Names: may two of them be one person's, beside OpenSanctions' LogicV2 and rapidfuzz's token_set_ratio.

Persons: the 276 judged pairs of persons of nomenklatura's name_bench, parted into two halves by the SHA-256 of the two
names. The rules were made while looking at the half "seen"; nobody looked at the rows of the half "held" before they
were measured. F1, precision and recall of "may be one person's", at the threshold each comparison comes with (ours .5,
LogicV2 .7); token_set gets the threshold that is best on all pairs, the kindest to it.

Arabic: words of names in Latin letters, pairs made as `_arabic` says. "Taken for one" is a score of .5 or more for the
two words as names. The lists are split by whoever made them; the rules were made while looking at "train", and the
figures are of "dev". "own" are words that Arabic writes with letters of its own: fewer, but surely Arabic.
"""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.utils import default_process
from reads._peers import asked
from reads.part import Goal, Measured

from recount.resolve.likeness import likeness
from resolves._arabic import Pair, pairs

OURS = 0.5  # MAY_BE_ONE
LOGIC_V2 = 0.7  # its own threshold
SWEPT = (0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
Judged = tuple[str, str, bool]
Score = Callable[[str, str], float]


def measure(data: Path, *, quick: bool) -> Measured:
    """Both benches; with `quick` fewer Arabic pairs."""
    figures = _persons(data / "06_linkage/name_bench/cases.csv")
    figures |= _arabic(data / "06_linkage/arabic_names/variants_dev.jsonl.gz", most=200 if quick else 2_000)
    return Measured(
        figures,
        (
            Goal("persons.ours.f1", ">=", 0.80),
            Goal("persons.held.ours.f1", ">=", 0.80),
            Goal("persons.ours.recall", ">=", "persons.logicv2.recall"),
            Goal("persons.ours.precision", ">=", "persons.logicv2.precision"),
            Goal("arabic.ours.recall", ">=", 0.92),
            Goal("arabic.ours.false", "<=", 0.05),
        ),
        ("persons: F1 of 'may be one person's'", "arabic.*.false: share of two names taken for one, half drawn near"),
    )


def _persons(path: Path) -> dict[str, float]:
    rows = [r for r in csv.DictReader(path.open(encoding="utf-8")) if r["schema"] == "Person"]
    judged = [(r["name1"], r["name2"], r["is_match"] == "true") for r in rows]
    answered = asked("names", "names_alike.py", {"pairs": [j[:2] for j in judged]})
    logic = dict(zip([j[:2] for j in judged], answered["scores"], strict=True))
    began = time.process_time()
    for one, other, _ in judged:
        _ours(one, other)
    seconds = time.process_time() - began
    best = max(SWEPT, key=lambda at: _f1(judged, _token_set, at)[0])
    found: dict[str, float] = {"persons.pairs": len(judged), "persons.token_set.threshold": best}
    halves = {"": judged, "seen.": [j for j in judged if not _held(j)], "held.": [j for j in judged if _held(j)]}
    scores: tuple[tuple[str, Score, float], ...] = (
        ("ours", _ours, OURS), ("logicv2", lambda a, b: logic[a, b], LOGIC_V2), ("token_set", _token_set, best)
    )  # fmt: skip
    for half, listed in halves.items():
        for name, score, at in scores:
            f1, precision, recall = _f1(listed, score, at)
            found[f"persons.{half}{name}.f1"] = f1
            found |= {f"persons.{name}.precision": precision, f"persons.{name}.recall": recall} if not half else {}
    found["persons.ours.us_per_pair"] = 1e6 * seconds / len(judged)
    found["persons.logicv2.us_per_pair"] = 1e6 * answered["seconds"] / len(judged)
    return found


def _held(judged: Judged) -> bool:
    return bool(hashlib.sha256("\0".join(judged[:2]).encode()).digest()[0] & 1)


def _f1(judged: Sequence[Judged], score: Score, at: float) -> tuple[float, float, float]:
    says = [(score(one, other) >= at, same) for one, other, same in judged]
    hits, taken, there = sum(s and t for s, t in says), sum(s for s, _ in says), sum(t for _, t in says)
    return 2 * hits / max(1, taken + there), hits / max(1, taken), hits / max(1, there)


def _arabic(path: Path, *, most: int) -> dict[str, float]:
    listed = pairs(path, most=most)
    words = [(p.left, p.right) for p in listed]
    logic = dict(zip(words, asked("names", "names_alike.py", {"pairs": words})["scores"], strict=True))
    found: dict[str, float] = {"arabic.pairs": len(listed), "arabic.own.pairs": sum(p.own for p in listed)}
    scores: tuple[tuple[str, Score, float], ...] = (
        ("ours", _ours, OURS), ("logicv2", lambda a, b: logic[a, b], LOGIC_V2), ("token_set", _token_set, 0.8)
    )  # fmt: skip
    for name, score, at in scores:
        for group, held in (("", listed), ("own.", [p for p in listed if p.own])):
            found[f"arabic.{group}{name}.recall"] = _taken([p for p in held if p.same], score, at)
            found[f"arabic.{group}{name}.false"] = _taken([p for p in held if not p.same], score, at)
        found[f"arabic.{name}.false_near"] = _taken([p for p in listed if p.near], score, at)
    return found


def _taken(listed: Sequence[Pair], score: Score, at: float) -> float:
    return sum(score(p.left, p.right) >= at for p in listed) / max(1, len(listed))


def _ours(one: str, other: str) -> float:
    return likeness(one, other).score


def _token_set(one: str, other: str) -> float:
    return token_set_ratio(one, other, processor=default_process) / 100
