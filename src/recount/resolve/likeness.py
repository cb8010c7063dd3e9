"""How two persons' names stand to each other: a level, the reason in words, a score, and what it tells in bits.

Names have kinds: a kunya is never compared with a given name, Abu and Umm contradict each other, a nisba is an origin
and no name, an initial fits a name that begins with it. The words are laid side by side (`alignment`); one word that
only one name has is a middle name, words that each name has and the other lacks are two persons'.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from recount.model import Reason
from recount.resolve.alignment import Laid, Match, lay
from recount.resolve.commonness import INITIAL_BITS, family_bits, given_bits, kunya_bits
from recount.resolve.nisbas import lands_of
from recount.resolve.spelling import SURE_LETTERS, alike, fit
from recount.text.names import FILIATION, NameParts, name_parts
from recount.text.people.given import is_given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.resolve.facts import Facts

UNLIKE = 0.45  # most that names can score which differ in a word
MAY_BE_ONE = 0.5  # score from which on two names may be one person's
# What less than equality takes off, in bits, by hand.
SHORT_SLIP_OFF = 3.0  # more, where the word is so short that it is as likely another
OFF_BITS = {"equal": 0.0, "spelling": 1.0, "form": 3.0, "short": 2.0, "near": 3.0}
SLIPS_OFF = 3.0  # bits for each slip of the pen after the first
NISBA_BITS = 4.0  # the same town or tribe
MORE_BITS = 2.0  # a third word that agrees, and each after it: names of one family go together
DIFFERS_BITS = -8.0  # two names of the same kind that differ
CLASH_BITS = 13.0  # what words take off of which either name has one that the other lacks
LONE_DIFFERS_BITS = -4.0  # two lone words may be the given and the family name of one person
FAMILY_DIFFERS_BITS = -9.0  # same given name, another family name: more common than one person under both
ALIAS_BITS = -1.0  # names that differ, when one is declared not to be the real one
LEAST_AGAINST = -1.0  # names that differ in a word, however many others agree: brothers share all but one
KUNYA_DIFFERS_BITS = -2.0  # fighters change their kunya
CONTRADICTS_BITS = -60.0
CLASH, PARTED, LONE, TURNED, MORE, INITIAL = 0.3, 0.45, 0.8, 0.95, 0.97, 0.85  # factors of the score, by hand
BOTH = 2  # a name and what follows it
NAMES_KEPT = 50_000  # pairs of names whose likeness is kept


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names stand to each other."""

    level: str  # equal, spelling, short, near, initial, partial, differs, contradicts, incomparable
    bits: float  # what it tells, by how common the names are
    score: float  # 0 to 1: how well the names fit, however common they are; 0 when they cannot be compared
    words: str  # the reason

    @property
    def may_be_one(self) -> bool:
        """Whether one person may have both names."""
        return self.score >= MAY_BE_ONE


INCOMPARABLE = Likeness("incomparable", 0.0, 0.0, "they tell no names of one kind")


def likeness(one: str, other: str) -> Likeness:
    """How two names as written stand to each other, nisbas included."""
    return compare(name_parts(one), name_parts(other))


def name_reason(left: Facts, right: Facts) -> Reason | None:
    """The pair of names that agrees best, or that they disagree; None when nothing can be compared.

    Nisbas of countries are left to the comparison of origins, so that they count once.
    """
    found = [
        (compare(a, b, lands=False), left.told[i], right.told[j])
        for i, a in enumerate(left.names)
        for j, b in enumerate(right.names)
    ]
    compared = [f for f in found if f[0].level != "incomparable"]
    if not compared:
        return None
    clash = next((f for f in compared if f[0].level == "contradicts"), None)
    how, one, other = clash or max(compared, key=lambda f: f[0].bits)
    bits = max(how.bits, ALIAS_BITS) if how.level == "differs" and (left.alias or right.alias) else how.bits
    return Reason("name", one, other, how.level, round(bits, 2))


@lru_cache(maxsize=NAMES_KEPT)
def compare(left: NameParts, right: NameParts, *, lands: bool = True) -> Likeness:
    """How two names stand to each other.

    Args:
        left: a name taken apart.
        right: another; the order of the two makes no difference.
        lands: whether nisbas of countries count; False where the origins of the two are compared beside.
    """
    if left.kunya and right.kunya and left.kunya_gender != right.kunya_gender:
        return Likeness("contradicts", CONTRADICTS_BITS, 0.0, "one is the father of somebody, one the mother")
    if not lands and left.nisba and right.nisba:
        left, right = _without_lands(left), _without_lands(right)
    left, right = _as_family(left, right), _as_family(right, left)
    plain, kunya = _plain(left, right), _kunya(left, right)
    if plain.level == "incomparable":
        return kunya
    if kunya.level == "incomparable":
        return plain
    if kunya.level == "differs":
        return replace(plain, words=f"{plain.words}; {kunya.words}")
    level = "partial" if plain.level == "differs" else plain.level
    return Likeness(level, plain.bits + kunya.bits, max(plain.score, kunya.score), f"{kunya.words}; {plain.words}")


@lru_cache(maxsize=NAMES_KEPT)
def _without_lands(name: NameParts) -> NameParts:
    kept = tuple(n for n in name.nisba if not lands_of([replace(name, nisba=(n,))]))
    return replace(name, nisba=kept) if kept != name.nisba else name


def _as_family(name: NameParts, other: NameParts) -> NameParts:
    """The name, whose "Ben Amor" is a family name beside "Youssef Ben Amor", and not a Ben; so "Abu Talib"."""
    if name.given and name.given[0] in FILIATION and (other.nasab or other.single not in {None, name.given[0]}):
        return replace(name, given=(), family=(), nasab=name.family)
    if name.kunya and not other.kunya and any(alike(w, f"abu {name.kunya}") != "differs" for w in other.family):
        return replace(name, kunya=None, kunya_gender=None, family=(f"abu {name.kunya}", *name.family))
    return name


def _kunya(left: NameParts, right: NameParts) -> Likeness:
    if not left.kunya or not right.kunya:
        return INCOMPARABLE
    how = fit(left.kunya, right.kunya)
    if how.how == "differs":
        return Likeness("differs", KUNYA_DIFFERS_BITS, 0.0, _two("the parent of", left.kunya, right.kunya))
    if _nisbas_clash(left, right):
        words = f"the same kunya, but {_two('', _listed(left.nisba), _listed(right.nisba))}"
        return Likeness("differs", KUNYA_DIFFERS_BITS, 0.2, words)
    bits = min(kunya_bits(left.kunya), kunya_bits(right.kunya)) - OFF_BITS[how.how] + _nisba_bits(left, right)
    return Likeness(
        _level(how.how),
        bits,
        how.likeness,
        f"the same kunya{_told(min(left.kunya, right.kunya), max(left.kunya, right.kunya), how.how)}",
    )


def _nisba_bits(left: NameParts, right: NameParts) -> float:
    return NISBA_BITS if any(fit(a, b).how != "differs" for a in left.nisba for b in right.nisba) else 0.0


def _two(what: str, left: str, right: str) -> str:
    one, other = sorted((left, right))
    return f"one is {what} {one}, one {what} {other}".replace("  ", " ")


def _nisbas_clash(left: NameParts, right: NameParts) -> bool:
    """Whether both tell where they are from, in the same way (countries, or towns and tribes), and differ."""
    if not left.nisba or not right.nisba or any(fit(a, b).how != "differs" for a in left.nisba for b in right.nisba):
        return False
    mine, theirs = lands_of([left]), lands_of([right])
    return not mine & theirs if mine and theirs else not mine and not theirs


def _ends_clash(laid: Laid, names: list[Match]) -> bool:
    """Whether two names that share two words or more end each in another: al-Tikriti, Sultan."""
    one, other = ({w.kind for w in side} for side in (laid.left, laid.right))
    return len(names) > 1 and any("nisba" in a and "nisba" not in b and b for a, b in ((one, other), (other, one)))


def _plain(left: NameParts, right: NameParts) -> Likeness:
    """Given and family names, lone names, initials, and nisbas beside them."""
    laid = lay(left, right)
    names = [m for m in laid.matches if "nisba" not in (m.left.kind, m.right.kind) or m.left.kind != m.right.kind]
    if not all(laid.words) and not names:
        fits = laid.initials > 0 or laid.wrong > 0
        return _initials_alone(laid) if fits and not (left.kunya or right.kunya) else INCOMPARABLE
    open_left, open_right = ([w for w in side if w.kind != "nisba"] for side in (laid.left, laid.right))
    clashes = (
        min(len(open_left), len(open_right)) + laid.wrong + (_nisbas_clash(left, right) or _ends_clash(laid, names))
    )
    if not names and not laid.initials:
        return _nothing_alike(left, right, laid)
    turned = _father_and_son_turned(names)
    score = _score(laid, names, clashes, turned=turned)
    bits = _bits(laid, names) + _nisba_bits(left, right) - CLASH_BITS * (clashes + turned)
    if _lone_slip(laid, names):
        words = f"{_said(laid, names)}, and no other word bears it out"
        return Likeness("near", max(0.0, bits - SLIPS_OFF), min(score, UNLIKE), words)
    if clashes or turned or (names and score < MAY_BE_ONE):
        return Likeness("differs", _against(bits, names), min(score, UNLIKE), _open(laid, turned=turned))
    return Likeness(_level_of(laid, names), bits, score, _said(laid, names))


def _nothing_alike(left: NameParts, right: NameParts, laid: Laid) -> Likeness:
    lone = bool(left.single and right.single)
    return Likeness("differs", LONE_DIFFERS_BITS if lone else DIFFERS_BITS, 0.0, _open(laid, turned=False))


def _initials_alone(laid: Laid) -> Likeness:
    if laid.wrong:
        return Likeness("differs", DIFFERS_BITS, 0.0, "the initials do not fit")
    return Likeness("initial", INITIAL_BITS, MAY_BE_ONE, "the initials fit")


def _father_and_son_turned(names: list[Match]) -> bool:
    """Whether the one is called what the other's father is: Omar bin Yusuf and Yusuf bin Omar, or without "bin"."""
    if len(names) == BOTH and not _in_order(names) and all(m.left.kind != "single" for m in names):
        return all(is_given(m.left.text) for m in names)
    fathers = [(m.left.kind == "nasab", m.right.kind == "nasab") for m in names]
    kinds = {(m.left.kind, m.right.kind) for m in names}
    return (True, False) in fathers and (False, True) in fathers and ("given", "nasab") in kinds


def _score(laid: Laid, names: list[Match], clashes: int, *, turned: bool) -> float:
    score = 1.0
    for match in names:
        score *= match.fit.likeness
    more = max(laid.words) - min(laid.words)
    if len(names) + laid.initials == 1 and max(laid.words) > 1 and not clashes:
        score *= LONE if names and _at_an_end(names[0], laid) else PARTED if names else LONE
    elif more:
        score *= MORE**more
    if not _in_order(names):
        score *= TURNED
    return score * INITIAL**laid.initials * CLASH ** (clashes + turned)


def _lone_slip(laid: Laid, names: list[Match]) -> bool:
    """Whether all that agrees is one word with a slip, which no other word bears out."""
    return len(names) == 1 and names[0].fit.how == "near" and max(laid.words) == 1


def _at_an_end(match: Match, laid: Laid) -> bool:
    """Whether a lone word is the first or last of the other name, not a name between."""
    ends = {"family", "single", "nisba", "nasab"}
    return all(w.at == 0 or w.kind in ends for w in (match.left, match.right)) or min(laid.words) > 1


def _in_order(names: list[Match]) -> bool:
    places = [m.right.at for m in names]
    return places == sorted(places)


def _bits(laid: Laid, names: list[Match]) -> float:
    """What the agreeing words tell: a given and a family name in full, more words little."""
    told = sorted((_word_bits(m) for m in names), reverse=True)
    slips = sum(m.fit.how == "near" for m in names)
    return (
        sum(told[:2]) + MORE_BITS * len(told[2:]) - SLIPS_OFF * max(0, slips - 1) + min(1, laid.initials) * INITIAL_BITS
    )


def _word_bits(match: Match) -> float:
    kinds = {match.left.kind, match.right.kind}
    family = bool(kinds & {"family", "nasab", "nisba"}) and "given" not in kinds
    lone = kinds == {"single"}
    texts = (match.left.text, match.right.text)
    told = [family_bits(t) if family else given_bits(t) for t in texts]
    bits = min([*told, *(family_bits(t) for t in texts if lone)])
    short = match.fit.how == "near" and min(map(len, texts)) < SURE_LETTERS
    return bits - OFF_BITS[match.fit.how] - SHORT_SLIP_OFF * short


def _against(bits: float, names: list[Match]) -> float:
    """Bits of names that differ in part: no name that agrees makes up for one that does not."""
    return max(min(bits, LEAST_AGAINST), FAMILY_DIFFERS_BITS if names else DIFFERS_BITS)


def _level(how: str) -> str:
    return "spelling" if how == "form" else how


def _level_of(laid: Laid, names: list[Match]) -> str:
    if laid.left or laid.right:
        return "partial"
    if laid.initials:
        return "initial"
    worst = ("near", "short", "form", "spelling")
    found = next((how for how in worst if any(m.fit.how == how for m in names)), "equal")
    return "spelling" if found == "equal" and not _in_order(names) else _level(found)


_SAYS = {
    "equal": "", "spelling": " in two spellings", "form": " in two languages", "short": ", once shortened",
    "near": ", perhaps with a slip of the pen",
}  # fmt: skip


def _told(left: str, right: str, how: str) -> str:
    return f" ({left})" if left == right else f" ({left}, {right}){_SAYS[how]}"


def _said(laid: Laid, names: list[Match]) -> str:
    parts = [f"the same name{_told(*_by_text(m), m.fit.how)}" for m in sorted(names, key=_by_text)]
    if not _in_order(names):
        parts.append("in another order")
    if laid.initials:
        parts.append("the initials fit")
    more = sorted({w.text for w in (*laid.left, *laid.right)})
    if more:
        parts.append(f"only one tells {_listed(more)}")
    return "; ".join(parts)


def _by_text(match: Match) -> tuple[str, str]:
    one, other = sorted((match.left.text, match.right.text))
    return one, other


def _open(laid: Laid, *, turned: bool) -> str:
    if turned:
        return "the one is called what the other's father is"
    sides = sorted(_listed(w.text for w in side) for side in (laid.left, laid.right) if side)
    if laid.wrong and len(sides) < 2:  # noqa: PLR2004
        return "the initials do not fit"
    return " and ".join(sides) + " are different names" if sides else "the names lie too far apart"


def _listed(words: Iterable[str]) -> str:
    return " ".join(words)
