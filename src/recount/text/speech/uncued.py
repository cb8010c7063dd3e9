"""Quotations that have no cue of their own: whose words they go on from, as far as the sentence before tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.speech.cues import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from recount.text.speech.cues import Cues
    from recount.text.speech.quoted import Quoted
    from recount.text.speech.spans import Attributed

_GAP_LINES = 3  # line ends between a report and the words that go on from it


def told_before(quoted: Quoted, n: int, clauses: Sequence[Attributed]) -> Attributed | None:
    """What the author's sentence right before a quotation reports somebody to say; its last, outermost report."""
    doc, first = quoted.doc, quoted.ranges[n][0]
    last = first - 1
    while last >= 0 and (doc[last].is_space or doc[last].is_quote):
        last -= 1
    if last < 0:
        return None
    gap = quoted.text[doc[last].idx : doc[first].idx]
    if gap.count("\n") > _GAP_LINES or not doc[last].is_punct or doc[last].text in (",", ":"):
        return None
    start = doc[last].sent.start
    told = [a for a in clauses if start <= a.verb.i <= last and quoted.inside[a.verb.i] < 0 and a.act in SPOKEN]
    outer = [a for a in told if not any(_holds(other, a) for other in told) and a.speaker is not None]
    return outer[-1] if outer else None


def _holds(outer: Attributed, inner: Attributed) -> bool:
    return outer is not inner and any(a <= inner.verb.i < b for a, b in outer.content)


def subject_before(quoted: Quoted, n: int, words: Cues) -> Token | None:
    """Subject of the author's sentence right before in the same paragraph, when it is a person."""
    doc = quoted.doc
    last = quoted.ranges[n][0] - 1
    if last < 0 or doc[last].is_space or "\n" in quoted.text[doc[last].idx : quoted.quotations[n].span.start]:
        return None
    if quoted.inside[last] >= 0:
        return None
    root = quoted.roots[last]
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or quoted.inside[subject.i] >= 0 or quoted.inside[root.i] >= 0:
        return None
    human = subject.lower_ in ("he", "she") or subject.ent_type_ == "PERSON" or subject.lemma_.lower() in words.roles
    return subject if human else None
