"""The words of two names laid side by side: which of the one stands for which of the other, and which for none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from recount.resolve.spelling import Fit, fit
from recount.text.sounds import sounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.text.names import NameParts

Kind = Literal["given", "single", "family", "nasab", "nisba"]
MOST_JOINED = 3  # words that may be one word in the other name: Zaki ur Rehman
UNLIKE_LONG = 4  # letters by which spellings of one word run together may differ in length
JOINED = 0.85  # likeness that words run together must have; less may be chance


class Word(NamedTuple):
    """A word of a name, with its place among those words."""

    text: str
    kind: Kind
    at: int


class Match(NamedTuple):
    """Two words taken for one."""

    left: Word
    right: Word
    fit: Fit


@dataclass(frozen=True, slots=True)
class Laid:
    """Two names side by side."""

    matches: tuple[Match, ...]  # in the order of the left name
    left: tuple[Word, ...]  # words that stand for none of the other
    right: tuple[Word, ...]
    initials: int  # that fit a word which only the other name tells
    wrong: int  # initials that do not, where the other name tells words
    words: tuple[int, int]  # how many words each name has, nisbas left out


def lay(left: NameParts, right: NameParts) -> Laid:
    """Lay them side by side, the best fitting words first."""
    mine, theirs = _words(left), _words(right)
    mine, theirs = _joined(mine, theirs), _joined(theirs, mine)
    found = sorted(
        (Match(a, b, f) for a in mine for b in theirs if (f := fit(a.text, b.text)).how != "differs"),
        key=lambda m: (-m.fit.likeness, abs(m.left.at - m.right.at), m.left.at + m.right.at, *sorted(m[:2])),
    )
    matches: list[Match] = []
    for match in found:
        if all(match.left != m.left and match.right != m.right for m in matches):
            matches.append(match)
    open_left = [w for w in mine if all(w != m.left for m in matches)]
    open_right = [w for w in theirs if all(w != m.right for m in matches)]
    initials, wrong = 0, 0
    for letters, others, own in (
        (left.initials, open_right, right.initials),
        (right.initials, open_left, left.initials),
    ):
        fits, misfits = _initials(letters, others, own)
        initials, wrong = initials + fits, wrong + misfits
    fits = _runs(open_left, open_right) + _runs(open_right, open_left)
    many = tuple(sum(w.kind != "nisba" for w in words) for words in (mine, theirs))
    return Laid(
        tuple(sorted(matches, key=lambda m: m.left.at)), tuple(open_left), tuple(open_right),
        initials + fits, wrong, (many[0], many[1]),
    )  # fmt: skip


def _words(name: NameParts) -> list[Word]:
    single = (name.single,) if name.single else ()
    kinds: tuple[tuple[Kind, Iterable[str]], ...] = (
        ("given", name.given), ("single", single), ("nasab", name.nasab), ("family", name.family), ("nisba", name.nisba)
    )  # fmt: skip
    listed = [(word, kind) for kind, words in kinds for word in words]
    return [Word(word, kind, at) for at, (word, kind) in enumerate(listed)]


def _joined(mine: list[Word], theirs: list[Word]) -> list[Word]:
    """The words, those run together that the other name writes as one."""
    for many in range(min(MOST_JOINED, len(mine)), 1, -1):
        for at in range(len(mine) - many + 1):
            apart = [w.text for w in mine[at : at + many]]
            for run in ("".join(apart), "al".join(apart)):  # Zayn al-Abidin, whose article is taken apart already
                if any(_one(run, w.text) for w in theirs if w.text not in apart):
                    return [*mine[:at], Word(run, mine[at + many - 1].kind, mine[at].at), *mine[at + many :]]
    return mine


def _one(run: str, word: str) -> bool:
    """Whether the run is the word; one that merely holds it is not."""
    if abs(len(run) - len(word)) > UNLIKE_LONG:
        return False
    found = fit(run, word)
    return found.how in {"equal", "spelling"} and found.likeness >= JOINED


def _initials(letters: Iterable[str], others: list[Word], own: Iterable[str]) -> tuple[int, int]:
    """Of these initials, how many fit a word that is open in the other name, which then is not open; how many not."""
    fits, left = 0, []
    for letter in letters:
        held = next((w for w in others if w.kind != "nisba" and _begins(w.text, letter)), None)
        if held:
            others.remove(held)
            fits += 1
        elif letter in own:
            fits += 1
        else:
            left.append(letter)
    wrong = min(len(left), len([w for w in others if w.kind != "nisba"]) + len(set(own) - set(letters)))
    return fits, wrong


def _begins(word: str, letter: str) -> bool:
    """Whether a name written so may be shortened to the letter: Q. for Kasim, C. for Karl."""
    return word[0] == letter or sounds(word)[:1] == sounds(letter)


def _runs(open_one: list[Word], open_other: list[Word]) -> int:
    """Initials written as one word, "JC" for Jean-Claude; what they stand for is no longer open."""
    fits = 0
    for word in list(open_one):
        run = [w for w in open_other if w.kind != "nisba"][: len(word.text)]
        if 1 < len(word.text) <= MOST_JOINED and word.text == "".join(w.text[0] for w in run):
            open_one.remove(word)
            for held in run:
                open_other.remove(held)
            fits += len(run)
    return fits
