"""The vectors of all passages of a study, made once for each text and kept in its store."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

import numpy as np

from recount.store import digest
from recount.text.meaning import WIDE, encoder_version, vectors

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from recount.store import Store

STEP = "coding.meanings"


def meanings(store: Store, tell: Callable[[str, int, int], None]) -> int:
    """Make the vectors of every text whose passages changed; how many texts that were."""
    version = encoder_version()
    standing = {row.scope: (row.version, row.inputs) for row in store.query("runs_standing", step=STEP)}
    read = {row.scope: row.run_id for row in store.query("runs_standing", step="read.stories")}
    todo = []
    for row in store.query("texts_read"):
        inputs = digest([row.run_id, read.get(row.text_id)])[:32]
        if standing.get(row.text_id) != (version, inputs):
            todo.append((row, inputs))
    for n, (row, inputs) in enumerate(todo):
        tell("meanings", n, len(todo))
        places = store.query("passages_of_text", text_id=row.text_id)
        # One call a text: what a sentence is likened with in the same product does not depend on other texts.
        made = vectors([row.body[p.start : p.end_] for p in places])
        with store.run(STEP, scope=row.text_id, version=version, inputs=inputs) as run:
            if not run.done:
                run.add("meaning", [{"text_id": row.text_id, "vectors": _packed(made)}])
    return len(todo)


def kept(store: Store) -> dict[str, NDArray[np.float32]]:
    """The vectors of the passages of each text, [passages, 512], in the order of `passages_of_text`."""
    return {row.text_id: _unpacked(row.vectors) for row in store.query("meanings")}


def _packed(made: NDArray[np.float32]) -> str:
    return b64encode(made.astype("<f2").tobytes()).decode()


def _unpacked(words: str) -> NDArray[np.float32]:
    return np.frombuffer(b64decode(words), dtype="<f2").reshape(-1, WIDE).astype(np.float32)
