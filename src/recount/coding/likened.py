"""From passages that are like a code to suggested codings: whose words they are, and what they say of it.

What somebody says who did not leave is no reason of those who did. A denial reaches some words of a sentence and not
others ("not for money but because of the hunger"). The words that the code rests on are those nearest in meaning to
what the codebook says of it; they are looked for only where a sentence denies, asks or doubts anything at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from recount.coding.cues import cues_for, cues_of_speech
from recount.coding.polarity import value_of
from recount.coding.suggestions import tied, voiced
from recount.model import Coding
from recount.text.meaning import vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recount.coding.cues import Cues
    from recount.coding.scenes import Scene
    from recount.model import Code, Codebook, Reading
    from recount.model.coding import CodingValue

CODER = "machine:embedded"
_BEARING = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_BEFORE, _AFTER = 1, 2  # tokens around a word that are likened with it


@dataclass(frozen=True, slots=True)
class Find:
    """A code that a passage is like."""

    code: Code
    chance: float  # 0 to 1
    why: str
    least: float | None = None  # by the codebook alone: chance that is left when the tie to the account is weighed


def likened(reading: Reading, codebook: Codebook, finds: Mapping[int, Sequence[Find]]) -> list[Coding]:
    """Suggested codings of one text, in its order.

    Args:
        reading: its stories, passages, mentions and claims.
        codebook: loaded for the study's profile; without cues of its own, accounts of anybody are looked at.
        finds: what each passage, by its number, is like.
    """
    cues = cues_of_speech(codebook)
    made = []
    for group, whose in voiced(reading, cues, anybody=cues_for(codebook) is None):
        for k, (scene, mention) in enumerate(zip(group, whose, strict=True)):
            for find in finds.get(scene.passage, ()) if not scene.other else ():
                chance = find.chance if find.least is None else find.chance * tied(group, k, find.code.code, cues)
                if chance >= (find.least or 0.0):
                    value, because = spoken(scene, find.code, cues)
                    made.append(
                        Coding(
                            code=find.code.code,
                            quote=reading.text.quote(scene.span),
                            value=value,
                            coder=CODER,
                            codebook_version=codebook.version,
                            mention=mention,
                            score=round(chance, 2),
                            reason="; ".join(filter(None, (find.why, because))),
                            passage=scene.passage,
                        )
                    )
    return sorted(made, key=lambda c: (c.quote.start, c.code))


def spoken(scene: Scene, code: Code, cues: Cues) -> tuple[CodingValue, str]:
    """The value of a code in a sentence, and why, in words (empty for plain "present")."""
    bearing = [k for k, token in enumerate(scene.tokens) if token.pos in _BEARING]
    values = {k: value_of(scene, k, k + 1, cues) for k in bearing}
    if not bearing:
        return value_of(scene, 0, 1, cues) if scene.tokens else ("present", "")
    if len({value for value, _ in values.values()}) == 1:
        return values[bearing[0]]
    around = [" ".join(t.form for t in scene.tokens[max(0, k - _BEFORE) : k + _AFTER]) for k in bearing]
    near = vectors(around) @ _about(" ".join((code.label, code.definition, *code.examples)))
    at = bearing[int(np.argmax(near))]
    value, why = values[at]
    return value, f"{why}, of {scene.tokens[at].form!r}" if why else why


@lru_cache(maxsize=512)
def _about(words: str) -> NDArray[np.float32]:
    made: NDArray[np.float32] = vectors([words])[0]
    return made
