"""Token patterns: how a cue is written, and where it stands in a sentence.

A pattern is words separated by spaces. Each word matches a token's lemma or its form, in lower case.

    a|b|c_d    one of several, c_d two words     $kin  a word or phrase of a named list     word?  may be absent
    =do        only that form, not others of its lemma
    kill%      in any form but "killing", as after "be"
    left/v     only as that part of speech: v verb, n noun or name, a adjective, r adverb, p name
    <adj>      any token of that part of speech: <verb> <noun> <adj> <adv> <num> <name> <poss> <det>
    ~3         up to three tokens between, none of them ending a clause or denying what follows
    ^          the sentence, or what is said in it, begins here
    ( )        the evidence, where it is less than the whole pattern
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_POS = {"v": {"VERB", "AUX"}, "n": {"NOUN", "PROPN"}, "a": {"ADJ"}, "r": {"ADV"}, "p": {"PROPN"}}
_CLASSES = {
    "<verb>": {"VERB"},
    "<noun>": {"NOUN", "PROPN"},
    "<adj>": {"ADJ"},
    "<adv>": {"ADV"},
    "<num>": {"NUM"},
    "<name>": {"PROPN"},
    "<det>": {"DET"},
}
_POSSESSIVE = frozenset({"my", "your", "his", "her", "its", "our", "their"})
_STOPS = frozenset({";", ":", ".", "?", "!"})  # ends of clauses, which no gap crosses
_DENIALS = frozenset({"not", "never", "no", "nobody", "nothing", "none", "without", "neither", "nor"})
_BEFORE_SPEECH = frozenset({",", ":", ";", ".", "!", "?"})
_GAP = re.compile(r"~(\d+)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence as patterns see it; hyphens, quote marks and brackets are left out."""

    form: str  # lower case
    lemma: str  # lower case
    pos: str  # universal part of speech
    start: int  # in the text
    end: int
    capital: bool = False  # written with a capital, in a text that is not all capitals
    past: bool = False  # a verb that tells of what was


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern."""

    phrases: tuple[tuple[tuple[str, str], ...], ...] = ()  # alternatives, each of (word, part of speech or "")
    pos: frozenset[str] = frozenset()  # any token of these parts of speech
    possessive: bool = False
    gap: int = 0
    optional: bool = False
    opening: bool = False
    done: bool = False  # no form in -ing: what was done, not what somebody was doing
    _single: frozenset[str] = frozenset()  # the words of alternatives that are one word of any part of speech
    # All other alternatives by the word they begin with: lists of a thousand phrases are asked at every token.
    _longer: Mapping[str, tuple[tuple[tuple[str, str], ...], ...]] = field(default_factory=dict, compare=False)

    def ends(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        """Where a match that begins at token `at` may end."""
        if self.opening:
            if not at or tokens[at - 1].form in _BEFORE_SPEECH:
                yield at
            return
        if self.gap:
            yield at
            for stop in range(at + 1, min(len(tokens), at + self.gap) + 1):
                # A gap that may hide a "not" would find "never fired" where the pattern says "fired".
                if tokens[stop - 1].form in _STOPS or tokens[stop - 1].form in _DENIALS:
                    return
                yield stop
            return
        if at < len(tokens):
            yield from self._ends_of_words(tokens, at)
        if self.optional:
            yield at

    def _ends_of_words(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        token = tokens[at]
        if self.done and token.form.endswith("ing"):
            return
        plain = token.form in self._single or token.lemma in self._single
        if plain or token.pos in self.pos or (self.possessive and token.form in _POSSESSIVE):
            yield at + 1
        longer = self._longer.get(token.form, ())
        if token.lemma != token.form:
            longer += self._longer.get(token.lemma, ())
        for phrase in longer:
            stop = at + len(phrase)
            if stop <= len(tokens) and all(_is(t, w) for t, w in zip(tokens[at:stop], phrase, strict=True)):
                yield stop

    @property
    def firsts(self) -> frozenset[str]:
        """Every word that a match of this place can begin with; empty where any word can."""
        if self.gap or self.optional or self.opening or self.pos or self.possessive:
            return frozenset()
        return frozenset(phrase[0][0].removeprefix("=") for phrase in self.phrases)


def _is(token: Token, wanted: tuple[str, str]) -> bool:
    word, pos = wanted
    if word.startswith("="):
        return token.form == word[1:]
    return word in {token.form, token.lemma} and (not pos or token.pos in _POS[pos])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; `first` and `last` bound the evidence as indices of elements."""

    source: str
    elements: tuple[Element, ...]
    first: int
    last: int

    def at(self, tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
        """Tokens of the evidence, if the pattern matches from token `start` on."""
        bounds = self._walk(tokens, 0, start, ())
        if bounds is None or bounds[self.first] == bounds[self.last]:
            return None
        return bounds[self.first], bounds[self.last]

    def reaches(self, tokens: Sequence[Token], start: int) -> bool:
        """Whether a match from token `start` on can end just where the tokens end."""
        ends = {start}
        for element in self.elements:
            ends = {stop for at in ends for stop in element.ends(tokens, at)}
        return len(tokens) in ends

    def _walk(self, tokens: Sequence[Token], k: int, at: int, ats: tuple[int, ...]) -> tuple[int, ...] | None:
        """Where each element begins, and the end; the shortest gaps win."""
        if k == len(self.elements):
            return (*ats, at)
        for stop in self.elements[k].ends(tokens, at):
            found = self._walk(tokens, k + 1, stop, (*ats, at))
            if found is not None:
                return found
        return None


def compiled(source: str, words: Mapping[str, tuple[str, ...]]) -> Pattern:
    """The pattern that `source` writes, with `words` for its named lists."""
    elements: list[Element] = []
    first, last = 0, None
    for piece in source.split():
        if piece == "(":
            first = len(elements)
        elif piece == ")":
            last = len(elements)
        else:
            elements.append(_element(piece, words))
    if not any(e.firsts for e in elements):
        raise InputError(f"pattern {source!r} needs a word to look for")
    return Pattern(source, tuple(elements), first, len(elements) if last is None else last)


def _element(piece: str, words: Mapping[str, tuple[str, ...]]) -> Element:
    gap = _GAP.fullmatch(piece)
    if gap:
        return Element(gap=int(gap[1]))
    if piece == "^":
        return Element(opening=True)
    optional = piece.endswith("?") and len(piece) > 1
    done = "%" in piece
    phrases: list[tuple[tuple[str, str], ...]] = []
    pos: set[str] = set()
    possessive = False
    for part in piece.removesuffix("?").replace("%", "").split("|"):
        if part == "<poss>":
            possessive = True
        elif part in _CLASSES:
            pos |= _CLASSES[part]
        elif part.startswith("$"):
            if part[1:] not in words:
                raise InputError(f"pattern part {part!r} names no list")
            phrases.extend(tuple(_word(w) for w in item.split()) for item in words[part[1:]])
        else:
            phrases.append(tuple(_word(w) for w in part.split("_")))
    single = frozenset(p[0][0] for p in phrases if len(p) == 1 and not p[0][1])
    longer: dict[str, tuple[tuple[tuple[str, str], ...], ...]] = {}
    for phrase in phrases:
        if len(phrase) > 1 or phrase[0][1] or phrase[0][0].startswith("="):
            first = phrase[0][0].removeprefix("=")
            longer[first] = (*longer.get(first, ()), phrase)
    return Element(
        tuple(phrases), frozenset(pos), possessive, optional=optional, done=done, _single=single, _longer=longer
    )


def _word(part: str) -> tuple[str, str]:
    word, _, pos = part.partition("/")
    if pos and pos not in _POS:
        raise InputError(f"pattern word {part!r} has an unknown part of speech")
    return word.lower(), pos


class Index:
    """Patterns by the words that one of their places must have, so that a sentence tries only what it could match."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._firsts = [pattern.elements[0].firsts for pattern in self.patterns]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for n, pattern in enumerate(self.patterns):
            # The place with the fewest words is the rarest, as far as the pattern alone can tell.
            for word in min((e.firsts for e in pattern.elements if e.firsts), key=len):
                self._by_word[word].append(n)

    def found(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
        """(number of the pattern, first token, end token) of each match, each pattern from left to right."""
        seen: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(tokens):
            for word in {token.form, token.lemma}:
                seen[word].append(at)
        tried = sorted({n for word in seen.keys() & self._by_word.keys() for n in self._by_word[word]})
        for n in tried:
            firsts = self._firsts[n]
            starts = sorted(at for word in seen.keys() & firsts for at in seen[word]) if firsts else range(len(tokens))
            free = 0
            for at in starts:
                match = self.patterns[n].at(tokens, at) if at >= free else None
                if match is not None:
                    yield n, *match
                    free = max(at + 1, match[1])
