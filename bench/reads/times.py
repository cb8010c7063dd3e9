"""How well times are read: values on TimeBank and AQUAINT, and 28 expressions of the news as ranges of days.

Value F1 as TempEval-3 counts it: a time is found when it overlaps, right when its TIMEX3 value is the same. HeidelTime
1.8 has .79 on this TimeBank and .73 on this AQUAINT (its wiki, EvaluationResults); it needs Java and is not run here.
dateparser and Recognizers-Text are, on the same texts. One half of each corpus was never looked at while the rules were
mended (`held`, drawn by the digest of its name), and both halves are reported. The 28 expressions are right when both
days are; two more that have no days are left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from reads._peers import asked
from reads._timex import timexes
from reads.part import Goal, Measured
from recount.model import DateRange
from recount.text.time.times import times

HEIDELTIME = {"timebank": 0.79, "aquaint": 0.73}
_Found = list[dict[str, Any]]


def measure(data: Path, *, quick: bool) -> Measured:
    """Ours and the peers'; `quick` takes every eighth news text."""
    news = news_of(data)[:: 8 if quick else 1]
    probe = json.loads((data / "09_mse" / "reference" / "time_expr_probe.json").read_text(encoding="utf-8"))
    given = {
        "news": [{"id": one["id"], "text": one["text"], "day": one["dct"][:10]} for one in news],
        "probe": {"day": probe["pub"], "words": [words for words, *_ in probe["cases"]]},
    }
    theirs = asked("numbers", "times_read.py", given)
    figures = ours(news)
    for name, found in theirs["news"].items():
        figures |= _values(name, news, found, halves=False)
        figures[f"{name}.words_per_s"] = _words(news) / theirs["seconds"][name]
    figures["ours.expressions"] = _right(probe["cases"], [_days(words, probe["pub"]) for words, *_ in probe["cases"]])
    for name, found in theirs["probe"].items():
        figures[f"{name}.expressions"] = _right(probe["cases"], found)
    figures |= {f"heideltime.{corpus}": value for corpus, value in HEIDELTIME.items()}
    figures["ours.over_dateparser"] = min(figures[f"ours.{c}"] / figures[f"dateparser.{c}"] for c in HEIDELTIME)
    goals = [Goal("ours.expressions", ">=", 24), Goal("ours.over_dateparser", ">=", 2)]
    if not quick:
        goals += [Goal(f"ours.{corpus}", ">=", f"heideltime.{corpus}") for corpus in HEIDELTIME]
    return Measured(figures, tuple(goals))


def news_of(data: Path) -> list[dict[str, Any]]:
    """The news texts with their times: id, corpus, dct (when it was written), text, timex."""
    with gzip.open(data / "05_facts" / "timeml" / "tbaq.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def ours(news: list[dict[str, Any]]) -> dict[str, float]:
    """Our value F1 on each corpus and each half of it, and words a second."""
    begin = time.perf_counter()
    found = {one["id"]: _ours(one) for one in news}
    seconds = time.perf_counter() - begin
    return {**_values("ours", news, found), "ours.words_per_s": _words(news) / seconds}


def _ours(one: dict[str, Any]) -> _Found:
    found = timexes(one["text"], date.fromisoformat(one["dct"][:10]))
    return [{"start": t.start, "end": t.end, "value": t.value, "type": t.type} for t in found]


def _words(news: list[dict[str, Any]]) -> int:
    return sum(len(one["text"].split()) for one in news)


def is_held(name: str) -> bool:
    """Whether a text belongs to the half that nobody looked at while mending."""
    return hashlib.sha256(name.encode()).digest()[-1] % 2 == 1


def _values(
    name: str, news: list[dict[str, Any]], found: dict[str, _Found], *, halves: bool = True
) -> dict[str, float]:
    figures = {}
    for corpus in HEIDELTIME:
        texts = [one for one in news if one["corpus"].lower() == corpus]
        figures[f"{name}.{corpus}"] = _f1(texts, found)
        if halves:
            figures[f"{name}.{corpus}_mended"] = _f1([one for one in texts if not is_held(one["id"])], found)
            figures[f"{name}.{corpus}_held"] = _f1([one for one in texts if is_held(one["id"])], found)
    return figures


def _f1(texts: list[dict[str, Any]], found: dict[str, _Found]) -> float:
    right = sum(_matched(one["timex"], found[one["id"]]) for one in texts)
    all_told = sum(len(one["timex"]) + len(found[one["id"]]) for one in texts)
    return 2 * right / max(1, all_told)


def _matched(wanted: _Found, found: _Found) -> int:
    """Times with the right value; each found one answers one wanted one, the widest overlap first."""
    used: set[int] = set()
    right = 0
    for one in wanted:
        near = [i for i, f in enumerate(found) if i not in used and f["start"] < one["end"] and one["start"] < f["end"]]
        if not near:
            continue
        best = max(near, key=lambda i: min(one["end"], found[i]["end"]) - max(one["start"], found[i]["start"]))
        used.add(best)
        right += one["value"] == found[best]["value"]
    return right


def _days(words: str, published: str) -> list[str | None] | None:
    day = date.fromisoformat(published)
    found = times(words, published=DateRange(day, day, precise=True))
    if len(found) != 1:
        return None
    return [bound.isoformat() if bound else None for bound in (found[0].when.first, found[0].when.last)]


def _right(cases: list[list[str]], found: list[list[str | None] | None]) -> int:
    return sum(got == [first, last] for (_, first, last), got in zip(cases, found, strict=True) if first != "*")
