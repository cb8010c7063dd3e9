"""How each sentence of some words is put forward: a long quotation may assert, deny, doubt and ask in turn."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from recount.model.quote import Span
from recount.text.speech.polarity import Force, force
from recount.text.speech.witness import witnessed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

    from recount.text.speech.draft import Draft

_TAIL = 3  # tokens at the end of words among which a question mark may stand


def forces(doc: Doc, draft: Draft) -> tuple[tuple[Span, Force], ...]:
    """Each sentence of the words of `draft`, in order, with its force; at least one a piece, each within its piece."""
    spoken = draft.form in ("direct", "turn")
    found = []
    for piece in draft.content:
        tokens = doc.char_span(piece.start, piece.end, alignment_mode="contract")
        if tokens is None or not len(tokens):
            found.append((piece, Force()))
        elif spoken:
            found += [(_place(s), _weighed(draft, s)) for s in _sentences(tokens)] or [(piece, Force())]
        else:
            found.append((piece, _weighed(draft, tokens)))
    return tuple(found)


def _sentences(piece: Tokens) -> Iterator[Tokens]:
    """The parts of a piece that are sentences or parts of one, without blanks at their ends."""
    doc = piece.doc
    begins = [piece.start, *(t.i for t in piece[1:] if t.is_sent_start)]
    for start, end in pairwise([*begins, piece.end]):
        told = [t.i for t in doc[start:end] if not t.is_space]
        if any(doc[i].is_alpha or doc[i].like_num for i in told):
            yield doc[told[0] : told[-1] + 1]


def _place(part: Tokens) -> Span:
    return Span(part.start_char, part.end_char)


def _weighed(draft: Draft, part: Tokens) -> Force:
    roots = [t for t in part if t.dep_ == "ROOT" or not part.start <= t.head.i < part.end]
    verbs = [t for t in roots if t.pos_ in ("VERB", "AUX")]
    head = draft.head if draft.head is not None and draft.head in part else next(iter(verbs or roots), None)
    weighed = force(draft.act, draft.verb, head, part[-_TAIL:])
    return replace(weighed, evidence=witnessed(part, head, draft, weighed))
