"""The verb that suggests codes for every text of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recount.coding.cues import cues_for
from recount.coding.ground import coding_row, reading_of, readings, rules, signed, silent, verdicts_of, with_verdicts
from recount.coding.suggestions import CODER, FLOOR, suggest_codings
from recount.store import digest
from recount.text.parser import parser_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from recount.model import Codebook
    from recount.store import Row, Store


def suggest(
    store: Store, codebook: Codebook, *, floor: float = FLOOR, tell: Callable[[str, int, int], None] = silent
) -> int:
    """Suggest codes in every text that changed; how many texts were looked at anew.

    A suggestion that a person rejected, or settled with a coding of the same words, says so in its verdict; all
    others have none. A text whose reading stands is not parsed again when only verdicts change.
    """
    cues = cues_for(codebook)
    signs = [codebook.digest, cues.digest if cues else "", floor, rules(), parser_version()]
    version = digest(signs)[:32]
    standing = {row.scope: (row.version, row.inputs) for row in store.query("runs_standing", step="coding.suggest")}
    read = readings(store)
    verdicts = verdicts_of(store, codebook)
    todo = []
    for row in store.query("texts_read"):
        key = digest([row.run_id, *read[row.text_id]])[:32]
        inputs = f"{key}:{digest(signed(verdicts[row.text_id]))[:32]}"
        if standing.get(row.text_id) != (version, inputs):
            todo.append((row, key, inputs))
    for n, (row, key, inputs) in enumerate(todo):
        tell("suggested codings", n, len(todo))
        before, _, _ = standing.get(row.text_id, ("", ""))[1].partition(":")
        same = before == key and standing[row.text_id][0] == version
        made = _as_before(store, row.text_id) if same else _anew(store, row, codebook, floor)
        with store.run("coding.suggest", scope=row.text_id, version=version, inputs=inputs) as run:
            if not run.done:
                run.add("coding", with_verdicts(made, verdicts[row.text_id]))
    return len(todo)


def _as_before(store: Store, text_id: str) -> list[dict[str, Any]]:
    return [dict(row._asdict()) for row in store.query("suggested_codings_of_text", text_id=text_id, coder=CODER)]


def _anew(store: Store, row: Row, codebook: Codebook, floor: float) -> list[dict[str, Any]]:
    text_id = row.text_id
    passages = store.query("passages_of_text", text_id=text_id)
    reading = reading_of(store, row, passages)
    made = []
    for n, coding in enumerate(suggest_codings(reading, codebook, floor=floor)):
        passage = passages[coding.passage] if coding.passage is not None else None
        if passage is not None:
            made.append(coding_row(text_id, "s", n, coding, passage))
    return made
