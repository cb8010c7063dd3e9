"""Numbers that accounts claim, each with who says it; they are told, not counted, and never added to our own."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from recount.estimate.ground import account
from recount.model import Figure, FigureRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.estimate.ground import Ground
    from recount.store import Row

METHOD = "accounts that claim this number: at least independent ones, at most all; the number itself is theirs"
Key = tuple[str, str, str, str, str]


def quantity_figures(ground: Ground) -> Iterator[Figure]:
    """One figure for each number claimed of one thing: how many accounts claim it."""
    held: dict[Key, list[Row]] = defaultdict(list)
    for row in ground.quantities:
        if row.story_kind != "boilerplate":
            held[_key(row.quantity)].append(row)
    taken: dict[str, int] = defaultdict(int)
    for key, rows in held.items():
        name = f"counts.{_slug(key[0]) or 'thing'}.{_slug(told(rows[0].quantity))}"
        taken[name] += 1
        yield _figure(name if taken[name] == 1 else f"{name}.{taken[name]}", rows)


def told(quantity: dict[str, Any]) -> str:
    """The bounds in words: "58 or more", "24 to 99", "7"."""
    low: float | None = quantity.get("low")
    high: float | None = quantity.get("high")
    share: float | None = quantity.get("share")
    if low is not None and high is not None:
        return _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"
    if low is not None:
        return f"{_plain(low)} or more"
    if high is not None:
        return f"up to {_plain(high)}"
    return f"{share:.0%}" if share is not None else "no number"


def _plain(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.4g}"


def _key(quantity: dict[str, Any]) -> Key:
    of = " ".join((quantity.get("of") or "").lower().split())
    share = f"{quantity.get('share')} of {quantity.get('base')}"
    return (str(quantity.get("unit")), str(quantity.get("low")), str(quantity.get("high")), share, of)


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9.%]+", "-", words.lower().replace(",", "")).strip("-.")


def _figure(name: str, rows: list[Row]) -> Figure:
    quantity = rows[0].quantity
    listed = tuple(FigureRow(None, "claim", row.claim_id, _standing(row)) for row in rows)
    stories = {row.story_id for row in rows}
    return Figure(
        figure=name,
        label=_label(quantity),
        unit="account",
        method=METHOD,
        least=len({account(row) for row in rows}),
        most=len(stories),
        rows=listed,
        note="; ".join(dict.fromkeys(", ".join(_parts(row)) for row in rows)),
        group="counts",
    )


def _label(quantity: dict[str, Any]) -> str:
    unit, of = quantity.get("unit") or "", quantity.get("of") or ""
    if of.lower().startswith(unit.lower()):
        return f"{told(quantity)} {of}".strip()
    return f"{told(quantity)} ({unit}): {of}" if of else f"{told(quantity)} ({unit})"


def _standing(row: Row) -> Any:
    if row.polarity == "denied" or row.stance == "disputes":
        return "denied"
    return "conflict" if row.quantity.get("adds_up") is False else "told"


def _parts(row: Row) -> Iterator[str]:
    """What must be printed with the number: who says it, how sure, by which rule, and whether its parts add up."""
    quantity = row.quantity
    yield f"said by {_speakers(row)}"
    if row.certainty != "certain":
        yield f"told as {row.certainty}"
    if quantity.get("qualifier"):
        yield f"written “{quantity['qualifier']}”"
    if quantity.get("rule"):
        yield f"bounds by rule {quantity['rule']}"
    if quantity.get("share") is not None and quantity.get("base") is not None:
        yield f"a share of {quantity['share']:g} of {quantity['base']:g}"
    if quantity.get("derived"):
        yield "computed from the account's numbers, not written in it"
    if quantity.get("adds_up") is not None:
        yield "its parts add up" if quantity["adds_up"] else "its parts do not add up to it"
    for reading in quantity.get("readings") or ():
        yield f"can also be read as {reading}"


def _speakers(row: Row) -> str:
    chain = [s.get("name") or s.get("role") or "somebody not named" for s in row.speakers or ()]
    return " as told by ".join(chain) or "the account itself"
