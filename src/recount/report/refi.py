"""An exchange release as a REFI-QDA project (.qdpx), which other programs of coders read.

Places are code points of the text beside it, which has LF line ends and no byte-order mark; each selection has its
words as its name, so a reader can prove them. GUIDs are made of our own ids: the same coding has the same one in every
file. The same release gives the same bytes.

Source: REFI-QDA 1.5, Project.xsd, namespace urn:QDA-XML:project:1.0.
"""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.model import Release

NAMESPACE = "urn:QDA-XML:project:1.0"
GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:recount:project")
DAY = (1980, 1, 1, 0, 0, 0)  # of every entry in the zip file: none has a time of its own
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def qdpx(release: Release) -> bytes:
    """The .qdpx file of an exchange release.

    Raises:
        InputError: a release under another policy: it has no texts and codings to hand over.
    """
    if release.policy != "exchange":
        raise InputError(f"a release under the policy {release.policy!r} has no texts to hand over; make an exchange")
    body = release.body
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        _put(file, "project.qde", _project(body))
        for text in body["texts"]:
            _put(file, f"sources/{_guid('text', text['id'])}.txt", text["body"].encode())
        # What the standard has no place for; readers pass over a file they do not know.
        rest = {key: body[key] for key in ("policy", "program", "banner", "study", "codebook", "codings")}
        _put(file, "recount.json", json.dumps(rest, ensure_ascii=False, sort_keys=True, indent=1).encode())
    return packed.getvalue()


def _put(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    file.writestr(zipfile.ZipInfo(name, DAY), data, zipfile.ZIP_DEFLATED, 6)


def _guid(kind: str, name: str) -> str:
    return str(uuid.uuid5(GUIDS, f"{kind}\n{name}"))


def _clean(words: str) -> str:
    return _NO_XML.sub("\ufffd", words)


def _project(body: dict[str, Any]) -> bytes:
    coders = sorted({c["coder"] for c in body["codings"]}) or ["nobody"]
    times = sorted(c["at"] for c in body["codings"])
    title, first = _clean(body["study"]["title"]), _guid("coder", coders[0])
    root = etree.Element("Project", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the default one has no prefix
    root.attrib.update({"name": title, "origin": body["program"], "creatingUserGUID": first})
    if times:
        root.set("creationDateTime", times[0])
    users = etree.SubElement(root, "Users")
    for coder in coders:
        etree.SubElement(users, "User", guid=_guid("coder", coder), name=_clean(coder))
    _codes(etree.SubElement(etree.SubElement(root, "CodeBook"), "Codes"), body)
    noted = [c for c in body["codings"] if c["memo"]]
    if body["texts"]:
        _sources(etree.SubElement(root, "Sources"), body)
    if noted:
        _notes(etree.SubElement(root, "Notes"), noted)
    told = " ".join(filter(None, [body["banner"], body["study"]["notice"]]))
    etree.SubElement(root, "Description").text = _clean(told)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def _codes(codes: Any, body: dict[str, Any]) -> None:
    held: dict[str | None, Any] = {None: codes}
    for code in body["codes"]:
        made = etree.SubElement(
            held[code["parent"]], "Code", guid=_guid("code", code["code"]), name=_clean(code["label"]), isCodable="true"
        )
        lines = [code["definition"], *(f"{k}: {code[f]}" for k, f in _RULES if code[f]), f"Code: {code['code']}"]
        etree.SubElement(made, "Description").text = _clean("\n".join(filter(None, lines)))
        held[code["code"]] = made
    known = {code["code"] for code in body["codes"]}
    # A coding under a code that the codebook has no more, or of an attribute, keeps its name.
    labels = {a["attribute"]: a["label"] for a in body["attributes"]}
    for name in sorted({c["code"] for c in body["codings"]} - known):
        made = etree.SubElement(
            codes, "Code", guid=_guid("code", name), name=_clean(labels.get(name, name)), isCodable="true"
        )
        etree.SubElement(made, "Description").text = f"Code: {name}"


_RULES = (("Include", "include_when"), ("Exclude", "exclude_when"))


def _sources(sources: Any, body: dict[str, Any]) -> None:
    held: dict[str, list[dict[str, Any]]] = {}
    for coding in body["codings"]:
        held.setdefault(coding["text"], []).append(coding)
    for text in body["texts"]:
        guid = _guid("text", text["id"])
        source = etree.SubElement(
            sources, "TextSource", guid=guid, name=_clean(text["name"]), plainTextPath=f"internal://{guid}.txt"
        )
        if text.get("retracted"):
            etree.SubElement(source, "Description").text = _clean(f"Retracted, counted nowhere: {text['retracted']}")
        for coding in held.get(text["id"], ()):
            _selection(source, coding)


def _selection(source: Any, coding: dict[str, Any]) -> None:
    who = _guid("coder", coding["coder"])
    told = {
        "guid": _guid("selection", coding["id"]),
        "name": _clean(coding["words"]),
        "creatingUser": who,
        "creationDateTime": coding["at"],
        "startPosition": str(coding["start"]),
        "endPosition": str(coding["end"]),
    }
    selection = etree.SubElement(source, "PlainTextSelection", told)
    if coding["value"] != "present":
        etree.SubElement(selection, "Description").text = f"Value: {coding['value']}"
    made = etree.SubElement(
        selection, "Coding", guid=_guid("coding", coding["id"]), creatingUser=who, creationDateTime=coding["at"]
    )
    etree.SubElement(made, "CodeRef", targetGUID=_guid("code", coding["code"]))
    if coding["memo"]:
        etree.SubElement(made, "NoteRef", targetGUID=_guid("memo", coding["id"]))


def _notes(notes: Any, noted: Iterable[dict[str, Any]]) -> None:
    for coding in noted:
        note = etree.SubElement(
            notes, "Note", guid=_guid("memo", coding["id"]), name="memo", creatingUser=_guid("coder", coding["coder"])
        )
        etree.SubElement(note, "PlainTextContent").text = _clean(coding["memo"])
