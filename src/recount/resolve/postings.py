"""By what every mention of a large study can be found, in memory: with whom a mention shares enough to be compared.

A mention is worth comparing with those with whom it shares what few have: one rare name, or several common facts that
few have together. So each key it can be found by weighs as much as it is rare, and with whom its keys add up to nearly
what a suggestion takes is compared. That is what the blocks of `keyed` do for a pile that is compared at once; here
mentions come one after the other, and each is looked up among those before it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import log2
from typing import TYPE_CHECKING, Any

import numpy as np

from recount.resolve.evidence import SHARED, Rarity
from recount.resolve.kin import near_words, other_spellings, words_of
from recount.resolve.pairs import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recount.resolve.facts import Facts

SHORT_BITS = (
    4.0  # by which keys may fall short of what a suggestion takes: gender, ages that fit and what is learnt add it
)
SLIP_BITS = 3.0  # that a key of a word tells less where it is written otherwise


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention, as it is kept."""

    mention: str
    story: str
    account: str  # its copy group, where the story is a copy
    keys: tuple[str, ...]

    @classmethod
    def of(cls, facts: Facts) -> Entry:
        """What a mention can be found by, and the values of which it counts how many accounts tell them."""
        counted = {f"{one.feature} {value}" for one in SHARED for value in one.told(facts)}
        keys = tuple(sorted(keys_of(facts) | counted))
        return cls(facts.mention_id, facts.story_id, facts.copies or facts.account, keys)

    @property
    def row(self) -> list[Any]:
        """As the store keeps it."""
        return [self.mention, self.story, self.account, *self.keys]

    @classmethod
    def of_row(cls, row: Sequence[str]) -> Entry:
        """The entry of a row."""
        mention, story, account, *keys = row
        return cls(mention, story, account, tuple(keys))


class Postings:
    """Who can be found by which key; mentions are added in the order of capture."""

    def __init__(self) -> None:
        self.mentions: list[str] = []
        self._stories: list[str] = []
        self._accounts: set[str] = set()
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._told_by: dict[str, set[str]] = defaultdict(set)

    def add(self, entries: Iterable[Entry]) -> None:
        """Mentions that come after all that are there."""
        for entry in entries:
            at = len(self.mentions)
            self.mentions.append(entry.mention)
            self._stories.append(entry.story)
            self._accounts.add(entry.account)
            for key in entry.keys:
                self._holders[key].append(at)
                if key.startswith(_COUNTED):
                    self._told_by[key].add(entry.account)

    def rarity(self, facts: Iterable[Facts]) -> Rarity:
        """In how many accounts up to now each value is told that these mentions tell."""
        counts: dict[tuple[str, str], int] = {}
        for f in facts:
            told = [(one.feature, value) for one in SHARED for value in one.told(f)]
            for feature, value in (*told, *(("quote", words) for words in f.quotes)):
                counts[feature, value] = len(self._told_by.get(f"{feature} {value}", ()))
        return Rarity(len(self._accounts), counts)

    def pairs(self, facts: Sequence[Facts], *, before: float) -> list[tuple[str, str]]:
        """The last mentions that were added, each with those before it that share enough with it.

        Args:
            facts: of the last mentions, in order.
            before: bits before any evidence, below 0: so many a suggestion must make up for.

        Returns:
            Pairs of mention ids of different stories, left < right, in order.
        """
        least = max(0.0, -before - SHORT_BITS)
        vocabulary = [key.removeprefix("word ") for key in self._holders if key.startswith("word ")]
        near = other_spellings(near_words(words_of(facts), vocabulary))
        holders = cache(lambda key: np.array(self._holders.get(key, ()), dtype=np.int64))
        found: set[tuple[str, str]] = set()
        for at, f in enumerate(facts, start=len(self.mentions) - len(facts)):
            bits = self._bits(f, near)
            held = [own[: np.searchsorted(own, at)] for own in map(holders, bits)]
            if held:
                weights = np.repeat(list(bits.values()), [len(own) for own in held])
                shared = np.bincount(np.concatenate(held), weights=weights)
                others = (self.mentions[n] for n in np.flatnonzero(shared > least) if self._stories[n] != f.story_id)
                found |= {(min(f.mention_id, o), max(f.mention_id, o)) for o in others}
        return sorted(found)

    def _bits(self, facts: Facts, near: dict[str, frozenset[str]]) -> dict[str, float]:
        """What it tells to share each key of a mention, by how many mentions have it."""
        keys = [key for key in keys_of(facts) if not key.startswith("word ")]
        years = sum(key.startswith("born ") for key in keys)  # they are shared together, and count once
        bits = {key: self._told(key) / (years if key.startswith("born ") else 1) for key in keys}
        for word in words_of([facts]):
            bits |= {f"word {other}": max(0.0, self._told(f"word {other}") - SLIP_BITS) for other in near[word]}
        return bits

    def _told(self, key: str) -> float:
        return log2((len(self.mentions) + 2) / (len(self._holders.get(key, ())) + 1))


_COUNTED = (*(f"{one.feature} " for one in SHARED), "quote ")
