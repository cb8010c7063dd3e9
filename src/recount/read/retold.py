"""The verb that groups copies, and what is kept of each story so that ten new ones cost little in a large study."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from recount.model import Reading
from recount.read.rows import day
from recount.read.version import rules, standing
from recount.store import Row, Run, Store
from recount.text.story.copies import Known, Sampled, grouped
from recount.text.story.likeness import Likeness
from recount.text.story.phrases import Sample

APART = ("sidebar", "boilerplate")  # what lies in a story's middle but is not its own


def sample_rows(text_id: str, reading: Reading) -> Iterator[dict[str, Any]]:
    """A row for each story: what its copies are found by without its words."""
    places = [(s.kind, s.span.start, s.span.end) for s in reading.stories]
    for n, (kind, _, _) in enumerate(places):
        if kind == "story":
            sample = Sample.of(_own_words(reading.text.body, n, places))
            kept = b64encode(sample.kept.astype("<u8").tobytes()).decode()
            yield {"story_id": f"{text_id}.{n}", "same": sample.same, "phrases": sample.count, "kept": kept}


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
    """Group the stories that are copies or rewrites of one another; each says why.

    Samples are kept with the stories, and what comparing two texts gave with their digests: only pairs with new words
    are compared, and the outcome is that of comparing all.
    """
    version, inputs = rules(), store.digest_of("read.stories")
    if standing(store, "read.copies").get("study") == (version, inputs):
        with store.run("read.copies", version=version, inputs=inputs) as run:
            return run
    known = _known(store, version)
    again = grouped(_sampled(store), lambda story_id: _words(store, story_id), known=known)
    with store.together():
        with store.run("read.compared", version=version, inputs=inputs) as run:
            if not run.done:
                run.add("comparison", _comparison_rows(known))
        with store.run("read.copies", version=version, inputs=inputs) as run:
            if not run.done:
                fields = ("story_id", "group_id", "reason", "earliest")
                run.add("copy", ({f: getattr(c, f) for f in fields} for c in again))
    return run


def _sampled(store: Store) -> Iterator[Sampled]:
    for row in store.query("samples"):
        kept = np.frombuffer(b64decode(row.kept), "<u8").astype(np.uint64)
        yield Sampled(row.story_id, Sample(row.same, row.phrases, kept), day(row.published_first))


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
