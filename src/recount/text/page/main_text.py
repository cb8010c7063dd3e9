"""Bytes to Text: one way in for every kind of file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import Final

from recount.errors import Unreadable
from recount.model import Metadata, Text
from recount.text.language import language_of
from recount.text.page import media
from recount.text.page.body import WORD, Line, assemble
from recount.text.page.decode import decoded, normal, twice_encoded
from recount.text.page.metadata import merged
from recount.text.tongues import is_read

VERSION: Final = "2"  # rises when the same bytes would give another text
_MOST_OF_A_WALL: Final = 100_000  # characters of a page among which a wall's words are looked for
_NO_LATER: Final = date(2100, 1, 1)
MOST_UNPACKED_BYTES: Final = 200_000_000
_KNOWN_BY_NAME: Final = {
    media.ZIP: "a zip of files; unpack it and add the folder",
    media.BINARY: "not text: the bytes are binary",
    media.CODE: "by its name a program, settings or a table, not an account; rename it to .txt if it is one",
    media.WARC: "a web archive: add it to a study, which takes each page on its own",
    "application/x-arc": "an ARC file, the format before WARC; turn it into WARC with 'warcio recompress' first",
    "application/x-cfb": "an old Word file (.doc) or one protected by a password; save it as .docx without a password",
    "application/rtf": "an RTF file; save it as .docx or .txt",
    "application/epub+zip": "an EPUB; save it as .html or .txt",
    "application/vnd.oasis.opendocument": "an OpenDocument file; save it as .docx",
    "application/vnd.ms-excel": "a spreadsheet, not an account; save it as .jsonl with one account a line",
}


@dataclass(frozen=True, slots=True)
class _Given:
    """What every way of reading is given."""

    data: bytes
    name: str
    charset: str | None
    most_unpacked_bytes: int
    not_after: date | None
    full: bool  # False: only find out whether it can be read


@dataclass(frozen=True, slots=True)
class _Words:
    """What a way of reading gives back; `body` when the words must stay as they stand."""

    reader: str
    lines: list[Line] | None = None
    body: str = ""
    metadata: Metadata = Metadata()  # noqa: RUF009  # frozen, so one instance serves all
    notes: tuple[str, ...] = ()


def reader_version() -> str:
    """Names and versions of all that has a hand in a text; runs are signed with it."""
    parts = ("lxml", "pypdfium2", "python-docx", "markdown-it-py", "py3langid")
    return f"text {VERSION}; " + ", ".join(f"{part} {version(part)}" for part in parts)


def _plain(given: _Given) -> _Words:
    text, notes = decoded(given.data, given.name, given.charset)
    return _Words("plain", body=normal(text), notes=notes)


def _markdown(given: _Given) -> _Words:
    from recount.text.page import fields, plain

    text, notes = decoded(given.data, given.name, given.charset)
    head, rest = plain.front_matter(normal(text))
    lines = list(plain.markdown_lines(rest))
    about = fields.metadata_of(head, "front matter")
    title = next((line.words for line in lines if line.kind == "heading" and line.level == 1), None)
    if title and not about.title:
        about = replace(about, title=title, found=(*about.found, ("title", "heading")))
    return _Words(f"markdown-it-py {version('markdown-it-py')}", lines, metadata=about, notes=notes)


def _declared(data: bytes) -> str | None:
    """The charset that a page's head states."""
    found = re.search(
        rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)",
        data[:8192],
        re.IGNORECASE,
    )
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


def _html(given: _Given) -> _Words:
    text, notes = decoded(given.data, given.name, given.charset or _declared(given.data))
    return _page(text, given, notes)


def _page(text: str, given: _Given, notes: tuple[str, ...]) -> _Words:
    from recount.text.page import dom, html, metadata, notices, region

    tree = dom.tree_of(text)
    page = dom.page_of(tree)
    if not any(WORD.search(one.words) for one in page.lines):
        raise Unreadable(
            given.name, "a page without visible words (it may be drawn by scripts); save it from a browser"
        )
    if not given.full:
        return _Words("", html.visible(page))
    found = region.chosen(page)
    told = html.told(page, found)
    about = metadata.of_page(tree, page, found, not_after=given.not_after or _NO_LATER)
    words = " ".join(line.words for line in told.lines)
    walls = notices.wall_notes(words, " ".join(one.words for one in page.lines)[:_MOST_OF_A_WALL], free=about.free)
    lines = notices.marked(told.lines)
    return _Words(html.READER, lines, metadata=about.metadata, notes=(*notes, *told.notes, *walls))


def _pdf(given: _Given) -> _Words:
    from recount.text.page import pdf

    lines, about, notes = pdf.pdf_lines(given.data, given.name, given.most_unpacked_bytes)
    return _Words(f"pypdfium2 {version('pypdfium2')}", lines, metadata=about, notes=notes)


def _docx(given: _Given) -> _Words:
    from recount.text.page import word

    lines, about, notes = word.word_lines(given.data, given.name, given.most_unpacked_bytes)
    return _Words(f"python-docx {version('python-docx')}", lines, metadata=about, notes=notes)


def _subtitles(given: _Given) -> _Words:
    from recount.text.page import subtitles

    text, notes = decoded(given.data, given.name, given.charset)
    return _Words("subtitles", list(subtitles.subtitle_lines(normal(text))), notes=notes)


def _inner(words: str, given: _Given, notes: tuple[str, ...], *, is_html: bool, about: Metadata, reader: str) -> _Words:
    """Words found inside a letter or a JSON object: a page or plain text."""
    made = _page(words, given, notes) if is_html else _Words("plain", body=normal(words), notes=notes)
    return replace(made, reader=f"{reader}, {made.reader}", metadata=merged(about, made.metadata))


def _mail(given: _Given) -> _Words:
    from recount.text.page import mail

    letter = mail.letter(given.data, given.name)
    return _inner(letter.words, given, letter.notes, is_html=letter.is_html, about=letter.metadata, reader="eml")


def _json(given: _Given) -> _Words:
    from recount.text.page import fields

    said = fields.fields_of(given.data, given.name)
    return _inner(said.words, given, said.notes, is_html=said.is_html, about=said.metadata, reader="json")


def _jsonl(given: _Given) -> _Words:
    lines = [line for line in given.data.splitlines() if line.strip()]
    if len(lines) != 1:
        raise Unreadable(
            given.name, f"{len(lines)} accounts, one a line: add the file to a study, which takes each on its own"
        )
    return _json(replace(given, data=lines[0]))


def _gzip(given: _Given) -> _Words:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(given.data, given.most_unpacked_bytes + 1)
    except zlib.error as error:
        raise Unreadable(given.name, "damaged gzip file; obtain it again") from error
    if len(data) > given.most_unpacked_bytes:
        raise Unreadable(
            given.name, f"unpacks to more than {given.most_unpacked_bytes} bytes (a zip bomb, or beyond the limit)"
        )
    if not unpacker.eof:
        raise Unreadable(given.name, "truncated gzip file; obtain it again")
    name = re.sub(r"\.gz$", "", given.name, flags=re.IGNORECASE)
    kind = media.sniff(data, name)
    if kind == media.GZIP:
        raise Unreadable(given.name, "gzip inside gzip; unpack it first")
    return _way(kind, given.name)(replace(given, data=data, name=name))


_WAYS: Final[dict[str, Callable[[_Given], _Words]]] = {
    media.PLAIN: _plain,
    media.MARKDOWN: _markdown,
    media.HTML: _html,
    "application/xhtml+xml": _html,
    media.PDF: _pdf,
    media.DOCX: _docx,
    media.SRT: _subtitles,
    media.VTT: _subtitles,
    media.EML: _mail,
    media.JSON: _json,
    media.JSONL: _jsonl,
    media.GZIP: _gzip,
}


def _way(kind: str, name: str) -> Callable[[_Given], _Words]:
    way = _WAYS.get(kind)
    if way is None:
        raise Unreadable(name, _KNOWN_BY_NAME.get(kind, f"{kind} holds no text that can be read"))
    return way


def _read(given: _Given, media_type: str) -> _Words:
    kind, _, parameters = media_type.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    if charset:
        given = replace(given, charset=charset.group(1))
    if not given.data:
        raise Unreadable(given.name, "empty: the file has no bytes")
    if not given.data.strip(b"\0 \t\r\n\f\v"):
        raise Unreadable(given.name, "nothing but zeros or white space")
    words = _way(kind.strip().lower(), given.name)(given)
    seen = [words.body] if words.lines is None else [line.words for line in words.lines]
    if not any(WORD.search(part) for part in seen):
        raise Unreadable(given.name, "no words in it")
    return words


def check(data: bytes, media_type: str, name: str, *, most_unpacked_bytes: int = MOST_UNPACKED_BYTES) -> None:
    """Raise Unreadable exactly where `text_of` would, at less cost."""
    _read(_Given(data, name, None, most_unpacked_bytes, None, full=False), media_type)


def _in_language(about: Metadata, body: str, *, sure: bool) -> Metadata:
    """With the language of the words, which pages often state wrongly; what somebody supplied stays."""
    known = None if sure else language_of(body)
    if not known:
        return about
    return replace(about, language=known, found=tuple(sorted({**dict(about.found), "language": "py3langid"}.items())))


def text_of(
    data: bytes,
    media_type: str,
    name: str,
    *,
    supplied: Metadata = Metadata(),  # noqa: B008  # frozen, so one instance serves all
    most_unpacked_bytes: int = MOST_UNPACKED_BYTES,
    not_after: date | None = None,
) -> Text:
    """The text of one account; the same bytes always give the same text.

    A plain text file in NFC with LF keeps its characters and offsets. In other kinds each block stands on a line of
    its own, with a blank line between blocks. The block of a turn leaves out the speaker's name, which goes before.

    Args:
        data: all bytes of the file.
        media_type: from `media.sniff`; may carry "; charset=..." when a server stated one.
        name: for errors and, inside gzip, for its ending.
        supplied: what somebody said of the source; wins over what is read.
        most_unpacked_bytes: limit against files that unpack to very much.
        not_after: no page was published later than it was captured; guards against dates found by mistake.

    Raises:
        Unreadable: there is no text in these bytes; `.reason` says why.
    """
    words = _read(_Given(data, name, None, most_unpacked_bytes, not_after, full=True), media_type)
    if words.lines is None:
        from recount.text.page.plain import paragraphs

        body, blocks = words.body, paragraphs(words.body)
    else:
        body, blocks = assemble(words.lines)
    about = _in_language(merged(supplied, words.metadata), body, sure=supplied.language is not None)
    notes = list(words.notes)
    if not is_read(about.language):
        notes.append(f"language not read: {about.language}")
    if twice_encoded(body):
        notes.append("letters were spoilt before capture: UTF-8 read as windows-1252")
    return Text(body, about, blocks, words.reader, tuple(dict.fromkeys(notes)))
