"""The strict quote locator: where words stand in a text, or why they do not.

Words are found exactly after folding four things that copying changes: Unicode form, white space, quote marks and
dashes. Nothing else is forgiven, and nothing is found "nearly": words that are not there are refused with the
nearest true sentence and what differs. A cut inside a word or a number is refused too, since "able" cut from
"unable" or "500" cut from "1,500" says something that the text does not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recount.errors import QuoteDiffers, QuotePlaceUnclear
from recount.model import Anchor, Span
from recount.text.differ import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = 32  # characters kept before and after a quote; the W3C Web Annotation examples use about as many
MOST_PLACES = 1000  # repeats looked at; words that stand more often than this need a longer quote

_MARKS = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u02bc\u0060\u00b4\uff07", "'")
_MARKS |= dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u301d\u301e\u301f\uff02", '"')
_MARKS |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d", "-")
# Ligatures and the one-character ellipsis come from fonts and word processors. Full compatibility folding (NFKC) is
# refused on purpose: it turns a raised 2 into a plain one, and "10²" into "102".
_MARKS |= {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u2026": "..."}
_DROPPED = "\u00ad\u200b\u2060\ufeff"  # soft hyphen and zero-width characters: invisible, lost in most copies
_ODD = re.compile(r"[ -]*[^\x21-\x7e ](?:[^\x21-\x7e]|-)*|`|--+|  +")
_UNSEEN = dict.fromkeys(map(ord, _DROPPED))
_TABLE = str.maketrans({**_MARKS, **dict.fromkeys(_DROPPED, "")})
_DASHES = re.compile("--+")
_NEGATING = re.compile(r"\b(?:non|un|anti|dis|ex|in|mis|never|no|not)-$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the locator compares it, with breaks from which every place in `body` follows.

    Break k says: from folded character `at[k]` on, up to the next break, folded characters stand for the text from
    `to[k]` on, one for one; where `upto[k]` is set, all of them together stand for the one unit `to[k]` to `upto[k]`.
    """

    words: str
    at: tuple[int, ...]
    to: tuple[int, ...]
    upto: tuple[int, ...]  # 0 in a stretch that folds to itself

    def span(self, start: int, end: int) -> Span | None:
        """The place in the text of folded `start` to `end`; None where that would cut a unit in two."""
        first, last = bisect_right(self.at, start) - 1, bisect_right(self.at, end - 1) - 1
        if self.upto[first] and start != self.at[first]:
            return None
        begin = self.to[first] + (0 if self.upto[first] else start - self.at[first])
        if not self.upto[last]:
            return Span(begin, self.to[last] + end - self.at[last])
        ends = self.at[last + 1] if last + 1 < len(self.at) else len(self.words)
        return Span(begin, self.upto[last]) if end == ends else None


class _Folding:
    """A fold being built."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.size = 0
        self.breaks: list[list[int]] = []  # at, to, upto

    def plain(self, body: str, start: int, end: int) -> None:
        """Characters that fold to themselves."""
        if end > start:
            self._put(body[start:end], start, 0)

    def unit(self, folded: str, start: int, end: int) -> None:
        """Several characters that only make sense together, as `folded`."""
        if folded in {" ", "-"} and self.words and self.words[-1] == folded and self.breaks[-1][2]:
            # White space that touches white space, and a dash that touches a dash, are one.
            self.breaks[-1][2] = end
            return
        self._put(folded, start, end)

    def odd(self, body: str, start: int, end: int) -> None:
        """A stretch that may need folding, one base character with its marks at a time."""
        at = start
        while at < end:
            stop = at + 1
            base = body[at]
            if base.isspace():
                self.unit(" ", at, stop)
            elif base not in _DROPPED:
                while stop < end and unicodedata.combining(body[stop]):
                    stop += 1
                self.unit(unicodedata.normalize("NFD", _MARKS.get(base, base) + body[at + 1 : stop]), at, stop)
            at = stop

    def _put(self, folded: str, to: int, upto: int) -> None:
        self.words.append(folded)
        self.breaks.append([self.size, to, upto])
        self.size += len(folded)

    def done(self) -> Folded:
        """The fold."""
        at, to, upto = zip(*self.breaks, strict=True) if self.breaks else ((), (), ())
        return Folded("".join(self.words), at, to, upto)


@lru_cache(maxsize=64)
def fold(body: str) -> Folded:
    """The folded text with its map back to code points."""
    made = _Folding()
    at = 0
    for odd in _ODD.finditer(body):
        # A combining mark belongs to the plain letter before it, so that letter is taken into the odd stretch.
        start = odd.start() - 1 if odd.start() > at and unicodedata.combining(body[odd.start()]) else odd.start()
        made.plain(body, at, start)
        made.odd(body, start, odd.end())
        at = odd.end()
    made.plain(body, at, len(body))
    return made.done()


def locate(words: str, body: str, *, prefix: str = "", suffix: str = "", near: int | None = None) -> Span:
    """Where `words` stand in `body`, in code points.

    Args:
        words: the quote; white space at its ends is ignored unless it stands in the text just so.
        body: the whole text.
        prefix: words just before the quote, to tell repeats apart.
        suffix: words just after it.
        near: where the quote is thought to start; the nearest repeat wins. If the exact words start just there, a
            cut inside a word stands, since place and words agree.

    Raises:
        QuoteDiffers: the words are not there; says what differs from the nearest true sentence.
        QuotePlaceUnclear: they stand in several places and nothing tells which is meant.
    """
    if near is not None and words and body.startswith(words, near) and _fits(body, near, len(words), prefix, suffix):
        return Span(near, near + len(words))
    places = _exact(words, body)
    if not places or near is not None:
        # With a place to go by, the same words in other marks just there are meant sooner than these marks elsewhere.
        others = [p for p in _folded(words, body) if not any(p.start < q.end and q.start < p.end for q in places)]
        places = sorted([*places, *others], key=lambda p: (p.start, p.end))
    if not places:
        raise QuoteDiffers(words, *nearest(words, body))
    if len(places) == 1:
        return places[0]
    chosen = _by_context(places, body, prefix, suffix)
    if len(chosen) > 1 and near is not None:
        chosen = _nearest_place(chosen, near)
    if len(chosen) != 1:
        raise QuotePlaceUnclear(words, len(places))
    return chosen[0]


def anchor(body: str, capture_id: str, span: Span) -> Anchor:
    """The words of `span` with what stands before and after, so that they are found again in a better reading."""
    before = body[max(0, span.start - CONTEXT) : span.start]
    return Anchor(capture_id, span.start, span.of(body), before, body[span.end : span.end + CONTEXT])


def _exact(words: str, body: str) -> list[Span]:
    if not words.strip():
        return []
    return [Span(at, at + len(words)) for at in _finds(words, body) if _between_words(body, at, at + len(words))]


def _folded(words: str, body: str) -> list[Span]:
    needle = _plain(words)
    if not needle:
        return []
    hay = fold(body)
    found = (hay.span(at, at + len(needle)) for at in _finds(needle, hay.words))
    return [span for span in found if span and _between_words(body, span.start, span.end)]


def _finds(needle: str, hay: str) -> Iterator[int]:
    at = hay.find(needle)
    found = 0
    while at >= 0 and found < MOST_PLACES:
        yield at
        found += 1
        at = hay.find(needle, at + 1)


def _between_words(body: str, start: int, end: int) -> bool:
    """Whether neither end of the cut falls inside a word or a number."""
    return not (_joined(body, start) or _joined(body, end))


def _joined(body: str, at: int) -> bool:
    """Whether the characters before and after `at` belong to one word or number, invisible ones aside."""
    if at <= 0 or at >= len(body) or body[at] in " \n" or body[at - 1] in " \n":
        return False
    before, after = body[max(0, at - 12) : at].translate(_UNSEEN), body[at : at + 12].translate(_UNSEEN)
    if not before or not after:
        return False
    left, right = before[-1], after[0]
    if _letter(left) and _letter(right):
        return unicodedata.combining(right) != 0 or not (_unspaced(left) or _unspaced(right))
    return (
        unicodedata.combining(right) != 0
        or (left.isdigit() and right in ".,:/" and after[1:2].isdigit())
        or (right.isdigit() and left in ".,:/" and before[-2:-1].isdigit())
        or (right.isdigit() and left in "-\u2212" and not before[-2:-1].isalnum())
        or (left.isalpha() and right in "'\u2019" and after[1:2] in {"t", "T"})  # "can" cut from "can't"
        or (right.isalpha() and _NEGATING.search(before) is not None)
    )


def _letter(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.combining(char) != 0


def _unspaced(char: str) -> bool:
    """Whether the letter is of a script that writes no spaces between words: Thai to Khmer, kana, Han."""
    return "\u0e00" <= char <= "\u0eff" or "\u1780" <= char <= "\u17ff" or "\u3040" <= char <= "\u9fff"


def _fits(body: str, start: int, length: int, prefix: str, suffix: str) -> bool:
    return (not prefix or _before(body, start, prefix)) and (not suffix or _after(body, start + length, suffix))


def _before(body: str, start: int, prefix: str) -> bool:
    seen = body[max(0, start - 2 * len(prefix) - CONTEXT) : start]
    return seen.endswith(prefix) or _plain(seen).endswith(_plain(prefix))


def _after(body: str, end: int, suffix: str) -> bool:
    seen = body[end : end + 2 * len(suffix) + CONTEXT]
    return seen.startswith(suffix) or _plain(seen).startswith(_plain(suffix))


def _plain(words: str) -> str:
    """The folded words without the map, which a quote does not need: 10 times as fast."""
    if words.isascii() and "`" not in words and "--" not in words:
        return " ".join(words.split())
    bare = unicodedata.normalize("NFD", words.translate(_TABLE))
    return _DASHES.sub("-", " ".join(bare.split()))


def _by_context(places: list[Span], body: str, prefix: str, suffix: str) -> list[Span]:
    """The places with the given words around them; all places where nothing is given or nothing fits."""
    if not (prefix or suffix):
        return places
    both = [s for s in places if _fits(body, s.start, s.end - s.start, prefix, suffix)]
    if both:
        return both
    either = [
        s for s in places if (prefix and _before(body, s.start, prefix)) or (suffix and _after(body, s.end, suffix))
    ]
    return either or places


def _nearest_place(places: list[Span], near: int) -> list[Span]:
    least = min(abs(s.start - near) for s in places)
    return [s for s in places if abs(s.start - near) == least]
