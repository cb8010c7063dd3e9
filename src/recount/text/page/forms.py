"""Forms of accounts that pages take: entries of a live blog, turns of a talk."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from recount.text.page.body import Line
from recount.text.page.dom import Page
from recount.text.page.layout import LEAST_TURN_SHARE, LEAST_TURNS, alone_over_turns, is_heading, speaker_of

_CLOCK = re.compile(
    r"(?:[^\W\d][^\n\d]{0,24}\s)?(?:\d{1,2}\s[^\W\d]{3,9}\.?,?\s)?(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d)"
    r"\s*(?P<half>[ap])?\.?m?\.?\b.{0,24}$",
    re.IGNORECASE,
)
_LONGEST_CLOCK: Final = 50  # characters of a line that gives an entry's time
_LEAST_ENTRIES: Final = 4  # two or three times on a page are its own dates
_LEAST_TOLD: Final = 0.75  # share of entries that say something


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a live blog."""

    times: dict[int, str] = field(default_factory=dict)  # for the line with which each begins its time, as written
    clocks: frozenset[int] = frozenset()  # lines that give times and nothing else
    note: str = ""


class _Clock(NamedTuple):
    line: int
    part: int
    words: str
    minutes: int  # of the day
    whole: bool  # the line says nothing else


def _minutes(words: str) -> int | None:
    found = _CLOCK.match(words) if len(words) <= _LONGEST_CLOCK else None
    if not found:
        return None
    hour = int(found["hour"]) % 12 if found["half"] else int(found["hour"])
    return 60 * (hour + 12 * ((found["half"] or "").lower() == "p")) + int(found["minute"])


def _clocks(page: Page) -> list[_Clock]:
    found = [
        _Clock(n, one.part, one.words, at, whole=True)
        for n, one in enumerate(page.lines)
        if (at := _minutes(one.words)) is not None
    ]
    told = {clock.line for clock in found}
    for aside in page.asides:
        words = " ".join(aside.words.split())
        at = _minutes(words)
        if at is not None and aside.line not in told:
            found.append(_Clock(aside.line, aside.part, words, at, whole=False))
    return sorted(found)


def _alone(page: Page, clocks: Sequence[_Clock]) -> Iterator[tuple[_Clock, int]]:
    """Each time with the largest part that holds no other."""
    held: Counter[int] = Counter()
    for clock in clocks:
        at = clock.part
        while at >= 0:
            held[at] += 1
            at = page.parts[at].above
    for clock in clocks:
        at = clock.part
        if held[at] > 1:
            continue
        while page.parts[at].above >= 0 and held[page.parts[at].above] == 1:
            at = page.parts[at].above
        yield clock, at


def entries(page: Page, kept: Sequence[int]) -> Entries:
    """Where entries with times of their own stand side by side in parts of one make.

    Args:
        page: with all its lines; times often stand in parts that are otherwise the site's.
        kept: lines of the stories, in order.
    """
    clocks = _clocks(page)
    if len(clocks) < _LEAST_ENTRIES:
        return Entries()
    alike: dict[tuple[int, str, str], list[tuple[_Clock, int]]] = defaultdict(list)
    for clock, at in _alone(page, clocks):
        part = page.parts[at]
        alike[part.above, part.tag, part.make.split(" ")[0]].append((clock, at))
    for each in alike.values():
        begun = {}
        for clock, at in each:
            part = page.parts[at]
            first, last = bisect_left(kept, part.begin), bisect_left(kept, part.end)
            inside = [m for m in kept[first:last] if not (clock.whole and m == clock.line)]
            if any(page.lines[m].prose for m in inside):
                begun[inside[0]] = clock
        if len(begun) >= _LEAST_ENTRIES and len(begun) >= _LEAST_TOLD * len(each):
            return _told(begun)
    return Entries()


def _told(begun: dict[int, _Clock]) -> Entries:
    order = [clock.minutes for clock in begun.values()]
    down = sum(a > b for a, b in pairwise(order))
    which = "newest" if 2 * down > len(order) - 1 else "oldest"
    return Entries(
        {line: clock.words for line, clock in begun.items()},
        frozenset(clock.line for clock in begun.values() if clock.whole),
        f"live blog: {len(begun)} entries, the {which} first, each under its time",
    )


def with_turns(lines: Sequence[Line]) -> tuple[list[Line], str]:
    """The lines with turns of a talk, and what to say of them; as they were where nobody takes turns."""
    opened = [speaker_of(line.words) if line.kind == "paragraph" else None for line in lines]
    who = Counter(name for name, _ in filter(None, opened))
    told = sum(who.values())
    again = len(who) > 1 and who.most_common(1)[0][1] > 1
    if not again or told < LEAST_TURNS or told < LEAST_TURN_SHARE * len(lines):
        may = [line.kind in ("heading", "paragraph", "item") for line in lines]
        named = alone_over_turns([line.words for line in lines], may_speak=may)
        # The lines stay as they were published; their turns are told when stories are cut.
        return list(lines), _transcript(len(named), len(set(named.values()))) if named else ""
    made = []
    for line, turn in zip(lines, opened, strict=True):
        spoken = turn and (who[turn[0]] > 1 or not is_heading(line.words))
        # The body shows "Name: words"; a turn that is written in another way stays as it was written.
        if turn and spoken and line.words.startswith(f"{turn[0]}: ") and line.words[turn[1] :].strip():
            made.append(Line(line.words[turn[1] :], "turn", speaker=turn[0]))
        else:
            made.append(line)
    return made, _transcript(told, len(who))


def _transcript(turns: int, speakers: int) -> str:
    return f"transcript: {turns} turns of {speakers} speakers"
