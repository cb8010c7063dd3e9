"""Codes that people assign: each with its exact words, all or nothing, kept for ever in the decision log."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from recount.coding.places import MANY, Texts, fields
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
    """One coding as a person gives it: words of one capture, a code, and what the words say of it."""

    capture: str  # capture id, or origin of the capture
    words: str
    code: str
    value: str = "present"  # main, present, denied, unclear; rejected: a machine's suggestion of it is wrong
    person: str = ""  # words by which the account tells of the person; empty: a group, or nobody
    coder: str = ""  # empty: whoever enters it
    prefix: str = ""  # words before, where the words stand more than once
    suffix: str = ""
    start: int | None = None  # where the words are thought to stand, in code points
    memo: str = ""
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
    codes = frozenset(c.code for c in codebook.codes)
    bodies = []
    for one in given:
        try:
            bodies.append(_body(one, texts, codes, codebook, by))
        except RecountError as error:
            if one.place is None or isinstance(error, BadCodings):
                raise
            raise BadCodings(*one.place, str(error)) from error
    return store.decide("coding", bodies, by=by)


def _body(one: Assignment, texts: Texts, codes: frozenset[str], codebook: Codebook, by: str) -> dict[str, Any]:
    if one.code not in codes:
        near = get_close_matches(one.code, sorted(codes), 1)
        raise UnknownCode(one.code, codebook.codebook, near[0] if near else None)
    if one.value not in VALUES:
        raise InputError(f"{one.value!r} is no value of a coding; use one of {', '.join(VALUES)}")
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
    return {**made, "memo": one.memo} if one.memo else made
