"""How often the day of publication is found, and found wrongly, beside htmldate, trafilatura and newspaper4k.

htmldate's own public pages; every way gets the bytes of a page and no address, and gives a day or none. Right is the
very day; a month or a year counts as none. Rules were made with half of the pages in view; `held_out` is the other
half. Shares are of all pages.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pages

from reads.part import Goal, Measured
from recount.errors import Unreadable
from recount.text.page import media
from recount.text.page.main_text import text_of

Way = Callable[[bytes], str | None]


def ours(data: bytes) -> str | None:
    try:
        day = text_of(data, media.HTML, "page").metadata.published
    except Unreadable:
        return None
    return day.first.isoformat() if day.first and day.first == day.last else None


def htmldate(**options: Any) -> Way:
    from htmldate import find_date

    def way(data: bytes) -> str | None:
        found = find_date(pages.decoded(data), original_date=True, **options)
        return str(found) if found else None

    return way


def trafilatura() -> Way:
    from trafilatura import extract_metadata

    return lambda data: getattr(extract_metadata(data), "date", None)


def newspaper4k() -> Way:
    from newspaper import Article

    def way(data: bytes) -> str | None:
        story = Article("https://page.example/", language="en", fetch_images=False)  # or it asks the net for each
        story.download(input_html=pages.decoded(data))
        story.parse()
        return str(story.publish_date)[:10] if story.publish_date else None

    return way


WAYS: dict[str, Callable[[], Way]] = {
    "ours": lambda: ours,
    "htmldate.extensive": htmldate,
    "htmldate.fast": lambda: htmldate(extensive_search=False),
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
}


def shares(gold: dict[str, str], made: dict[str, str | None]) -> tuple[float, float]:
    """Of all pages: the day right, and wrong."""
    right = sum(made.get(page) == day for page, day in gold.items())
    told = sum(bool(made.get(page)) for page in gold)
    return right / len(gold), (told - right) / len(gold)


def measure(data: Path, *, quick: bool) -> Measured:
    """Shares of days right and wrong, and pages a second."""
    logging.disable(logging.CRITICAL)
    dated = pages.dated(data, every=10 if quick else 1)
    figures: dict[str, float] = {}
    missing = []
    for name, make in WAYS.items():
        try:
            way = make()
        except ImportError:
            missing.append(name)
            continue
        made, speed = pages.timed(way, dated.bytes_of, None)
        figures[f"{name}.right"], figures[f"{name}.wrong"] = shares(dated.days, made)
        figures[f"{name}.pages_per_s"] = speed
        if name == "ours":
            held = pages.half(dated.days, held=True)
            gold = {page: day for page, day in dated.days.items() if page in held}
            figures["ours.held_out.right"], figures["ours.held_out.wrong"] = shares(gold, made)
    peers = [name for name in WAYS if name != "ours" and name not in missing]
    figures["best_peer.right"] = max(figures[f"{name}.right"] for name in peers)
    figures["best_peer.wrong"] = min(figures[f"{name}.wrong"] for name in peers)
    goals = (
        Goal("ours.right", ">=", "best_peer.right", plus=0.02),
        Goal("ours.wrong", "<=", "best_peer.wrong", times=0.999),
    )
    remarks = (f"not run (slow, or extra [bench] missing): {', '.join(missing)}",) if missing else ()
    return Measured(figures, goals, remarks)
