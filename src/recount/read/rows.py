"""Between the nouns of reading and the rows of the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from recount.model import Block, DateRange, Metadata, Reading, Span, Text
from recount.store import Row

Fields = dict[str, Any]


def day(words: str | None) -> date | None:
    """A day as rows keep it."""
    return date.fromisoformat(words) if words else None


def _dates(kept: Fields | None) -> DateRange:
    if not kept:
        return DateRange()
    return DateRange(**{**kept, "first": day(kept.get("first")), "last": day(kept.get("last"))})


def metadata_of(kept: Fields) -> Metadata:
    """Metadata as a source row keeps it."""
    found = tuple((str(name), str(where)) for name, where in kept.get("found", ()))
    dates = {name: _dates(kept.get(name)) for name in ("published", "modified")}
    return Metadata(**{**kept, **dates, "found": found})


def text_row(capture_id: str, text: Text) -> Fields:
    """The row of a text; its id is its capture's."""
    about = text.metadata
    return {
        "text_id": capture_id,
        "capture_id": capture_id,
        "sha256": text.sha256,
        "body": text.body,
        "language": about.language,
        "title": about.title,
        "author": about.author,
        "publication": about.publication,
        "address": about.address,
        "published_first": about.published.first.isoformat() if about.published.first else None,
        "published_last": about.published.last.isoformat() if about.published.last else None,
        "published_precise": about.published.precise,
        "found": about.found,
        "blocks": text.blocks,
        "notes": text.notes,
        "reader": text.reader,
    }


def text_of_row(row: Row) -> Text:
    """The text that a row keeps."""
    blocks = tuple(Block(Span(**b["span"]), b["kind"], b["level"], b["speaker"]) for b in row.blocks)
    published = DateRange(day(row.published_first), day(row.published_last), bool(row.published_precise))
    about = Metadata(row.title, row.author, row.publication, row.address, row.language, published)
    return Text(row.body, about, blocks, row.reader, tuple(row.notes))


def story_rows(text_id: str, reading: Reading) -> Iterator[Fields]:
    """A row for each story, sidebar, boilerplate and turn."""
    for n, story in enumerate(reading.stories):
        yield {
            "story_id": f"{text_id}.{n}",
            "text_id": text_id,
            "n": n,
            "start": story.span.start,
            "end_": story.span.end,
            "kind": story.kind,
            "title": story.title,
            "belongs_to": story.belongs_to,
            "speaker": story.speaker,
        }


def passage_rows(text_id: str, reading: Reading) -> Iterator[Fields]:
    """A row for each passage, numbered within its story."""
    numbers: dict[int, int] = {}
    for passage in reading.passages:
        n = numbers.get(passage.story, 0)
        numbers[passage.story] = n + 1
        story_id = f"{text_id}.{passage.story}"
        place = {"start": passage.span.start, "end_": passage.span.end}
        yield {"passage_id": f"{story_id}.p{n}", "story_id": story_id, "n": n, **place}


def mention_rows(text_id: str, reading: Reading) -> Iterator[Fields]:
    """A row for each person told of."""
    for n, mention in enumerate(reading.mentions):
        yield {
            "mention_id": f"{text_id}.m{n}",
            "text_id": text_id,
            "story_id": f"{text_id}.{mention.story}",
            "n": n,
            "name": mention.name,
            "spellings": mention.spellings,
            "described_as": mention.described_as,
            "is_case": mention.is_case,
            "not_case": mention.not_case,
            "role": mention.role,
            "naming": mention.naming,
            "places": mention.places,
        }


def refused_rows(text_id: str, reading: Reading) -> Iterator[Fields]:
    """A row for each thing a reader said that was not let in, with the reason."""
    for n, one in enumerate(reading.refused):
        yield {
            "refused_id": f"{text_id}.r{n}",
            "text_id": text_id,
            "story_id": f"{text_id}.{one.story}",
            "n": n,
            "what": one.what,
            "given": one.given,
            "reason": one.reason,
        }


def claim_rows(text_id: str, reading: Reading) -> Iterator[Fields]:
    """A row for each claim; `parts` of a quantity stay numbers of claims in the same text."""
    for n, claim in enumerate(reading.claims):
        yield {
            "claim_id": f"{text_id}.c{n}",
            "text_id": text_id,
            "story_id": f"{text_id}.{claim.story}",
            "n": n,
            "kind": claim.kind,
            "start": claim.quote.start,
            "end_": claim.quote.end,
            "words": claim.quote.words,
            "speakers": claim.speaker,
            "mention_id": f"{text_id}.m{claim.mention}" if claim.mention is not None else None,
            "about": claim.about,
            "variable": claim.variable,
            "value": claim.value,
            "quantity": claim.quantity,
            "polarity": claim.polarity,
            "certainty": claim.certainty,
            "stance": claim.stance,
            "manner": claim.manner,
            "when_": claim.when,
        }
