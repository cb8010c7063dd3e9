"""Pairs of Latin spellings from the public lists of Arabic name words: spellings of one word, and of two.

The lists were mined by position and hold words that are no spelling of the Arabic one. A spelling is kept when its
consonants can be read off the Arabic word letter by letter (the table below); that looks at one spelling and the Arabic
word alone, never at two spellings, so it cannot favour a comparison. Two words give a pair of two names when neither
spelling can be read off the other's Arabic word. They are drawn for their likeness: from the words of about the same
length, and from those that are one or two letters apart.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice
from pathlib import Path

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

# Letters that words taken from other languages are hardly ever written with.
OWN_LETTERS = set("حعصضظقطخثذ")
_LETTERS = {
    "ب": "b|p|bb|pp", "ت": "t|tt", "ث": "th|t|s|c", "ج": "dj|dj|j|g|zh|gg|ch|y", "ح": "h|hh", "خ": "kh|k|h|x|ch",
    "د": "d|dd", "ذ": "dh|d|th|z", "ر": "r|rr|rh", "ز": "z|s|zz|tz", "س": "s|ss|c|sc|z|x|ts|sz",
    "ش": "sh|ch|sch|s|sj|sz|x|ssh|cz", "ص": "s|ss|c", "ض": "dh|d|z|dd", "ط": "t|tt|th", "ظ": "z|dh|d|th",
    "غ": "gh|g|gu|gg", "ف": "f|v|ph|ff|w|p", "ق": "q|k|c|g|gh|ck|kk|qu", "ك": "k|c|ck|q|kk|cc|ch|qu|x|g|kh",
    "ل": "l|ll", "م": "m|mm", "ن": "n|nn", "ه": "h|hh|", "و": "w|v|ou|oo|u|o|au|aw|ow|ö",
    "ي": "y|i|j|e|ee|ie|ei|ai|ay|ey|yy|iy", "ا": "a|aa|e|ae", "ة": "ah?|eh?|et|at|ath", "ى": "a|aa|e|ee|i",
    "آ": "a|aa", "ئ": "y|i|e|", "ؤ": "w|o|u|",
}  # fmt: skip
_SHORT = "[aeiouy]{0,2}"  # what Arabic does not write; the long vowels it writes must be there


@dataclass(frozen=True, slots=True)
class Pair:
    """Two Latin spellings."""

    left: str
    right: str
    same: bool
    near: bool  # of two names: at most two letters apart
    own: bool  # of Arabic words with letters of their own


def pairs(path: Path, *, seed: int = 1, most: int = 3_000) -> list[Pair]:
    """Spellings of one word, and as many pairs of two words drawn near and as many of the same length."""
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    words = [(row["arabic"], row["latin"]) for row in map(json.loads, lines)]
    kept = [(a, sorted({f for f in map(_plain, latin) if len(f) > 2 and read_off(f, a)})) for a, latin in words]
    kept = [(a, forms) for a, forms in kept if forms and not a.startswith(("عبد", "ال"))]
    same = [Pair(x, y, same=True, near=False, own=_own(a)) for a, forms in kept for x, y in combinations(forms, 2)]
    chance = random.Random(seed)
    chance.shuffle(same)
    same = same[:most]
    flat = [(form, arabic) for arabic, forms in kept for form in forms]
    different = []
    drawn = chance.sample(flat, min(most, len(flat)))
    apart = cdist([form for form, _ in drawn], [form for form, _ in flat], scorer=OSA.distance)
    length = np.array([len(form) for form, _ in flat])
    for (form, arabic), distances in zip(drawn, apart, strict=True):
        near = np.flatnonzero((distances > 0) & (distances <= 2))
        long = np.flatnonzero((distances > 2) & (np.abs(length - len(form)) <= 1))
        for at, is_near in ((near, True), (long, False)):
            tried = chance.sample(at.tolist(), min(20, len(at)))
            two = (n for n in tried if not read_off(flat[n][0], arabic) and not read_off(form, flat[n][1]))
            different += [
                Pair(form, flat[n][0], same=False, near=is_near, own=_own(arabic) and _own(flat[n][1]))
                for n in islice(two, 1)
            ]
    return same + different


@cache
def _pattern(arabic: str) -> re.Pattern[str]:
    sounds = [f"(?:{_LETTERS[c]})" for c in arabic if c in _LETTERS]
    # A last vowel is written in Arabic; only a mute e may follow.
    return re.compile(_SHORT + _SHORT.join(sounds) + "e?")


def read_off(latin: str, arabic: str) -> bool:
    """Whether the Arabic word may be written so, letter by letter."""
    return bool(_pattern(arabic).fullmatch(latin))


def _own(arabic: str) -> bool:
    return bool(OWN_LETTERS & set(arabic))


def _plain(form: str) -> str:
    marked = form.replace("š", "sh").replace("ş", "sh").replace("ž", "zh").replace("č", "ch").replace("ç", "ch")
    return "".join(re.findall("[a-z]", anyascii(marked).lower()))
