"""Pairs that share a key, at any size: a key that many hold is joined with what else each of them has.

A common key by itself would give pairs by the million and tell little. Instead of dropping it, two common keys of one
holder make one rarer key, and where that is still common, three. So no key gives more than `most` squared pairs, and
what pairs are found by depends on what is rare in the pile at hand, not on rules written beforehand. All on arrays.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

MOST = 60  # holders of a key that are compared with each other; by bench/resolve.py, part blocking
EACH = 40  # pairs for each holder, at each number of joined keys: past it the rarer keys go first; the same
JOINED = 3  # keys that are joined at most
AT_ONCE = 40_000_000  # pairs that are held before doubles go: 320 MB
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


class _Keys(NamedTuple):
    """Who holds which key, and at which place of the holder's own list its last part stands."""

    holder: np.ndarray  # ints [n]
    key: np.ndarray  # unsigned 64-bit [n]
    place: np.ndarray  # ints [n]

    def only(self, kept: np.ndarray) -> _Keys:
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
    if not len(holder):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    many = int(holder.max()) + 1
    now = _of_their_own(holder, key)
    found, block, common = _rare(now, most=most, pairs=each * many)
    held, numbers = [found], [block]
    base = now.only(common)
    now = base = base._replace(place=np.arange(len(base.holder)))
    ends = np.searchsorted(base.holder, np.arange(many), side="right")
    for _ in range(1, joined):
        now = _joined(now, base, ends)
        found, block, common = _rare(now, most=most, pairs=each * many)
        held.append(found)
        numbers.append(block + (numbers[-1][-1] + 1 if len(numbers[-1]) else 0))
        now = now.only(common)
    return np.concatenate(held), np.concatenate(numbers)


def sharing(holder: np.ndarray, key: np.ndarray, **limits: int) -> np.ndarray:
    """The pairs of holders that stand in one block; limits as in `blocks`.

    Returns:
        Ints [pairs, 2], left < right, each pair once, in order.
    """
    held, block = blocks(holder, key, **limits)
    if not len(held):
        return np.zeros((0, 2), dtype=np.int64)
    many = int(holder.max()) + 1
    start, count = np.unique(block, return_index=True, return_counts=True)[1:]
    found = np.zeros(0, dtype=np.int64)
    waiting: list[np.ndarray] = []
    for size in np.unique(count).tolist():
        own = held[start[count == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        waiting.append((own[:, left] * many + own[:, right]).ravel())
        if sum(map(len, waiting)) > AT_ONCE:
            found, waiting = np.unique(np.concatenate([found, *waiting])), []
    every = np.unique(np.concatenate([found, *waiting]))
    return np.column_stack([every // many, every % many])


def _of_their_own(holder: np.ndarray, key: np.ndarray) -> _Keys:
    """Each holder's keys once, holder by holder."""
    codes = np.unique(key, return_inverse=True)[1].ravel().astype(np.int64)
    once = np.unique((holder.astype(np.int64) << np.int64(32)) | codes)
    return _Keys(once >> np.int64(32), (once & np.int64(0xFFFFFFFF)).astype(np.uint64), np.arange(len(once)))


def _rare(keys: _Keys, *, most: int, pairs: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The holders and numbers of blocks: keys of at most `most`, the rarest first; and which keys are commoner."""
    order = np.argsort(keys.key, kind="stable")  # holders stay in order within a key
    count = np.diff(np.append(np.flatnonzero(_changes(keys.key[order])), len(order)))
    sizes = np.bincount(np.minimum(count, most + 1), minlength=most + 2)[: most + 1]
    sizes = sizes * np.arange(most + 1) * (np.arange(most + 1) - 1) // 2
    limit = int(np.searchsorted(np.cumsum(sizes), pairs, side="right")) - 1
    taken = (count > 1) & (count <= limit)
    inside = np.repeat(taken, count)
    common = np.zeros(len(order), dtype=bool)
    common[order] = np.repeat(count > limit, count)
    return keys.holder[order[inside]], np.repeat(np.arange(taken.sum()), count[taken]), common


def _changes(values: np.ndarray) -> np.ndarray:
    """Where a value differs from the one before it; the first does."""
    return np.append(np.ones(min(1, len(values)), dtype=bool), values[1:] != values[:-1])


def _joined(now: _Keys, base: _Keys, ends: np.ndarray) -> _Keys:
    """Each of these with every common key of the same holder that stands behind its last part."""
    more = ends[now.holder] - now.place - 1
    at = np.repeat(np.arange(len(more)), more)
    behind = now.place[at] + 1 + (np.arange(len(at)) - np.repeat(np.cumsum(more) - more, more))
    return _Keys(now.holder[at], _mixed(now.key[at], base.key[behind]), behind)


def _mixed(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """One number for two, the same for the same two in this order; 64 bits, so that others hardly ever share it."""
    mixed = ((left + _MIX[0]) * _MIX[1]) ^ (right + _MIX[0])
    return np.asarray((mixed ^ (mixed >> np.uint64(29))) * _MIX[0])
