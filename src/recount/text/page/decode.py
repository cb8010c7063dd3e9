"""Bytes to characters, and characters to the one form in which every text is kept."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from recount.errors import Unreadable

# Labels that web pages use for Western text mean windows-1252 in every browser (WHATWG Encoding, section 4.2).
_AS_BROWSERS: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")  # in UTF-8
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")
_ACCENTED = re.compile(r"[^\W\d_](?=[^\x00-\x7f\W])[^\W\d_]|[^\x00-\x7f\W][^\W\d_]")
_HIGH = re.compile(r"[^\x00-\x7f]+")
# "surrogateescape" keeps byte 0x80 + n as U+DC80 + n.
_STRAYS: Final = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
# A guess is refused when more than this share of its characters are controls: 1 in 200 still lets through a
# text with some stray bytes, and random bytes have 1 in 8.
_MOST_CONTROLS: Final = 0.005
_ASCII: Final = 0x7F
_LONGEST_WORD: Final = 60  # letters; beyond it there is a space in every script that single bytes can write
_FEW_ACCENTS: Final = 0.08  # share of bytes; French has some 0.04, Central European languages 0.1 and more
_MANY: Final = 20  # sound many-byte characters that no other encoding gives by chance
_LEAST_SPOILT: Final = 3  # one or two may be meant
_HIGH_BYTES: Final = bytes(range(0x80, 0x100))
_CONTROL_BYTES: Final = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_MOST_ODD: Final = 0.1  # share of accented letters with a capital inside a word; a wrong code page has half or more
_FEW: Final = 4  # that many strays prove nothing about a short text


def _codec(name: str | None) -> str | None:
    """Python's name of a declared charset, as browsers take it; None when unknown or not for text."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
        b"".decode(info.name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return _AS_BROWSERS.get(info.name, info.name)


def _by_bom(data: bytes) -> str | None:
    for bom, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(bom):
            return name
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: Latin text has zeros in every second byte only."""
    if b"\0" not in data:
        return None
    half = max(1, len(data) // 2)
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) > 0.4 * half and min(even, odd) < 0.02 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _plausible(text: str) -> bool:
    """Whether a guessed decoding reads like words: few controls, some spaces, capitals where words begin."""
    if not text or "\ufffd" in text or len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        return False
    letters = len(_LETTER.findall(text))
    if letters < 0.3 * len(text.replace(" ", "")):
        return False
    # Wrong code pages turn letters into capitals inside words. Only pairs with an accented letter tell: markup and
    # scripts are full of names such as innerHtml.
    pairs = [m.group() for m in _ACCENTED.finditer(text)]
    odd = sum(pair[0].islower() and pair[-1].isupper() for pair in pairs)
    return odd <= max(1, _MOST_ODD * len(pairs)) and (len(text) < _LONGEST_WORD or any(ch.isspace() for ch in text))


def _mended(data: bytes) -> tuple[str, int, int]:
    """UTF-8 with each stray byte read as windows-1252: the text, stray bytes, sound many-byte characters."""
    text = data.decode("utf-8", errors="surrogateescape")
    high = sum(map(len, _HIGH.findall(text)))
    stray = len(_SURROGATES.findall(text))
    return text.translate(_STRAYS), stray, high - stray


def _guessed(data: bytes, name: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """Text in some encoding of one byte a letter, or of the Far East."""
    from resiliparse.parse.encoding import detect_encoding  # only few files get here

    tried = []
    if declared and declared not in ("utf-8", "utf-8-sig"):
        tried.append((declared, ""))
    head = data[:200_000]
    found = _codec(detect_encoding(head, from_html_meta=False))
    high = 1 - len(head.translate(None, delete=_HIGH_BYTES)) / len(head)
    # Detectors mistake English and French in windows-1252 for Central European pages when accents are few.
    western = ["cp1252"] if high < _FEW_ACCENTS else []
    tried += [(c, f"encoding guessed: {c}") for c in (*western, found) if c and c not in ("utf-8", "ascii")]
    for codec, note in tried:
        try:
            text = data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        if _plausible(text):
            return text, (note,) if note else ()
    at = next(i for i, byte in enumerate(data) if byte > _ASCII)
    raise Unreadable(
        name, f"not text in any known encoding (first strange byte at {at}); save it as UTF-8 and add it again"
    )


def decoded(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters of `data`, not yet in kept form, and what had to be guessed.

    Args:
        data: a whole file.
        name: for the error.
        declared: the charset that headers or markup state; believed only where the bytes agree.

    Raises:
        Unreadable: empty, nothing but zeros or white space, or bytes that are not text.
    """
    if not data:
        raise Unreadable(name, "empty: the file has no bytes")
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise Unreadable(name, "nothing but zeros or white space")
    marked = _by_bom(data) or _wide(data)
    if marked:
        try:
            return data.decode(marked), ()
        except UnicodeDecodeError as error:
            if marked != "utf-8-sig":
                raise Unreadable(name, f"cut off or damaged {marked} text (byte {error.start})") from error
            data = data.removeprefix(codecs.BOM_UTF8)
    if data.count(0) > 0.001 * len(data):
        raise Unreadable(name, "not text: the bytes are binary")
    codec = _codec(declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, name, codec)
    # Bytes are counted many times faster than characters are matched.
    controls = len(data) - len(data.translate(None, delete=_CONTROL_BYTES))
    controls += len(_C1_BYTES.findall(data))
    if controls > _FEW and controls > 0.05 * len(text):
        raise Unreadable(name, "not text: the bytes are binary")
    if text.isascii() and codec and "\x1b" in text:  # ISO-2022 encodings are ASCII bytes with escapes
        return data.decode(codec, errors="replace"), ()
    return text, ()


def _not_utf8(data: bytes, name: str, codec: str | None) -> tuple[str, tuple[str, ...]]:
    text, stray, sound = _mended(data)
    if stray <= sound and (codec in (None, "utf-8") or sound > _MANY):
        return text, (f"{stray} stray bytes in UTF-8, read as windows-1252",)
    return _guessed(data, name, codec)


def normal(text: str) -> str:
    """The kept form: NFC, LF line ends, no control characters but tabs.

    A control character becomes one space, so that a plain text in NFC with LF keeps the offsets of its file.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub(" ", text)
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
        text = unicodedata.normalize("NFC", text)
    return text


def twice_encoded(text: str) -> bool:
    """Whether letters were spoilt before they came here: UTF-8 once read as windows-1252 ("Ã©" for "é")."""
    runs = re.findall(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]{1,3}", text[:100_000])
    sound = 0
    for run in runs[:50]:
        try:
            sound += len(run.encode("cp1252").decode("utf-8")) == 1
        except UnicodeError:
            continue
    return sound >= _LEAST_SPOILT and sound >= 0.8 * min(len(runs), 50)
