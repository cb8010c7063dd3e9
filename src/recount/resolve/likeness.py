"""How two persons' names stand to each other, in bits.

Names have kinds: a kunya is never compared with a given name, Abu and Umm contradict each other, a nisba is an origin
and no name, an initial fits a name that begins with it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler

from recount.model import Reason
from recount.resolve.commonness import INITIAL_BITS, family_bits, given_bits, kunya_bits
from recount.text.names import FILIATION, consonant_skeleton, sound_alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from recount.resolve.facts import Facts
    from recount.text.names import NameParts

OFF_BITS = {"equal": 0.0, "spelling": 1.0, "short": 2.0, "near": 3.0}  # what less than equality takes off, by hand
NEAR = 0.92  # Jaro-Winkler likeness of two spellings with a slip of the pen, by hand; shorter words differ by one sound
NEAR_LETTERS = 5
DIFFERS_BITS = -8.0  # two names of the same kind that differ
CLASH_BITS = 13.0  # what a middle name, father or nisba takes off where the other account tells another
LONE_DIFFERS_BITS = -4.0  # two lone words may be the given and the family name of one person
FAMILY_DIFFERS_BITS = -9.0  # same given name, another family name: more common than one person under both
ALIAS_BITS = -1.0  # names that differ, when one is declared not to be the real one
KUNYA_DIFFERS_BITS = -2.0  # fighters change their kunya
CONTRADICTS_BITS = -60.0


def name_reason(left: Facts, right: Facts) -> Reason | None:
    """The pair of names that agrees best, or that they disagree; None when nothing can be compared."""
    if not left.names or not right.names:
        return None
    found = [
        (compare(a, b), left.told[i], right.told[j])
        for i, a in enumerate(left.names)
        for j, b in enumerate(right.names)
    ]
    compared = [((level, bits), one, other) for (level, bits), one, other in found if level != "incomparable"]
    if not compared:
        return None
    clash = next((f for f in compared if f[0][0] == "contradicts"), None)
    (level, bits), one, other = clash or max(compared, key=lambda f: f[0][1])
    if level == "differs" and (left.alias or right.alias):
        bits = max(bits, ALIAS_BITS)
    return Reason("name", one, other, level, round(bits, 2))


def compare(left: NameParts, right: NameParts) -> tuple[str, float]:
    """How two names agree, in bits: equal, spelling, partial, initial, differs, contradicts or incomparable."""
    if left.kunya and right.kunya and left.kunya_gender != right.kunya_gender:
        return "contradicts", CONTRADICTS_BITS
    left, right = _as_family(left, right), _as_family(right, left)
    plain, kunya = _plain(left, right), _kunya(left, right)
    if plain[0] == "incomparable":
        return kunya
    if kunya[0] in {"equal", "spelling"}:
        return ("partial" if plain[0] == "differs" else plain[0]), plain[1] + kunya[1]
    return plain


@lru_cache(maxsize=100_000)
def alike(left: str, right: str) -> str:
    """The words are "equal", a "spelling" of one name, "short" for it, "near" (perhaps a slip), or "differ"."""
    if left == right:
        return "equal"
    if sound_alike(left, right):
        return "spelling"
    if consonant_skeleton(right) in long_forms(left) or consonant_skeleton(left) in long_forms(right):
        return "short"
    long = min(len(left), len(right)) >= NEAR_LETTERS
    if long and left.removesuffix("e") == right.removesuffix("e"):
        return "near"  # a silent letter: Katrin, Katrine
    # The last letter tells Samir from Samira and Karim from Karima; a slip there is not taken for one.
    if long and left[-1] == right[-1] and JaroWinkler.normalized_similarity(left, right) >= NEAR:
        return "near"
    return "differs"


def _as_family(name: NameParts, other: NameParts) -> NameParts:
    """The name, whose "Ben Amor" is a family name beside "Youssef Ben Amor", and not a Ben."""
    if name.given and name.given[0] in FILIATION and (other.nasab or other.single not in {None, name.given[0]}):
        return replace(name, given=(), family=(), nasab=name.family)
    return name


def _kunya(left: NameParts, right: NameParts) -> tuple[str, float]:
    if not left.kunya or not right.kunya:
        return "incomparable", 0.0
    how = alike(left.kunya, right.kunya)
    if how == "differs":
        return "differs", KUNYA_DIFFERS_BITS
    return _level(how), min(kunya_bits(left.kunya), kunya_bits(right.kunya)) - OFF_BITS[how]


def _plain(left: NameParts, right: NameParts) -> tuple[str, float]:
    """Given and family names, lone names and initials."""
    initial = _initial(left, right)
    if initial < 0:
        return "differs", initial
    given = _best(left.given, right.given, given_bits)
    family = _best(_kin(left), _kin(right), family_bits)
    if given and family:
        return _both(left, right, given, family)
    found = given or family
    if found:
        return ("partial" if initial and found[0] != "differs" else found[0]), found[1] + initial
    return _lone(left, right, initial)


def _both(left: NameParts, right: NameParts, given: tuple[str, float], family: tuple[str, float]) -> tuple[str, float]:
    """Two names told in full: in either order, run together, or with names between that contradict."""
    if given[0] != "differs" and family[0] != "differs":
        clashes = _clashes(left, right)
        bits = given[1] + family[1] - CLASH_BITS * clashes
        level = "partial" if clashes else "equal" if given[0] == family[0] == "equal" else "spelling"
        return (level, bits) if bits > 0 else ("differs", bits)
    turned = _best(left.given, _kin(right), given_bits), _best(_kin(left), right.given, family_bits)
    if all(t and t[0] != "differs" for t in turned):
        return "spelling", sum(t[1] for t in turned if t) - OFF_BITS["spelling"]
    if _run_together(left) == _run_together(right):
        return "spelling", min(given_bits(left.given[0]), given_bits(right.given[0])) + family_bits(_kin(left)[-1])
    return "differs", DIFFERS_BITS if given[0] == "differs" else FAMILY_DIFFERS_BITS


def _kin(name: NameParts) -> tuple[str, ...]:
    return (*name.family, *name.nasab)


def _run_together(name: NameParts) -> str:
    return "".join(_words(name)).replace(" ", "")


def _clashes(left: NameParts, right: NameParts) -> int:
    """Names that stand in one where the other has another: middle names, fathers, nisbas that both tell."""
    mine, theirs = _words(left), _words(right)
    open_left = sum(all(alike(a, b) == "differs" for b in theirs) for a in mine)
    open_right = sum(all(alike(a, b) == "differs" for a in mine) for b in theirs)
    nisbas = bool(left.nisba and right.nisba) and all(alike(a, b) == "differs" for a in left.nisba for b in right.nisba)
    return min(open_left, open_right) + nisbas


def _lone(left: NameParts, right: NameParts, initial: float) -> tuple[str, float]:
    """A name of which only one word or initials are told, against any other."""
    one, other = (left, right) if left.single else (right, left)
    if not one.single:
        return ("initial", initial) if initial else ("incomparable", 0.0)
    given = [*other.given, *([other.single] if other.single else [])]
    hits = [(alike(one.single, w), min(given_bits(w), given_bits(one.single))) for w in given]
    hits += [(alike(one.single, w), min(family_bits(w), family_bits(one.single))) for w in _kin(other)]
    agreed = [(bits - OFF_BITS[how], how) for how, bits in hits if how != "differs"]
    if agreed:
        bits, how = max(agreed)
        return (_level(how) if other.single else "partial"), bits + initial
    if other.full and _run_together(one) == _run_together(other):
        return "spelling", given_bits(other.given[0]) + family_bits(_kin(other)[-1])
    if hits:
        return "differs", DIFFERS_BITS if other.full else LONE_DIFFERS_BITS
    return ("initial", initial) if initial else ("incomparable", 0.0)


def _best(left: tuple[str, ...], right: tuple[str, ...], bits_of: Callable[[str], float]) -> tuple[str, float] | None:
    """The best agreement of any two words of one kind; None when one side tells none."""
    if not left or not right:
        return None
    pairs = [(alike(a, b), min(bits_of(a), bits_of(b))) for a in left for b in right]
    found = [(bits - OFF_BITS[how], how) for how, bits in pairs if how != "differs"]
    if not found:
        return "differs", DIFFERS_BITS
    bits, how = max(found)
    return _level(how), bits


def _level(how: str) -> str:
    return "equal" if how == "equal" else "spelling"


def _initial(left: NameParts, right: NameParts) -> float:
    """Bits of an initial that fits, or does not fit, a name that only the other side tells."""
    total = 0.0
    for one, other in ((left, right), (right, left)):
        mine, theirs = _words(one), _words(other)
        unmatched = [w for w in theirs if all(alike(w, m) == "differs" for m in mine)]
        letters = {w[0] for w in unmatched} | set(other.initials)
        if one.initials and letters:
            total += INITIAL_BITS if set(one.initials) & letters else DIFFERS_BITS
    return max(DIFFERS_BITS, total)


def _words(name: NameParts) -> tuple[str, ...]:
    return (*name.given, *((name.single,) if name.single else ()), *name.family, *name.nasab)


# Short forms in English and transliterated Arabic; a short form may stand for several names.
_SHORT = """
mo mohammed muhammad|moe mohammed|hamo mohammed|sam samuel samir samira|sami samir|tom thomas|tommy thomas
bob robert|rob robert|bill william|will william|billy william|jim james|jimmy james|joe joseph|joey joseph|jack john
johnny john|mike michael|mick michael|dave david|dan daniel|danny daniel|chris christopher christine
steve stephen steven|tony anthony antonio|alex alexander alexandra alexandre|sasha alexander alexandra
nick nicholas nikolai|ben benjamin|matt matthew|pete peter|ed edward|ted edward theodore|fred frederick
rick richard|dick richard|liz elizabeth|beth elizabeth|kate katherine catherine|katie katherine|maggie margaret
meg margaret|jen jennifer|jenny jennifer|sue susan|vicky victoria|abby abigail|ali alison|zeinab zaynab
fati fatima|fatou fatima|misha mikhail|vanya ivan|kolya nikolai|pepe jose|paco francisco|lola dolores
abdu abdullah abdrahman abdaziz|abdo abdullah abdrahman|aziz abdaziz|rahman abdrahman|mus mustafa
ibo ibrahim|yus yusuf
"""


@cache
def long_forms(word: str) -> frozenset[str]:
    """Skeletons of the names that this word is short for."""
    return _shorts().get(word, frozenset())


@cache
def _shorts() -> dict[str, frozenset[str]]:
    entries = (entry.split() for line in _SHORT.split("\n") for entry in line.split("|") if entry)
    return {short: frozenset(consonant_skeleton(name) for name in names) for short, *names in entries}
