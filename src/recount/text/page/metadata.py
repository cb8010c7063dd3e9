"""What a web page says of itself, and where each thing stood."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from recount.model import UNKNOWN_DATE, Metadata
from recount.text.page import published, standing
from recount.text.page.body import tidy
from recount.text.page.dom import Page
from recount.text.page.region import Chosen

_STORY_TYPES = re.compile(r"(?:Article|Posting|Report|Interview|CreativeWork|WebPage|Review|VideoObject)$")
_BEST_TYPES = re.compile(r"(?:Article|Posting|Report|Interview)$")
_DAYS: Final = ("published", "modified")  # found with the whole page in view
_DEEPEST: Final = 6  # levels of JSON-LD; real pages have three
_LONGEST_AUTHOR: Final = 200  # characters; beyond it stands a biography
_LONGEST: Final = 1000  # characters of any other field
# The commonest first: of several tags for one field the first that fits is taken.
_META: Final = {
    field: tuple(names.split())
    for field, names in {
        "title": "og:title twitter:title dc.title dcterms.title citation_title headline",
        "author": "author article:author parsely-author sailthru.author byl dc.creator dcterms.creator byline",
        "publication": "og:site_name application-name dc.publisher citation_journal_title publisher",
        "address": "og:url twitter:url",
        "published": """
            article:published_time og:published_time og:article:published_time datepublished article:published
            bt:pubdate date_published publication_date publicationdate publication-date publishdate publish_date
            publish-date publish_time published published_time published-date publisheddate pubdate rbpubdate
            dc.date.issued dcterms.issued dc.issued parsely-pub-date sailthru.date cxenseparse:recs:publishtime
            shareaholic:article_published_time vr:published_time twt-published-at originalpublicationdate
            citation_publication_date citation_online_date citation_date dateposted displaydate release_date og:regdate
            analyticsattributes.articledate dcterms.date dc.date dc.date.created dcterms.created dc.created
            datecreated created date
        """,
        "modified": "article:modified_time og:updated_time datemodified last-modified dcterms.modified revised",
    }.items()
}


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)


def _types(one: dict[str, Any]) -> list[str]:
    kinds = one.get("@type")
    return [str(k) for k in kinds] if isinstance(kinds, list) else [str(kinds)]


def linked_data(tree: Any) -> dict[str, Any]:
    """The JSON-LD object that describes the story on the page; empty when there is none."""
    found: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        try:
            value = json.loads(re.sub(r"[\x00-\x1f]", " ", script.text or "").strip().rstrip(";"))
        except (ValueError, RecursionError):
            continue
        found.extend(_objects(value))
    for wanted in (_BEST_TYPES, _STORY_TYPES):
        for one in found:
            if any(wanted.search(kind) for kind in _types(one)):
                return one
    return next((one for one in found if "datePublished" in one), {})


def _string(value: Any) -> str | None:
    """A name or address out of the shapes JSON-LD gives it."""
    if isinstance(value, list):
        names = list(dict.fromkeys(filter(None, map(_string, value))))
        return "; ".join(names) or None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id") or value.get("url")
    return tidy(value) or None if isinstance(value, str) else None


def _from_linked(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for field, key in (
        ("title", "headline"),
        ("title", "name"),
        ("author", "author"),
        ("author", "creator"),
        ("publication", "publisher"),
        ("published", "datePublished"),
        ("published", "dateCreated"),
        ("published", "uploadDate"),
        ("modified", "dateModified"),
        ("language", "inLanguage"),
        ("address", "url"),
        ("address", "mainEntityOfPage"),
    ):
        value = _string(data.get(key))
        if value:
            yield field, value, f"json-ld {key}"


def _from_meta(tree: Any) -> Iterator[tuple[str, str, str]]:
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = tidy(meta.get("content") or "")
        if name and content:
            named.setdefault(name, content)
    for field, names in _META.items():
        for name in names:
            if name in named:
                yield field, named[name], f"meta {name}"
    for link in tree.iterfind(".//link[@rel]"):
        if "canonical" in link.get("rel", "").lower().split() and link.get("href"):
            yield "address", tidy(link.get("href")), "link canonical"
    if tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield "language", tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"), "html lang"


def _fits(field: str, value: str) -> Any:
    """The value as the field wants it; None when it cannot be one."""
    if field == "language":
        code = value.lower().replace("_", "-").split("-")[0]
        return code if re.fullmatch(r"[a-z]{2}", code) else None
    if field == "address":
        return value if re.match(r"https?://[^\s/]+", value) else None
    if field == "author" and (re.match(r"https?://", value) or len(value) > _LONGEST_AUTHOR):
        return None
    return value if len(value) <= _LONGEST else None


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself."""

    metadata: Metadata
    free: bool | None  # whether it may be read without paying; None when it does not say


def of_page(tree: Any, page: Page, found: Chosen, *, not_after: date) -> About:
    """What the page says: its JSON-LD first, then its meta tags, then what stands on it.

    Args:
        tree: the page, from `dom.tree_of`.
        page: its lines, from `dom.page_of`.
        found: which of them are the stories.
        not_after: no page was published later.
    """
    if tree is None:
        return About(Metadata(), None)
    linked = linked_data(tree)
    told = [*_from_linked(linked), *_from_meta(tree)]
    taken: dict[str, Any] = {}
    where: list[tuple[str, str]] = []
    for field, value, place in (*told, *standing.of(tree, page, found)):
        fitting = _fits(field, value) if field not in taken and field not in _DAYS else None
        if fitting is not None:
            taken[field] = fitting
            where.append((field, place))
    told_of = {name: [(value, place) for field, value, place in told if field == name] for name in _DAYS}
    micro = [(value, "microdata datePublished") for value in published.itemprops(tree, "datePublished")]
    # Teasers have days too: where there are several, the story's own is not told by markup alone.
    sure, unsure = (micro[:1], []) if len(set(micro)) == 1 else ([], micro[:1])
    stated = published.Stated(
        (*sure, *told_of["published"]),
        tuple(told_of["modified"]),
        (*published.in_scripts(tree), *unsure),
        tuple(value for field, value, _ in told if field == "address"),
        tree.get("lang") or "",
        taken.get("title", ""),
    )
    days = published.days_of(page, found, stated, not_after=not_after)
    for field, (day, place) in zip(_DAYS, days, strict=True):
        if place:
            taken[field] = day
            where.append((field, place))
    return About(Metadata(**taken, found=tuple(where)), _is_free(linked))


def _is_free(linked: dict[str, Any]) -> bool | None:
    value = linked.get("isAccessibleForFree")
    if isinstance(value, str):
        return {"false": False, "true": True}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def merged(supplied: Metadata, read: Metadata) -> Metadata:
    """What somebody supplied, and for all else what was read."""
    taken: dict[str, Any] = {}
    told = dict(read.found)
    for field in (f.name for f in fields(Metadata) if f.name != "found"):
        given = getattr(supplied, field)
        missing = given is None or given == UNKNOWN_DATE
        taken[field] = getattr(read, field) if missing else given
        if not missing:
            told[field] = dict(supplied.found).get(field, "supplied")
    return Metadata(**taken, found=tuple(sorted(told.items())))
