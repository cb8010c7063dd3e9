"""Pairs that share a key, at any size: a key that many hold is joined with what else each of them has.

A common key by itself would give pairs by the million and tell little. Instead of dropping it, two common keys of one
holder make one rarer key, and where that is still common, three, and so on. So no key gives more than `most` squared
pairs, and what pairs are found by depends on what is rare in the pile at hand, not on rules written beforehand. All on
arrays; joined keys are made and sorted a part at a time, since they are many times as many as the keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 60  # holders of a key that are compared with each other; by bench/resolve.py, part blocking
EACH = 80  # pairs for each holder, at each number of joined keys: past it the rarer keys go first; the same
JOINED = 3  # keys that are joined at most
AT_ONCE = 8_000_000  # joined keys that are sorted, or pairs that are held before doubles go: some 200 MB
PARTS = 4  # of them that are made together
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


class _Keys(NamedTuple):
    """Who holds which key, and at which place of the holder's own list its last part stands."""

    holder: np.ndarray  # ints [n]
    key: np.ndarray  # unsigned 64-bit [n]
    place: np.ndarray  # ints [n]

    def only(self, kept: np.ndarray | slice) -> _Keys:
        return _Keys(self.holder[kept], self.key[kept], self.place[kept])


@dataclass(frozen=True, slots=True)
class Blocks:
    """Who is compared with whom: all who stand in one block. A pair may stand in several."""

    held: np.ndarray  # ints [n], the holders, in order within each block, block after block
    size: np.ndarray  # ints [blocks], how many each has
    many: int  # holders there are; some may stand in none

    @property
    def numbers(self) -> np.ndarray:
        """The block of each place of `held`, ints [n], 0 and up, in order."""
        return np.repeat(np.arange(len(self.size), dtype=np.int32), self.size)

    def pairs(self, *, of: np.ndarray | None = None) -> np.ndarray:
        """The pairs that stand in a block, ints [pairs, 2], left < right, each once, in order.

        Args:
            of: ints [holders], what each holder is of; two of one are no pair. None: all may be.
        """
        start = np.cumsum(self.size) - self.size
        found = np.zeros(0, dtype=np.int64)
        waiting: list[np.ndarray] = []
        for size in np.unique(self.size).tolist():
            left, right = np.triu_indices(size, 1)
            begin = start[self.size == size]
            step = max(1, AT_ONCE // len(left))
            for at in range(0, len(begin), step):
                own = self.held[begin[at : at + step, None] + np.arange(size)].astype(np.int64)
                one, other = own[:, left].ravel(), own[:, right].ravel()
                apart = slice(None) if of is None else of[one] != of[other]
                waiting.append((one * self.many + other)[apart])
                if sum(map(len, waiting)) > AT_ONCE + len(found) // 2:
                    found, waiting = _once([found, *waiting]), []
        return self._decoded(_once([found, *waiting]))

    def drawn(self, most: int, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Some of these pairs, and how many each stands for, without all of them being made.

        Places of pairs are drawn, and a pair that stands in several blocks has as many places: it stands for so much
        less. The sums come to those of all pairs in the mean (Hansen and Hurwitz 1943, "On the theory of sampling from
        finite populations").

        Args:
            most: how many at most; where there are no more places than these, the pairs are all.
            seed: of the draw.

        Returns:
            Ints [pairs, 2], left < right, each once, in order, and floats [pairs].
        """
        size = self.size.astype(np.int64)
        places = np.append(0, np.cumsum(size * (size - 1) // 2))
        total = int(places[-1])
        at = np.arange(total) if total <= most else np.random.default_rng(seed).integers(0, total, size=most)
        block = np.searchsorted(places, at, side="right") - 1
        # The n-th pair of a block, counted by its right end: (0, 1), (0, 2), (1, 2), (0, 3) and so on.
        nth = at - places[block]
        right = ((1 + np.sqrt(8 * nth + 1)) / 2).astype(np.int64)
        start = np.cumsum(size) - size
        ends = [self.held[start[block] + n].astype(np.int64) for n in (nth - right * (right - 1) // 2, right)]
        codes, often = np.unique(ends[0] * self.many + ends[1], return_counts=True)
        pairs = self._decoded(codes)
        return pairs, often * (total / max(1, len(at))) / np.maximum(1, self.sharing(pairs))

    def sharing(self, pairs: np.ndarray) -> np.ndarray:
        """How many blocks both of each pair stand in, ints [pairs]."""
        asked = np.zeros(self.many, dtype=bool)
        asked[pairs.ravel()] = True
        of_asked = asked[self.held]
        who, block = self.held[of_asked], self.numbers[of_asked]
        order = np.argsort(who, kind="stable")
        first, last = (np.searchsorted(who[order], np.arange(self.many), side=side) for side in ("left", "right"))
        stands = block[order]
        return np.array(
            [len(np.intersect1d(stands[first[a] : last[a]], stands[first[b] : last[b]], assume_unique=True))
             for a, b in pairs.tolist()], dtype=np.int64,
        )  # fmt: skip

    def _decoded(self, codes: np.ndarray) -> np.ndarray:
        return np.column_stack([codes // max(1, self.many), codes % max(1, self.many)])


def blocks(holder: np.ndarray, key: np.ndarray, *, most: int = MOST, each: int = EACH, joined: int = JOINED) -> Blocks:
    """Who is compared with whom: all holders of one rare key, or of up to `joined` common ones, are a block.

    Args:
        holder: ints [n], 0 and up: who holds the key of the same place.
        key: ints [n], 0 and up, that tell keys apart.
        most: holders of a key up to which they are a block.
        each: pairs for each holder that blocks give at most, at each number of joined keys: the rarest keys first.
        joined: how many common keys are taken together at most.
    """
    if not len(holder):
        return Blocks(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), 0)
    many = int(holder.max()) + 1
    limits = {"most": most, "pairs": each * many}
    found, size, base = _rare(iter([_of_their_own(holder, key)]), **limits, last=joined == 1)
    held, sizes = [found], [size]
    common = base = base._replace(place=np.arange(len(base.holder), dtype=np.int32))
    ends = np.searchsorted(base.holder, np.arange(many), side="right")
    for level in range(2, joined + 1):
        found, size, common = _rare(_joined(common, base, ends), **limits, last=level == joined)
        held.append(found)
        sizes.append(size)
    return Blocks(np.concatenate(held), np.concatenate(sizes), many)


def _once(codes: list[np.ndarray]) -> np.ndarray:
    """These numbers once each, in order; the list is emptied, since there are many."""
    every = np.concatenate(codes)
    codes.clear()
    every.sort()
    return np.asarray(every[_changes(every)])


def _of_their_own(holder: np.ndarray, key: np.ndarray) -> _Keys:
    """Each holder's keys once, holder by holder."""
    codes = np.unique(key, return_inverse=True)[1].ravel().astype(np.int64)
    once = _once([(holder.astype(np.int64) << np.int64(32)) | codes])
    codes = (once & np.int64(0xFFFFFFFF)).astype(np.uint64)
    return _Keys((once >> np.int64(32)).astype(np.int32), codes, np.arange(len(once), dtype=np.int32))


def _rare(parts: Iterator[_Keys], *, most: int, pairs: int, last: bool) -> tuple[np.ndarray, np.ndarray, _Keys]:
    """Blocks, keys of at most `most` and the rarest first: who stands in them and how large each is; commoner keys.

    No key stands in two parts. The commoner ones come back holder by holder, and none of them if nothing follows.
    """
    held, sizes, open_, commonness = [], [], [], []
    for keys in parts:
        order = np.argsort(keys.key, kind="stable")  # holders stay in order within a key
        count = np.diff(np.append(np.flatnonzero(_changes(keys.key[order])), len(order)))
        kept = (count > 1) & (count <= most)
        held.append(keys.holder[order[np.repeat(kept, count)]])
        sizes.append(count[kept].astype(np.int32))
        if not last:
            wide = np.zeros(len(order), dtype=np.int32)
            wide[order] = np.minimum(np.repeat(count, count), most + 1)
            open_.append(keys.only(wide > 1))
            commonness.append(wide[wide > 1])
    size = np.concatenate([*sizes, np.zeros(0, dtype=np.int32)])
    limit = _limit(size, most=most, pairs=pairs)
    taken = size <= limit
    found = np.concatenate([*held, np.zeros(0, dtype=np.int32)])[np.repeat(taken, size)]
    common = [keys.only(wide > limit) for keys, wide in zip(open_, commonness, strict=True)]
    sorted_ = len(common) <= 1
    every = _put(common)
    return found, size[taken], every if sorted_ else every.only(np.argsort(every.holder, kind="stable"))


def _limit(size: np.ndarray, *, most: int, pairs: int) -> int:
    """Up to which size blocks may stand so that they give no more pairs than these."""
    many = np.bincount(size, minlength=most + 1)
    own = np.arange(most + 1)
    return int(np.searchsorted(np.cumsum(many * own * (own - 1) // 2), pairs, side="right")) - 1


def _put(parts: list[_Keys]) -> _Keys:
    """One after the other; the list is emptied, since there are many."""
    if not parts:
        return _Keys(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32))
    every = _Keys(*(np.concatenate(own) for own in zip(*parts, strict=True)))
    parts.clear()
    return every


def _changes(values: np.ndarray) -> np.ndarray:
    """Where a value differs from the one before it; the first does."""
    return np.append(np.ones(min(1, len(values)), dtype=bool), values[1:] != values[:-1])


def _joined(now: _Keys, base: _Keys, ends: np.ndarray) -> Iterator[_Keys]:
    """Each of these with every common key of the same holder that stands behind its last part, part by part of keys."""
    more = ends[now.holder] - now.place - 1
    upto = np.cumsum(more)
    parts = int(upto[-1] // AT_ONCE) + 1 if len(upto) else 0
    for first in range(0, parts, PARTS):
        made: list[list[_Keys]] = [[] for _ in range(first, min(first + PARTS, parts))]
        for few in range(parts):  # as many holders at a time as there are parts of keys
            begin, end = np.searchsorted(upto, [few * AT_ONCE, (few + 1) * AT_ONCE], side="right")
            some = _behind(now.only(slice(begin, end)), base, more[begin:end])
            part = (some.key % np.uint64(parts)).astype(np.int64) - first
            for at, own in enumerate(made):
                own.append(some.only(part == at))
        for own in made:
            yield _put(own)


def _behind(now: _Keys, base: _Keys, more: np.ndarray) -> _Keys:
    at = np.repeat(np.arange(len(more), dtype=np.int32), more)
    first = np.cumsum(more) - more
    behind = now.place[at] + 1 + (np.arange(len(at), dtype=np.int32) - first.astype(np.int32)[at])
    return _Keys(now.holder[at], _mixed(now.key[at], base.key[behind]), behind)


def _mixed(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """One number for two, the same for the same two in this order; 64 bits, so that others hardly ever share it."""
    mixed = ((left + _MIX[0]) * _MIX[1]) ^ (right + _MIX[0])
    return np.asarray((mixed ^ (mixed >> np.uint64(29))) * _MIX[0])
