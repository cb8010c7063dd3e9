"""Letters (.eml): headers into metadata, the words of the letter into the text."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from recount.errors import Unreadable
from recount.model import DateRange, Metadata
from recount.text.page.body import tidy
from recount.text.page.decode import decoded

# What the email package raises on headers and parts that break the rules; each is met in letters in the wild.
BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, IndexError, AssertionError)
_QUOTED = re.compile(r"^>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """The part of a letter that is read."""

    words: str  # not yet in kept form; HTML when `is_html`
    is_html: bool
    metadata: Metadata
    notes: tuple[str, ...]


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
        return tidy(str(value)) or None if value is not None else None
    except BROKEN:
        return None


def _metadata(message: EmailMessage) -> Metadata:
    found = []
    title, sender, written = (_header(message, name) for name in ("Subject", "From", "Date"))
    author, published = None, DateRange()
    if title:
        found.append(("title", "header Subject"))
    if sender:
        name, address = parseaddr(sender)
        author = name or address or None
        if author:
            found.append(("author", "header From"))
    if written:
        try:
            day = parsedate_to_datetime(written).date()
            published = DateRange(day, day, precise=True)
            found.append(("published", "header Date"))
        except BROKEN:
            published = DateRange()
    return Metadata(title=title, author=author, published=published, found=tuple(found))


def _part(message: EmailMessage, subtype: str) -> EmailMessage | None:
    for part in message.walk():
        if not isinstance(part, EmailMessage) or part.is_multipart():
            continue
        try:
            if part.get_content_type() == f"text/{subtype}" and not part.is_attachment():
                return part
        except BROKEN:
            continue
    return None


def _words(part: EmailMessage, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except BROKEN:
        return "", ()
    if not isinstance(payload, bytes) or not payload.strip():
        return "", ()
    return decoded(payload, name, charset)


def _attachments(message: EmailMessage) -> list[str]:
    names = []
    for part in message.walk():
        try:
            if isinstance(part, EmailMessage) and (part.is_attachment() or part.get_content_maintype() != "text"):
                named = part.get_filename()
                if named:
                    names.append(f"attachment not read: {tidy(str(named))}")
        except BROKEN:
            continue
    return names


def letter(data: bytes, name: str) -> Letter:
    """The plain words of a letter, or its HTML when it has no plain words; quoted replies stay.

    Raises:
        Unreadable: no part of the letter is text.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except BROKEN as error:
        raise Unreadable(name, f"not a letter that can be taken apart ({error})") from error
    notes = _attachments(message)
    for subtype in ("plain", "html"):
        part = _part(message, subtype)
        words, guessed = _words(part, name) if part is not None else ("", ())
        if words.strip():
            if _QUOTED.search(words):
                notes.append("quotes an earlier letter (lines beginning with >)")
            return Letter(words, subtype == "html", _metadata(message), (*notes, *guessed))
    raise Unreadable(name, "a letter without words: neither plain text nor HTML in it")
