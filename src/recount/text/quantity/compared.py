"""Figures told only as higher or lower than one before: "the true figure is likely to be far higher"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from recount.model import Quantity
from recount.text.quantity import words
from recount.text.quantity.clauses import certainty_of
from recount.text.quantity.told import Told, span_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 4  # sentences back to what "the true figure" may mean; chosen by hand
_LINKS = frozenset(("acomp", "xcomp", "attr", "oprd", "ccomp", "advmod"))


def with_compared(doc: Doc, found: list[Told], starts: tuple[int, ...]) -> list[Told]:
    """`found` and the figures compared with them, in order; `refers_to` is an index in the list given back."""
    compared = (_comparison(doc, token, found, starts) for token in doc if token.tag_ in ("JJR", "RBR"))
    pairs = [(told, n) for n, told in enumerate(found)] + [(told, -1) for told in compared if told is not None]
    pairs.sort(key=lambda pair: pair[0].span)
    order = {n: at for at, (_, n) in enumerate(pairs) if n >= 0}
    return [told if told.refers_to is None else replace(told, refers_to=order[told.refers_to]) for told, _ in pairs]


def _comparison(doc: Doc, token: Token, found: list[Told], starts: tuple[int, ...]) -> Told | None:
    up = token.lower_ in words.HIGHER
    subject = _figure_subject(token) if up or token.lower_ in words.LOWER else None
    if subject is None or _is_against_else(doc, token):
        return None
    sentence = bisect_right(starts, token.i) - 1
    near = [n for n, t in enumerate(found) if t.kind == "count" and t.span.end <= subject.idx]
    if not near or sentence - found[near[-1]].sentence > REACH:
        return None
    base = found[near[-1]]
    low, high = (base.quantity.low, None) if up else (0.0, base.quantity.high)
    if low is None or (high is None and not up):
        return None
    first = min((c.i for c in token.children if c.dep_ == "advmod" and c.i < token.i), default=token.i)
    quantity = Quantity(
        low, high, base.quantity.unit, span_of(doc, first, token.i).of(doc.text), base.quantity.of, derived=True,
        rule="higher" if up else "lower",
    )  # fmt: skip
    span = span_of(doc, subject.left_edge.i, token.i)
    return Told(span, span, quantity, "count", base.noun, sentence, certainty_of(token, None), refers_to=near[-1])


def _figure_subject(token: Token) -> Token | None:
    """The figure that is said to be higher, when the comparison is what its sentence says of it."""
    if token.dep_ not in (*_LINKS, "ROOT"):
        return None
    for above in (token, *token.ancestors):
        for child in above.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child if child.lower_ in words.FIGURES and child.i < token.i else None
        if above.dep_ not in _LINKS:
            return None
    return None


def _is_against_else(doc: Doc, token: Token) -> bool:
    """As in "Higher than last year" compares with a figure that is not here; "higher than reported" does not."""
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "than":
        return False
    return token.i + 2 >= len(doc) or doc[token.i + 2].lower_ not in words.KNOWN
