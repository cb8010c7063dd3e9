"""The verb that suggests codes by likeness: to the codebook at first, and to what people coded as soon as they did.

The chance of each code in each passage is learnt (`learning/`); where it is high enough, the sentence is looked at as
the rules look at it (`likened.py`). A suggestion has no verdict, and no figure counts it (docs/decisions/likeness.md).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from recount.coding.ground import coding_row, reading_of, rules, signed, silent, verdicts_of, with_verdicts
from recount.coding.learning import Learned, Space, cut, learn
from recount.coding.likened import Find, likened
from recount.coding.meanings import kept, meanings
from recount.coding.taught import coded, leaves, said_of, shelf
from recount.store import digest
from recount.text.meaning import encoder_version, vectors
from recount.text.parser import parser_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from recount.coding.taught import Shelf
    from recount.model import Code, Codebook
    from recount.store import Store

STEP = "coding.embedded"
FLOOR, RISK = 0.5, 0.5


@dataclass(frozen=True)
class Taught:
    """All that is known of a study's passages and codes at one time."""

    shelf: Shelf
    codes: list[Code]
    learned: Learned
    least: NDArray[np.float64]  # [codes], the chance from which each is suggested; above 1: never


def embedded(
    store: Store,
    codebook: Codebook,
    *,
    risk: float = RISK,
    floor: float = FLOOR,
    on: bool = True,
    tell: Callable[[str, int, int], None] = silent,
) -> int:
    """Suggest codes by likeness in all texts, as soon as texts, codings or the codebook changed; how many stand.

    Args:
        store: an open study whose stories, claims and codings of people are made.
        codebook: loaded for the study's profile.
        risk: share of wrong ones among suggestions of codes that are learnt from codings, 0 to 1.
        floor: least chance of a suggestion by the codebook alone, 0 to 1.
        on: without it, what was suggested goes.
        tell: is told how far it is.
    """
    if on:
        meanings(store, tell)
    verdicts = verdicts_of(store, codebook)
    settings = {"model": encoder_version() if on else None, "risk": risk, "floor": floor, "on": on}
    version = digest([codebook.digest, parser_version(), _rules()])[:32]
    read = store.digest_of("read.texts", "read.stories", "read.copies", "read.claims", "coding.replay")
    said = [signed(verdicts[text_id]) for text_id in sorted(verdicts)]
    log = [d.hash for d in store.decisions("plan", "done", "withdraw", "retract", "codebook")]
    with store.run(STEP, version=version, inputs=digest([read, said, log])[:32], settings=settings) as run:
        if not run.done and on:
            taught = taught_by(store, codebook, risk=risk, floor=floor)
            for text_id, rows in _rows(store, codebook, taught, tell):
                run.add("coding", with_verdicts(rows, verdicts[text_id]))
        return run.row_count


def taught_by(store: Store, codebook: Codebook, *, risk: float = RISK, floor: float = FLOOR) -> Taught:
    """Learn from the codebook and from all that people coded so far; `embedded` makes the vectors first."""
    held, codes = shelf(store), leaves(codebook)
    vectors_of = kept(store)
    own = [vectors_of[text_id][n] for text_id, n in zip(held.text_ids, held.within, strict=True)]
    said = said_of(codes)
    about = vectors([one.words for one in said])
    space = Space(
        held.words, np.array(own, dtype=np.float32).reshape(len(own), about.shape[1]), said, about, len(codes)
    )
    learned = learn(space, coded(store, codes, held))
    surest = cut(*learned.held, risk=risk)
    least = np.where(learned.sure, 2.0 if surest is None else surest, floor)
    return Taught(held, codes, learned, least)


@cache
def _rules() -> str:
    """A name for the rules of learning: it changes when a line of them does."""
    found = sha256(rules().encode())
    for path in sorted(files("recount.coding.learning").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".py"):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def _rows(
    store: Store, codebook: Codebook, taught: Taught, tell: Callable[[str, int, int], None]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of each text with a passage that is like a code."""
    wanted: defaultdict[str, dict[int, list[Find]]] = defaultdict(lambda: defaultdict(list))
    learned, held = taught.learned, taught.shelf
    for n, code in np.argwhere(learned.chance >= taught.least):
        find = Find(
            taught.codes[code],
            float(learned.chance[n, code]),
            _why(taught, int(code)),
            None if learned.sure[code] else float(taught.least[code]),
        )
        wanted[held.text_ids[n]][held.within[n]].append(find)
    texts = [row for row in store.query("texts_read") if row.text_id in wanted]
    for done, row in enumerate(texts):
        tell("codings by likeness", done, len(texts))
        passages = store.query("passages_of_text", text_id=row.text_id)
        made = likened(reading_of(store, row, passages), codebook, wanted[row.text_id])
        yield row.text_id, [coding_row(row.text_id, "e", n, c, passages[c.passage or 0]) for n, c in enumerate(made)]


def _why(taught: Taught, code: int) -> str:
    n = int(taught.learned.taught[code])
    if taught.learned.sure[code]:
        return f"like {n} passages that people coded so"
    return "like what the codebook says of it" + (f", and {n} passages coded so far" if n else "")
