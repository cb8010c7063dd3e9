"""Which stories are copies or rewrites of one another: fingerprints propose pairs, counted phrases decide.

Ten copies of one story are one independent source. A group is joined by what its members share word for word, and
each member says why it is there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Final

Pair = tuple[int, int]
Phrase = tuple[str, ...]

# All measured on one page seen through several extractors, and on agency stories printed by several papers: copies
# share .65 and more of the shorter text's five-word phrases, other stories of the same events under .45.
COPIED: Final = 0.6
SAME: Final = 0.9  # of the phrases of both together; below it a head, a tail or a paragraph differs
# Stories of one outlet on one theme share up to .17 of their three-word phrases through repeated background.
REWRITTEN: Final = 0.3
REWRITTEN_WITH_QUOTES: Final = 0.2
QUOTE_WORDS: Final = 6  # a shared quotation of so many words is no chance
LEAST_PHRASES: Final = 12  # shared three-word phrases without which two short texts are not compared
# One-permutation hashing is unsure under about 300 words, so there every phrase is looked up.
SHORT: Final = 300
PERMUTATIONS: Final = 128
BANDS: Final = 64  # of two values: finds 93 of 100 pairs that share a fifth of their phrases, all that share half
SEED: Final = 5_770

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{20,600})[\"”]")


@dataclass(frozen=True)
class Telling:
    """One story as it is compared: its id, its words, and the first day it may have been published."""

    story_id: str
    words: str
    published: date | None = None

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.words.lower()))

    def phrases(self, size: int) -> frozenset[Phrase]:
        """All different runs of `size` words."""
        words = self._words
        return frozenset(words[i : i + size] for i in range(len(words) - size + 1))

    @cached_property
    def threes(self) -> frozenset[Phrase]:
        """Its three-word phrases."""
        return self.phrases(3)

    @cached_property
    def fives(self) -> frozenset[Phrase]:
        """Its five-word phrases."""
        return self.phrases(5)

    @cached_property
    def quotes(self) -> frozenset[Phrase]:
        """Openings of its quotations: their first words, without case and punctuation."""
        quoted = (tuple(_WORD.findall(q.lower())) for q in _QUOTED.findall(self.words))
        return frozenset(q[:QUOTE_WORDS] for q in quoted if len(q) >= QUOTE_WORDS)


@dataclass(frozen=True, slots=True)
class Copy:
    """One member of a group of copies; the group is named after its earliest member."""

    story_id: str
    group_id: str
    reason: str
    earliest: bool


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    """Why two tellings are one story; `weak` links never chain."""

    weak: bool
    distance: float  # 0: all phrases shared
    pair: Pair
    reason: str


def _bands(tellings: Sequence[Telling]) -> Iterator[Pair]:
    """Pairs whose fingerprints of three-word phrases agree in a band."""
    from rensa import RMinHash  # imported on use: a compiled library few commands need

    phrases = [[" ".join(p) for p in sorted(t.threes)] for t in tellings]
    prints = RMinHash.digests_from_token_sets(phrases, PERMUTATIONS, SEED)
    wide = PERMUTATIONS // BANDS
    for band in range(0, PERMUTATIONS, wide):
        seen: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        for at, values in enumerate(prints):
            seen[tuple(values[band : band + wide])].append(at)
        yield from _together(seen.values())


def _together(groups: Iterable[list[int]]) -> Iterator[Pair]:
    for group in groups:
        yield from combinations(group, 2)


def _looked_up(tellings: Sequence[Telling]) -> Iterator[Pair]:
    """Pairs that share a quotation, and pairs with a short text that share enough five-word phrases."""
    quoted: defaultdict[Phrase, list[int]] = defaultdict(list)
    short: defaultdict[Phrase, list[int]] = defaultdict(list)
    for at, telling in enumerate(tellings):
        for quote in sorted(telling.quotes):
            quoted[quote].append(at)
        if len(telling.fives) < SHORT:
            for phrase in telling.fives:
                short[phrase].append(at)
    yield from _together(quoted.values())
    for at, telling in enumerate(tellings):
        shared: defaultdict[int, int] = defaultdict(int)
        for phrase in telling.fives & short.keys():
            for other in short[phrase]:
                shared[other] += 1
        for other, count in shared.items():
            if other != at and count >= COPIED * len(tellings[other].fives) / 2:
                yield (min(at, other), max(at, other))


def _held(left: frozenset[Phrase], right: frozenset[Phrase]) -> float:
    """Share of the smaller set that the larger holds."""
    return len(left & right) / max(1, min(len(left), len(right)))


def _compared(tellings: Sequence[Telling], pair: Pair) -> _Link | None:
    """The reason to hold two tellings for one story, by exact counts; None when there is none."""
    left, right = (tellings[i] for i in pair)
    if len(left.threes & right.threes) < min(LEAST_PHRASES, len(left.threes), len(right.threes)):
        return None
    fives = _held(left.fives, right.fives)
    if fives >= COPIED:
        both = len(left.fives & right.fives) / max(1, len(left.fives | right.fives))
        reason = "same text" if both >= SAME else "same story with another head or tail"
        return _Link(weak=False, distance=1 - fives, pair=pair, reason=reason)
    threes, quotes = _held(left.threes, right.threes), len(left.quotes & right.quotes)
    if threes < (REWRITTEN_WITH_QUOTES if quotes else REWRITTEN):
        return None
    told = f"shares {quotes} {'quotes' if quotes > 1 else 'quote'} and" if quotes else "shares"
    return _Link(
        weak=True, distance=1 - threes, pair=pair, reason=f"rewrite: {told} {100 * threes:.0f} % of its phrases"
    )


def _grouped(count: int, links: Sequence[_Link]) -> list[int]:
    """For each telling the least index of its group.

    Copies chain: what is a copy of a copy is a copy. A rewrite joins only a group with which it is compared itself:
    a group that came in by a rewrite takes none in, and one that took one in does not go elsewhere.
    """
    home = list(range(count))

    def root(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    for link in links:
        if not link.weak:
            a, b = sorted(root(i) for i in link.pair)
            home[b] = a
    hosts: set[int] = set()
    guests: set[int] = set()
    copied = [root(i) for i in range(count)]
    for link in links:
        a, b = sorted(copied[i] for i in link.pair)
        if link.weak and a != b:
            host, guest = (b, a) if a not in hosts and b in hosts else (a, b)
            if guest not in hosts | guests and host not in guests:
                home[guest] = host
                hosts.add(host)
                guests.add(guest)
    return [root(i) for i in range(count)]


def copies(tellings: Sequence[Telling]) -> tuple[Copy, ...]:
    """The stories told more than once, as groups with their reasons and their earliest member.

    Stories without a copy are left out. The result does not depend on the order given.
    """
    ordered = sorted(tellings, key=lambda t: (t.published or date.max, t.story_id))
    pairs = sorted({p for p in (*_bands(ordered), *_looked_up(ordered)) if p[0] != p[1]})
    links = sorted(link for p in pairs if (link := _compared(ordered, p)))
    members: defaultdict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(_grouped(len(ordered), links)):
        members[group].append(at)
    found: list[Copy] = []
    for together in members.values():
        if len(together) > 1:
            found += _told(ordered, together, links)
    return tuple(sorted(found, key=lambda c: (c.group_id, not c.earliest, c.story_id)))


def _told(ordered: Sequence[Telling], group: Sequence[int], links: Sequence[_Link]) -> Iterator[Copy]:
    """The members of one group, each with its best reason, to the earliest first."""
    first = group[0]
    for at in group:
        mine = [link for link in links if at in link.pair and all(i in group for i in link.pair)]
        best = min(mine, key=lambda link: (link.weak, first not in link.pair, link.distance, link.pair))
        reason = f"earliest of {len(group)}: {best.reason}" if at == first else best.reason
        yield Copy(ordered[at].story_id, ordered[first].story_id, reason, earliest=at == first)
