"""An attribution in the making, between the rules that find its words and those that say whose they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Token

    from recount.model.claim import Act
    from recount.model.quote import Span
    from recount.text.speech.people import Who
    from recount.text.speech.quotes import Direct
    from recount.text.speech.spans import Range
    from recount.text.speech.turns import Turn

Form = Literal["direct", "indirect", "mixed", "turn"]  # turn: a whole paragraph or turn is one voice's

_FIRST = frozenset(("i", "we", "my", "our", "me", "us", "myself", "ourselves"))


@dataclass(slots=True)
class Draft:
    """One attribution in the making."""

    content: tuple[Span, ...]
    act: Act
    form: Form
    cue: tuple[Range, ...]
    source: Range | None
    speaker: Token | None
    verb: Token | None
    head: Token | None
    direct: Direct | None = None
    turn: Turn | None = None
    pronoun: Token | None = None  # "who", standing beside the cue for the speaker
    who: Who | None = None
    above: Draft | None = field(default=None, repr=False)
    follows: Draft | None = field(default=None, repr=False)  # goes on from it without a cue of its own

    @property
    def at(self) -> int:
        """Where the attribution stands: its cue, else its words."""
        return self.verb.idx if self.verb is not None else self.content[0].start

    @property
    def own(self) -> bool:
        """Whether whoever says it is an "I" or "we"."""
        return self.speaker is not None and is_first(self.speaker)


def is_first(token: Token) -> bool:
    """Whether a word is the first person; "US" is a nation."""
    return token.lower_ in _FIRST and token.text not in ("US", "U.S.")
