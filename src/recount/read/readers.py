"""The seam of reading: who finds persons and claims in a text. The rules do; an endpoint can in their place.

A reader adds recall, never licence: whatever it says, each claim holds words of the text, or is refused with a reason.
Others are found by the entry point group `recount.readers`; a reader's module is imported when it is chosen.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol, cast

from recount.endpoint import Answers
from recount.errors import UnknownReader
from recount.model import EndpointSettings, Reading, ReadSettings, Text

GROUP = "recount.readers"
KEPT = "answers"  # folder of a study that holds what an endpoint answered
_OURS = {"rules": "recount.read.readers:Rules", "endpoint": "recount.read.asked:Asked"}


class Reader(Protocol):
    """Reads one text: stories, passages, persons, claims. Can be pickled, for texts are read by several processes."""

    @property
    def name(self) -> str:
        """What it is called in settings and runs."""
        ...

    @property
    def settings(self) -> dict[str, Any]:
        """All that decides what it reads, without secrets; runs are signed with it."""
        ...

    def read(self, text: Text) -> Reading:
        """All that is read from one text. The same text gives the same reading again."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that ship with Recount, on this machine."""

    read_settings: ReadSettings = ReadSettings()  # noqa: RUF009  # frozen
    endpoint: EndpointSettings = EndpointSettings()  # noqa: RUF009  # frozen
    answers: Answers = Answers()  # noqa: RUF009  # frozen

    @property
    def name(self) -> str:
        """What it is called."""
        return "rules"

    @property
    def settings(self) -> dict[str, Any]:
        """The rules have none; their version is that of the program."""
        return {}

    def read(self, text: Text) -> Reading:
        """All that the rules read from one text."""
        from recount.read.assemble import reading  # imported on use: the parser costs seconds

        return reading(text)


Make = Callable[[ReadSettings, EndpointSettings, Answers], Reader]


def reader(settings: ReadSettings, endpoint: EndpointSettings, *, study: Path | None = None) -> Reader:
    """The reader that the settings name.

    Args:
        settings: of reading.
        endpoint: whom to ask, for a reader that asks.
        study: the study's folder, where answers are kept; None: nothing is kept.

    Raises:
        UnknownReader: there is none of that name.
        EndpointUnfit: the endpoint's address may not be used.
    """
    answers = Answers(study / KEPT if study is not None else None)
    if settings.reader in _OURS:
        module, _, name = _OURS[settings.reader].partition(":")
        make = cast("Make", getattr(importlib.import_module(module), name))
        return make(settings, endpoint, answers)
    others = {entry.name: entry for entry in entry_points(group=GROUP)}
    if settings.reader not in others:
        raise UnknownReader(settings.reader, (*_OURS, *sorted(others)))
    return cast("Make", others[settings.reader].load())(settings, endpoint, answers)
