"""A share with an interval where what was counted comes in clusters: findings of one story are not independent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Z95 = 1.959963984540054  # the normal quantile at .975
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Clustered:
    """A share, its 95 % interval, and what it rests on."""

    share: float
    low: float
    high: float
    hits: int
    of: int
    clusters: int  # with anything to count in them


def clustered_share(hits: ArrayLike, totals: ArrayLike) -> Clustered | None:
    """The pooled share of hits, with Jeffreys' interval on the number of independent findings that it is worth.

    That number is what was counted, divided by how much wider the clusters make the variance (never less than one),
    and by what few clusters cost (Student's t for the normal). Where the share is 0 or 1 the clusters tell of no
    variance: each then counts as one finding, which is the most cautious reading.

    Args:
        hits: of each cluster, [clusters] ints.
        totals: what they are hits of, [clusters] ints.

    Returns:
        None where there is nothing to take a share of.

    Raises:
        InputError: more hits than there can be.

    Source: Korn and Graubard 1998 (effective sample size), Brown, Cai and DasGupta 2001 (Jeffreys), put together by
    Franco, Little, Louis and Slud 2019.
    """
    from scipy.special import betaincinv, stdtrit  # type: ignore[import-untyped]  # ships no types; slow: on use

    got, of = np.asarray(hits, dtype=np.int64), np.asarray(totals, dtype=np.int64)
    if got.shape != of.shape or (got < 0).any() or (got > of).any():
        raise InputError("a share needs as many hits as totals, and no cluster with more hits than it has findings")
    got, of = got[of > 0], of[of > 0]
    n, k = int(of.sum()), len(of)
    if not n:
        return None
    share = float(got.sum() / n)
    worth = float(k)
    if 0 < share < 1 and k > 1:
        spread = k / (k - 1) * float(((got - share * of) ** 2).sum()) / n**2
        plain = share * (1 - share) / n
        worth = n / max(1.0, spread / plain) * (Z95 / float(stdtrit(k - 1, 1 - TAIL))) ** 2
    a, b = share * worth + 0.5, (1 - share) * worth + 0.5
    low = 0.0 if share == 0 else float(betaincinv(a, b, TAIL))
    high = 1.0 if share == 1 else float(betaincinv(a, b, 1 - TAIL))
    return Clustered(share, low, high, int(got.sum()), n, k)
