"""Projects in the databases of other programs, read: QualCoder's and Taguette's, both SQLite. Nothing is written."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from recount.coding.projects.positions import Counted, Found, Marked, Rule, settle
from recount.errors import BadProject
from recount.model.project import Project, ProjectCode, ProjectCoding, ProjectText

if TYPE_CHECKING:
    from pathlib import Path


def read_database(path: Path) -> Project:
    """The project in a QualCoder or Taguette database.

    Raises:
        BadProject: no SQLite file, or of neither program.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            tables = {name for (name,) in base.execute("select name from sqlite_master where type = 'table'")}
            if {"code_text", "code_name", "source"} <= tables:
                return _qualcoder(base, path)
            if {"highlights", "highlight_tags", "tags", "documents"} <= tables:
                return _taguette(base, path)
    except sqlite3.DatabaseError as error:
        raise BadProject(str(path), f"no database that can be read ({error})") from error
    raise BadProject(str(path), "a database of neither QualCoder nor Taguette")


def _project(
    path: Path, program: str, codes: list[ProjectCode], texts: list[tuple[str, str, Counted]],
    marked: list[Marked], told: list[tuple[str, str, str, str]], found: Found,
) -> Project:  # fmt: skip
    """`told` has for each coding its code, coder, time and memo."""
    made = tuple(ProjectText(guid, name, counted.body) for guid, name, counted in texts)
    codings, dropped = [], []
    for mark, (code, coder, at, memo), place in zip(marked, told, found.places, strict=True):
        text = made[mark.text]
        if place is None:
            dropped.append(f"a coding in {text.name!r} at {mark.start} to {mark.end}: its words are not at its place")
            continue
        words = text.body[slice(*place)]
        codings.append(ProjectCoding(text.guid, code, *place, words, coder, memo=memo, at=at))
    positions = f"{found.rule}: {found.why}"
    return Project(path.stem, program, tuple(codes), made, tuple(codings), positions, tuple(dropped))


def _qualcoder(base: sqlite3.Connection, path: Path) -> Project:
    codes = [
        ProjectCode(f"cat{n}", name, memo or "", None if above is None else f"cat{above}", codable=False)
        for n, name, memo, above in base.execute("select catid, name, memo, supercatid from code_cat order by catid")
    ]
    codes += [
        ProjectCode(f"code{n}", name, memo or "", None if above is None else f"cat{above}")
        for n, name, memo, above in base.execute("select cid, name, memo, catid from code_name order by cid")
    ]
    rows = base.execute("select id, name, fulltext from source where fulltext is not null order by id").fetchall()
    texts = [(f"source{n}", name, Counted(body)) for n, name, body in rows]
    place = {n: k for k, (n, _, _) in enumerate(rows)}
    coded = base.execute(
        "select fid, pos0, pos1, seltext, cid, owner, date, memo from code_text order by fid, pos0, pos1, cid, ctid"
    ).fetchall()
    coded = [row for row in coded if row[0] in place]
    marked = [Marked(place[fid], start, end, words) for fid, start, end, words, *_ in coded]
    told = [(f"code{cid}", owner or "unnamed coder", at or "", memo or "") for *_, cid, owner, at, memo in coded]
    return _project(path, "QualCoder", codes, texts, marked, told, settle([c for *_, c in texts], marked))


BLOCKS = frozenset("p div h1 h2 h3 h4 h5 h6 li ul ol table tr blockquote pre section article".split())


class _Words(HTMLParser):
    """The characters of an HTML text as Taguette counts them, and between which of them a paragraph ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.length = 0
        self.gaps: dict[int, str] = {}

    def handle_data(self, data: str) -> None:
        self.found.append(data)
        self.length += len(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "br":
            self.gaps.setdefault(self.length, "\n")
        elif tag in BLOCKS and self.length:
            self.gaps[self.length] = "\n\n"


def _words(html: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    parser = _Words()
    parser.feed(html)
    parser.close()
    gaps = tuple((at, words) for at, words in sorted(parser.gaps.items()) if at < parser.length)
    return "".join(parser.found), gaps


FILE_BYTES = Rule("UTF-8 bytes")
MISREAD_AS = ("cp1252", "cp1254", "cp1250")  # Western, Turkish, Central European letters; the likeliest first
LOST = "\ufffd"  # a byte that the code page has no letter for


def _counted(html: str) -> tuple[Counted, bool]:
    """The text of a document, and whether it was misread when it was taken in: UTF-8 taken for Windows letters.

    Then each letter shown is one byte of the file, and it is read again as what it was. A byte that Windows has no
    letter for was lost for good; a replacement character stands for what it was part of.
    """
    shown, gaps = _words(html)
    if shown.isascii():
        return Counted(shown, gaps), False
    again, starts = max((_read_again(shown, page) for page in MISREAD_AS), key=lambda made: -len(made[0]))
    if len(again) == len(shown):
        return Counted(shown, gaps), False
    places = [*starts, len(shown)]
    moved = tuple((bisect_left(places, gap), words) for gap, words in gaps)
    return Counted("".join(again), moved, {FILE_BYTES: places}), True


def _read_again(shown: str, page: str) -> tuple[list[str], list[int]]:
    """The letters that were misread as those of a code page, and at which letter shown each begins."""
    again, starts = [], []
    at = 0
    while at < len(shown):
        letter = None if shown[at].isascii() else _letter(shown[at : at + 4], page)
        starts.append(at)
        again.append(letter[0] if letter else shown[at])
        at += letter[1] if letter else 1
    return again, starts


def _letter(shown: str, page: str) -> tuple[str, int] | None:
    """The one letter whose UTF-8 bytes these were, and how many they are; None where they are no misread letter."""
    data = [_byte(c, page) for c in shown]
    first = data[0] or 0
    length = 0 if first < 0xC2 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4  # noqa: PLR2004  # lead bytes
    rest = data[1:length]
    # What is lost can only have been a continuation, and so can each of the others.
    if not length or len(data) < length or not all(b is None or 0x80 <= b < 0xC0 for b in rest):  # noqa: PLR2004  # same
        return None
    if None in rest:
        return (
            (LOST, length) if all(c == LOST for c, b in zip(shown[1:length], rest, strict=True) if b is None) else None
        )
    try:
        return bytes(b for b in data[:length] if b is not None).decode("utf-8"), length
    except UnicodeDecodeError:
        return None


def _byte(shown: str, page: str) -> int | None:
    try:
        return shown.encode(page)[0]
    except UnicodeEncodeError:
        return ord(shown) if ord(shown) < 0x100 else None  # noqa: PLR2004  # control characters stand for themselves


def _taguette(base: sqlite3.Connection, path: Path) -> Project:
    codes = [
        ProjectCode(f"tag{n}", name, memo or "")
        for n, name, memo in base.execute("select id, path, description from tags order by id")
    ]
    rows = base.execute("select id, name, contents from documents order by id").fetchall()
    read = [_counted(html) for _, _, html in rows]
    texts = [(f"document{n}", name, counted) for (n, name, _), (counted, _) in zip(rows, read, strict=True)]
    place = {n: k for k, (n, _, _) in enumerate(rows)}
    coded = base.execute(
        "select h.document_id, h.start_offset, h.end_offset, h.snippet, t.tag_id from highlights h "
        "join highlight_tags t on t.highlight_id = h.id order by h.document_id, h.start_offset, h.end_offset, t.tag_id"
    ).fetchall()
    # In a text that was misread, the quotes are slices of the misread letters: they prove nothing.
    marked = [
        Marked(place[doc], start, end, None if read[place[doc]][1] else _words(snippet)[0])
        for doc, start, end, snippet, _ in coded
    ]
    # Who made a highlight stands only in the commands, which do not name it: the project's owner is all there is.
    users = [login for (login,) in base.execute("select login from users order by login")]
    who = users[0] if len(users) == 1 else "unnamed coder"
    told = [(f"tag{tag}", who, "", "") for *_, tag in coded]
    found = settle([c for *_, c in texts], marked, rules=(FILE_BYTES, Rule("code points"), Rule("UTF-16 units")))
    misread = sum(wrong for _, wrong in read)
    if misread:
        told_of = (
            f"{misread} texts had been misread as Windows letters; they are read again, places by bytes of the file"
        )
        found = replace(found, why=f"{found.why}; {told_of}")
    return _project(path, "Taguette", codes, texts, marked, told, found)
