"""How a program counted places in a text, found out from the words it quotes.

The REFI-QDA standard says that a place is a whole number, not of what. Programs count code points, UTF-16 units or
bytes; some count a byte-order mark, some count a line end of two characters as one. Taken by the wrong rule, every
coding after an emoji, an accent or the first line end lies beside its words, and nothing looks wrong. So all rules are
tried, and the one under which the quotes are found is taken, for a whole project.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Unit = Literal["code points", "UTF-16 units", "UTF-8 bytes"]
Ends = Literal["as in the file", "one each"]
MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of counting."""

    unit: Unit = "code points"
    ends: Ends = "as in the file"  # whether CR LF are two
    mark: int = 0  # characters in front that the text does not have: a byte-order mark that was counted

    def __str__(self) -> str:
        told = f"{self.unit}, line ends {self.ends}"
        return told + (", a byte-order mark counted as one" if self.mark else "")


# The plainest first: where several rules find the same words, nothing is claimed beyond the plainest.
RULES = tuple(
    Rule(unit, ends, mark)
    for mark in (0, 1)
    for unit in ("code points", "UTF-16 units", "UTF-8 bytes")
    for ends in ("as in the file", "one each")
)


@dataclass(slots=True)
class Counted:
    """A text as its file has it, and places in it turned into code points of the clean text."""

    raw: str  # decoded, with its byte-order mark and line ends
    gaps: tuple[
        tuple[int, str], ...
    ] = ()  # (code point of the text before, words) that nobody counted: paragraph breaks
    known: dict[Rule, list[int]] = field(default_factory=dict)  # where each code point begins, by rules of its own
    body: str = field(init=False)  # clean: no mark, LF, gaps filled
    _text: str = field(init=False)  # the same without what fills the gaps
    _maps: dict[Rule, list[int] | None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._text = self.body = plain(self.raw)
        for at, words in reversed(self.gaps):
            self.body = self.body[:at] + words + self.body[at:]
        self._maps |= self.known

    def place(self, at: int, rule: Rule, *, ends: bool = False) -> int | None:
        """The code point of the clean text that `at` stands for, or None: no character begins there.

        At a gap, what begins begins behind it and what `ends` ends before it.
        """
        if rule not in self._maps:
            self._maps[rule] = self._map(rule)
        starts = self._maps[rule]
        at -= rule.mark
        found = at if starts is None else bisect_left(starts, at)
        there = 0 <= found <= len(self._text) if starts is None else found < len(starts) and starts[found] == at
        if not there:
            return None
        return found + sum(len(words) for gap, words in self.gaps if gap < found or (gap == found and not ends))

    def _map(self, rule: Rule) -> list[int] | None:
        """Where each code point of the clean text begins by the rule, and where the last ends; None: at itself."""
        words = self.raw.removeprefix(MARK)
        double = rule.ends == "as in the file" and "\r\n" in words
        wide = rule.unit != "code points" and not words.isascii()
        if not double and not wide:
            return None
        starts, at = [], 0
        for n, char in enumerate(words):
            if char == "\n" and n and words[n - 1] == "\r":
                at += 1 if double else 0  # the pair is one character of the clean text, which began with its CR
                continue
            starts.append(at)
            at += _width(char, rule.unit)
        return [*starts, at]


def plain(raw: str) -> str:
    """A text without byte-order mark and with LF line ends."""
    return raw.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")


def _width(char: str, unit: Unit) -> int:
    if unit == "UTF-16 units":
        return 2 if char > "\uffff" else 1
    return len(char.encode("utf-8", "surrogatepass")) if unit == "UTF-8 bytes" else 1


@dataclass(frozen=True, slots=True)
class Marked:
    """A coding as a file has it: places by an unknown rule, and the words where it quotes them."""

    text: int  # index of its text
    start: int
    end: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The rule that was taken, in words why, and the place of each coding; None where its words are not there."""

    rule: Rule
    why: str
    places: tuple[tuple[int, int] | None, ...]


def settle(texts: Sequence[Counted], marked: Sequence[Marked], *, rules: Iterable[Rule] = RULES) -> Found:
    """The rule under which most quotes are found, and where every coding lies by it.

    A coding whose words are not at its place by that rule gets none: a place is never moved to where words happen to
    be. Where a file quotes no words, the rule under which most codings begin and end between words is taken, and said.
    """
    quoted = [m for m in marked if m.words is not None]
    judged = quoted or list(marked)
    best, most = Rule(), -1
    for rule in rules:
        held = sum(holds(texts[m.text], m, rule) for m in judged)
        if held > most:
            best, most = rule, held
        if held == len(judged):
            break
    places = tuple(_place(texts[m.text], m, best) if holds(texts[m.text], m, best) else None for m in marked)
    if quoted:
        why = f"{most} of {len(quoted)} quoted words are found so"
    elif marked:
        why = f"the file quotes no words; {most} of {len(marked)} codings begin and end between words so"
        places = tuple(_place(texts[m.text], m, best) for m in marked)
    else:
        why = "there is no coding"
    return Found(best, why, places)


def _place(text: Counted, marked: Marked, rule: Rule) -> tuple[int, int] | None:
    start, end = text.place(marked.start, rule), text.place(marked.end, rule, ends=True)
    return (start, end) if start is not None and end is not None and start < end else None


def holds(text: Counted, marked: Marked, rule: Rule) -> bool:
    """Whether a coding's words are at its place by the rule; without words, whether it lies between words."""
    place = _place(text, marked, rule)
    if place is None:
        return False
    found = text.body[slice(*place)]
    if marked.words is None:
        return _between_words(text.body, *place)
    if found == marked.words:
        return True
    # White space aside: between paragraphs some programs quote none, others one line end or two.
    return "".join(found.split()) == "".join(marked.words.replace(MARK, "").split())


def _between_words(body: str, start: int, end: int) -> bool:
    before = start == 0 or not (body[start - 1].isalnum() and body[start].isalnum())
    after = end == len(body) or not (body[end - 1].isalnum() and body[end].isalnum())
    return before and after and not body[start].isspace() and not body[end - 1].isspace()
