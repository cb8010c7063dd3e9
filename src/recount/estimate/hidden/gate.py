"""What a capture table must have before anything is said of those on no list, and what would help where it has not."""

from __future__ import annotations

from recount.estimate.hidden.table import CaptureTable
from recount.estimate.hidden.total import Total, lognormal, refused

LEAST_LISTS = 3  # with two, dependence between them cannot be told from those unseen
LEAST_OVERLAPS = 15  # persons on two lists or more; below, one more or less moves the total by a tenth and more
NO_LIST = (
    "no source says which independent family it belongs to; put a column 'family' into sources.csv (one name for a "
    "press family, a court, an organisation, persons' own videos; outlets that quote each other are one family)"
)


def reasons_against(table: CaptureTable | None, *, closed: bool) -> tuple[str, ...]:
    """Why no total can be estimated, each with what would help; empty when one can be tried.

    Args:
        table: persons by lists; None where no list is declared.
        closed: whether the period is closed: the study states its first and last day, so that nobody enters later.
    """
    if table is None or table.n == 0:
        return (NO_LIST,)
    filled = [j for j, size in enumerate(table.list_sizes) if size]
    twice = int(table.frequencies[1:].sum())
    against = []
    if len(filled) < LEAST_LISTS:
        against.append(
            f"{len(filled)} independent source families tell of persons, and {LEAST_LISTS} are needed: with fewer, "
            "families that share their persons cannot be told from a small population; add accounts of a further family"
        )
    if twice < LEAST_OVERLAPS:
        against.append(
            f"{twice} persons are told of by two families or more, and {LEAST_OVERLAPS} are needed; more accounts of "
            "the same period, or judging which mentions are one person, would help"
        )
    apart = _islands(table, filled)
    if len(filled) >= LEAST_LISTS and len(apart) > 1:
        told = " / ".join(", ".join(table.lists[j] for j in island) for island in apart)
        against.append(
            f"the families fall into groups that share no person ({told}), so nothing links their numbers; accounts of "
            "a family that shares persons with both would help, or leave one group out"
        )
    if not closed:
        against.append(
            "the population is open: state the first and last day of the period in study.toml, so that it is clear who "
            "belongs to it"
        )
    return tuple(against)


def _islands(table: CaptureTable, filled: list[int]) -> list[list[int]]:
    """Lists joined by shared persons."""
    left, found = list(filled), []
    while left:
        island, front = [], [left.pop(0)]
        while front:
            j = front.pop()
            island.append(j)
            near = [i for i in left if table.overlaps[i, j]]
            front += near
            left = [i for i in left if i not in near]
        found.append(sorted(island))
    return found


def chapman(table: CaptureTable) -> Total:
    """Two lists, as an illustration only: (n1 + 1)(n2 + 1)/(m + 1) - 1, right only if the lists are independent.

    Source: Chapman 1951; Seber 1970 for the variance.
    """
    method = "Chapman, two lists taken as independent (an illustration, not an estimate)"
    if table.k != LEAST_LISTS - 1:
        return refused(method, f"it is for two lists, and there are {table.k}")
    (n1, n2), m = (float(s) for s in table.list_sizes), float(table.overlaps[0, 1])
    value = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) ** 2 * (m + 2))
    low, high = lognormal(table.n, value - table.n, variance)
    return Total(method, value, variance**0.5, low, high)
