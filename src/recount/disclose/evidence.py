"""The words under a row: in context, with story, source and the hash of the captured bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recount.errors import QuoteNotFound
from recount.store import Row, Store

AROUND = 160  # characters of context on each side, cut back to whole words
BRIEF = 90  # characters of the words that stand in a list of rows

KINDS = ("coding", "claim", "mention", "story", "capture")


def evidence(store: Store, wanted: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """For each (kind, row id): its words, what stands around them, and facts about their source.

    Returns:
        by "kind:row_id", in that order: brief, before, words, after, sha256 and facts (name and value).

    Raises:
        QuoteNotFound: words are not at their place any more; nothing false is ever shown.
    """
    keys = set(wanted)
    bodies = {row.text_id: row.body for row in store.query("text_digests")}
    found = {}
    for kind in KINDS:
        if any(k == kind for k, _ in keys):
            plural = {"story": "stories"}.get(kind, kind + "s")
            for row in store.query(f"evidence_of_{plural}"):
                if (kind, row.row_id) in keys:
                    found[f"{kind}:{row.row_id}"] = _opened(kind, row, bodies.get(row.text_id or "", ""))
    return dict(sorted(found.items()))


def _opened(kind: str, row: Row, body: str) -> dict[str, Any]:
    start, end = _place(kind, row)
    words = body[start:end]
    if kind in ("coding", "claim") and words != row.words:
        raise QuoteNotFound(row.words, row.text_sha256, row.start)
    before, after = _before(body, start), _after(body, end)
    if kind == "story":
        words, before, after = _brief(words, 2 * AROUND), "", ""
    return {
        "brief": _brief(words, BRIEF) or row.origin,
        "before": before,
        "words": words,
        "after": after,
        "sha256": row.sha256,
        "facts": [[name, value] for name, value in _facts(kind, row, start) if value],
    }


def _place(kind: str, row: Row) -> tuple[int, int]:
    if kind == "mention":
        return row.places[0]["start"], row.places[0]["end"]
    if kind == "capture":
        return 0, 0
    return row.start, row.end_


def _brief(words: str, most: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"


def _before(body: str, start: int) -> str:
    cut = body[max(0, start - AROUND) : start]
    return cut if start <= AROUND else "… " + cut.partition(" ")[2]


def _after(body: str, end: int) -> str:
    cut = body[end : end + AROUND]
    return cut if end + AROUND >= len(body) else cut.rpartition(" ")[0] + " …"


def _facts(kind: str, row: Row, start: int) -> list[tuple[str, str | None]]:
    published = row.published_first
    if published and row.published_last not in (None, published):
        published = f"{published} to {row.published_last}"
    source = ", ".join(part for part in (row.publication, row.author, published) if part)
    own = {
        "coding": _of_coding,
        "claim": _of_claim,
        "mention": _of_mention,
    }.get(kind, lambda _: [])(row)
    story = getattr(row, "story_title", None) or row.title
    where = [("Place", f"character {start} of text {row.text_sha256[:12]}")] if kind not in ("capture", "story") else []
    if kind == "capture":
        own = [("Could not be read", row.reason), ("Notes", "; ".join(row.notes or []) or None)]
    tail = [("Story", story), ("Source", source), ("Address", row.address), ("Captured", row.captured_at)]
    return [*own, *tail, ("File", row.origin), *where]


def _of_coding(row: Row) -> list[tuple[str, str | None]]:
    score = f"score {row.score:.2f}" if row.score is not None else None
    by = ", ".join(part for part in (row.coder, score, row.why) if part)
    return [("Coded", f"{row.code} = {row.value}"), ("By", by)]


def _of_claim(row: Row) -> list[tuple[str, str | None]]:
    chain = " ← ".join(", ".join(p for p in (s.get("name"), s.get("role")) if p) or "not named" for s in row.speakers)
    what = f"{row.variable} = {row.value}" if row.variable else None
    certainty = row.certainty if row.certainty != "certain" else None
    denied = "denied" if row.polarity == "denied" else None
    return [("Claim", what), ("Said by", chain or "the account itself"), ("Standing", denied or certainty)]


def _of_mention(row: Row) -> list[tuple[str, str | None]]:
    decided = None if row.is_case else row.not_case or "undecided: the account does not say whether this person left"
    return [("Told as", row.name or "; ".join(row.described_as) or None), ("Role", row.role), ("Case", decided)]
