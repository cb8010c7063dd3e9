"""Projects in REFI-QDA form (.qdpx), of any program, read.

Source: REFI-QDA 1.5, Project.xsd, namespace urn:QDA-XML:project:1.0.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree

from recount.coding.projects.positions import Counted, Marked, settle
from recount.errors import BadProject
from recount.model.project import Project, ProjectCode, ProjectCoding, ProjectText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 500_000_000  # unpacked, in all
PLACES = re.compile(r"^Value: (.+)$", re.MULTILINE)  # how our own files tell a coding's value
# What the standard has and a study has no place for; each is counted and said.
ELSEWHERE = {
    "PictureSource": "pictures",
    "AudioSource": "recordings",
    "VideoSource": "films",
    "PDFSource": "PDF files without a text of their own",
    "Variable": "variables",
    "Case": "cases",
    "Link": "links",
    "Set": "sets",
    "Graph": "graphs",
}


def read_refi(path: Path) -> Project:
    """The project in a .qdpx file; what of it could not be taken is said, and no coding lies where its words do not.

    Raises:
        BadProject: not a .qdpx, damaged, or larger than is read.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_BYTES:
                raise BadProject(str(path), f"unpacks to more than {MOST_BYTES} bytes")
            names = {name.lower(): name for name in packed.namelist()}
            if "project.qde" not in names:
                raise BadProject(str(path), "no project.qde in it")
            root = _parsed(packed.read(names["project.qde"]), path)
            return _project(root, packed, names, path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadProject(str(path), f"no zip file that can be read ({error})") from error


def _parsed(data: bytes, path: Path) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadProject(str(path), f"project.qde is not XML, line {error.lineno} ({error.msg})") from None
    if etree.QName(root).localname != "Project":
        raise BadProject(str(path), f"project.qde holds a {etree.QName(root).localname!r}, not a Project")
    return root


def _project(root: Any, packed: zipfile.ZipFile, names: dict[str, str], path: Path) -> Project:
    dropped: list[str] = []
    users = {_guid(u): u.get("name") or "" for u in root.iterfind("{*}Users/{*}User")}
    codes = tuple(_codes(root.find("{*}CodeBook/{*}Codes"), None))
    notes = {_guid(n): " ".join((n.findtext("{*}PlainTextContent") or "").split()) for n in root.iter("{*}Note")}
    texts, counted, marked, told = [], [], [], []
    for source in root.iterfind("{*}Sources/{*}TextSource"):
        raw = _raw(source, packed, names)
        if raw is None:
            dropped.append(f"the text of {source.get('name')!r} is not in the file")
            continue
        texts.append(ProjectText(_guid(source), source.get("name") or "", ""))
        counted.append(Counted(raw))
        for selection, coding in _selections(source):
            marked.append(_marked(len(texts) - 1, selection))
            told.append((selection, coding))
    found = settle(counted, marked)
    texts = [ProjectText(t.guid, t.name, c.body) for t, c in zip(texts, counted, strict=True)]
    known = {code.guid for code in codes}
    codings: list[ProjectCoding] = []
    for (selection, coding), mark, place in zip(told, marked, found.places, strict=True):
        made = _coding(selection, coding, texts[mark.text], place, users, notes)
        if made is None or made.code not in known:
            why = "its words are not at its place" if made is None else "its code is not in the codebook"
            dropped.append(f"a coding in {texts[mark.text].name!r} at {mark.start} to {mark.end}: {why}")
        else:
            codings.append(made)
    dropped += _left_out(root)
    name = root.get("name") or path.stem
    program = root.get("origin") or "an unnamed program"
    positions = f"{found.rule}: {found.why}"
    return Project(name, program, codes, tuple(texts), tuple(codings), positions, tuple(dropped))


def _guid(element: Any, name: str = "guid") -> str:
    return str(element.get(name) or "").strip("{}").lower()


def _codes(above: Any, parent: str | None) -> Iterator[ProjectCode]:
    if above is None:
        return
    for element in above.iterfind("{*}Code"):
        guid = _guid(element)
        definition = (element.findtext("{*}Description") or "").strip()
        codable = (element.get("isCodable") or "true") != "false"
        yield ProjectCode(guid, element.get("name") or guid, definition, parent, codable)
        yield from _codes(element, guid)


def _raw(source: Any, packed: zipfile.ZipFile, names: dict[str, str]) -> str | None:
    """The text of a source as its file has it, with byte-order mark and line ends."""
    content = source.findtext("{*}PlainTextContent")
    if content is not None:
        return str(content)
    inside = (source.get("plainTextPath") or "").removeprefix("internal://")
    stands = names.get(f"sources/{inside}".lower()) or names.get(inside.lower())
    if not inside or stands is None:
        return None
    data = packed.read(stands)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def _selections(source: Any) -> Iterator[tuple[Any, Any]]:
    for selection in source.iterfind("{*}PlainTextSelection"):
        for coding in selection.iterfind("{*}Coding"):
            yield selection, coding


def _marked(text: int, selection: Any) -> Marked:
    start, end = (_number(selection.get(name)) for name in ("startPosition", "endPosition"))
    words = selection.get("name") or None
    # Some programs cut long quotes, or put a name of their own there: no proof of a place either way.
    if words is not None and (words.endswith(("...", "…")) or abs(len(words) - (end - start)) > (end - start) // 2 + 2):
        words = None
    return Marked(text, start, end, words)


def _number(told: str | None) -> int:
    try:
        return int(told or "-1")
    except ValueError:
        return -1


def _coding(
    selection: Any,
    coding: Any,
    text: ProjectText,
    place: tuple[int, int] | None,
    users: dict[str, str],
    notes: dict[str, str],
) -> ProjectCoding | None:
    if place is None:
        return None
    reference = coding.find("{*}CodeRef")
    description = selection.findtext("{*}Description") or ""
    value = PLACES.search(description)
    memos = [
        notes.get(_guid(ref, "targetGUID"), "")
        for ref in (*selection.iterfind("{*}NoteRef"), *coding.iterfind("{*}NoteRef"))
    ]
    memo = " ".join(filter(None, [PLACES.sub("", description).strip(), *memos]))
    who = _guid(coding, "creatingUser") or _guid(selection, "creatingUser")
    return ProjectCoding(
        text=text.guid,
        code="" if reference is None else _guid(reference, "targetGUID"),
        start=place[0],
        end=place[1],
        words=text.body[slice(*place)],
        coder=users.get(who, "") or "unnamed coder",
        value=value[1] if value else "present",
        memo=memo,
        at=coding.get("creationDateTime") or selection.get("creationDateTime") or "",
        guid=_guid(coding),
    )


def _left_out(root: Any) -> Iterator[str]:
    counts = Counter(etree.QName(e).localname for e in root.iter() if isinstance(e.tag, str))
    for name, words in ELSEWHERE.items():
        if counts[name]:
            yield f"{counts[name]} {words}"
