"""Which pairs of stories are worth comparing: those whose samples share more phrases than chance gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from recount.text.story.phrases import Sample

Pair = tuple[int, int]
Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
LOW: Final = np.uint64(0xFFFFFFFF)

# A phrase of more stories than that is a set phrase, or belongs to a story printed very often: then each is paired
# with the few after it only, and copies of copies chain.
OFTEN: Final = 24
AFTER: Final = 3
LEAST: Final = 2  # kept phrases that two stories share at the least; one is chance
SHARE: Final = 0.1  # of the shorter story's phrases; half of what a rewrite with a shared quotation must share
AT_ONCE: Final = 1 << 23  # meetings counted at once: 64 MB


def candidates(samples: Sequence[Sample]) -> list[Pair]:
    """Pairs of indices (left < right), ascending, that may be copies or rewrites of one another.

    Stories with the same words in the same order are not paired all with all, only each with the next.
    """
    alike: dict[str, int] = {}
    pairs: list[Pair] = []
    alone = []
    for at, sample in enumerate(samples):
        if sample.count and sample.same in alike:
            pairs.append((alike[sample.same], at))
        else:
            alone.append(at)
        alike[sample.same] = at
    return sorted([*pairs, *_sharing(samples, alone)])


def _sharing(samples: Sequence[Sample], alone: Sequence[int]) -> Iterator[Pair]:
    """Pairs of the stories at `alone` that share phrases enough of their samples."""
    if len(alone) < 2:  # noqa: PLR2004  # a pair needs two
        return
    counts = np.asarray([s.count for s in samples])
    every = np.asarray([s.every for s in samples])
    phrases = np.concatenate([samples[at].kept for at in alone])
    owners = np.repeat(np.asarray(alone, np.uint64), [len(samples[at].kept) for at in alone])
    for left, right, times in _meetings(phrases, owners):
        expected = SHARE * np.minimum(counts[left], counts[right]) / np.maximum(every[left], every[right])
        worth = times >= np.maximum(np.minimum(LEAST, np.minimum(counts[left], counts[right])), expected)
        yield from zip(left[worth].tolist(), right[worth].tolist(), strict=True)


def _meetings(phrases: Numbers, owners: Numbers) -> Iterator[tuple[Places, Places, Places]]:
    """All pairs of stories that share a kept phrase, as left, right and how many they share; in parts."""
    order = np.lexsort((owners, phrases))
    phrases, owners = phrases[order], owners[order]
    begins = np.flatnonzero(np.r_[True, phrases[1:] != phrases[:-1]])
    sizes = np.diff(np.r_[begins, len(phrases)])
    places = np.arange(len(phrases)) - np.repeat(begins, sizes)
    # Of each holding of a phrase, with how many of those after it that hold the same it is paired.
    reach = np.minimum(np.repeat(sizes, sizes) - 1 - places, np.where(sizes > OFTEN, AFTER, OFTEN).repeat(sizes))
    parts = 1 + int(reach.sum()) // AT_ONCE
    for part in range(parts):
        mine = np.flatnonzero(owners % np.uint64(parts) == np.uint64(part))
        met = [_after(owners, mine, reach, step) for step in range(1, OFTEN)]
        pairs, times = np.unique(np.concatenate(met), return_counts=True)
        yield (pairs >> np.uint64(32)).astype(np.int64), (pairs & LOW).astype(np.int64), times


def _after(owners: Numbers, mine: Places, reach: Places, step: int) -> Numbers:
    here = mine[reach[mine] >= step]
    return (owners[here] << np.uint64(32)) | owners[here + step]
