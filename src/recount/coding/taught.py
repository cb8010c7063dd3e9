"""What people have said of the passages of a study so far, as machines may learn it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.coding.learning import UNKNOWN, Coded, Said
from recount.coding.plan import dealt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recount.coding.plan import Deals
    from recount.model import Code, Codebook
    from recount.store import Row, Store

EXAMPLE, NOT = 1.0, -1.0  # what an example, and words on what a code is not, are worth beside a definition
LANGUAGES = (None, "en")  # whose denials and speakers are read


@dataclass(frozen=True)
class Shelf:
    """The passages of a study that are likened to codes, text by text."""

    places: tuple[Row, ...]  # passage_id, story_id, start, end_, story_n
    text_ids: tuple[str, ...]  # of each
    words: tuple[str, ...]  # of each
    within: tuple[int, ...]  # the place of each among the passages of its text
    groups: NDArray[np.int64]  # of each: its story with all parts and copies


def shelf(store: Store) -> Shelf:
    """Every passage of a story in a language that is read, without boilerplate and retracted accounts."""
    gone = store.retracted()
    stories = {row.story_id: row for row in store.query("stories_to_code")}
    roots = dealt(store).roots
    places, text_ids, words, within, groups = [], [], [], [], []
    numbers: dict[str, int] = {}
    for text in store.query("texts_read"):
        if text.language in LANGUAGES and text.text_id not in gone:
            for n, place in enumerate(store.query("passages_of_text", text_id=text.text_id)):
                story = stories[place.story_id]
                if story.kind != "boilerplate":
                    places.append(place)
                    text_ids.append(text.text_id)
                    words.append(text.body[place.start : place.end_])
                    within.append(n)
                    root = stories[roots.get(place.story_id, place.story_id)]
                    groups.append(numbers.setdefault(root.group_id or root.story_id, len(numbers)))
    return Shelf(tuple(places), tuple(text_ids), tuple(words), tuple(within), np.array(groups, dtype=np.int64))


def coded(store: Store, codes: list[Code], held: Shelf) -> Coded:
    """What people said of passages: 1, 0, or nothing known.

    In a story that all its coders are done with, silence says that a code is not there. Elsewhere only what was coded,
    or rejected, is known. Nothing is known where coders still contradict each other, and of a code above or below one
    that was used; nothing of a story that is still coded blind enters at all.
    """
    place = {code.code: n for n, code in enumerate(codes)}
    deals = dealt(store)
    worth = _weights(deals)
    done = {one.story_id for one in deals.stories if one.opened is not None}
    by_text: defaultdict[str, list[Row]] = defaultdict(list)
    for row in store.query("codings_of_people"):
        by_text[row.text_id].append(row)
    rows, said, weights = [], [], []
    for n, passage in enumerate(held.places):
        whole = deals.roots.get(passage.story_id, passage.story_id) in done
        own = [c for c in by_text[held.text_ids[n]] if c.start < passage.end_ and passage.start < c.end_]
        if whole or own:
            rows.append(n)
            said.append(_said(own, place, silent=0 if whole else UNKNOWN))
            weights.append(worth.get(deals.roots.get(passage.story_id, passage.story_id), 1.0))
    table = np.array(said, dtype=np.int64).reshape(len(rows), len(codes))
    index = np.array(rows, dtype=np.int64)
    return Coded(index, table, held.groups[index], np.array(weights))


def _weights(deals: Deals) -> dict[str, float]:
    """How many stories each one stands for that was drawn with a chance of its own; on average one in every draw.

    Stories that much was to be learnt from were drawn more often than others. Weighed by one over its chance each draw
    is like all stories again (Hajek 1971), so that chances learnt from it are not too high.
    """
    by_plan: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for one in deals.stories:
        if one.chance is not None:
            by_plan[one.plan][one.story_id] = 1 / one.chance
    found: dict[str, float] = {}
    for own in by_plan.values():
        mean = sum(own.values()) / len(own)
        found |= {story_id: weight / mean for story_id, weight in own.items()}
    return found


def _said(own: list[Row], place: dict[str, int], *, silent: int) -> list[int]:
    said = [silent] * len(place)
    used = {row.code for row in own if row.verdict == "accepted"}
    for code, n in place.items():
        if any(other != code and (other.startswith(f"{code}.") or code.startswith(f"{other}.")) for other in used):
            said[n] = UNKNOWN
    for row in own:
        if row.code in place:
            n = place[row.code]
            said[n] = {"accepted": 1, "rejected": 0, "disputed": UNKNOWN}.get(row.verdict, said[n])
    return said


def leaves(codebook: Codebook) -> list[Code]:
    """Codes with none below them, and words of their own: the most specific is to be used."""
    above = {code.parent for code in codebook.codes}
    return [code for code in codebook.codes if code.code not in above]


def said_of(codes: list[Code]) -> list[Said]:
    """What the codebook says of each code: its definition with what to include, examples, what it is not."""
    found = []
    for n, code in enumerate(codes):
        found.append(Said(n, " ".join(filter(None, (f"{code.label}.", code.definition, code.include_when)))))
        found += [Said(n, example, EXAMPLE) for example in code.examples]
        if code.exclude_when:
            found.append(Said(n, code.exclude_when, NOT))
    return found
