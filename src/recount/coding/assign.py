"""Codes and attributes that people assign: each with its exact words, all or nothing, kept for ever in the log."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from recount.coding.attributes import unfit
from recount.coding.places import MANY, Texts, fields
from recount.coding.versions import keep
from recount.errors import BadCodings, InputError, RecountError, UnknownCode
from recount.model.coding import CodingValue
from recount.text.locate import anchor, locate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.model import Codebook, Decision
    from recount.store import Store

REJECTED = "rejected"  # what a person says of a machine's suggestion that is wrong
VALUES = (*get_args(CodingValue), REJECTED)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One coding as a person gives it: words of one capture, a code or attribute, and what the words say of it."""

    capture: str  # capture id, or origin of the capture
    words: str
    code: str  # or an attribute
    value: str = "present"  # main, present, denied, unclear; rejected: a suggestion is wrong; or an attribute's
    person: str = ""  # words by which the account tells of the person; empty: a group, or nobody
    coder: str = ""  # empty: whoever enters it
    prefix: str = ""  # words before, where the words stand more than once
    suffix: str = ""
    start: int | None = None  # where the words are thought to stand, in code points
    memo: str = ""
    instead: int | None = None  # an earlier coding, by its number in the log, that this one takes the place of
    place: tuple[str, int] | None = None  # file and line it was read from


def assign(store: Store, given: Iterable[Assignment], *, codebook: Codebook, by: str) -> list[Decision]:
    """Enter codings in one transaction: each of them, or none.

    A later coding of the same words, code and person by the same coder takes the place of the earlier one.

    Args:
        store: an open study whose texts are read.
        given: the codings.
        codebook: the study's; its version is kept with each coding.
        by: who enters them; also the coder where none is named.

    Raises:
        QuoteDiffers, QuotePlaceUnclear: the words are not in the text, or in several places.
        UnknownCode: the codebook has no such code.
        InputError: an unknown value, capture or person, or no name of a coder.
        BadCodings: any of these, where the coding came from a file; names file and line.
    """
    given = list(given)
    texts = Texts(store, many=len(given) > MANY)
    earlier = {d.seq: d.body["coder"] for d in store.decisions("coding")} if any(o.instead for o in given) else {}
    bodies = []
    for n, one in enumerate(given, 1):
        try:
            body = _body(one, texts, codebook, by)
            if one.instead is not None and earlier.get(one.instead) != body["coder"]:
                what = f"decision {one.instead} is no coding of {body['coder']}, so this one cannot take its place"
                raise InputError(f"{what}; see 'recount log'")
        except RecountError as error:
            if one.place is None or isinstance(error, BadCodings):
                raise
            raise BadCodings(*one.place, str(error)) from error
        bodies.append({**body, "row": n, "rows": len(given)} if len(given) > 1 else body)
    if not bodies:
        return []
    under = keep(store, codebook, by=by)
    return store.decide("coding", [{**body, "under": under} for body in bodies], by=by)


def check_value(codebook: Codebook, code: str, value: str) -> None:
    """Refuse a value that a code or attribute cannot have.

    Raises:
        UnknownCode: the codebook has neither a code nor an attribute of that name.
        InputError: a value that it cannot have, with those that it can.
    """
    attribute = codebook.attribute(code)
    if attribute is not None:
        wants = unfit(attribute, value)
        if wants:
            raise InputError(f"{value!r} is no value of {code}; it wants {wants}")
        return
    if codebook.code(code) is None:
        known = [*(c.code for c in codebook.codes), *(a.attribute for a in codebook.attributes)]
        near = get_close_matches(code, sorted(known), 1)
        raise UnknownCode(code, codebook.codebook, near[0] if near else None)
    if value not in VALUES:
        raise InputError(f"{value!r} is no value of a coding; use one of {', '.join(VALUES)}")


def _body(one: Assignment, texts: Texts, codebook: Codebook, by: str) -> dict[str, Any]:
    check_value(codebook, one.code, one.value)
    coder = (one.coder or by).strip()
    if not coder or coder.startswith("machine"):
        raise InputError(f"{coder!r} cannot assign codes; give the name of a person")
    text_id = texts.text_of(one.capture)
    body = texts.body(text_id)
    span = locate(one.words, body, prefix=one.prefix, suffix=one.suffix, near=one.start)
    person = texts.person(text_id, one.person, near=span) if one.person.strip() else None
    made: dict[str, Any] = {
        "anchor": fields(anchor(body, text_id, span)),
        "code": one.code,
        "value": one.value,
        "coder": coder,
        "person": fields(person) if person else None,
        "codebook": codebook.codebook,
        "codebook_version": codebook.version,
    }
    made |= {"memo": one.memo} if one.memo else {}
    return made | ({"instead": one.instead} if one.instead is not None else {})
