"""A story's quotations as ranges of tokens, and which of them stand inside indirect speech."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recount.text.parser import text_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from recount.text.speech.quotation import Quotation
    from recount.text.speech.spans import Attributed, Range


@dataclass(slots=True)
class Quoted:
    """A story's quotations as token ranges, marks included, and which tokens lie inside."""

    doc: Doc
    quotations: list[Quotation]
    ranges: list[Range] = field(default_factory=list)
    text: str = ""  # kept, because spaCy builds a story's text anew each time it is asked
    roots: list[Token] = field(default_factory=list)  # for each token the main verb of its sentence
    inside: list[int] = field(default_factory=list)  # for each token the quotation it lies in, or -1

    @classmethod
    def of(cls, doc: Doc, found: list[Quotation]) -> Quoted:
        """The quotations of a text, as tokens of its story."""
        starts = [t.idx for t in doc]
        inside = [-1] * len(doc)
        ranges = []
        for n, q in enumerate(found):
            first = max(0, bisect_left(starts, q.span.start + 1) - 1)
            last = bisect_left(starts, q.span.end)
            ranges.append((first, max(last, first + 1)))
            for i in range(first, min(last, len(doc))):
                inside[i] = n
        roots = [root for s in doc.sents for root in [s.root] * len(s)]
        return cls(doc, found, ranges, text_in(doc), roots, inside)


def covered(quoted: Quoted, clauses: list[Attributed]) -> dict[int, Attributed | None]:
    """Quotations inside the content of a clause: None when other words are there too, else the clause."""
    found: dict[int, Attributed | None] = {}
    for a in clauses:
        if quoted.inside[a.verb.i] >= 0:
            continue
        for start, end in a.content:
            n = next((quoted.inside[i] for i in range(start, end) if quoted.inside[i] >= 0), -1)
            while 0 <= n < len(quoted.ranges) and quoted.ranges[n][0] < end:
                first, last = quoted.ranges[n]
                alone = start >= first and end <= last + 1
                if alone:
                    found.setdefault(n, a)
                elif _goes_into(quoted, n, (start, end), fronted=a.fronted):
                    found[n] = None
                n += 1
    return found


def _goes_into(quoted: Quoted, n: int, content: Range, *, fronted: bool) -> bool:
    """Whether a quotation is a part of the sentence of the author's that reports, not speech beside it."""
    first, last = quoted.ranges[n]
    if content[0] < first:
        return not (fronted and _sets_in(quoted, n))
    words = quoted.quotations[n].words.of(quoted.text).rstrip()
    return content[1] > last + 1 and words[-1:] not in (",", ".", "?", "!", "…")


def _sets_in(quoted: Quoted, n: int) -> bool:
    """Whether whole speech begins here in mid-sentence: a capital behind a comma or dash."""
    before = quoted.doc[quoted.ranges[n][0] - 1] if quoted.ranges[n][0] else None
    words = quoted.quotations[n].words.of(quoted.text)
    return before is not None and before.text in (",", ":", "-", "–", "—", "--") and words[:1].isupper()
