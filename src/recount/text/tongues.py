"""The languages whose stories are read, and the seam by which another one is added.

A tongue is a module, or any object, with the functions of `Tongue`. English ships here; a package adds another by an
entry point of the group `recount.tongues` whose name is the ISO 639-1 code. No room above needs to know.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, cast

from recount.model import UNKNOWN_DATE, Block, DateRange, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from recount.text.attribute.scene import AttributeTold
    from recount.text.people.people import Told as Person
    from recount.text.quantity.told import Told as Counted
    from recount.text.speech.speech import Said
    from recount.text.time.times import TimeTold

GROUP = "recount.tongues"
DEFAULT = "en"  # what a text is read as when it is too short to say
OURS = {DEFAULT: "recount.text.english"}


class Tongue(Protocol):
    """How the stories of one language are read; all places are into the story's words.

    A tongue reads what it can and leaves the rest empty: no claim is better than one on words it did not understand.
    """

    def parse(self, text: str) -> Doc:
        """The story as tokens and sentences."""
        ...

    def parser_version(self) -> str:
        """What runs are signed with."""
        ...

    def passages(self, doc: Doc) -> tuple[Span, ...]:
        """Its sentences."""
        ...

    def people(self, doc: Doc, *, narrator: str | None = None) -> list[Person]:
        """The persons it tells of."""
        ...

    def speech(self, doc: Doc, *, blocks: Sequence[Block] = (), author: str | None = None) -> list[Said]:
        """Who says what."""
        ...

    def quantities(self, doc: Doc, dated: Sequence[TimeTold] | None = None) -> list[Counted]:
        """How many; `dated` are the times of the same story, whose numbers count nothing."""
        ...

    def times(self, text: str, *, published: DateRange = UNKNOWN_DATE, loose: bool = False) -> list[TimeTold]:
        """When; with `loose` also words that only say on which side of publication something lies ("now")."""
        ...

    def attributes(
        self, doc: Doc, people: Sequence[Person], *, published: DateRange = UNKNOWN_DATE
    ) -> list[AttributeTold]:
        """What is told of each person."""
        ...


@cache
def _others() -> dict[str, tuple[str, str]]:
    """Code -> module, and package with version, of tongues that other packages bring."""
    return {
        entry.name: (entry.value, f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value)
        for entry in entry_points(group=GROUP)
    }


def is_read(language: str | None) -> bool:
    """Whether stories in this language are read for persons and claims; an unknown one is read as English."""
    return language is None or language in OURS or language in _others()


def tongue(language: str | None) -> Tongue:
    """How stories of this language are read; of one that is not read, the default's way of cutting sentences."""
    code = language if language is not None and is_read(language) else DEFAULT
    place = OURS.get(code) or _others()[code][0]
    return cast("Tongue", importlib.import_module(place))  # imported on use: parsers take seconds


def tongues_version() -> str:
    """Parser of the default tongue, and the packages that bring others."""
    more = "".join(f"; {code}: {package}" for code, (_, package) in sorted(_others().items()))
    return tongue(DEFAULT).parser_version() + more
