"""How alike two words of names sound, however their sounds were written down.

One name is written by French, English, Turkish, German, Slavic, Spanish or Persian habit: Hicham and Hisham, Cemal and
Djamal, Yusuf and Youssef and Jusuf, Ridwan and Rizvan. A word is taken apart into sounds, and two words are laid side
by side at the least cost. Sounds that are habits of writing one letter cost little, a consonant that is another one
costs a whole, and so does a last vowel that only one word has: Samir is not Samira.

The costs are set by hand from what romanisation tables of Arabic, Persian, Russian and Ukrainian print side by side
(ALA-LC, DIN 31635, ISO 233, BGN/PCGN, and Turkish and French spelling); they hold no list of names, and say nothing of
what a name's bearer is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from recount.text.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

WHOLE = 1.0  # what another consonant costs
VOWEL = 0.4  # how much a vowel weighs beside a consonant, whose weight is 1
WORDS = 100_000  # pairs of words whose likeness is kept

# Written signs of one sound, the longest first; each sound is one sign of the middle column, capitals included.
_SIGNS = (
    ("ij(?=[aeou])|(?<=[aeiou])j(?![aeiou])|(?<=[bdfklmnrstvz])j(?=[aeou])", "i"),
    ("tsch|tch|cz", "C"), ("sz", "s"), ("shch", "S"), ("sch|sh|sj", "S"), ("ch", "c"), ("kh", "x"), ("gh", "G"),
    ("dzh|dj|dz|zh", "j"), ("ph", "f"), ("th", "T"), ("dh", "D"), ("ck|cq|qu(?=[aeiou])|q", "k"), ("c(?=[eiy])", "s"),
    ("c", "k"), ("^x|^hs", "S"), ("x", "ks"), ("oo|ou", "u"), ("ee", "i"), ("aa", "a"),
    ("yy|ij(?=$)|iy(?=$)|yi(?=$)|ii", "i"),
)  # fmt: skip
_WRITTEN = re.compile("|".join(f"({signs})" for signs, _ in _SIGNS) + "|(.)")
_COSTS = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.05, "ou iy vw cS cC"),
        (0.1, "ae ei Tt Dd uw Gg Dz"),
        (0.2, "sz jG jg jy js xh xc ck GR"),
        (0.3, "gh Gh uv ij xk xg Gx dz td pb fp fv kg kG Ts SC Ss cs jc jC"),
        (0.5, "eu eo bv jz zT jS"),
        (0.6, "ao"),
        (0.7, "au iu io"),
        (0.8, "ai"),
    )
    for pair in pairs.split()
}
_VOWELS = frozenset("aeiou")
_WRITTEN_VOWELS = frozenset("aeiouwy")
_FAINT = {"h": 0.4, "w": 0.4, "y": 0.3}  # what is often not written, or written as a vowel
_LAST_E = 0.2  # Redouane is Ridwan in French
_VOWEL_GONE = 0.35  # half of another vowel: Fatma, Fatima
_BARE_VOWEL = 0.15  # of a word in a script that leaves short vowels out
_LONG_VOWEL = 0.8  # such a script would write it
_FIRST_VOWEL = 0.5  # Brahim, Ibrahim
_LAST_VOWEL = 1.0  # Claudia is not Claudio
_SAME_ENDING = 0.1
# Consonants that cost a whole wherever the other word has none of their company, which may stand for them for less.
_COMPANIES = (
    "l",
    "m",
    "n",
    "r",
    "bpf v",
    "tTdDsSzcCkq xgGj",
)  # those after the space may stand for vowels or faint ones


@lru_cache(maxsize=WORDS)
def sounds_like(left: str, right: str) -> tuple[float, float]:
    """How alike two folded words sound.

    Returns:
        Likeness from 0 to 1, and the cost it comes from, in consonants.
    """
    if left > right:
        left, right = right, left
    one, other = sounds(left), sounds(right)
    if not one or not other:
        return 0.0, WHOLE
    cost = _least_cost(one, other)
    return max(0.0, 1 - cost * 2 / (_weight(one) + _weight(other))), cost


def least_apart(left: str, right: str) -> float:
    """What two folded words lie apart at the least, in consonants: never above the cost that `sounds_like` gives.

    It counts consonants that have no company in the other word, which takes a hundredth of the time.
    """
    mine, theirs = companies(left), companies(right)
    return max(
        sum(max(0, solid - other) for (solid, _), (_, other) in zip(mine, theirs, strict=True)),
        sum(max(0, solid - other) for (solid, _), (_, other) in zip(theirs, mine, strict=True)),
    )


def weight(word: str) -> float:
    """What the sounds of a folded word weigh, in consonants; likeness is 1 less the cost over the mean of both."""
    return _weight(sounds(word))


@lru_cache(maxsize=WORDS)
def companies(word: str) -> tuple[tuple[int, int], ...]:
    """Of each company of consonants, how many a word has that cost a whole, and how many of any; see `least_apart`."""
    found = sounds(word)
    return tuple([
        (sum(map(found.count, solid)), sum(map(found.count, solid + more)))
        for solid, _, more in (company.partition(" ") for company in _COMPANIES)
    ])  # fmt: skip


@lru_cache(maxsize=WORDS)
def sounds(word: str) -> str:
    """The sounds of a folded word, one sign each; what is doubled is written once."""
    found = "".join(_sound(match) for match in _WRITTEN.finditer(fold(word).replace(" ", "")))
    return re.sub(r"(?<=[aeiou])h$", "", re.sub(r"(.)\1+", r"\1", found))


def _sound(match: re.Match[str]) -> str:
    at = match.lastindex or 0
    return _SIGNS[at - 1][1] if at <= len(_SIGNS) else match.group()


def _weight(word: str) -> float:
    return sum(VOWEL if sign in _VOWELS else WHOLE for sign in word)


def _least_cost(one: str, other: str) -> float:
    """The least that it costs to make one of the other."""
    bare = not (_WRITTEN_VOWELS & set(one)) or not (_WRITTEN_VOWELS & set(other))
    faint = {} if not _VOWELS & set(one + other) else _FAINT  # both in such a script: what is written there differs
    row = [0.0]
    for at in range(len(other)):
        row.append(row[-1] + _gone(other, at, bare=bare, faint=faint))
    for at, sign in enumerate(one):
        gone = _gone(one, at, bare=bare, faint=faint)
        new = [row[0] + gone]
        for to, sign_to in enumerate(other):
            last = at == len(one) - 1 and to == len(other) - 1
            new.append(
                min(
                    row[to] + _turned(sign, sign_to, last=last),
                    row[to + 1] + gone,
                    new[to] + _gone(other, to, bare=bare, faint=faint),
                )
            )
        row = new
    return row[-1]


def _turned(sign: str, sign_to: str, *, last: bool) -> float:
    """What it costs that the one word has this sound where the other has that."""
    if sign == sign_to:
        return 0.0
    both = (sign in _VOWELS) + (sign_to in _VOWELS)
    cost = _COSTS.get(frozenset((sign, sign_to)), 0.8 if both == 2 else WHOLE if both == 0 else WHOLE + VOWEL)  # noqa: PLR2004
    return _LAST_VOWEL if last and both and cost > _SAME_ENDING else cost


def _gone(word: str, at: int, *, bare: bool, faint: Mapping[str, float]) -> float:
    """What it costs that the other word has nothing in the place of this sound; `bare`: one of them has no vowels."""
    sign, last = word[at], at == len(word) - 1
    if last and sign == "e":
        return _LAST_E
    if sign in faint:
        return faint[sign]
    if sign in _VOWELS and bare:
        return _LONG_VOWEL if at and word[at - 1] in _VOWELS else _BARE_VOWEL
    if sign in _VOWELS:
        return _LAST_VOWEL if last else _FIRST_VOWEL if at == 0 else _VOWEL_GONE
    return WHOLE
