"""Codebooks for other programs: REFI-QDA codebook files (.qdc), written and read; and our own YAML, written.

A .qdc knows a name, a description and a colour of a code, and nothing else. What ours has beyond that stands in the
description, one line each, in words that a person can read there and that are taken apart again here. Ids that other
programs carry along (GUIDs) are made of our own, so the same code has the same one in every file.

Source: REFI-QDA 1.5, Codebook.xsd, namespace urn:QDA-XML:codebook:1.0.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import yaml
from lxml import etree

from recount.errors import CodebookFault
from recount.model import Code, Codebook

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "urn:QDA-XML:codebook:1.0"
GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:recount:codebook")
_LINES = (("Include", "include_when"), ("Exclude", "exclude_when"))
_TOLD = re.compile(r"^(Code|Include|Exclude|Example|Comparable to|Restricted): (.*)$")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(codebook: str, code: str) -> str:
    """The lasting GUID of a code."""
    return str(uuid.uuid5(GUIDS, f"{codebook}\n{code}"))


def as_qdc(codebook: Codebook, *, origin: str) -> bytes:
    """The codebook as a REFI-QDA codebook file: UTF-8, LF, no byte-order mark.

    Attributes and general rules have no place in the format; a set stands for each roll-up.
    """
    root = etree.Element("CodeBook", nsmap={None: NAMESPACE}, origin=origin)  # type: ignore[dict-item]
    codes = etree.SubElement(root, "Codes")
    held: dict[str | None, Any] = {None: codes}
    for code in codebook.codes:
        above = held[code.parent]
        told = {"guid": guid(codebook.codebook, code.code), "name": _clean(code.label), "isCodable": "true"}
        held[code.code] = etree.SubElement(above, "Code", told)
        etree.SubElement(held[code.code], "Description").text = _clean("\n".join(_description(code)))
    if codebook.rollups:
        sets = etree.SubElement(root, "Sets")
        for name, own in codebook.rollups:
            group = etree.SubElement(sets, "Set", guid=guid(codebook.codebook, f"set {name}"), name=_clean(name))
            for member in own:
                etree.SubElement(group, "MemberCode", guid=guid(codebook.codebook, member))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _clean(words: str) -> str:
    return _NO_XML.sub("\ufffd", words)


def _description(code: Code) -> Iterator[str]:
    yield code.definition
    for name, field in _LINES:
        if getattr(code, field):
            yield f"{name}: {getattr(code, field)}"
    yield from (f"Example: {example}" for example in code.examples)
    if code.maps_to:
        yield f"Comparable to: {'; '.join(code.maps_to)}"
    if code.restricted:
        yield "Restricted: true"
    yield f"Code: {code.code}"


def from_qdc(data: bytes, path: str) -> Codebook:
    """A codebook from a REFI-QDA codebook file, ours or another program's.

    Codes of other programs get an id from their name; one without a description is defined by its name.

    Raises:
        CodebookFault: not XML, not a codebook, or a code without a name; names file and line.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CodebookFault(path, error.lineno or 1, f"not XML ({error.msg})", "export the codebook again") from None
    if etree.QName(root).localname != "CodeBook":
        raise CodebookFault(path, 1, f"a {etree.QName(root).localname!r}, not a CodeBook", "give a .qdc file")
    found: list[tuple[str, Code]] = []
    for top in root.iterfind("{*}Codes"):
        for element in top.iterfind("{*}Code"):
            found.extend(_read(element, None, path, {code.code for _, code in found}))
    if not found:
        raise CodebookFault(path, 1, "no codes", "export the codebook again")
    ids = {told.strip("{}").lower(): code.code for told, code in found}
    return Codebook(
        codebook=_name(path.rpartition("/")[2].rpartition(".")[0]) or "imported",
        version="0.1.0",
        title=path.rpartition("/")[2],
        language="en",
        profile=None,
        codes=tuple(code for _, code in found),
        rollups=tuple(_sets(root, ids)),
    )


def _read(element: Any, parent: str | None, path: str, taken: set[str]) -> list[tuple[str, Code]]:
    name = " ".join((element.get("name") or "").split())
    if not name:
        raise CodebookFault(path, element.sourceline or 1, "a code without a name", "give it a name")
    told, definition = _taken_apart(element.findtext("{*}Description") or "")
    code = (told["Code"] or [""])[0]
    if not code or code.rpartition(".")[0] != (parent or "") or code in taken:
        code = _free(f"{parent}.{_name(name)}" if parent else _name(name), taken)
    taken.add(code)
    made = Code(
        code=code,
        label=name,
        definition=definition or name,
        include_when=" ".join(told["Include"]),
        exclude_when=" ".join(told["Exclude"]),
        examples=tuple(told["Example"]),
        parent=parent,
        maps_to=tuple(one for line in told["Comparable to"] for one in line.split("; ")),
        restricted=bool(told["Restricted"]),
    )
    found = [(element.get("guid") or "", made)]
    for below in element.iterfind("{*}Code"):
        found.extend(_read(below, code, path, taken))
    return found


def _taken_apart(description: str) -> tuple[defaultdict[str, list[str]], str]:
    told: defaultdict[str, list[str]] = defaultdict(list)
    plain = []
    for line in description.replace("\r\n", "\n").split("\n"):
        own = _TOLD.match(line)
        if own:
            told[own[1]].append(own[2].strip())
        else:
            plain.append(line)
    return told, " ".join(" ".join(plain).split())


def _name(words: str) -> str:
    from anyascii import anyascii

    made = re.sub(r"[^a-z0-9]+", "_", anyascii(words).lower()).strip("_")
    return made if made[:1].isalpha() else f"c_{made}".rstrip("_")


def _free(code: str, taken: set[str]) -> str:
    n, free = 1, code
    while free in taken:
        n += 1
        free = f"{code}_{n}"
    return free


def _sets(root: Any, ids: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for group in root.iterfind("{*}Sets/{*}Set"):
        told = (m.get("guid") or m.get("targetGUID") or "" for m in group.iterfind("{*}MemberCode"))
        members = [one.strip("{}").lower() for one in told]
        own = tuple(ids[m] for m in members if m in ids)
        if own:
            yield group.get("name") or "set", own


def as_yaml(codebook: Codebook) -> str:
    """The codebook as a file that `load` reads; placeholders are filled, and so there are no profiles in it."""
    told: dict[str, Any] = {
        "codebook": {
            "id": codebook.codebook,
            "version": codebook.version,
            "language": codebook.language,
            "title": codebook.title,
        }
    }
    if codebook.rules:
        told["rules"] = [_braced(rule) for rule in codebook.rules]
    if codebook.attributes:
        told["attributes"] = [
            {
                "id": a.attribute,
                "label": a.label,
                "type": a.type,
                **({"values": list(a.values)} if a.values else {}),
                **({"multiple": True} if a.multiple else {}),
                **({"sensitivity": "restricted"} if a.restricted else {}),
                "pick": a.pick,
            }
            for a in codebook.attributes
        ]
    told["codes"] = [_code_fields(code) for code in codebook.codes]
    if codebook.rollups:
        told["rollups"] = {name: list(own) for name, own in codebook.rollups}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110)


def _code_fields(code: Code) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": code.code, "parent": code.parent, "label": _braced(code.label)}
    fields["definition"] = _braced(code.definition)
    fields |= {"include_when": _braced(code.include_when), "exclude_when": _braced(code.exclude_when)}
    fields |= {"examples": list(code.examples), "maps_to": list(code.maps_to)}
    kept = {name: value for name, value in fields.items() if value}
    return kept | ({"restricted": True} if code.restricted else {})


def _braced(words: str) -> str:
    """Braces name placeholders in our files, so words of other programs cannot have any."""
    return words.replace("{", "(").replace("}", ")")
