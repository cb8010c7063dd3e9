"""Which stories may be one another's translation: the same names, numbers and quotations in the same order.

Nothing is translated. What survives translation is looked for: numbers, the names of people and places by their
consonants, whatever the script, how many quotations there are, and the order in which all of these come. A pair is
marked with what it shares, never joined: whether it is a translation, or two reports of one event, is for people.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from recount.text.names import consonant_skeleton

# Chosen on invented stories with translations and with other reports of the same events (tests/golden/translations).
LEAST: Final = 6  # names and numbers that two stories share
LEAST_NAMES: Final = 3
SHARE: Final = 0.5  # of the names and numbers of the one that has fewer
IN_ORDER: Final = 0.75  # of those shared, the longest run that comes in the same order; by chance it is half
LONGER: Final = 2.5  # times, by which one may have more words
OFTEN: Final = 50  # stories of one language; what more of them hold says nothing
CONSONANTS: Final = 3  # of a name, below which two differ by chance too seldom

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f\u2009' ]\d{3})*(?!\d)|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{8,600}[\"”“»]")
_ENDS = re.compile(r"[.!?:\n]\W*$")
_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Marks:
    """What of a story survives translation, in the order in which it comes first."""

    story_id: str
    language: str
    marks: tuple[str, ...]  # numbers as digits, names as their consonants
    quotes: int
    words: int


@dataclass(frozen=True, slots=True)
class Translation:
    """Two stories in two languages that may be one, and what they share."""

    left_id: str
    right_id: str
    reason: str


def marks_of(story_id: str, language: str, words: str) -> Marks:
    """The marks of one story in a known language."""
    found: dict[str, None] = {}
    count = 0
    for match in _TOKEN.finditer(words):
        count += 1
        token = match.group()
        if token[0].isdigit():
            digits = "".join(str(unicodedata.digit(c)) for c in _NOT_DIGIT.sub("", token)).lstrip("0")
            if len(digits) > 1:
                found.setdefault(digits)
        elif _may_name(words, match):
            skeleton = _plain(token)
            if len(skeleton) >= CONSONANTS:
                found.setdefault(skeleton)
    return Marks(story_id, language, tuple(found), len(_QUOTED.findall(words)), count)


def _may_name(words: str, match: re.Match[str]) -> bool:
    """Whether a word is written like a name: with a capital inside a sentence, or in a script without capitals."""
    first = match.group()[0]
    if first.lower() == first.upper():
        return True
    return first.isupper() and not _ENDS.search(words, max(0, match.start() - 4), match.start()) and match.start() > 0


def _plain(token: str) -> str:
    """The consonants of a name as most languages of Europe would spell them."""
    bare = re.sub(r"['\u2019](?:s|S)$", "", token)
    skeleton = consonant_skeleton(bare)
    return skeleton[:1] + re.sub(r"[aeiouyhwj]", "", skeleton[1:]).translate(_ALIKE)


_ALIKE = str.maketrans("cqzv", "kksf")


def translations(stories: Sequence[Marks]) -> tuple[Translation, ...]:
    """The pairs that may be translations of one another, in the order of their ids. The order given does not matter."""
    ordered = sorted(stories, key=lambda s: s.story_id)
    found = [
        Translation(ordered[a].story_id, ordered[b].story_id, reason)
        for (a, b), shared in sorted(_sharing(ordered).items())
        if shared >= LEAST and (reason := _compared(ordered[a], ordered[b])) is not None
    ]
    return tuple(found)


def _sharing(stories: Sequence[Marks]) -> Mapping[tuple[int, int], int]:
    """How many marks stories in different languages share, of those that tell stories apart."""
    holding: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, story in enumerate(stories):
        for mark in story.marks:
            holding[mark][story.language].append(at)
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for by_language in holding.values():
        if len(by_language) > 1:
            for pair in _pairs([at for at in by_language.values() if len(at) <= OFTEN]):
                shared[pair] += 1
    return shared


def _pairs(groups: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for n, left in enumerate(groups):
        for right in groups[n + 1 :]:
            yield from ((min(a, b), max(a, b)) for a in left for b in right)


def _compared(left: Marks, right: Marks) -> str | None:
    """What two stories share, when it is enough to think of a translation."""
    place = {mark: at for at, mark in enumerate(right.marks)}
    shared = [mark for mark in left.marks if mark in place]
    names = [mark for mark in shared if not mark.isdigit()]
    fewer = min(len(left.marks), len(right.marks))
    longer, shorter = max(left.words, right.words), min(left.words, right.words)
    if len(shared) < LEAST or len(names) < LEAST_NAMES or len(shared) < SHARE * fewer or longer > LONGER * shorter:
        return None
    kept = _longest_run([place[mark] for mark in shared])
    if kept < IN_ORDER * len(shared):
        return None
    quotes = f", {left.quotes} quoted in both" if left.quotes and left.quotes == right.quotes else ""
    return (
        f"may be a translation ({left.language}, {right.language}): {len(names)} names and {len(shared) - len(names)} "
        f"numbers shared, {kept} of {len(shared)} in the same order{quotes}"
    )


def _longest_run(places: Sequence[int]) -> int:
    """Length of the longest ascending subsequence (Schensted 1961)."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
