"""Does the store still hold what it was given: bytes, decisions, quotes, rows under figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recount.errors import StoreError
from recount.model import GENESIS, sha256_of
from recount.store.canonical import digest
from recount.store.store import Row, Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was kept."""

    kind: str  # "bytes", "chain", "text", "quote", "figure"
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, how much of it, and what was found wrong; clean when there are no findings."""

    captures: int
    decisions: int
    texts: int
    quotes: int
    findings: tuple[Finding, ...]


def verify(store: Store) -> Verified:
    """Check every byte, link, text, quote and figure row of a study; nothing is changed."""
    captures = store.query("captures")
    findings = [
        *_bytes(store, captures),
        *_chain(store, captures),
        *_texts(store),
        *_quotes(store),
        *_figures(store),
    ]
    (quotes,) = store.query("quote_count")
    texts = len({row.text_id for row in store.query("text_ids")})
    return Verified(len(captures), len(store.decisions()), texts, quotes.quotes, tuple(findings))


def _bytes(store: Store, captures: list[Row]) -> Iterator[Finding]:
    hashes = {(sha, row.origin) for row in captures for sha in (row.sha256, row.archive_sha256) if sha}
    for sha256, origin in sorted(hashes):
        try:
            store.blob(sha256)
        except StoreError as error:
            yield Finding("bytes", origin, str(error))


def _chain(store: Store, captures: list[Row]) -> Iterator[Finding]:
    prev, chained = GENESIS, {}
    for n, decision in enumerate(store.decisions(), start=1):
        where = f"decision {decision.seq}"
        if decision.seq != n:
            yield Finding("chain", where, f"stands at place {n}; a decision is missing or was put in")
        if decision.prev != prev or not decision.holds():
            yield Finding("chain", where, "was altered after it was written, or the one before it was")
        prev = decision.hash
        if decision.kind == "capture":
            chained[decision.body["capture_id"]] = decision.body
    for row in captures:
        body = chained.pop(row.capture_id, None)
        if body is None or [body[k] for k in ("sha256", "origin", "supplied")] != [
            row.sha256,
            row.origin,
            digest([row.supplied]),
        ]:
            yield Finding("chain", row.origin, "this capture is not the one that the decision log names")
    for body in chained.values():
        yield Finding("chain", body["origin"], "the decision log names this capture, but it is gone")


def _texts(store: Store) -> Iterator[Finding]:
    for row in store.query("text_digests"):
        if sha256_of(row.body) != row.sha256:
            yield Finding("text", row.text_id, "the text is not the one that was read; 'recount rebuild' reads it anew")


def _quotes(store: Store) -> Iterator[Finding]:
    for row in store.query("quotes_out_of_place"):
        what = f"{row.words!r} is not at character {row.start} of its text; 'recount rebuild' places it anew"
        yield Finding("quote", f"{row.kind} {row.row_id}", what)


def _figures(store: Store) -> Iterator[Finding]:
    for row in store.query("figure_rows_astray"):
        yield Finding("figure", row.figure_id, f"rests on {row.kind} {row.row_id}, which is gone; 'recount run' again")
