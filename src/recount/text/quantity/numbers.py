"""Numbers as English prose writes them: digits, words, scales, and the vague words with their written rules.

Pure string work, no parser: `numbers` finds them, `value_of` reads one, `spelled` writes one. What bounds a number
("at least", "half of") is `quantity_bounds`; what it counts is `quantities`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from recount.errors import InputError
from recount.model import Span
from recount.text.quantity.rules import FRACTIONS, VAGUE, Vague

SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {
    "hundred": 100.0, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
GROUPS = {"dozen": 12.0, "dozens": 12.0}  # multiplies like a scale, but nothing is added after it
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mil": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "tln": 1e12}
MOST = 10**15  # least number that `spelled` refuses

_VALUES = {
    **{word: float(n) for n, word in enumerate(SMALL)},
    **{word: 10.0 * n for n, word in enumerate(TENS, start=2)},
    "fourty": 40.0,
    "nought": 0.0,
    "naught": 0.0,
}
_GLYPHS = {
    g: unicodedata.numeric(g)
    for g in "\u00bc\u00bd\u00be\u2153\u2154\u2155\u2156\u2157\u2158\u2159\u215a\u215b\u215c\u215d\u215e"
}

# Digits may be grouped by commas or by the spaces that typesetters use (no-break, thin), never by a plain space: two
# numbers side by side are two numbers. Digits glued to letters, colons, slashes are names, codes, clock times, dates.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?)"
_NOT_BEFORE = r"(?<![\w#/:])(?<![^\W\d_][-\u2010\u2011])(?<!\d[.,])(?<!\w['\u2019])"
_NOT_AFTER = r"(?!\w|[-\u2010\u2011](?!odd\b|ish\b|plus\b)[^\W\d_]|[/:]\d|[.,]\d)"
_S = r"[ \u00a0]+"
_J = r"(?:[ \u00a0]+|[-\u2010\u2011])"
_ONE_TO_NINE = "|".join(SMALL[1:10])
_UNDER_20 = "|".join((*sorted(SMALL, key=len, reverse=True), "nought", "naught"))
_B100 = rf"(?:(?:{'|'.join(TENS)}|fourty)(?:{_J}(?:{_ONE_TO_NINE})(?!\w))?|{_UNDER_20})"
_B1000 = rf"(?:(?:(?:{_B100}|an?|another){_S})?hundred(?:{_S}(?:and{_S})?{_B100}(?!\w))?|{_B100})"
_SCALE = "thousand|lakh|million|crore|billion|trillion"
_PARTS = rf"half{_S}(?:an?)?|half|(?:an?{_S})?quarter(?:{_S}of)?(?:{_S}an?)?"
_BIG = rf"(?:(?:(?:{_B1000}|{_DIGITS}|{_PARTS}|an?|another){_S})?(?:hundred{_S})?(?:{_SCALE}))"
_WORDS = rf"(?:{_BIG}(?:{_S}(?:and{_S})?{_BIG})*(?:{_S}(?:and{_S})?{_B1000}(?!\w))?|half{_S}a{_S}hundred|{_B1000})"
_DOZEN = rf"(?:(?:{_B1000}|{_DIGITS}|half{_S}an?|an?|another){_S})?dozen|(?:{_B1000}|{_DIGITS}){_S}dozens"
# "Two and a half million", "five and three quarters", "3 million and a half", "2 1/2".
_FRACTION = rf"(?:an?|{_ONE_TO_NINE}){_S}(?:half|{'|'.join(w for w in FRACTIONS if w != 'half')})s?"
_MIXED = rf"(?:{_B1000}|{_DIGITS})(?:{_S}(?:{_SCALE}))?{_S}and{_S}{_FRACTION}(?:{_S}(?:{_SCALE}))?"
_SLASHED = rf"\d{{1,4}}{_S}\d/\d\d?(?:{_S}(?:{_SCALE}))?|\d{{0,6}}[{''.join(_GLYPHS)}](?:{_S}(?:{_SCALE}))?"
_POINT = rf"{_B1000}{_S}point(?:{_S}(?:{_ONE_TO_NINE}|zero|oh|nought|naught))+(?:{_S}(?:{_SCALE}))?"
_SHORT = (
    rf"{_DIGITS}(?:(?:k|mn?|mil|bn|tn)(?!{_S}(?:tall|long|high|wide|deep|away|race|sprint|final)\b)|"
    rf"(?:{_S})?(?:mln|bln|tln))"
)
_HUNDREDS = rf"{_DIGITS}{_S}hundred(?:{_S}and{_S}(?:{_B100}|\d\d?))?"
# Looked at first, so that the grammar below is tried only where a number can begin.
_BEGINS = (
    rf"(?=[\d.{''.join(_GLYPHS)}]|(?:{_UNDER_20}|{'|'.join(TENS)}|fourty|half|quarter|dozen|hundred|{_SCALE})|"
    rf"an?{_S}(?:hundred|{_SCALE}|dozen|quarter)|another{_S}(?:hundred|{_SCALE}|dozen))"
)
_NUMBER = re.compile(
    rf"{_NOT_BEFORE}{_BEGINS}(?:{_MIXED}|{_SLASHED}|{_POINT}|{_DOZEN}|{_WORDS}|{_SHORT}|{_HUNDREDS}|{_DIGITS}|\.\d{{1,9}})"
    rf"{_NOT_AFTER}",
    re.IGNORECASE,
)
_OF_DOZENS = re.compile(rf"(?:{_B1000}|\d){_S}$", re.IGNORECASE)
_TOKEN = re.compile(
    rf"(?P<slash>\d/\d\d?)|(?P<glyph>[{''.join(_GLYPHS)}])|(?P<digits>{_DIGITS}|\.\d+)(?:{_S}(?=[mbt]l))?"
    r"(?P<short>k|mln|mn|mil|m|bln|bn|tln|tn)?(?![a-z])|(?P<word>[a-z]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number in a text. Law: `low <= value`, and `value <= high` where high is not open."""

    span: Span
    value: float  # what the words name; of a vague word its low bound
    low: float
    high: float | None
    rule: str | None = None  # id of the vague-word rule that gave the bounds
    written: str = "digits"  # digits, words, vague
    unit_size: float = 1.0  # the unit of the last digit that is not 0: 100 of 1,200, 0.1 of 2.5
    people_only: bool = False  # a vague word that is kept of persons alone


def spelled(number: int) -> str:
    """The English words of `number`, from 0 up to a thousand million million, "and" before the last two digits."""
    if not 0 <= number < MOST:
        raise InputError(f"can spell 0 to {MOST - 1}, got {number}")
    if number < len(SMALL):
        return SMALL[number]
    if number < SCALES["hundred"]:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"-{SMALL[ones]}" if ones else "")
    word, size = next((w, int(s)) for w, s in reversed(SCALES.items()) if number >= s)
    many, rest = divmod(number, size)
    glue = " and " if 0 < rest < SCALES["hundred"] else " "
    return f"{spelled(many)} {word}" + (glue + spelled(rest) if rest else "")


def value_of(words: str) -> float | None:
    """The value of `words` when all of them are one number that is not vague; otherwise None."""
    if not _NUMBER.fullmatch(words):
        return None
    return _value(words)[0]


def numbers(text: str) -> list[Number]:
    """Every number of `text` in order, none overlapping; whether it counts anything is not asked here."""
    return list(_numbers(text))


@lru_cache(maxsize=4)  # shares and bounds of one story ask for the same text
def _numbers(text: str) -> tuple[Number, ...]:
    vague = [
        _vague_number(match)
        for match in _vague_pattern().finditer(text)
        if match.group().lower() != "dozens" or not _OF_DOZENS.search(text, max(0, match.start() - 40), match.start())
    ]
    taken = [number.span for number in vague]
    found = list(vague)
    for match in _NUMBER.finditer(text):
        span = Span(*match.span())
        if any(span.overlaps(other) for other in taken):
            continue
        value, size = _value(match.group())
        written = "digits" if match.group()[0].isdigit() else "words"
        found.append(Number(span, value, value, value, written=written, unit_size=size))
    return tuple(sorted(found, key=lambda number: number.span))


def _value(words: str) -> tuple[float, float]:
    """The value of one number, and the unit of its last digit that is not 0."""
    if " point " in (low := words.lower().replace("\u00a0", " ")):
        return _pointed(low)
    total = group = parts = 0.0
    size = scaled = behind = 1.0  # behind: the scale that a half at the end is of: "3 million and a half"
    for match in _TOKEN.finditer(words):
        word = (match["word"] or "").lower()
        if match["digits"]:
            digits = re.sub(r"[,\u00a0\u2009\u202f]", "", match["digits"])
            scale = SHORT_SCALES.get((match["short"] or "").lower(), 1.0)
            group, size = group + float(digits) * scale, _unit_size(digits) * scale
        elif match["slash"] or match["glyph"]:
            group += _of_slash(match["slash"]) if match["slash"] else _GLYPHS[match["glyph"]]
            parts = 1.0
        elif word in ("and", "a", "an", "another", "of"):
            continue
        elif (part := FRACTIONS.get(word) or FRACTIONS.get(word.removesuffix("s"))) is not None:
            ones, group = _numerator(words[: match.start()], group)
            parts, group, behind = part, group + ones * part, scaled if total and not group else 1.0
        elif word in _VALUES:
            group += _VALUES[word]
            size = _unit_size(str(int(_VALUES[word])))
        else:
            scale = SCALES.get(word) or GROUPS[word]
            group = (group or 1.0) * scale
            size = size * scale if match.start() and size else scale
            if word not in ("hundred", *GROUPS):
                total, group, scaled, behind = total + group, 0.0, scale, 1.0
    value = round(total + group * behind, 9)
    return value, (size if parts or value != int(value) or size < 1 else _unit_size(str(int(value))))


def _numerator(before: str, group: float) -> tuple[float, float]:
    """How many halves or thirds, and what is left of the group without them: "five and three quarters" is 3 and 5."""
    word = before.rsplit(maxsplit=1)[-1].lower() if before.split() else ""
    if word in ("a", "an", "and") or word not in _VALUES:
        return 1.0, group
    return _VALUES[word], group - _VALUES[word]


def _of_slash(words: str) -> float:
    over, under = words.split("/")
    return int(over) / max(1, int(under))


def _pointed(words: str) -> tuple[float, float]:
    """As in "Two point five million"."""
    whole, _, rest = words.partition(" point ")
    ones = [word for word in rest.split() if word not in SCALES]
    digits = "".join(str(int(_VALUES.get(word, 0.0))) for word in ones)
    scale = SCALES.get(rest.split()[-1], 1.0)
    return round(float(f"{int(_value(whole)[0])}.{digits}") * scale, 9), scale * 10.0 ** -len(digits)


def _unit_size(digits: str) -> float:
    """The unit of the last digit that is not 0: 100 of "1200", 0.1 of "2.5"; 1 of "0"."""
    whole, _, part = digits.partition(".")
    part = part.rstrip("0")
    if part:
        return float(f"1e-{len(part)}")
    bare = whole.rstrip("0")
    return float(f"1e{len(whole) - len(bare)}") if bare else 1.0


def _vague_number(match: re.Match[str]) -> Number:
    rule = _vague_by_words()[" ".join(match.group().lower().split())]
    return Number(Span(*match.span()), rule.low, rule.low, rule.high, rule.rule, "vague", people_only=rule.people_only)


@cache
def _vague_by_words() -> dict[str, Vague]:
    return {words: vague for vague in VAGUE for words in vague.words}


@cache
def _vague_pattern() -> re.Pattern[str]:
    words = sorted(_vague_by_words(), key=len, reverse=True)
    either = "|".join(re.escape(w).replace(r"\ ", _S) for w in words)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)
