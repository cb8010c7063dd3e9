"""How much two stretches of text talk of the same things: the cosine of their content words."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

ECHO: Final = 0.4  # share of a headline's words that its first lines say again, at the median of headlines

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
# Words that say nothing of what a text is about: function words, and what every news story has.
_EMPTY: Final = frozenset(
    """a about after all also am an and any are as at be because been before being but by can could did do does
    during each few first for from had has have he her here him his how i if in into is it its just last like many may
    me might more most much must my new no nor not now of off on one only or other our out over own people same she
    should since so some such than that the their them then there these they this those three through time to today
    two under until up us very was we week were what when where which while who whom whose why will with would year
    years yesterday yet you your say says said saying told tell tells according added month months day days monday
    tuesday wednesday thursday friday saturday sunday mr mrs ms dr""".split()
)
_ENDINGS: Final = ("'s", "\u2019s", "ings", "ing", "edly", "ies", "ied", "ed", "es", "ly", "s")


def stem(word: str) -> str:
    """A word without its commonest English endings; crude, for counting only."""
    low = word.lower()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:  # noqa: PLR2004  # shorter stems clash
            return low[: -len(ending)]
    return low


def content(words: str) -> Counter[str]:
    """How often each stem of a content word occurs."""
    return Counter(stem(w) for w in _WORD.findall(words) if len(w) > 2 and w.lower() not in _EMPTY)  # noqa: PLR2004


def cosine(left: Counter[str], right: Counter[str]) -> float:
    """Cosine of two word counts: 0 nothing shared, 1 the same words in the same shares; 0 when one is empty."""
    shared = sum(n * right[w] for w, n in left.items() if w in right)
    size = math.sqrt(sum(n * n for n in left.values()) * sum(n * n for n in right.values()))
    return shared / size if size else 0.0


def echo(heading: str, opening: str) -> float:
    """Share of the content words of a heading that come again in what follows it."""
    wanted, told = content(heading), content(opening)
    return sum(w in told for w in wanted) / len(wanted) if wanted else 0.0
