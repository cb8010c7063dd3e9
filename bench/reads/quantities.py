"""How well counts and their bounds are read: the Recognizers-Text specs and invented sentences, beside two peers.

The specs are those of the peer itself: most of the numbers that it reads there and we do not are arithmetic ("1.1^23",
"thirty-two fifths", "one over twenty") or below zero, which no count is. Its Python engine fails the ranges.
On the specs (English) a result is right when one of ours overlaps it and has its value; F1 over all results of both
sides, for ages the share found. The specs call "between 20 and 30" [20,30); an end counts as right whether open or
closed. On the 60 invented sentences of tests/golden/quantities.jsonl a sentence is right when every count in it has its
low and its high bound. `sums` is the share of the 40 invented cases whose total, parts and verdict are right.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from pathlib import Path
from typing import Any

from reads._peers import asked
from reads.part import Goal, Measured
from recount.text.parser import parse
from recount.text.quantity.bounds import bounds, rejoined
from recount.text.quantity.quantities import quantities
from recount.text.quantity.sums import check_sums

_GOLDEN = Path(__file__).parents[2] / "tests" / "golden"
_SPECS = {"numbers": "NumberModel", "ranges": "NumberRangeModel", "percents": "PercentModel", "ages": "AgeModel"}
_INTERVAL = re.compile(r"([\[(])([^,]*),([^\])]*)([\])])")
_NEAR = 5e-4  # values of the specs are rounded: 0.333 of a third
Result = tuple[int, int, float | None, float | None]  # start, end, low, high
Case = tuple[str, list[Any]]


def measure(data: Path, *, quick: bool) -> Measured:
    """Ours and the peers'; `quick` takes every fourth case of the specs."""
    specs = {kind: _spec(data, name)[:: 4 if quick else 1] for kind, name in _SPECS.items()}
    golden = [json.loads(line) for line in (_GOLDEN / "quantities.jsonl").open(encoding="utf-8")]
    texts = {kind: [text for text, _ in cases] for kind, cases in specs.items()}
    texts["sentences"] = [one["text"] for one in golden]
    theirs = asked("numbers", "quantities_read.py", {"texts": texts})
    ours = {kind: [_ours(text, kind) for text in texts[kind]] for kind in _SPECS}
    ours["sentences"] = [_counts(text) for text in texts["sentences"]]
    figures: dict[str, float] = {}
    for name, found in (("ours", ours), ("recognizers", theirs["recognizers"]), ("quantulum3", theirs["quantulum3"])):
        for kind, cases in specs.items():
            figures[f"{name}.{kind}"] = _score(cases, found[kind], recall=kind == "ages")
        figures[f"{name}.sentences"] = _kept(golden, found["sentences"])
    figures["ours.sums"] = _sums()
    figures |= _speed(texts["sentences"] + texts["numbers"], theirs["seconds"], texts)
    goals = [Goal("ours.sentences", ">=", 0.95), Goal("ours.sums", ">=", 1.0)]
    goals += [Goal("ours.ranges", ">=", f"{peer}.ranges", times=2) for peer in ("recognizers", "quantulum3")]
    return Measured(figures, tuple(goals))


def _spec(data: Path, name: str) -> list[Case]:
    path = data / "05_facts" / "recognizers_specs" / f"{name}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [(case["Input"], case["Results"]) for case in json.load(file)]


def _ours(text: str, kind: str) -> list[Result]:
    found = [b for b in bounds(text) if kind != "percents" or b.kind == "percent"]
    if kind == "ranges":
        found = [b for b in found if b.low != b.high]
    return [(b.span.start, b.span.end, *_told(b, kind)) for b in found]


def _told(bound: Any, kind: str) -> tuple[float | None, float | None]:
    """Low and high as the specs count them: "two thirds" is a number, "40 %" of a number is still 40."""
    if kind == "ranges":
        return bound.low, bound.high
    if bound.share is not None and bound.unit != "percent":
        return bound.share, bound.share
    if kind == "numbers" and bound.kind == "percent" and bound.written == "words":
        return bound.share, bound.share
    return bound.value, bound.value


def _counts(text: str) -> list[Result]:
    told = quantities(parse(rejoined(text)))
    return [(t.span.start, t.span.end, t.quantity.low, t.quantity.high) for t in told]


def _score(cases: list[Case], found: list[list[Result]], *, recall: bool) -> float:
    right = sum(_right(one, own) for (_, results), own in zip(cases, found, strict=True) for one in results)
    wanted = sum(len(results) for _, results in cases)
    given = sum(len(own) for own in found)
    return right / max(1, wanted) if recall else 2 * right / max(1, wanted + given)


def _right(result: dict[str, Any], found: list[Result]) -> bool:
    near = [one for one in found if one[0] <= result["End"] and result["Start"] < one[1]]
    value = result["Resolution"]["value"]
    return value is not None and any(_same(value, low, high) for _, _, low, high in near)


def _same(value: str, low: float | None, high: float | None) -> bool:
    interval = _INTERVAL.fullmatch(value)
    if interval is None:
        try:
            wanted = float(value.replace("%", "").replace(",", ""))
        except ValueError:
            return False
        return low is not None and low == high and abs(low - wanted) <= _NEAR * max(1.0, abs(wanted))
    begins, ends = (float(end) if end.strip() else None for end in interval.group(2, 3))
    return _end(begins, low, by=1.0 if interval[1] == "(" else 0.0) and _end(
        ends, high, by=-1.0 if interval[4] == ")" else 0.0
    )


def _end(wanted: float | None, got: float | None, *, by: float) -> bool:
    """Whether an end of a range is the one wanted; 0 is an open low end of what is counted."""
    if wanted is None:
        return got in (None, 0.0)
    return got is not None and min(abs(got - wanted), abs(got - wanted - by)) <= _NEAR * max(1.0, abs(wanted))


def _kept(golden: list[dict[str, Any]], found: list[list[Result]]) -> float:
    return sum(all_kept(case, own) for case, own in zip(golden, found, strict=True)) / len(golden)


def all_kept(case: dict[str, Any], found: list[Result]) -> bool:
    """Whether each count of a golden sentence has its two bounds."""
    for count in case["counts"]:
        start = case["text"].index(count["words"])
        near = [one for one in found if one[0] < start + len(count["words"]) and start < one[1]]
        if not any((one[2], one[3]) == (count["low"], count["high"]) for one in near):
            return False
    return True


def _sums() -> float:
    cases = [json.loads(line) for line in (_GOLDEN / "sums.jsonl").open(encoding="utf-8")]
    right = 0
    for case in cases:
        told = quantities(parse(case["text"]))
        made = [
            (
                None if s.total is None else told[s.total].span,
                [told[n].span for n in s.parts],
                s.adds_up,
                list(s.readings),
            )
            for s in check_sums(told, case["text"])
        ]
        wanted = case["sums"]
        right += len(made) == len(wanted) and all(
            _is_sum(case["text"], w, m) for w, m in zip(wanted, made, strict=True)
        )
    return right / len(cases)


def _is_sum(text: str, wanted: dict[str, Any], made: tuple[Any, list[Any], bool, list[str]]) -> bool:
    total, parts, adds_up, readings = made
    if (wanted["total"] is None) != (total is None) or len(parts) != len(wanted["parts"]):
        return False
    if total is not None and wanted["total"] not in total.of(text):
        return False
    named = all(words in part.of(text) for words, part in zip(wanted["parts"], parts, strict=True))
    return named and adds_up == wanted["adds_up"] and readings == wanted["readings"]


def _speed(sentences: list[str], seconds: dict[str, float], texts: dict[str, list[str]]) -> dict[str, float]:
    """Words a second: the words alone, and what quantities cost on top of a parse that is there already."""
    docs = [parse(text) for text in sentences]
    words = sum(len(text.split()) for text in sentences)
    begin = time.perf_counter()
    for text in sentences:
        bounds(text)
    alone = time.perf_counter()
    for doc in docs:
        quantities(doc)
    figures = {
        "ours.bounds_words_per_s": words / (alone - begin),
        "ours.quantities_words_per_s": words / (time.perf_counter() - alone),
    }
    every = sum(len(text.split()) for listed in texts.values() for text in listed)
    return figures | {f"{name}.words_per_s": every / took for name, took in seconds.items()}
