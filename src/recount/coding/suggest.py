"""The verb that suggests codes for every text of a study."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from recount.coding.cues import cues_for
from recount.coding.placing import Placed, standing_codings
from recount.coding.plan import dealt
from recount.coding.replay import open_codings
from recount.coding.suggestions import CODER, FLOOR, suggest_codings
from recount.model import Claim, DateRange, Mention, Metadata, Passage, Quote, Reading, Span, Speaker, Story, Text
from recount.store import digest
from recount.text.parser import parser_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recount.model import Codebook
    from recount.store import Row, Store


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def suggest(
    store: Store, codebook: Codebook, *, floor: float = FLOOR, tell: Callable[[str, int, int], None] = _silent
) -> int:
    """Suggest codes in every text that changed; how many texts were looked at anew.

    A suggestion that a person rejected, or settled with a coding of the same words, says so in its verdict; all
    others have none. A text whose reading stands is not parsed again when only verdicts change.
    """
    cues = cues_for(codebook)
    signs = [codebook.digest, cues.digest if cues else "", floor, _rules(), parser_version()]
    version = digest(signs)[:32]
    standing = {row.scope: (row.version, row.inputs) for row in store.query("runs_standing", step="coding.suggest")}
    read = _readings(store)
    verdicts = _verdicts(store, codebook)
    todo = []
    for row in store.query("texts_read"):
        key = digest([row.run_id, *read[row.text_id]])[:32]
        inputs = f"{key}:{digest(_signed(verdicts[row.text_id]))[:32]}"
        if standing.get(row.text_id) != (version, inputs):
            todo.append((row, key, inputs))
    for n, (row, key, inputs) in enumerate(todo):
        tell("suggested codings", n, len(todo))
        before, _, _ = standing.get(row.text_id, ("", ""))[1].partition(":")
        same = before == key and standing[row.text_id][0] == version
        made = _as_before(store, row.text_id) if same else _anew(store, row, codebook, floor)
        with store.run("coding.suggest", scope=row.text_id, version=version, inputs=inputs) as run:
            if not run.done:
                run.add("coding", _judged(made, verdicts[row.text_id]))
    return len(todo)


@cache
def _rules() -> str:
    """A name for the rules of suggesting: it changes when a line of them does."""
    found = sha256()
    for path in sorted(files("recount.coding").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".py"):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def _readings(store: Store) -> defaultdict[str, list[str]]:
    """The runs that read each text: their rows go, and ours with them, when one of these is replaced."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for step in ("read.stories", "read.claims"):
        for row in store.query("runs_standing", step=step):
            found[row.scope].append(row.run_id)
    return found


def _verdicts(store: Store, codebook: Codebook) -> defaultdict[str, list[Placed]]:
    """What people decided, by text. A coding that is still blind is no verdict yet: it would show through."""
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for placed in open_codings(standing_codings(store, codebook)[0], dealt(store)):
        found[placed.text_id].append(placed)
    return found


def _signed(placed: Iterable[Placed]) -> list[object]:
    return [[p.decision.hash, p.span.start, p.span.end, p.mention_id] for p in placed]


def _judged(rows: list[dict[str, Any]], verdicts: list[Placed]) -> list[dict[str, Any]]:
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


def _as_before(store: Store, text_id: str) -> list[dict[str, Any]]:
    return [dict(row._asdict()) for row in store.query("suggested_codings_of_text", text_id=text_id, coder=CODER)]


def _anew(store: Store, row: Row, codebook: Codebook, floor: float) -> list[dict[str, Any]]:
    text_id = row.text_id
    passages = store.query("passages_of_text", text_id=text_id)
    reading = _reading(store, row, passages)
    made = []
    for n, coding in enumerate(suggest_codings(reading, codebook, floor=floor)):
        passage = passages[coding.passage] if coding.passage is not None else None
        if passage is not None:
            made.append(
                {
                    "coding_id": f"{text_id}.s{n}",
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
            )
    return made


def _reading(store: Store, row: Row, passages: list[Row]) -> Reading:
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
