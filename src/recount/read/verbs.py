"""The verbs of reading: each takes a study's store and does only what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from recount.errors import InputError, Unreadable
from recount.model import Metadata, Reading, Text
from recount.read.pages import LONGEST, too_long
from recount.read.pool import in_order
from recount.read.readers import Reader, Rules
from recount.read.retold import sample_rows
from recount.read.rows import (
    claim_rows,
    mention_rows,
    metadata_of,
    passage_rows,
    refused_rows,
    story_rows,
    text_of_row,
    text_row,
)
from recount.read.version import rules, standing
from recount.store import Row, Store, digest
from recount.text.page.main_text import reader_version, text_of
from recount.text.story.stories import stories as split
from recount.text.time.days import day_range
from recount.text.tongues import tongues_version

# Seconds that one processor needs, on the slow side of what was measured; they only decide whether a pool pays.
TEXT_COSTS_S = 1 / 40
CHARACTER_COSTS_S = 1 / 12_000

Tell = Callable[[str, int, int], None]  # what, how many done, how many in all


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def supplied(published: str | None) -> Metadata:
    """Metadata of a text whose day, month or year of publication somebody supplies; InputError for other words."""
    if not published:
        return Metadata()
    when = day_range(published)
    if not when.known:
        raise InputError(f"{published!r} is no date of publication; give YYYY, YYYY-MM or YYYY-MM-DD")
    return Metadata(published=when, found=(("published", "supplied"),))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A capture whose bytes are to be read."""

    capture_id: str
    data: bytes
    media_type: str
    origin: str
    supplied: Metadata
    captured: date


def _text(waiting: _Waiting) -> Text:
    """The text of a capture; without words, and with the reason in its notes, where there is none."""
    try:
        made = text_of(
            waiting.data, waiting.media_type, waiting.origin, supplied=waiting.supplied, not_after=waiting.captured
        )
        long = sum(too_long(s) for s in split(made)) if len(made.body) > LONGEST else 0
        note = (f"not read for claims: {long} of its stories are longer than {LONGEST} characters",) if long else ()
        return replace(made, notes=made.notes + note)
    except Unreadable as error:
        return Text("", waiting.supplied, (), reader_version(), (f"cannot be read: {error.reason}",))


def texts(store: Store, *, tell: Tell = _silent) -> int:
    """Make a text of every capture whose bytes can be read; how many were made anew.

    A capture that this reader cannot read gets an empty text whose notes give the reason.
    """
    version = f"{reader_version()}; {rules()}"
    stands = standing(store, "read.texts")
    todo: list[tuple[Row, str]] = []
    told = store.supplied()
    for capture in store.query("captures"):
        row = capture._replace(supplied=told[capture.source_id])
        signed = digest([row.sha256, row.media_type, row.origin, row.supplied, row.captured_at[:10]])
        if row.sha256 and row.reason is None and stands.get(row.capture_id) != (version, signed):
            todo.append((row, signed))
    for at in range(0, len(todo), 256):  # so many captures' bytes in memory at once
        batch = todo[at : at + 256]
        waiting = [_waiting(store, row) for row, _ in batch]
        made = []
        for n, text in enumerate(in_order(_text, waiting, costs_s=len(waiting) * TEXT_COSTS_S)):
            tell("texts", at + n, len(todo))
            made.append(text)
        with store.together("read.texts"):
            for (row, signed), text in zip(batch, made, strict=True):
                with store.run("read.texts", scope=row.capture_id, version=version, inputs=signed) as run:
                    if not run.done:
                        run.add("text", [text_row(row.capture_id, text)])
    return len(todo)


def _waiting(store: Store, row: Row) -> _Waiting:
    taken = date.fromisoformat(row.captured_at[:10])
    return _Waiting(
        row.capture_id, store.blob(row.sha256), row.media_type, row.origin, metadata_of(row.supplied), taken
    )


RULES = Rules()


def stories(store: Store, *, reader: Reader = RULES, tell: Tell = _silent) -> int:
    """Cut every text into stories and passages; how many texts were read anew.

    One parse serves passages and claims, so the claims of a text that is read anew are signed in the same pass.
    """
    return _read(store, reader, tell, "stories")


def claims(store: Store, *, reader: Reader = RULES, tell: Tell = _silent) -> int:
    """Persons and claims of every story; how many texts were read anew."""
    return _read(store, reader, tell, "claims")


def signature(reader: Reader) -> str:
    """Version of all that reads: rules, parser and, where it is not the rules, who was asked with which settings."""
    version = f"{rules()}; {tongues_version()}"
    if reader.name == RULES.name:
        return version
    asked = f"{reader.settings.get('model', '')} at {reader.settings.get('host', '')}"
    return f"{version}; {reader.name} {asked}, settings {digest([reader.settings])[:12]}"


def _todo(store: Store, version: str) -> list[tuple[Row, str]]:
    runs = {step: standing(store, step) for step in ("read.stories", "read.claims")}
    todo = []
    for row in store.query("texts_read"):
        signed = digest([row.run_id, row.sha256])
        if any(runs[step].get(row.text_id) != (version, signed) for step in runs):
            todo.append((row, signed))
    return todo


def _read(store: Store, reader: Reader, tell: Tell, what: str) -> int:
    version = signature(reader)
    todo = _todo(store, version)
    waiting = [text_of_row(row) for row, _ in todo]
    # Who waits for an endpoint needs no second processor.
    costs_s = sum(len(text.body) for text in waiting) * CHARACTER_COSTS_S if reader.name == RULES.name else 0.0
    made = in_order(reader.read, waiting, costs_s=costs_s)
    for n, ((row, signed), one) in enumerate(zip(todo, made, strict=True)):
        tell(what, n, len(todo))
        with store.together():
            _write(store, row.text_id, one, version, signed, reader.settings)
    return len(todo)


def _write(store: Store, text_id: str, one: Reading, version: str, signed: str, settings: dict[str, Any]) -> None:
    with store.run("read.stories", scope=text_id, version=version, inputs=signed) as run:
        if not run.done:
            run.add("story", story_rows(text_id, one))
            run.add("passage", passage_rows(text_id, one))
            run.add("sample", sample_rows(text_id, one))
    with store.run("read.claims", scope=text_id, version=version, inputs=signed, settings=settings) as run:
        if not run.done:
            run.add("mention", mention_rows(text_id, one))
            run.add("claim", claim_rows(text_id, one))
            run.add("refused", refused_rows(text_id, one))
