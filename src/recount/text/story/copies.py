"""Which stories are copies or rewrites of one another: samples propose pairs, counted phrases decide.

Ten copies of one story are one independent source. A group is joined by what its members share word for word, and
each member says why it is there. Whoever has kept the samples of earlier stories, and what comparing them gave, has
only to sample and compare the new ones; the outcome is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from recount.text.story.candidates import Pair, candidates
from recount.text.story.likeness import Likeness, Told, likeness
from recount.text.story.phrases import Sample

AT_HAND: Final = 4_096  # stories whose phrases are kept while pairs are compared; some 10 kB each

Known = dict[tuple[str, str], Likeness | None]  # by the `same` of two samples, the lesser first


@dataclass(frozen=True, slots=True)
class Telling:
    """One story as it is compared: its id, its words, and the first day it may have been published."""

    story_id: str
    words: str
    published: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """One story whose words need not be at hand."""

    story_id: str
    sample: Sample
    published: date | None = None


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


def copies(tellings: Sequence[Telling]) -> tuple[Copy, ...]:
    """The stories told more than once, as groups with their reasons and their earliest member.

    Stories without a copy are left out. The result does not depend on the order given.
    """
    sampled = [Sampled(t.story_id, Sample.of(t.words), t.published) for t in tellings]
    words = {t.story_id: t.words for t in tellings}
    return grouped(sampled, words.__getitem__, known={})


def grouped(sampled: Iterable[Sampled], words: Callable[[str], str], *, known: Known) -> tuple[Copy, ...]:
    """The same from samples.

    Args:
        sampled: every story.
        words: the words of the story with that id; asked only for stories of pairs that were not compared before.
        known: what comparing gave, by the words of the two; what is found is added, what no pair needs is taken out.
    """
    ordered = sorted(sampled, key=lambda s: (s.published or date.max, s.story_id))
    pairs = candidates([s.sample for s in ordered])
    asked = [_asked(ordered, pair) for pair in pairs]
    known.update(_compared(ordered, {a: p for a, p in zip(asked, pairs, strict=True) if a not in known}, words))
    for unneeded in known.keys() - set(asked):
        del known[unneeded]
    links = sorted(
        _Link(like.weak, like.distance, pair, like.reason)
        for pair, a in zip(pairs, asked, strict=True)
        if (like := known[a]) is not None
    )
    return _groups(ordered, links)


def _asked(ordered: Sequence[Sampled], pair: Pair) -> tuple[str, str]:
    left, right = sorted(ordered[at].sample.same for at in pair)
    return left, right


def _compared(
    ordered: Sequence[Sampled], pairs: Mapping[tuple[str, str], Pair], words: Callable[[str], str]
) -> Iterator[tuple[tuple[str, str], Likeness | None]]:
    @lru_cache(maxsize=AT_HAND)
    def told(at: int) -> Told:
        return Told.of(words(ordered[at].story_id))

    for asked, (left, right) in pairs.items():
        yield asked, likeness(told(left), told(right))


def _groups(ordered: Sequence[Sampled], links: Sequence[_Link]) -> tuple[Copy, ...]:
    home = _homes(len(ordered), links)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(home):
        members[group].append(at)
    inside: defaultdict[int, list[_Link]] = defaultdict(list)
    for link in links:
        if home[link.pair[0]] == home[link.pair[1]]:
            for at in link.pair:
                inside[at].append(link)
    found: list[Copy] = []
    for together in members.values():
        if len(together) > 1:
            found += _told(ordered, together, inside)
    return tuple(sorted(found, key=lambda c: (c.group_id, not c.earliest, c.story_id)))


def _homes(count: int, links: Sequence[_Link]) -> list[int]:
    """For each telling the least index of its group.

    Copies chain: what is a copy of a copy is a copy. A rewrite joins only a group with which it is compared itself:
    a group that came in by a rewrite takes none in, and one that took one in does not go elsewhere.
    """
    home = list(range(count))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
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


def _told(ordered: Sequence[Sampled], group: Sequence[int], inside: Mapping[int, Sequence[_Link]]) -> Iterator[Copy]:
    """The members of one group, each with its best reason, to the earliest first."""
    first = group[0]
    for at in group:
        best = min(inside[at], key=lambda link: (link.weak, first not in link.pair, link.distance, link.pair))
        reason = f"earliest of {len(group)}: {best.reason}" if at == first else best.reason
        yield Copy(ordered[at].story_id, ordered[first].story_id, reason, earliest=at == first)
