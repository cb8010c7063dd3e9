"""The public pages with what people took for their text and their day, and the measures that come with them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

FOLDER = "01_extraction"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages by id: bytes, and what is known of each."""

    bytes_of: dict[str, bytes]
    articles: dict[str, str] = field(default_factory=dict)  # id: the story's words
    segments: dict[str, tuple[list[str], list[str]]] = field(
        default_factory=dict
    )  # id: words that must, must not, stand
    days: dict[str, str] = field(default_factory=dict)  # id: day of publication, ISO


def held_out(page: str) -> bool:
    """Whether a page lies in the half that was never looked at while rules were made."""
    return hashlib.sha1(page.encode()).digest()[-1] % 2 == 1


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def _unpacked(data: Path, wanted: set[str]) -> dict[str, bytes]:
    found = {}
    with tarfile.open(data / FOLDER / "html_pages.tar.xz") as packed:
        for member in packed:
            name = Path(member.name).stem
            if name in wanted and (opened := packed.extractfile(member)):
                found[name] = opened.read()
    return found


def articles(data: Path, *, every: int) -> Pages:
    """News pages whose story was copied out by hand (scrapinghub's benchmark)."""
    gold = json.loads((data / FOLDER / "scrapinghub" / "ground-truth.json").read_text(encoding="utf-8"))
    names = sorted(gold)[::every]
    html = {n: gzip.decompress((data / FOLDER / "scrapinghub" / "html" / f"{n}.html.gz").read_bytes()) for n in names}
    return Pages(html, articles={n: gold[n]["articleBody"] for n in names})


def segments(data: Path, *, every: int) -> Pages:
    """Pages of many kinds and languages with strings that belong to the text and others that do not (trafilatura's)."""
    rows = _lines(data / FOLDER / "trafilatura" / "segments.jsonl")[::every]
    html = _unpacked(data, {str(row["id"]) for row in rows})
    return Pages(html, segments={str(r["id"]): (list(r["with"]), list(r["without"])) for r in rows})  # type: ignore[call-overload]  # lists in the file


def dated(data: Path, *, every: int) -> Pages:
    """Pages whose day of publication is known (htmldate's)."""
    rows = _lines(data / FOLDER / "htmldate" / "dates.jsonl")[::every]
    html = _unpacked(data, {str(row["id"]) for row in rows})
    return Pages(html, days={str(r["id"]): str(r["date"]) for r in rows})


def shingles(words: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, as the benchmark counts them."""
    each = re.findall(r"\w+", words)
    return Counter(tuple(each[i : i + 4]) for i in range(max(1, len(each) - 3)) if each[i : i + 4])


def articles_f1(gold: dict[str, str], made: dict[str, str]) -> float:
    """F of the means of precision and recall over shingles."""
    precision, recall = [], []
    for page, words in gold.items():
        a, b = shingles(words), shingles(made.get(page, ""))
        right = sum((a & b).values())
        if b:
            precision.append(right / sum(b.values()))
        if a:
            recall.append(right / sum(a.values()))
    p, r = (sum(x) / max(1, len(x)) for x in (precision, recall))
    return 2 * p * r / (p + r) if p + r else 0.0


def segments_f1(gold: dict[str, tuple[list[str], list[str]]], made: dict[str, str]) -> float:
    """Micro F over the strings."""
    right = wrong = missed = 0
    for page, (wanted, unwanted) in gold.items():
        text = _plain(made.get(page, ""))
        found = sum(_plain(words) in text for words in wanted)
        right += found
        missed += len(wanted) - found
        wrong += sum(_plain(words) in text for words in unwanted)
    return 2 * right / max(1, 2 * right + wrong + missed)


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def decoded(data: bytes) -> str:
    """For peers that take strings only."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        from trafilatura.utils import decode_file

        return str(decode_file(data))


def timed(way: Callable[[bytes], T], pages: dict[str, bytes], none: T) -> tuple[dict[str, T], float]:
    """What a way makes of each page (`none` where it fails), and pages per second of processor time, one thread."""
    made = {}
    start = time.process_time()
    for page, data in pages.items():
        try:
            made[page] = way(data)
        except Exception:
            made[page] = none
    return made, len(pages) / (time.process_time() - start)


def half(names: Iterable[str], *, held: bool) -> set[str]:
    """The names in the half that was held out, or in the other."""
    return {name for name in names if held_out(name) == held}
