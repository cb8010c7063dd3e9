"""Accounts as JSON: one object with the words and what is known of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from recount.errors import Unreadable
from recount.model import Metadata
from recount.text.page.body import tidy
from recount.text.page.decode import decoded
from recount.text.time.days import day_range

WORDS: Final = ("text", "body", "content", "html", "article_text", "full_text")
_NAMES: Final = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "publication": ("publication", "source", "publisher", "site"),
    "address": ("url", "address", "link"),
    "language": ("language", "lang"),
    "published": ("published", "date", "published_at", "publication_date"),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """What one JSON object says."""

    words: str  # not yet in kept form; HTML when `is_html`
    is_html: bool
    metadata: Metadata
    notes: tuple[str, ...]


def _flat(value: Any) -> str | None:
    """A field as one string: names of persons and sites come as strings, objects or lists of both."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = "; ".join(filter(None, (_flat(v) for v in value)))
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return tidy(str(value)) or None


def metadata_of(fields: dict[str, Any], where: str) -> Metadata:
    """What named fields say of an account; `where` is put before the name of the field that said it."""
    taken: dict[str, Any] = {}
    found = []
    for field, names in _NAMES.items():
        for name in names:
            value = _flat(fields.get(name))
            if field == "published" and value:
                given = day_range(value)
                if not given.known:
                    continue
                taken[field] = given
            elif field == "language" and value:
                taken[field] = value.lower().replace("_", "-").split("-")[0]
            elif value:
                taken[field] = value
            else:
                continue
            found.append((field, f"{where} {name}"))
            break
    return Metadata(**taken, found=tuple(found))


def loaded(data: bytes, name: str) -> Any:
    """The value a JSON file holds.

    Raises:
        Unreadable: not JSON.
    """
    text, _ = decoded(data, name)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(name, f"not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(name, "JSON nested too deep or with a number too long") from error


def fields_of(data: bytes, name: str) -> Fields:
    """The account in a JSON file.

    Raises:
        Unreadable: not JSON, not one object, or an object without words.
    """
    value = loaded(data, name)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list):
        raise Unreadable(name, f"a list of {len(value)} accounts: add the file to a study, which takes each on its own")
    if not isinstance(value, dict):
        raise Unreadable(name, "JSON, but not an object with a field 'text'")
    lower = {str(key).lower(): given for key, given in value.items()}
    for key in WORDS:
        words = lower.get(key)
        if isinstance(words, list) and all(isinstance(w, str) for w in words):
            words = "\n\n".join(words)
        if isinstance(words, str) and words.strip():
            return Fields(words, key == "html", metadata_of(lower, "json"), ())
    raise Unreadable(name, f"JSON without words: none of the fields {', '.join(WORDS[:4])} holds any")
