"""Where codings stand: texts by capture, and the persons, stories and passages at a place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from recount.errors import EvidenceError, InputError
from recount.model import Anchor, Span
from recount.text.locate import anchor, locate

if TYPE_CHECKING:
    from recount.store import Row, Store


MANY = 100  # places asked for, from which on fetching all texts at once is cheaper than one by one


def fields(place: Anchor) -> dict[str, str | int]:
    """An anchor as decisions keep it."""
    return {
        "capture_id": place.capture_id,
        "start": place.start,
        "words": place.words,
        "prefix": place.prefix,
        "suffix": place.suffix,
    }


class Texts:
    """Texts and the persons they tell of, fetched as they are asked for."""

    def __init__(self, store: Store, *, many: bool = False) -> None:
        self._store = store
        self._many = many
        self._bodies: dict[str, str | None] = {}
        if many:
            self._bodies.update({row.text_id: row.body for row in store.query("text_digests")})
        self._texts: dict[str, str] = {}  # by what the capture was called
        self._mentions: dict[str, list[Row]] = {}

    @cached_property
    def _by_origin(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._store.query("captures"):
            found[row.origin].append(row.capture_id)
        return found

    def _of_origin(self, origin: str) -> list[str]:
        if self._many:
            return self._by_origin.get(origin, [])
        return [row.capture_id for row in self._store.query("captures_of_origin", origin=origin)]

    def text_of(self, capture: str) -> str:
        """The text of a capture given by id or origin; texts have the ids of their captures."""
        if capture not in self._texts:
            self._texts[capture] = self._found(capture)
        return self._texts[capture]

    def _found(self, capture: str) -> str:
        if self.standing(capture):
            return capture
        known = self._of_origin(capture)
        held = [c for c in known if self.standing(c)]
        if len(held) == 1:
            return held[0]
        if held:
            raise InputError(f"{capture!r} was captured {len(held)} times; give one capture's id: {', '.join(held)}")
        if known:
            raise InputError(f"capture {capture!r} has no text yet; 'recount run' reads it")
        raise InputError(
            f"no capture {capture!r} in this study; 'recount log STUDY --kind capture' shows what was captured"
        )

    def standing(self, text_id: str) -> bool:
        """Whether there is such a text."""
        if text_id not in self._bodies:
            rows = self._store.query("text_body", text_id=text_id)
            self._bodies[text_id] = rows[0].body if rows else None
        return self._bodies[text_id] is not None

    def body(self, text_id: str) -> str:
        """The words of a text that stands."""
        self.standing(text_id)
        return self._bodies[text_id] or ""

    def mentions(self, text_id: str) -> list[Row]:
        """The persons a text tells of."""
        if text_id not in self._mentions:
            self._mentions[text_id] = self._store.query("mentions_of_text", text_id=text_id)
        return self._mentions[text_id]

    def person(self, text_id: str, words: str, *, near: Span) -> Anchor:
        """A place that tells of the person called so, the nearest to `near`.

        Raises:
            InputError: nobody is called so, and the words are not in the text either.
        """
        body = self.body(text_id)
        called = " ".join(words.split()).casefold()
        places = [p for row in self.mentions(text_id) if called in names_of(row) for p in spans(row.places)]
        if places:
            return anchor(body, text_id, min(places, key=lambda p: (abs(p.start - near.start), p.start)))
        try:
            return anchor(body, text_id, locate(words, body, near=near.start))
        except EvidenceError as error:
            told = ", ".join(repr(row.name) for row in self.mentions(text_id) if row.name) or "nobody by name"
            raise InputError(f"no person is told of as {words!r} (the account tells of {told}): {error}") from error

    def mention_at(self, place: Anchor) -> tuple[str | None, str]:
        """The mention that stands where the anchor points now, or None with the reason."""
        body = self.body(place.capture_id)
        try:
            span = locate(place.words, body, prefix=place.prefix, suffix=place.suffix, near=place.start)
        except EvidenceError as error:
            return None, str(error)
        shared = [
            (min(span.end, p.end) - max(span.start, p.start), -row.n, row.mention_id)
            for row in self.mentions(place.capture_id)
            for p in spans(row.places)
        ]
        most = max(shared, default=(0, 0, ""))
        return (most[2], "") if most[0] > 0 else (None, f"no person is told of at {place.words!r} now")


class Stories:
    """Every story and passage by place."""

    def __init__(self, store: Store) -> None:
        self._stories: defaultdict[str, list[Row]] = defaultdict(list)
        for row in store.query("story_places"):
            self._stories[row.text_id].append(row)
        self._passages: defaultdict[str, list[Row]] = defaultdict(list)
        for row in store.query("passage_places"):
            self._passages[row.text_id].append(row)
        self._starts = {text_id: [p.start for p in rows] for text_id, rows in self._passages.items()}

    def at(self, text_id: str, span: Span) -> tuple[str | None, str | None]:
        """The narrowest story and the passage that hold the first character of `span`; None where there is none."""
        k = bisect_right(self._starts.get(text_id, []), span.start)
        passages = [p for p in self._passages[text_id][max(0, k - 4) : k] if span.start < p.end_]
        if passages:
            return passages[-1].story_id, passages[-1].passage_id
        held = [s for s in self._stories[text_id] if s.start <= span.start < s.end_]
        return (min(held, key=lambda s: s.end_ - s.start).story_id if held else None), None


def spans(places: list[Any]) -> list[Span]:
    """Places of a mention as stored, in the order of the text."""
    return sorted(Span(p["start"], p["end"]) for p in places)


def names_of(row: Row) -> set[str]:
    """All that an account calls a person, in lower case."""
    said = [row.name or "", *row.spellings, *row.described_as]
    return {" ".join(name.split()).casefold() for name in said if name}
