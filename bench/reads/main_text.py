"""How well and how fast the stories of a page are told from the rest, beside the free extractors.

Two public sets, each with its own measure: news pages whose story was copied out by hand (`articles`: means of
precision and recall over runs of four words) and pages of many kinds and languages with strings that must and must not
stand in the text (`segments`: micro F). Rules were made with half of each set in view; the other half is given apart
(`held_out`). Every way gets the bytes of a page and gives its text; speed is pages a second of processor time in this
one process and thread. `ours.whole` is all that `recount read` does with a page: text, metadata, days, language, notes.
"""

from __future__ import annotations

import gzip
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pages

from reads.part import Goal, Measured
from recount.text.page import media
from recount.text.page.decode import decoded
from recount.text.page.html import story_words
from recount.text.page.main_text import text_of

Way = Callable[[bytes], str]
PAID = ("AutoExtract", "Diffbot")  # services for money, whose outputs lie with the pages


def ours(data: bytes) -> str:
    return story_words(decoded(data, "page")[0])


def whole(data: bytes) -> str:
    return text_of(data, media.HTML, "page").body


def trafilatura(**options: Any) -> Way:
    from trafilatura import extract

    return lambda data: extract(data, **options) or ""


def resiliparse() -> Way:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda data: extract_plain_text(pages.decoded(data), main_content=True)


def readability() -> Way:
    from lxml import html
    from readability import Document

    def way(data: bytes) -> str:
        story: Any = html.fromstring(Document(pages.decoded(data)).summary())
        return str(story.text_content())

    return way


def newspaper4k() -> Way:
    from newspaper import Article

    def way(data: bytes) -> str:
        story = Article("https://page.example/", fetch_images=False)  # or it asks the net for each
        story.download(input_html=pages.decoded(data))
        story.parse()
        return str(story.text)

    return way


def justext() -> Way:
    from justext import get_stoplist
    from justext import justext as paragraphs

    words = get_stoplist("English") | get_stoplist("German") | get_stoplist("French") | get_stoplist("Spanish")
    return lambda data: "\n".join(p.text for p in paragraphs(data, words) if not p.is_boilerplate)


WAYS: dict[str, Callable[[], Way]] = {
    "ours": lambda: ours,
    "ours.whole": lambda: whole,
    "trafilatura": trafilatura,
    "trafilatura.no_comments": lambda: trafilatura(include_comments=False),
    "trafilatura.precision": lambda: trafilatura(include_comments=False, favor_precision=True),
    "trafilatura.fast": lambda: trafilatura(include_comments=False, fast=True),
    "trafilatura.with_metadata": lambda: trafilatura(include_comments=False, with_metadata=True),
    "resiliparse": resiliparse,
    "readability": readability,
    "justext": justext,
    "newspaper4k": newspaper4k,
}


def stored(data: Path, wanted: dict[str, str]) -> dict[str, float]:
    """F on `articles` of peers whose outputs lie with the pages."""
    found = {}
    for path in sorted((data / pages.FOLDER / "scrapinghub" / "peer_output").glob("*.json.gz")):
        held = json.loads(gzip.decompress(path.read_bytes()))
        output = held.get("output", held)
        made = {n: output[n].get("articleBody") or "" for n in wanted if n in output}
        if len(made) == len(wanted):
            found[path.name.removesuffix(".json.gz")] = pages.articles_f1(wanted, made)
    return found


def measure(data: Path, *, quick: bool) -> Measured:
    """F and pages a second on both sets, of ours and of every free way that is installed."""
    logging.disable(logging.CRITICAL)
    news = pages.articles(data, every=6 if quick else 1)
    mixed = pages.segments(data, every=20 if quick else 1)
    figures: dict[str, float] = {}
    missing = []
    first = next(iter(news.bytes_of.values()))
    for name, make in WAYS.items():
        try:
            way = make()
        except ImportError:
            missing.append(name)
            continue
        pages.timed(way, {"first": first}, "")  # what a way loads on first use is no part of its speed
        made, speed = pages.timed(way, news.bytes_of, "")
        figures[f"{name}.articles_f1"] = pages.articles_f1(news.articles, made)
        figures[f"{name}.articles_pages_per_s"] = speed
        if name == "ours":
            held = pages.half(made, held=True)
            figures["ours.held_out.articles_f1"] = pages.articles_f1(
                {n: words for n, words in news.articles.items() if n in held}, made
            )
        made, speed = pages.timed(way, mixed.bytes_of, "")
        figures[f"{name}.segments_f1"] = pages.segments_f1(mixed.segments, made)
        figures[f"{name}.segments_pages_per_s"] = speed
        if name == "ours":
            held = pages.half(made, held=True)
            figures["ours.held_out.segments_f1"] = pages.segments_f1(
                {n: words for n, words in mixed.segments.items() if n in held}, made
            )
    given = stored(data, news.articles)
    figures |= {f"stored.{name}.articles_f1": f1 for name, f1 in given.items()}
    for which in ("articles", "segments"):
        free = [f1 for name, f1 in figures.items() if name.endswith(f"{which}_f1") and not _is_not_a_free_peer(name)]
        figures[f"best_free.{which}_f1"] = max(free)
    goals = [
        *(Goal(f"ours.{which}_f1", ">=", f"best_free.{which}_f1") for which in ("articles", "segments")),
        *(
            Goal(f"ours.{which}_pages_per_s", ">=", f"trafilatura.{which}_pages_per_s", times=3)
            for which in ("articles", "segments")
        ),
    ]
    remarks = (f"not run (slow, or extra [bench] missing): {', '.join(missing)}",) if missing else ()
    return Measured(figures, tuple(goals), remarks)


def _is_not_a_free_peer(figure: str) -> bool:
    return figure.startswith("ours.") or any(f".{name}." in figure for name in PAID)
