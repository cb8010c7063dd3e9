"""Forms of personal names: what their parts are, and when two spellings may be one name.

Made for names that were transliterated, shortened and taken on: kunyas ("Abu Hamza"), nisbas ("al-Almani"),
initials, titles, patronymics. Nothing here says anything about gender except the kunya's own word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from anyascii import anyascii

SPELLINGS = 1 << 14  # whose plain forms are kept at hand; a story asks for each of its names many times

Agreement = Literal["equal", "spelling", "partial", "different", "incomparable"]


def words_of(table: str) -> frozenset[str]:
    """The words of a table, "_" within one standing for a space."""
    return frozenset(word.replace("_", " ") for word in table.split())


TITLES = words_of(
    "mr mrs ms miss mx dr prof professor sir dame lord lady sheikh sheik shaykh sheikha imam mullah mufti maulana "
    "ayatollah hajji haji hajj hajja ustaz sayyid sayed emir prince princess king queen president vice prime "
    "minister premier senator sen congressman congresswoman representative rep governor gov mayor judge justice "
    "chancellor ambassador secretary general gen colonel col lt lieutenant major maj captain capt sergeant sgt "
    "corporal cpl private pvt brigadier brig admiral adm commander cmdr marshal commissioner inspector detective "
    "constable sheriff officer father fr brother sister rev reverend pastor bishop archbishop cardinal pope rabbi "
    "monsieur madame mme herr frau senor senora former late comrade attorney agent special chief director chairman "
    "chairwoman spokesman spokeswoman spokesperson lawmaker interior foreign defense defence deputy assistant"
)
# Said of a person, not her name: passed over within a name, and so are al-Mujahid and its like after an article.
HONORIFICS = words_of(
    "sheikh sheik shaykh shaikh sheikha mullah mulla haji hajji hajj hajja imam sayyid sayed sayyed mawlawi maulvi "
    "maulana qari hafiz ustaz mufti akhund ayatollah dr"
)
EPITHETS = words_of("mujahid muhajir mouhajir shahid amir emir hajj haj qadi qaid faqih shaykh sheikh sayyid")
SUFFIXES = words_of("jr sr ii iii iv esq phd md")
KUNYA = {
    "abu": "man",
    "abou": "man",
    "aboo": "man",
    "abi": "man",
    "umm": "woman",
    "um": "woman",
    "oum": "woman",
    "umu": "woman",
}
FILIATION = words_of("bin ibn ben bint binti ould wuld ag oglu zadeh ap")
PARTICLES = words_of("van von der den de la le du da das dos di del della ter ten el al y e af av zu zur")
# The article's l is assimilated to these sounds in speech, and so in many spellings: ash-Shami, ar-Rahman, at-Tunisi.
ARTICLES = words_of("al el ul il ad ash as at ar an az adh ath ech er ess es et l")
_SHORT = words_of("al el ul il l")  # written before any consonant; the others only before their own
_ABD = re.compile(r"^(?:abd|abdu|abdi|abdou|abde|abdo)$")
_ABD_JOINED = re.compile(r"^abd(?:el|al|ul|oul|ol|il|ur|ar|er|our|us|as|es|ous|un|an|en|uz|az|ush|ash|e|u)?(.{3,})$")
# Arabic and Persian letters as names are romanised: long vowels are written, short ones are not there to be read.
_ARABIC = re.compile(r"[\u0621-\u06cc]")
_ARABIC_ARTICLE = re.compile(r"(?<![\u0621-\u06cc])\u0627\u0644(?=[\u0621-\u06cc]{2})")
_ARABIC_WORDS = {
    "\u0639\u0628\u062f": "abd",
    "\u0623\u0628\u0648": "abu",
    "\u0627\u0628\u0648": "abu",
    "\u0623\u0628\u064a": "abu",
    "\u0623\u0645": "umm",
    "\u0627\u0645": "umm",
    "\u0628\u0646": "bin",
    "\u0627\u0628\u0646": "bin",
    "\u0628\u0646\u062a": "bint",
}
_ARABIC_LETTERS = str.maketrans(
    {chr(int(code, 16)): sound for code, _, sound in (entry.partition("=") for entry in (
        "627=a 622=a 623=a 625=i 671=a 649=a 629=a 628=b 67e=p 62a=t 62b=th 62c=j 686=ch 62d=h 62e=kh 62f=d 630=dh "
        "631=r 632=z 698=zh 633=s 634=sh 635=s 636=d 637=t 638=z 639= 63a=gh 641=f 642=q 643=k 6a9=k 6af=g 644=l "
        "645=m 646=n 647=h 648=w 624=w 64a=y 6cc=y 626=y 621="
    ).split())}
)  # fmt: skip
_FEMININE = re.compile(r"(?<=..)iy?ya?h?$|(?<=..)iah?$")  # al-Almaniyya is al-Almani, said of a woman
_APOSTROPHES = re.compile(r"['’‘`´ʿʾʼ]")  # noqa: RUF001  # the acute accent is what some writers type for an apostrophe
_POSSESSIVE = re.compile(r"['’]s?\s*$")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart, all parts folded (lower-case ASCII). A lone name is `single`: given or family, unknown."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()  # "al-Rashid" is "rashid", "van Dijk" is "van dijk"
    single: str | None = None
    kunya: str | None = None  # "hamza" of "Abu Hamza"
    kunya_gender: Literal["man", "woman"] | None = None  # of the word Abu or Umm, nothing else
    nisba: tuple[str, ...] = ()  # "almani" of "al-Almani": where somebody is from, not a family name
    nasab: tuple[str, ...] = ()  # whose child: "yusuf" of "bin Yusuf"
    initials: tuple[str, ...] = ()
    title: str | None = None
    pseudonym: bool = False  # declared so by the text; the caller knows

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every part that identifies, in a fixed order."""
        single = (self.single,) if self.single else ()
        kunya = (f"abu {self.kunya}" if self.kunya_gender == "man" else f"umm {self.kunya}",) if self.kunya else ()
        return (*kunya, *self.given, *single, *self.nasab, *self.family, *self.nisba)

    @property
    def full(self) -> bool:
        """Whether a given and a family name are told."""
        return bool(self.given and (self.family or self.nasab))


@lru_cache(maxsize=SPELLINGS)
def fold(name: str) -> str:
    """The name in lower-case ASCII letters and single spaces: no accents, apostrophes, hyphens or possessive."""
    bare = _APOSTROPHES.sub("", _POSSESSIVE.sub("", name.strip()))
    if _ARABIC.search(bare):
        words = (_ARABIC_WORDS.get(word, word) for word in bare.split())
        bare = _ARABIC_ARTICLE.sub("al ", " ".join(words)).translate(_ARABIC_LETTERS)
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(bare).lower()))


@lru_cache(maxsize=SPELLINGS)
def consonant_skeleton(token: str) -> str:
    """What transliterations of one name share: "Mohammed" and "Muhammad" are "mhmd", "Youssef" and "Yusuf" "ysf".

    Vowels fall except the first, whose class (a or u) stays; digraphs of one sound become one sign.
    """
    marked = token.replace("ş", "sh").replace("Ş", "sh").replace("ç", "ch").replace("Ç", "ch")
    word = fold(marked).replace(" ", "")
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    if not word:
        return ""
    first, rest = word[0], word[1:]
    if first in "aei":
        first = "a"
    elif first in "ou":
        first = "u"
    letters = first + re.sub(r"[aeiouy]", "", rest)
    return re.sub(r"(.)\1+", r"\1", letters)


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ou(?=[aei])", "w"),
        (r"(?<=[aei])ou(?=[^aeiou]|$)", "w"),
        (r"tch|tsch", "$"),
        (r"sch|sh|ch", "$"),
        (r"kh", "x"),
        (r"gh", "g"),
        (r"dj|dzh|zh", "j"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ck|q|c(?![ei])", "k"),
        (r"c(?=[ei])", "s"),
        (r"(?<=.)x(?=$)", "ks"),
        (r"v", "w"),
        (r"(?<=[aeiou])h$", ""),
    )
)


def name_parts(name: str, *, pseudonym: bool = False) -> NameParts:
    """Take a name apart; any text gives some parts, an empty one none."""
    words = fold(re.sub(r"\((?:.*?)\)", " ", name)).split() or fold(name).split()
    title, words = _titled(words)
    folded = words
    words = _joined(words)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    words = _bare(words)
    kunya, gender, words = _kunya(words)
    nasab, words = _nasab(words)
    nisba, words = _nisba(words, alone=kunya is None and not nasab)
    initials = tuple(w for w in words if len(w) == 1)
    words = [w.removeprefix("+") for w in words if len(w) > 1]
    last = next((w for w in reversed(folded) if w not in SUFFIXES), "")
    given, family, single = _halves(words, other=bool(kunya or nisba or nasab), initial=_side(initials, last))
    return NameParts(given, family, single, kunya, gender, nisba, nasab, initials, title, pseudonym)


def _titled(words: list[str]) -> tuple[str | None, list[str]]:
    count = 0
    while count < len(words) - 1 and words[count] in TITLES:
        count += 1
    return (" ".join(words[:count]) or None), words[count:]


def _bare(words: list[str]) -> list[str]:
    """Without honorifics between names, and without epithets after an article, where names are left."""
    kept = [w for at, w in enumerate(words) if not (w in HONORIFICS and 0 < at < len(words) - 1)]
    kept = kept if len(kept) > 1 else words
    bare = [w for at, w in enumerate(kept) if not (at and w.startswith("+") and w[1:] in EPITHETS)]
    return bare or kept


def _joined(words: list[str]) -> list[str]:
    """Join what belongs together: abd-compounds, an article with its word (marked +), particles with their name."""
    out: list[str] = []
    at = 0
    while at < len(words):
        word, after = words[at], words[at + 1 : at + 3]
        if _ABD.match(word) and len(after) > 1 and after[0] in ARTICLES:
            out.append("abd" + after[1])
            at += 3
        elif (_ABD.match(word) or word in {"abdul", "abdel", "abdal", "abdoul"}) and after:
            out.append("abd" + after[0])
            at += 2
        elif word in ARTICLES and after and _is_article(word, after[0]):
            out.append("+" + after[0])
            at += 2
        elif word in PARTICLES and out and after:
            rest = words[at:]
            end = next((i for i, w in enumerate(rest) if w not in PARTICLES), len(rest) - 1)
            out.append(" ".join(rest[: end + 1]))
            at += end + 1
        else:
            joined = _ABD_JOINED.match(word)
            out.append("abd" + joined.group(1) if joined else word)
            at += 1
    return out


def _is_article(word: str, after: str) -> bool:
    return word in _SHORT or word[-1] == after[0] or (word in {"ash", "ech", "adh", "ath"} and after[:2] == word[1:])


def _kunya(words: list[str]) -> tuple[str | None, Literal["man", "woman"] | None, list[str]]:
    if len(words) > 1 and words[0] in KUNYA:
        gender: Literal["man", "woman"] = "man" if KUNYA[words[0]] == "man" else "woman"
        return words[1].removeprefix("+"), gender, words[2:]
    for at, word in enumerate(words[1:-1], start=1):
        if word in KUNYA:  # inside a name it is part of a family name: Idris Abu-Talib
            return None, None, [*words[:at], f"abu {words[at + 1].removeprefix('+')}", *words[at + 2 :]]
    return None, None, words


def _nasab(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    out: list[str] = []
    fathers: list[str] = []
    at = 0
    while at < len(words):
        if words[at] in FILIATION and at > 0 and at + 1 < len(words):
            fathers.append(words[at + 1].removeprefix("+"))
            at += 2
        else:
            out.append(words[at])
            at += 1
    return tuple(fathers), out


def _nisba(words: list[str], *, alone: bool) -> tuple[tuple[str, ...], list[str]]:
    """An article's word that ends in the sound of a nisba; the only word of a name stays a name."""
    is_nisba = [w.startswith("+") and w.endswith(("i", "y", "ya", "ia", "yah", "iah", "ee")) for w in words]
    found = tuple(_FEMININE.sub("i", w[1:]) for w, yes in zip(words, is_nisba, strict=True) if yes)
    rest = [w for w, yes in zip(words, is_nisba, strict=True) if not yes]
    if alone and not any(len(w) > 1 for w in rest):
        return (), words
    return found, rest


def _side(initials: tuple[str, ...], last: str) -> Literal["first", "last", "none"]:
    if not initials:
        return "none"
    return "last" if last == initials[-1] else "first"


def _halves(
    words: list[str], *, other: bool, initial: Literal["first", "last", "none"]
) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Given names, family name, lone name; in "J. Okafor" the word is a family name, in "Samira K." a given one."""
    if not words:
        return (), (), None
    if initial == "last":
        return tuple(words), (), None
    if len(words) == 1 and initial == "first":
        return (), (words[0],), None
    if len(words) == 1:
        return ((words[0],), (), None) if other else ((), (), words[0])
    return tuple(words[:-1]), (words[-1],), None


def sound_alike(left: str, right: str) -> bool:
    """Whether two words may be spellings of one name: same consonants, and no vowel that contradicts.

    Hussein and Hossein may, Hussein and Hassan may not; nor Samir and Samira, for a last vowel is never dropped.
    """
    skeleton = consonant_skeleton(left)
    # One consonant is too little to tell names apart.
    if skeleton != consonant_skeleton(right) or len(skeleton) < 2:  # noqa: PLR2004
        return False
    a, b = _vowels(left), _vowels(right)
    if bool(a[-1]) != bool(b[-1]):
        return False
    if len(a) != len(b):  # a consonant written as a vowel: Daoud, Dawood; with three consonants it may pass
        return len(skeleton) > 2  # noqa: PLR2004
    return all(not one or not other or one & other for one, other in zip(a, b, strict=True))


# What a written vowel may stand for; e stands for any of the three in common transliterations.
_VOWEL_CLASS = {"a": "a", "e": "aiu", "i": "i", "o": "u", "u": "u", "y": "i"}


def _vowels(word: str) -> list[frozenset[str]]:
    """The vowel between each two consonants and after the last, as the set of sounds it may be; empty: none."""
    bare = re.sub(r"(?<=[aeiou])h$", "", fold(word).replace(" ", ""))
    doubled = re.sub(r"([b-df-hj-np-tv-xz])\1+", r"\1", bare)
    gaps = re.split(r"(?:kh|gh|tch|sch|sh|ch|dj|zh|ph|th|dh|ck|[b-df-hj-np-tv-xz])", doubled)
    return [frozenset("".join(_VOWEL_CLASS.get(letter, "") for letter in gap)) for gap in gaps[1:] or [""]]


def _alike(left: str, right: str) -> Literal["equal", "spelling", "different"]:
    if left == right:
        return "equal"
    return "spelling" if sound_alike(left, right) else "different"


def agree(left: NameParts, right: NameParts) -> Agreement:
    """How two names stand to each other: one spelling, one name spelt twice, one within the other, or different.

    A kunya and a given name are incomparable: one man has both. Two nisbas that differ do not speak against one man.
    """
    if left.kunya and right.kunya:
        if left.kunya_gender != right.kunya_gender or _alike(left.kunya, right.kunya) == "different":
            return "different"
    elif any(_surname_alone(one, other) for one, other in ((left, right), (right, left))):
        return "partial"
    elif bool(left.kunya) != bool(right.kunya) and not (_plain(left) and _plain(right)):
        return "incomparable"
    a, b = _plain(left), _plain(right)
    if not a or not b:
        both = left.kunya and right.kunya
        if not both:
            return "incomparable"
        return "equal" if left.tokens == right.tokens else "partial"
    if not _initials_fit(left, right):
        return "different"
    return _tokens_agree(a, b)


def _surname_alone(left: NameParts, right: NameParts) -> bool:
    """Whether "Abu-Talib" may be that of "Idris Abu-Talib", "Ben Salem" that of "Karim Ben Salem"."""
    if left.kunya and len(left.tokens) == 1:
        return f"abu {left.kunya}" in right.family
    return len(left.given) == 1 and left.given[0] in FILIATION and bool(set(left.family) & set(right.nasab))


def _plain(parts: NameParts) -> tuple[str, ...]:
    single = (parts.single,) if parts.single else ()
    return (*parts.given, *single, *parts.nasab, *parts.family, *(parts.nisba if not parts.kunya else ()))


def _initials_fit(left: NameParts, right: NameParts) -> bool:
    """Whether each initial is the first letter of a name the other tells, when that other tells more names."""
    for one, other in ((left, right), (right, left)):
        others = {w[0] for w in _plain(other)} | set(other.initials)
        if one.initials and len(_plain(other)) > len(_plain(one)) and not set(one.initials) & others:
            return False
    return True


def _tokens_agree(a: tuple[str, ...], b: tuple[str, ...]) -> Agreement:
    if len(a) > len(b):
        a, b = b, a
    at, spelt = 0, False
    for word in a:
        kinds = [_alike(word, other) for other in b[at:]]
        found = next((i for i, kind in enumerate(kinds) if kind != "different"), None)
        if found is None:
            return "different"
        spelt = spelt or kinds[found] == "spelling"
        at += found + 1
    if len(a) < len(b):
        # A middle name of another person's full name is no evidence; a lone name must be its first or last.
        ends = len(a) > 1 or any(_alike(a[0], b[i]) != "different" for i in (0, -1))
        return "partial" if ends else "different"
    return "spelling" if spelt else "equal"
