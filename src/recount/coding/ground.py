"""What suggested codings rest on: a text as it was read, and what people decided on its words."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from recount.coding.placing import Placed, standing_codings
from recount.coding.plan import dealt
from recount.coding.replay import open_codings
from recount.model import Claim, DateRange, Mention, Metadata, Passage, Quote, Reading, Span, Speaker, Story, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.model import Codebook, Coding
    from recount.store import Row, Store


def silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody how far a step has come."""


@cache
def rules() -> str:
    """A name for the rules of suggesting: it changes when a line of them does."""
    found = sha256()
    for path in sorted(files("recount.coding").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".py"):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def readings(store: Store) -> defaultdict[str, list[str]]:
    """The runs that read each text: their rows go, and ours with them, when one of these is replaced."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for step in ("read.stories", "read.claims"):
        for row in store.query("runs_standing", step=step):
            found[row.scope].append(row.run_id)
    return found


def verdicts_of(store: Store, codebook: Codebook) -> defaultdict[str, list[Placed]]:
    """What people decided, by text. A coding that is still blind is no verdict yet: it would show through."""
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for placed in open_codings(standing_codings(store, codebook)[0], dealt(store)):
        found[placed.text_id].append(placed)
    return found


def signed(placed: Iterable[Placed]) -> list[object]:
    """What a run that gives verdicts is signed with."""
    return [[p.decision.hash, p.span.start, p.span.end, p.mention_id] for p in placed]


def with_verdicts(rows: list[dict[str, Any]], verdicts: list[Placed]) -> list[dict[str, Any]]:
    """The rows with what people decided on the same code and words: the last decision counts."""
    for row in rows:
        span = Span(row["start"], row["end_"])
        row["verdict"] = row["seq"] = None
        for one in verdicts:
            whose = row["mention_id"] is None or one.mention_id in (None, row["mention_id"])
            if one.code == row["code"] and whose and span.overlaps(one.span):
                row["verdict"] = "rejected" if one.rejects else "superseded"
                row["seq"] = one.decision.seq
    return rows


def coding_row(text_id: str, letter: str, n: int, coding: Coding, passage: Row) -> dict[str, Any]:
    """A suggested coding as the store keeps it; `letter` tells one suggester's ids from another's."""
    return {
        "coding_id": f"{text_id}.{letter}{n}",
        "text_id": text_id,
        "story_id": passage.story_id,
        "passage_id": passage.passage_id,
        "mention_id": f"{text_id}.m{coding.mention}" if coding.mention is not None else None,
        "code": coding.code,
        "value": coding.value,
        "start": coding.quote.start,
        "end_": coding.quote.end,
        "words": coding.quote.words,
        "coder": coding.coder,
        "codebook_version": coding.codebook_version,
        "score": coding.score,
        "reason": coding.reason,
    }


def reading_of(store: Store, row: Row, passages: list[Row]) -> Reading:
    """As much of a text's reading as suggestions look at."""
    text_id = row.text_id
    published = DateRange(_day(row.published_first), _day(row.published_last), bool(row.published_precise))
    text = Text(row.body, Metadata(language=row.language, author=row.author, published=published))
    stories = tuple(
        Story(Span(s.start, s.end_), s.kind, s.title, s.belongs_to, s.speaker)
        for s in store.query("stories_of_text", text_id=text_id)
    )
    mentions = tuple(
        Mention(
            story=m.story_n,
            name=m.name,
            spellings=tuple(m.spellings),
            described_as=tuple(m.described_as),
            is_case=bool(m.is_case),
            role=m.role,
            naming=m.naming,
            places=tuple(Span(p["start"], p["end"]) for p in m.places),
        )
        for m in store.query("mentions_of_text", text_id=text_id)
    )
    claims = tuple(
        Claim(
            Quote(row.sha256, c.start, c.words),
            c.kind,
            c.story_n,
            speaker=tuple(
                Speaker(s["name"], s["role"], s["naming"], s["channel"], mention=s["mention"]) for s in c.speakers
            ),
            mention=c.mention_n,
            polarity=c.polarity,
        )
        for c in store.query("claims_of_text", text_id=text_id)
    )
    cut = tuple(Passage(Span(p.start, p.end_), p.story_n) for p in passages)
    return Reading(text, stories, cut, mentions, claims)


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
