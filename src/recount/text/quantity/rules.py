"""The written rules that turn words into bounds, read from the table beside this module.

Every bound carries the id of its rule; `RULES` has the sentence that is printed with the figure.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Vague:
    """Words that name no number, and the bounds this house gives them."""

    rule: str
    words: tuple[str, ...]  # lower case
    low: float
    high: float | None
    people_only: bool = False  # kept of persons alone


_TABLE: dict[str, Any] = tomllib.loads(
    files("recount.text.quantity").joinpath("rules.toml").read_text(encoding="utf-8")
)


def _vague(row: dict[str, Any]) -> Vague:
    scale = row.get("scale")
    few = ("several", "a few", "few", "many", "a couple of", "a couple", "multiple")
    scaled = (f"{scale}s", f"many {scale}s", *(f"{word} {scale}" for word in few)) if scale else ()
    return Vague(row["rule"], (*scaled, *row["words"]), row["low"], row.get("high"), row.get("people_only", False))


def _by_words(rules: dict[str, list[str]]) -> dict[str, str]:
    return {words: rule for rule, listed in rules.items() for words in listed}


RULES: dict[str, str] = dict(_TABLE["rules"])  # id -> the sentence that is printed
VAGUE: tuple[Vague, ...] = tuple(_vague(row) for row in _TABLE["vague"])
BEFORE: dict[str, str] = _by_words(_TABLE["before"])  # words before a number -> rule id, or "exact"
AFTER: dict[str, str] = _by_words(_TABLE["after"])
PREPOSITIONS: dict[str, frozenset[str]] = {
    word: frozenset(listed.split()) for word, listed in _TABLE["prepositions"].items()
}  # a qualifier that is a preposition after one of these
FRACTIONS: dict[str, float] = {word: 1 / parts for word, parts in _TABLE["fractions"].items()}
NEARLY: float = _TABLE["nearly"]
FRACTION_GIVE: float = _TABLE["fraction_give"]
