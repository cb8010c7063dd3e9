"""What was captured, what could be read of it, and how many tell independently."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recount.estimate.ground import account, rows_of
from recount.model import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.estimate.ground import Ground
    from recount.model import FigureRow
    from recount.store import Row

TOLD = ("story", "sidebar")  # turns are parts of a story, and boilerplate tells nothing
UNREAD = "language not read"  # how a reader's note begins
INDEPENDENT = "copies and rewrites of one story count once, and so does a sidebar with its story"


def source_figures(ground: Ground) -> Iterator[Figure]:
    """Captures, failures with their reasons, texts, stories, copies, independent accounts."""
    why_not = {c.capture_id: c.reason for c in ground.captures if c.reason}
    # A capture whose bytes no reader can read has a text without words, and the reason in its notes.
    why_not |= {t.capture_id: "; ".join(t.notes) or "no words" for t in ground.texts if not t.characters}
    failed = [c for c in ground.captures if c.capture_id in why_not]
    yield _figure("captures", "Captures", "capture", rows_of("capture", ground.captures, lambda c: c.capture_id))
    reasons = Counter(why_not.values())
    why = "; ".join(f"{n} x {reason}" for reason, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
    rows = rows_of("capture", failed, lambda c: c.capture_id)
    yield _figure("failed", "Captures that could not be read", "capture", rows, note=why or None)
    rows = rows_of("capture", [t for t in ground.texts if t.characters], lambda t: t.capture_id)
    yield _figure("texts", "Texts read", "text", rows)
    unread = [t for t in ground.texts if any(note.startswith(UNREAD) for note in t.notes)]
    rows = rows_of("capture", unread, lambda t: t.capture_id)
    notes = "; ".join(sorted({note for t in unread for note in t.notes}))
    yield _figure("unread", "Texts in a language that is not read", "text", rows, note=notes or None)
    if ground.retracted:
        rows = rows_of("capture", [c for c in ground.captures if c.origin in ground.retracted], lambda c: c.capture_id)
        why = "; ".join(f"{origin}: {reason}" for origin, reason in sorted(ground.retracted.items()))
        yield _figure("retracted", "Accounts that are retracted and not counted", "capture", rows, note=why)
    stories = [s for s in ground.stories if s.kind in TOLD]
    yield _figure("stories", "Stories", "story", rows_of("story", stories, lambda s: s.story_id))
    first = _first_of_each(stories)
    groups = Counter(s.group_id for s in stories if s.group_id)
    copied = [s for s in first if s.group_id and groups[s.group_id] > 1]
    rows = rows_of("story", copied, lambda s: s.story_id)
    yield _figure("copied", "Stories that others copied or rewrote", "story", rows)
    rows = rows_of("story", first, lambda s: s.story_id)
    yield _figure("independent", "Independent accounts", "account", rows, note=INDEPENDENT + _translated(ground))
    telling = {key for case in ground.cases for key in case.accounts}
    rows = rows_of("story", [s for s in first if account(s) in telling], lambda s: s.story_id)
    yield _figure("telling", "Independent accounts that tell of a case", "account", rows, note=INDEPENDENT)


def _translated(ground: Ground) -> str:
    """What to add where stories may be one another's translation, which nothing but a person can say."""
    told = {story.story_id for story in ground.stories}
    pairs = sum(pair.left_id in told and pair.right_id in told for pair in ground.translations)
    return f"; {pairs} pairs of stories may be translations and are counted apart" if pairs else ""


def _figure(name: str, label: str, unit: str, rows: tuple[FigureRow, ...], note: str | None = None) -> Figure:
    n = len(rows)
    return Figure(f"sources.{name}", label, unit, "count of the rows", n, n, rows, note=note, group="sources")


def _first_of_each(stories: list[Row]) -> list[Row]:
    """The earliest story of each independent account, in the order of the stories."""
    chosen: dict[str, Row] = {}
    for story in sorted(stories, key=_rank):
        chosen.setdefault(account(story), story)
    kept = {story.story_id for story in chosen.values()}
    return [story for story in stories if story.story_id in kept]


def _rank(story: Row) -> tuple[bool, bool, str, str, int]:
    day = story.published_first or "9999"
    return (not story.earliest, story.belongs_to is not None, day, story.origin, story.n)
