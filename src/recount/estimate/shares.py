"""Shares of persons: each with its denominator, the interval that fits its statement, and the words it allows."""

from __future__ import annotations

from recount.estimate.intervals import clopper_pearson, jeffreys, manski, share_words
from recount.model import Interval

SPEAK = "persons whose accounts speak to it"
SILENT = "all persons, whatever is true of those whose accounts are silent"
OPEN = "all persons, whoever is one person with whom"


def stated(hits: int, n: int, of: str, how: str = "") -> Interval:
    """A share as a statement of one number."""
    low, high = jeffreys(hits, n)
    return Interval(hits / n, low, high, hits, n, of, f"Jeffreys 95 %{how}", share_words(low, high))


def shares(
    hits: int, speak: int, everyone: int, *, speak_words: str = SPEAK, silent_words: str = SILENT, how: str = ""
) -> tuple[Interval, ...]:
    """A share of all persons, of those whose accounts speak to it, and its bounds whatever is true of the others.

    Args:
        hits: persons of whom it holds.
        speak: persons whose accounts say that it does or does not.
        everyone: persons.
        speak_words: what the second denominator is.
        silent_words: what the bounds are of.
        how: added to each method: ", uncorrected".
    """
    found = [stated(hits, n, of, how) for n, of in ((everyone, "all persons"), (speak, speak_words)) if n]
    if everyone:
        low, high = manski(hits, everyone - speak, everyone)
        found.append(Interval(hits / everyone, low, high, hits, everyone, silent_words, f"bounds (Manski){how}"))
    return tuple(found)


def open_identities(least: int, most: int, persons: tuple[int, int], how: str = "") -> Interval | None:
    """A share when it is open who is one person with whom: exact at both ends, so "at least" and "at most" hold.

    Args:
        least: fewest persons of whom it holds.
        most: most persons of whom it holds.
        persons: the fewest and the most persons there are.
        how: added to the method.

    Returns:
        None where nothing is open, or nobody is there.
    """
    few, many = persons
    if many == 0 or (least == most and few == many):
        return None
    low = clopper_pearson(min(least, many), many)[0]
    high = clopper_pearson(most, max(few, most))[1] if most else clopper_pearson(0, max(few, 1))[1]
    method = f"Clopper-Pearson 95 % at both ends{how}"
    return Interval(most / many, low, high, most, many, OPEN, method, share_words(low, high))
