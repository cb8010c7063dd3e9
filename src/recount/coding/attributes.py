"""Attributes of persons: several claimed values, each with its words, and the rule that picks the analysis value."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from recount.model.coding import person_value, picked
from recount.text.time.days import day_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recount.model import Attribute, Codebook
    from recount.model.coding import PersonValue
    from recount.store import Row, Store

MEASURED = frozenset({"int", "range_int", "date_range"})  # kinds whose values are numbers, or days
UNSAID = frozenset({"unknown", ""})  # says that it is not known: no claim of a value
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
RULES = {
    "first": "the value of the earliest account that tells it",
    "last": "the value of the latest account that tells it",
    "majority": "the value that most independent accounts tell; none where two are told equally often",
    "any": "every value that is told",
    "agreed": "the value if all accounts tell the same; none where they differ",
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """One value that an account tells of a person, with its words."""

    value: str
    words: str
    who: str  # the coder, or "as read" where nobody has coded it
    origin: str
    published: str | None  # first day, ISO 8601
    account: str  # copies of one story are one account
    row_id: str


@dataclass(frozen=True, slots=True)
class Analysed:
    """An attribute of a person: what is claimed, and what the rule makes of it."""

    person_id: str
    person: str
    attribute: str
    claimed: tuple[Claimed, ...]  # in the order of publication, unknown dates last
    rule: str
    values: tuple[str, ...]  # empty: the rule picks none
    standing: str  # "told", "conflict", "not_mentioned"


def unfit(attribute: Attribute, value: str) -> str | None:
    """What an attribute wants instead of this value; None where the value is one of its own."""
    if attribute.type == "choice":
        return None if value in attribute.values else f"one of {', '.join(attribute.values)}"
    if attribute.type == "iso3166":
        return None if re.fullmatch(r"[A-Z]{2}", value) else "a country by its two letters of ISO 3166-1, as in DK"
    if attribute.type in {"int", "range_int"}:
        return _unfit_number(attribute, value)
    if attribute.type == "date_range":
        days = value.split("/")
        sound = 1 <= len(days) <= len("ab") and all(_is_day(day) for day in days if day) and any(days)
        return None if sound else "a day, month or year, or two with '/' between them, as in 2014-03/2014-05"
    return None if value.strip() else "a value"


def measured(attribute: Attribute, value: str) -> float:
    """A value of a measured attribute as one number: of a span of numbers or days its middle; days are counted."""
    ends = value.split("/" if attribute.type == "date_range" else "-")
    if attribute.type == "date_range":
        told = [day_range(end) for end in ends if end]
        days = [day.toordinal() for when in told for day in (when.first, when.last) if day]
        return (min(days) + max(days)) / 2
    return sum(float(end) for end in ends) / len(ends)


def _unfit_number(attribute: Attribute, value: str) -> str | None:
    numbers = value.split("-") if attribute.type == "range_int" else [value]
    least, most = (int(attribute.values[0]), int(attribute.values[1])) if attribute.values else (0, 10**9)
    sound = 1 <= len(numbers) <= len("ab") and all(n.isdecimal() and least <= int(n) <= most for n in numbers)
    if sound and len(numbers) == len("ab"):
        sound = int(numbers[0]) <= int(numbers[1])
    how = "a whole number, or two with '-' between them" if attribute.type == "range_int" else "a whole number"
    return None if sound else f"{how}, {least} to {most}" if attribute.values else how


def _is_day(words: str) -> bool:
    if not _DAY.fullmatch(words):
        return False
    try:
        date.fromisoformat(words + "-01" * ((10 - len(words)) // 3))
    except ValueError:
        return False
    return True


def pick(attribute: Attribute, claimed: Sequence[Claimed]) -> tuple[tuple[str, ...], str]:
    """The analysis value or values by the attribute's rule, and how it stands.

    Args:
        attribute: its `pick` names the rule.
        claimed: in the order of publication.

    Returns:
        the values, none where the rule picks none; and "told", "conflict" or "not_mentioned".
    """
    said = [one for one in claimed if one.value not in UNSAID]
    if not said:
        return (), "not_mentioned"
    values = picked(((one.published or "", one.value, one.account) for one in said), attribute.pick)
    return values, "told" if values else "conflict"


def attribute_values(store: Store, codebook: Codebook) -> list[Analysed]:
    """Every attribute of every case, in the codebook's order: what people coded, or where nobody did, what was read.

    Retracted accounts tell nothing.
    """
    names = {row.person_id: row.person_name for row in store.query("persons_told") if row.is_case}
    gone = store.retracted()
    coded: defaultdict[tuple[str, str], list[Claimed]] = defaultdict(list)
    for row in store.query("codings_told"):
        if row.text_id not in gone and row.verdict == "accepted" and row.person_id in names:
            coded[row.person_id, row.code].append(_claimed(row, row.coder))
    read: defaultdict[tuple[str, str], list[Claimed]] = defaultdict(list)
    for row in store.query("attributes_read"):
        if row.text_id not in gone and row.person_id in names and row.value:
            read[row.person_id, row.code].append(_claimed(row, "as read"))
    found = []
    for person_id, name in sorted(names.items(), key=lambda item: (item[1], item[0])):
        for attribute in codebook.attributes:
            key = (person_id, attribute.attribute)
            claimed = sorted(coded[key] or read[key], key=lambda c: (c.published or "9999", c.origin, c.row_id))
            values, how = pick(attribute, claimed)
            found.append(Analysed(person_id, name, attribute.attribute, tuple(claimed), attribute.pick, values, how))
    return found


def code_values(store: Store, codebook: Codebook) -> dict[str, dict[str, PersonValue]]:
    """Each person's value of each code that people coded of her; of all others she is not mentioned.

    Where blind coders contradict each other and nobody has settled it, a code is unclear.
    """
    told: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    known, gone = {c.code for c in codebook.codes}, store.retracted()
    for row in store.query("codings_told"):
        if row.code in known and row.text_id not in gone and row.verdict in {"accepted", "disputed"}:
            told[row.person_id, row.code].append(row.value if row.verdict == "accepted" else "unclear")
    found: defaultdict[str, dict[str, PersonValue]] = defaultdict(dict)
    for (person_id, code), own in sorted(told.items()):
        found[person_id][code] = person_value(own)
    return dict(found)


def _claimed(row: Row, who: str) -> Claimed:
    n = row.story_n if row.belongs_to is None else row.belongs_to
    account = f"copies {row.group_id}" if row.group_id else f"{row.text_id}.{n}"
    return Claimed(str(row.value), row.words, who, row.origin, row.published_first, account, row.row_id)
