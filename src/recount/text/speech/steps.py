"""The chain of who says it: a step for each speaker, nearest first, with cue, channel and the stance taken to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.model.claim import Channel, Speaker
from recount.model.quote import Span
from recount.text.speech.cues import cues
from recount.text.speech.polarity import stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from recount.text.speech.draft import Draft
    from recount.text.speech.spans import Range

_LONGEST = 8  # "A said B said ..." beyond that is a broken parse
_BROUGHT = frozenset(("in", "on", "from", "through", "via", "by"))  # "in a letter", "on video"
_AUTHOR = "the author"


def steps(doc: Doc, draft: Draft) -> tuple[Speaker, ...]:
    """Who says the words of `draft`, then who says that they say so, and so on outwards."""
    chain: list[Speaker] = []
    at: Draft | None = draft
    while at is not None and len(chain) < _LONGEST:
        step = _step(doc, at) if not (at.own and at.above is not None) else None  # "I" is the speaker above
        same = step is not None and chain and (step.name, step.role) == (chain[-1].name, chain[-1].role)
        if step is not None and not (same and (step.name or step.role)):
            chain.append(step)
        at = at.above
    return tuple(chain)


def span_of(doc: Doc, tokens: Range) -> Span:
    """The place of a range of tokens."""
    last = doc[tokens[1] - 1]
    return Span(doc[tokens[0]].idx, last.idx + len(last))


def _step(doc: Doc, d: Draft) -> Speaker:
    cue = " ".join(doc[a:b].text for a, b in d.cue) or None
    places = tuple(span_of(doc, r) for r in d.cue)
    if d.turn is not None:
        return Speaker(d.turn.name, d.turn.role, d.turn.naming, "direct", cue, d.turn.place)
    channel: Channel = "direct" if d.form == "turn" else d.form
    channel = _medium(d.verb) or channel
    taken = stance(d.verb)
    if d.who is None:
        if d.own and d.above is None and d.speaker is not None:
            place = Span(d.speaker.idx, d.speaker.idx + len(d.speaker))
            return Speaker(None, _AUTHOR, "role", channel, cue, place, cue_places=places, stance=taken)
        return Speaker(None, None, "unknown", channel, cue, cue_places=places, stance=taken)
    if d.who.kind == "document":
        channel = "video" if d.who.head in cues().video else "document"
    who = d.who
    return Speaker(who.name, who.role, who.naming, channel, cue, who.place, cue_places=places, stance=taken)


def _medium(verb: Token | None) -> Channel | None:
    """What the words come by, when the sentence says so: "In a letter to the court, he wrote"."""
    if verb is None:
        return None
    words = cues()
    for brought in verb.children:
        if brought.dep_ != "prep" or brought.lower_ not in _BROUGHT:
            continue
        for noun in brought.children:
            lemma = noun.lemma_.lower()
            if noun.dep_ == "pobj" and lemma in words.video:
                return "video"
            if noun.dep_ == "pobj" and lemma in words.documents:
                return "document"
    return None
