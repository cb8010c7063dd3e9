"""What a method says of the total: an estimate with its interval, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

Z95 = 1.959963984540054  # the normal quantile at .975
MOST_TIMES = 1_000.0  # of the persons seen: above, an estimate says only that its model has no hold in the data


@dataclass(frozen=True, slots=True)
class Total:
    """All persons, seen and unseen, as one method has it. Law: `value` is None exactly when there is a `reason`."""

    method: str  # in words: "log-linear [12,3]", "Chao's lower bound, bias-corrected"
    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = None  # why there is no estimate, with what would help
    level: float = 0.95
    aic: float | None = None
    bic: float | None = None
    loglik: float | None = None
    deviance: float | None = None
    df: int | None = None

    @property
    def known(self) -> bool:
        """Whether there is an estimate."""
        return self.value is not None


def refused(method: str, reason: str) -> Total:
    """No estimate, for a reason in words."""
    return Total(method, None, reason=reason)


def far_end(value: float | None, seen: int) -> float | None:
    """An end of an interval as it is told: None, for open, where it lies above `MOST_TIMES` those seen."""
    return None if value is None or value > MOST_TIMES * seen else value


def lognormal(n: float, unseen: float, variance: float, z: float = Z95) -> tuple[float, float]:
    """Interval of a total whose unseen part is log-normal: never below those seen.

    Args:
        n: persons seen.
        unseen: estimate of those unseen.
        variance: of that estimate.
        z: normal quantile.

    Source: Burnham et al. 1987; Chao 1987, equation 12.
    """
    if unseen <= 0:
        return n, n
    spread = exp(z * sqrt(log(1 + variance / unseen**2)))
    return n + unseen / spread, n + unseen * spread
