"""What one story tells of each of its persons, each thing with its exact words.

Two values are two claims; a negated one is denied; nothing is guessed from a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.model.times import UNKNOWN_DATE, DateRange
from recount.text.attribute.ages import ages
from recount.text.attribute.events import joined, left, statuses
from recount.text.attribute.lives import families, genders, occupations
from recount.text.attribute.origins import locations, origins
from recount.text.attribute.scene import AttributeTold, Scene
from recount.text.attribute.ways import units, ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from recount.text.people.people import Told

_PUBLICNESS = {
    "named": "full_name",
    "partial": "partial_name",
    "alias": "pseudonym",
    "role": "anonymous",
    "anonymous": "anonymous",
}


def attributes(doc: Doc, people: Sequence[Told], *, published: DateRange = UNKNOWN_DATE) -> list[AttributeTold]:
    """Everything told of the persons of a parsed story, in the order of the text.

    Args:
        doc: one English story.
        people: its persons, as `people(doc)` gave them.
        published: when the story came out; what is told as present is true then.
    """
    if not people:
        return []
    scene = Scene.of(doc, people, published)
    found = [
        *ages(scene), *genders(scene), *origins(scene), *locations(scene), *families(scene), *occupations(scene),
        *joined(scene), *left(scene), *statuses(scene), *units(scene), *ways(scene), *_publicness(scene),
    ]  # fmt: skip
    return sorted(_once(found), key=lambda a: (a.span, a.person, a.variable))


def _publicness(scene: Scene) -> Iterator[AttributeTold]:
    """How a case appears in this story, by the place where it is named or told of first."""
    for person, told in enumerate(scene.people):
        if not told.is_case:
            continue
        named = [p for p in told.places if p.how == ("name" if told.name else "description")]
        place = (named or list(told.places))[0]
        value = "anonymous" if told.name is None else _PUBLICNESS.get(told.naming, "anonymous")
        yield AttributeTold(person, "attr.publicness", value, place.span)


def _once(found: list[AttributeTold]) -> Iterator[AttributeTold]:
    """Each thing once: the same of one person in the same or overlapping words, or said again with no new time."""
    kept: dict[tuple[int, str, str, str], list[AttributeTold]] = {}
    for one in sorted(found, key=lambda a: a.span):
        same = kept.setdefault((one.person, one.variable, one.value, one.polarity), [])
        timeless = one.variable.startswith("attr.") and one.variable not in {"attr.age", "attr.status_now"}
        if any(one.span.overlaps(other.span) or (timeless and one.variable != "attr.gender") for other in same):
            continue
        same.append(one)
        yield one


__all__ = ["AttributeTold", "attributes"]
