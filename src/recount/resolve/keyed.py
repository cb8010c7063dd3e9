"""Pairs that share a key, at any size: a key that many hold is joined with what else each of them has.

A common key by itself would give pairs by the million and tell little. Instead of dropping it, two common keys of one
holder make one rarer key, and where that is still common, three, and so on. So no key gives more than `most` squared
pairs, and what pairs are found by depends on what is rare in the pile at hand, not on rules written beforehand. All on
arrays; joined keys are made and sorted a part at a time, since they are many times as many as the keys.
"""

from __future__ import annotations

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


def blocks(
    holder: np.ndarray, key: np.ndarray, *, most: int = MOST, each: int = EACH, joined: int = JOINED
) -> tuple[np.ndarray, np.ndarray]:
    """Who is compared with whom: all holders of one rare key, or of up to `joined` common ones, are a block.

    Args:
        holder: ints [n], 0 and up: who holds the key of the same place.
        key: ints [n], 0 and up, that tell keys apart.
        most: holders of a key up to which they are a block.
        each: pairs for each holder that blocks give at most, at each number of joined keys: the rarest keys first.
        joined: how many common keys are taken together at most.

    Returns:
        Ints [m], the holders, in order within each block, and ints [m], the number of the block, 0 and up, in order.
    """
    held, size = _blocks(holder, key, most=most, each=each, joined=joined)
    return held, np.repeat(np.arange(len(size), dtype=np.int32), size)


def _blocks(holder: np.ndarray, key: np.ndarray, *, most: int, each: int, joined: int) -> tuple[np.ndarray, np.ndarray]:
    """The holders of each block one after the other, and how many each block has."""
    if not len(holder):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
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
    return np.concatenate(held), np.concatenate(sizes)


def sharing(  # the limits of `blocks`, and one more
    holder: np.ndarray,
    key: np.ndarray,
    *,
    of: np.ndarray | None = None,
    most: int = MOST,
    each: int = EACH,
    joined: int = JOINED,
) -> np.ndarray:
    """The pairs of holders that stand in one block; limits as in `blocks`.

    Args:
        holder: as in `blocks`.
        key: the same.
        of: ints [holders], what each holder is of; two of one are no pair. None: all may be.
        most: as in `blocks`.
        each: the same.
        joined: the same.

    Returns:
        Ints [pairs, 2], left < right, each pair once, in order.
    """
    held, count = _blocks(holder, key, most=most, each=each, joined=joined)
    if not len(held):
        return np.zeros((0, 2), dtype=np.int64)
    many = int(holder.max()) + 1
    start = np.cumsum(count) - count
    found = np.zeros(0, dtype=np.int64)
    waiting: list[np.ndarray] = []
    for size in np.unique(count).tolist():
        left, right = np.triu_indices(size, 1)
        begin = start[count == size]
        step = max(1, AT_ONCE // len(left))
        for at in range(0, len(begin), step):
            own = held[begin[at : at + step, None] + np.arange(size)].astype(np.int64)
            one, other = own[:, left].ravel(), own[:, right].ravel()
            apart = slice(None) if of is None else of[one] != of[other]
            waiting.append((one * many + other)[apart])
            if sum(map(len, waiting)) > AT_ONCE + len(found) // 2:
                found, waiting = _once([found, *waiting]), []
    found = _once([found, *waiting])
    return np.column_stack([found // many, found % many])


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
