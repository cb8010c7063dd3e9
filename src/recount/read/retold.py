"""The verb that groups copies, and what is kept of each story so that ten new ones cost little in a large study."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from recount.model import Reading
from recount.read.rows import day
from recount.read.version import rules, standing
from recount.store import Row, Run, Store
from recount.text.language import language_of
from recount.text.story.copies import Known, Sampled, grouped
from recount.text.story.likeness import Likeness
from recount.text.story.phrases import Sample
from recount.text.story.translations import Marks, marks_of, translations

STEPS = ("read.compared", "read.translations", "read.copies")
APART = ("sidebar", "boilerplate")  # what lies in a story's middle but is not its own


def sample_rows(text_id: str, reading: Reading) -> Iterator[dict[str, Any]]:
    """A row for each story: what its copies are found by without its words."""
    places = [(s.kind, s.span.start, s.span.end) for s in reading.stories]
    for n, (kind, _, _) in enumerate(places):
        if kind == "story":
            words = _own_words(reading.text.body, n, places)
            sample = Sample.of(words)
            kept = b64encode(sample.kept.astype("<u8").tobytes()).decode()
            row = {"story_id": f"{text_id}.{n}", "same": sample.same, "phrases": sample.count, "kept": kept}
            yield row | _marks(words, reading.text.metadata.language)


def _marks(words: str, language: str | None) -> dict[str, Any]:
    """What of a story survives translation; none where its language is not known."""
    language = language_of(words) or language
    marks = marks_of("", language or "", words if language else "")
    return {"language": language, "marks": marks.marks, "quotes": marks.quotes, "length": marks.words}


def _own_words(body: str, n: int, places: Sequence[tuple[str, int, int]]) -> str:
    """The words of story `n` without what lies in its middle but is not its own; places are kind, start, end."""
    _, at, end = places[n]
    words = []
    for kind, start, stop in places:
        if kind in APART and at <= start and stop <= end:
            words.append(body[at:start])
            at = stop
    words.append(body[at:end])
    return "\n".join(words)


def copies(store: Store) -> Run:
    """Group the stories that are copies or rewrites of one another; each says why. Mark those that may be translations.

    Samples are kept with the stories, and what comparing two texts gave with their digests: only pairs with new words
    are compared, and the outcome is that of comparing all.
    """
    version, inputs = rules(), store.digest_of("read.stories")
    if all(standing(store, step).get("study") == (version, inputs) for step in STEPS):
        with store.run("read.copies", version=version, inputs=inputs) as run:
            return run
    known, samples = _known(store, version), store.query("samples")
    again = grouped(map(_sampled, samples), lambda story_id: _words(store, story_id), known=known)
    translated = translations([_marked(row) for row in samples if row.language])
    with store.together():
        with store.run("read.compared", version=version, inputs=inputs) as run:
            if not run.done:
                run.add("comparison", _comparison_rows(known))
        with store.run("read.translations", version=version, inputs=inputs) as run:
            if not run.done:
                run.add("translation", (asdict(t) for t in translated))
        with store.run("read.copies", version=version, inputs=inputs) as run:
            if not run.done:
                fields = ("story_id", "group_id", "reason", "earliest")
                run.add("copy", ({f: getattr(c, f) for f in fields} for c in again))
    return run


def _sampled(row: Row) -> Sampled:
    kept = np.frombuffer(b64decode(row.kept), "<u8").astype(np.uint64)
    return Sampled(row.story_id, Sample(row.same, row.phrases, kept), day(row.published_first))


def _marked(row: Row) -> Marks:
    return Marks(row.story_id, row.language, tuple(row.marks), row.quotes, row.length)


def _words(store: Store, story_id: str) -> str:
    text_id, _, n = story_id.rpartition(".")
    (text,) = store.query("text_body", text_id=text_id)
    rows: list[Row] = store.query("stories_of_text", text_id=text_id)
    return _own_words(text.body, int(n), [(r.kind, r.start, r.end_) for r in rows])


def _known(store: Store, version: str) -> Known:
    """What was compared under these rules."""
    found = standing(store, "read.compared").get("study")
    if found is None or found[0] != version:
        return {}
    return {
        (row.left_same, row.right_same): None
        if row.reason is None
        else Likeness(bool(row.weak), row.distance, row.reason)
        for row in store.query("comparisons")
    }


def _comparison_rows(known: Known) -> Iterator[dict[str, Any]]:
    for (left, right), like in sorted(known.items(), key=lambda item: item[0]):
        told = (None, None, None) if like is None else (like.weak, like.distance, like.reason)
        yield {"left_same": left, "right_same": right, **dict(zip(("weak", "distance", "reason"), told, strict=True))}
