"""Judgements as a spreadsheet: open pairs go out, verdicts come back."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.errors import BadJudgements
from recount.model import Judgement, Reason
from recount.resolve.judgements import VERDICTS, Places, spans
from recount.resolve.waterfall import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recount.store import Row, Store

COLUMNS = ("left_origin", "left_words", "right_origin", "right_words", "verdict", "why", "by")
SHOWN = (*COLUMNS, "score", "reasons")  # what the writer adds for people to read; the reader passes over it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # cells that a spreadsheet would take for a formula
_LONGER = (0, 20, 40, 80, 160)  # characters added after a name until the words stand in one place only


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two mentions that may be one person, and why the machine thinks so."""

    left_id: str
    right_id: str
    score: float
    left: str  # name and origin
    right: str
    because: str  # every reason with its bits


def read_judgements(store: Store, path: Path) -> list[Judgement]:
    """Verdicts from a CSV file; rows without a verdict are passed over.

    Args:
        store: an open study.
        path: columns left_origin, left_words, right_origin, right_words, verdict, why, by. An origin is that of the
            capture, words are a name or description as the text has it, with as many words after it as make the
            place clear. A row without `by` is by whoever enters the sheet.

    Raises:
        BadJudgements: with file and line; nothing was stored.
    """
    places = Places(store)
    try:
        lines = io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")
    except (OSError, UnicodeDecodeError) as error:
        raise BadJudgements(str(path), 1, f"cannot be read as UTF-8 text ({error})") from error
    reader = csv.DictReader(lines, strict=True)
    found: list[Judgement] = []
    try:
        missing = [c for c in COLUMNS[:5] if c not in (reader.fieldnames or ())]
        if missing:
            raise BadJudgements(str(path), 1, f"no column {missing[0]!r}; the columns are {', '.join(COLUMNS)}")
        given = (row for row in reader if (row["verdict"] or "").strip())
        found.extend(_judgement(places, row, (str(path), reader.line_num)) for row in given)
    except csv.Error as error:
        raise BadJudgements(str(path), reader.line_num, str(error)) from error
    return found


def write_open_pairs(store: Store, *, only: Sequence[tuple[str, str]] | None = None) -> str:
    """A CSV text of the pairs of `open_pairs`, for a spreadsheet: with verdicts filled in it can be read back."""
    places = Places(store)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(SHOWN)
    for pair in _open(store, only):
        ends = [cell for m in (pair.left_id, pair.right_id) for cell in (places.rows[m].origin, _words(places, m))]
        writer.writerow([_safe(cell) for cell in (*ends, "", "", "", f"{pair.score:.2f}", _told(pair))])
    return out.getvalue()


def open_pairs(store: Store, *, only: Sequence[tuple[str, str]] | None = None) -> list[OpenPair]:
    """Suggested pairs that nobody has judged, the likeliest first; or `only` these of them, in their order."""
    places = Places(store)
    return [
        OpenPair(p.left_id, p.right_id, p.score, _who(places, p.left_id), _who(places, p.right_id), _told(p))
        for p in _open(store, only)
    ]


def _open(store: Store, only: Sequence[tuple[str, str]] | None) -> list[Row]:
    rows = {(p.left_id, p.right_id): p for p in store.query("judgements_open")}
    return list(rows.values()) if only is None else [rows[pair] for pair in only if pair in rows]


def _who(places: Places, mention_id: str) -> str:
    return f"{places.name(mention_id)} ({places.rows[mention_id].origin})"


def _told(row: Row) -> str:
    """Where the odds begin, what each comparison adds or takes, what it comes to; in bits."""
    begins, *reasons = [Reason(**r) for r in row.reasons]
    each = (f"{in_words(r)}: {r.bits:+.1f}" for r in reasons)
    ends = begins.bits + sum(r.bits for r in reasons)
    return "; ".join([f"begins at {begins.bits:+.1f} bits", *each, f"in all {ends:+.1f} bits"])


def _judgement(places: Places, row: dict[str, str | None], where: tuple[str, int]) -> Judgement:
    cell = {name: _plain(row.get(name) or "") for name in COLUMNS}
    verdict = cell["verdict"].lower().replace(" ", "_")
    if verdict not in VERDICTS:
        raise BadJudgements(*where, f"verdict {cell['verdict']!r} must be one of {', '.join(VERDICTS)}")
    left = _mention(places, cell["left_origin"], cell["left_words"], where)
    right = _mention(places, cell["right_origin"], cell["right_words"], where)
    if left == right:
        raise BadJudgements(*where, f"{cell['left_words']!r} and {cell['right_words']!r} are one mention of one story")
    left, right = min(left, right), max(left, right)
    return Judgement(left, right, cell["by"], None, (), verdict, cell["why"] or None)  # type: ignore[arg-type]


def _mention(places: Places, origin: str, words: str, where: tuple[str, int]) -> str:
    """The one mention that these words of that capture stand for."""
    held = [row for row in places.rows.values() if row.origin == origin]
    if not held:
        raise BadJudgements(*where, f"no person is told of in a capture with origin {origin!r}")
    if not words:
        raise BadJudgements(*where, "words are missing; copy the name or description from the text")
    found = {m for text_id in {row.text_id for row in held} for m in _told_at(places, held, text_id, words)}
    if not found:
        raise BadJudgements(*where, f"{words!r} names nobody told of in {origin!r}; copy a name from the text")
    if len(found) > 1:
        raise BadJudgements(
            *where, f"{words!r} stands for {len(found)} persons in {origin!r}; add the words that follow it"
        )
    return found.pop()


def _told_at(places: Places, held: list[Row], text_id: str, words: str) -> set[str]:
    """Mentions with a place where the words begin; failing that, with a place inside the words."""
    body = places.body(text_id)
    starts = [i for i in range(len(body)) if body.startswith(words, i)] if words in body else []
    at: set[str] = set()
    inside: set[str] = set()
    for row in held:
        if row.text_id == text_id:
            for place in spans(row.places):
                at |= {row.mention_id for s in starts if place.start == s}
                inside |= {row.mention_id for s in starts if s <= place.start and place.end <= s + len(words)}
                inside |= {row.mention_id for s in starts if place.start <= s and s + len(words) <= place.end}
    return at or inside


def _words(places: Places, mention_id: str) -> str:
    """The words of the first place, with as many after it as tell it from the other persons of the text."""
    row = places.rows[mention_id]
    body, place = places.body(row.text_id), spans(row.places)[0]
    held = [r for r in places.rows.values() if r.text_id == row.text_id]
    words = place.of(body)
    for more in _LONGER:
        words = body[place.start : place.end + more].rstrip()
        if _told_at(places, held, row.text_id, words) == {mention_id}:
            break
    return words


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    bare = cell.strip()
    return bare[1:] if bare.startswith("'") and bare[1:].startswith(_FORMULA) else bare
