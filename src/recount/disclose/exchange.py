"""The release that another program of coders can take: whole texts, the codebook, the codings of people."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from recount.model import Release
from recount.store import digest

if TYPE_CHECKING:
    from recount.model import Codebook, Study
    from recount.store import Store

BANNER = "Working copy for the study's coders: whole texts and exact words that can identify people. Do not publish it."


def exchange(store: Store, study: Study, codebook: Codebook, *, program: str) -> Release:
    """All that coders need to go on in another program, as it stands now. It is not kept in the store.

    Machine suggestions nobody has accepted, persons and judgements stay inside: no exchange format has a place for who
    is who, and a list of that would be the most dangerous part of a study. A retracted account goes along, since it was
    coded, and says that it is one and why.
    """
    gone = store.retracted()
    texts = [
        {
            "id": row.text_id,
            "name": row.origin,
            "body": row.body,
            "sha256": row.sha256,
            "retracted": str(gone[row.text_id].body["why"]) if row.text_id in gone else None,
        }
        for row in store.query("texts_to_exchange")
    ]
    there = {text["id"] for text in texts}
    codings = [_coding(row) for row in store.query("codings_kept") if row.text_id in there]
    body: dict[str, Any] = {
        "policy": "exchange",
        "program": program,
        "banner": BANNER,
        "study": {"title": study.title, "notice": study.notice},
        "codebook": {"id": codebook.codebook, "version": codebook.version, "title": codebook.title},
        "codes": [asdict(code) for code in codebook.codes],
        "attributes": [asdict(attribute) for attribute in codebook.attributes],
        "texts": texts,
        "codings": codings,
    }
    return Release(digest(["exchange", body])[:32], "exchange", body)


def _coding(row: Any) -> dict[str, Any]:
    return {
        "id": row.coding_id,
        "text": row.text_id,
        "start": row.start,
        "end": row.end_,
        "words": row.words,
        "code": row.code,
        "value": row.value,
        "coder": row.coder,
        "codebook_version": row.codebook_version,
        "memo": row.reason or "",
        "at": row.at,
    }
