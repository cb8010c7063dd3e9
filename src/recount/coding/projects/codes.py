"""Codes of a project beside those of a codebook, and a codebook made of a project's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recount.coding.assign import VALUES, Assignment
from recount.coding.places import Texts
from recount.errors import RecountError
from recount.model import Attribute, Code, Codebook
from recount.text.locate import locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recount.model.project import Project
    from recount.store import Store

CONTEXT = 40  # characters before and behind that tell a repeated quote's place
_OWN = re.compile(r"^Code: (\S+)$", re.MULTILINE)  # how our own files tell a code's id


def codebook_of(project: Project) -> tuple[Codebook, dict[str, str]]:
    """A codebook of the project's codes, and the id that each of its codes has there, by guid.

    A code is named by its words; one that belongs to another stands below it. Categories are codes too. Where our own
    file has codings with values that no code has, they are of an attribute, which gets these values.
    """
    ids: dict[str, str] = {}
    codes = []
    valued: dict[str, set[str]] = {}
    for coding in project.codings:
        if coding.value not in VALUES:
            valued.setdefault(coding.code, set()).add(coding.value)
    attributes = []
    for code in project.codes:
        if code.guid in valued:
            told = _OWN.search(code.definition)
            ids[code.guid] = told[1] if told else f"attr.{_named(code.name)}"
            attributes.append(Attribute(ids[code.guid], code.name, "choice", tuple(sorted(valued[code.guid]))))
            continue
        parent = ids.get(code.parent or "")
        own = _named(code.name) if parent is None else f"{parent}.{_named(code.name)}"
        n, free = 1, own
        while free in ids.values():
            n += 1
            free = f"{own}_{n}"
        ids[code.guid] = free
        codes.append(Code(free, code.name, code.definition or code.name, parent=parent))
    name = _named(project.name)
    title = f"Codes of {project.name}, as {project.program} wrote them"
    made = Codebook(name, "0.1.0", title, "en", None, codes=tuple(codes), attributes=tuple(attributes))
    return made, ids


def _named(words: str) -> str:
    from anyascii import anyascii

    made = re.sub(r"[^a-z0-9]+", "_", anyascii(words).lower()).strip("_")
    return made if made[:1].isalpha() else f"c_{made}".rstrip("_")


def matched(project: Project, codebook: Codebook) -> dict[str, str]:
    """The code of the codebook that each code of the project is, by guid; those that are none are left out.

    By the id that our own files carry, else by the label, if no two codes have it.
    """
    labels: dict[str, list[str]] = {}
    for ours in codebook.codes:
        labels.setdefault(ours.label.casefold(), []).append(ours.code)
    known = {ours.code for ours in codebook.codes} | {a.attribute for a in codebook.attributes}
    found = {}
    for code in project.codes:
        own = _OWN.search(code.definition)
        same = labels.get(code.name.casefold(), [])
        if own and own[1] in known:
            found[code.guid] = own[1]
        elif len(same) == 1:
            found[code.guid] = same[0]
    return found


@dataclass(frozen=True, slots=True)
class Handed:
    """A project's codings as they can be assigned, and in words those that cannot."""

    given: tuple[Assignment, ...]
    refused: tuple[str, ...]


def assignments(project: Project, codes: Mapping[str, str], captures: Mapping[str, str]) -> Handed:
    """Each coding as an assignment of the same words in the study's own text.

    Args:
        project: as read.
        codes: code of the study's codebook, by guid.
        captures: origin or id of the capture of each text, by guid.
    """
    bodies = {text.guid: text for text in project.texts}
    names = {code.guid: code.name for code in project.codes}
    given, refused = [], []
    for coding in project.codings:
        text = bodies[coding.text]
        if coding.code not in codes or coding.text not in captures:
            named = names.get(coding.code, coding.code)
            what = f"no code {named!r}" if coding.code not in codes else "no such text"
            refused.append(f"a coding in {text.name!r} at {coding.start}: {what} in the study")
            continue
        given.append(
            Assignment(
                captures[coding.text],
                coding.words,
                codes[coding.code],
                coding.value,
                coder=coding.coder,
                prefix=text.body[max(0, coding.start - CONTEXT) : coding.start],
                suffix=text.body[coding.end : coding.end + CONTEXT],
                start=coding.start,
                memo=coding.memo,
            )
        )
    return Handed(tuple(given), tuple(refused))


def fitting(store: Store, given: Iterable[Assignment]) -> Handed:
    """Those whose words stand in the study's texts, each with its place there; of each other, why it does not fit.

    A coding that does not fit is left out and said; the strict locator decides, and nothing is moved.
    """
    texts, fits, refused = Texts(store, many=True), [], []
    for one in given:
        try:
            body = texts.body(texts.text_of(one.capture))
            span = locate(one.words, body, prefix=one.prefix, suffix=one.suffix, near=one.start)
        except RecountError as error:
            refused.append(f"a coding in {one.capture!r}: {error}")
        else:
            fits.append(replace(one, words=span.of(body), start=span.start))
    return Handed(tuple(fits), tuple(refused))
