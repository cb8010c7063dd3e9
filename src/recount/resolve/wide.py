"""The evidence for very many pairs at once: the same comparisons and the same bits, each distinct value compared once.

What `evidence` says of a pair is a sum over features, and most mentions tell the same few values. So mentions are kept
as numbers of distinct values, feature by feature; a feature's pairs of distinct values are compared by `evidence`
itself, and every pair of mentions looks up its sum. Nothing here says anew how two values agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from recount.resolve.evidence import (
    CAP_BITS,
    IMPOSSIBLE,
    KIND,
    RARE_BITS,
    SHARED,
    Rarity,
    asked_of_two,
    evidence,
)
from recount.resolve.facts import Facts
from recount.resolve.groups import LIKELY, groups
from recount.resolve.keyed import Blocks, blocks
from recount.resolve.kin import kin, other_spellings, words_of
from recount.resolve.learnt import Learnt
from recount.resolve.likeness import name_reason
from recount.resolve.nicknames import long_forms
from recount.resolve.nisbas import lands_of
from recount.resolve.pairs import months, years
from recount.resolve.worded import Worded
from recount.text.names import consonant_skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

# Which fields of Facts a feature of the evidence looks at.
LOOKS_AT: dict[str, tuple[str, ...]] = {
    "name": ("told", "names", "alias"),
    "age": ("born", "ages"),
    "gender": ("gender", "gender_sure"),
    "origin": ("origin",),  # with the countries that nisbas name: see `_seen`
    **{one.feature: (one.field,) for one in SHARED if one.feature != "origin"},
    "joined": ("joined",),
    "left": ("left",),
    "dates": ("born", "joined"),  # the first year of birth, and the first year by which they were there: see `_seen`
    "copy": ("copies",),
    "quote": ("quotes",),
}
VOCABULARY = 20_000  # words of names up to which slips of the pen among them are looked for: all are compared with all
AT_ONCE = 1_000_000  # pairs whose bits are looked up at once: 100 MB
_KINDS = tuple(sorted(set(KIND.values())))
ROUNDED = 1e-3  # of a score, for what rounding of its bits and of itself takes
NAME_SLACK = 6.0  # bits by which two names may agree better than one does with itself (initials); a test guards it
_NOBODY = Facts("", "", "", "", is_case=True)


@dataclass(frozen=True, slots=True)
class Wide:
    """Many mentions, as numbers of distinct values."""

    mentions: tuple[str, ...]
    story: np.ndarray  # ints [mentions]
    value: dict[str, np.ndarray]  # feature -> ints [mentions], an index into distinct
    distinct: dict[str, list[Facts]]  # feature -> one mention for each distinct value, with nothing but that told
    rare: Rarity

    @classmethod
    def of(cls, mentions: Iterable[Facts]) -> Wide:
        """The mentions, which may come one by one: they are not kept."""
        names: list[str] = []
        story: list[int] = []
        stories: dict[str, int] = {}
        place: dict[str, dict[object, int]] = {feature: {} for feature in LOOKS_AT}
        value: dict[str, list[int]] = {feature: [] for feature in LOOKS_AT}
        distinct: dict[str, list[Facts]] = {feature: [] for feature in LOOKS_AT}
        count = _Count()
        for f in mentions:
            names.append(f.mention_id)
            story.append(stories.setdefault(f.story_id, len(stories)))
            count.add(f)
            for feature, looks_at in LOOKS_AT.items():
                told = _seen(f, feature, looks_at)
                known = place[feature]
                at = known.get(told)
                if at is None:
                    at = known[told] = len(known)
                    distinct[feature].append(replace(_NOBODY, **dict(zip(looks_at, told, strict=True))))
                value[feature].append(at)
        return cls(
            tuple(names),
            np.array(story, dtype=np.int64),
            {feature: np.array(own, dtype=np.int32) for feature, own in value.items()},
            distinct,
            count.rarity(),
        )

    def first(self, many: int) -> Wide:
        """The first mentions of these, with the same distinct values; values are as rare as among all."""
        if many >= len(self.mentions):
            return self
        value = {feature: own[:many] for feature, own in self.value.items()}
        return replace(self, mentions=self.mentions[:many], story=self.story[:many], value=value)

    def facts(self, n: int) -> Facts:
        """What is compared of one mention: as it was given, but for what no comparison looks at."""
        told: dict[str, Any] = {"mention_id": self.mentions[n]}
        for feature, looks_at in LOOKS_AT.items():
            if feature != "dates":  # years alone, of what other features tell in full
                held = self.distinct[feature][self.value[feature][n]]
                told |= {name: getattr(held, name) for name in looks_at}
        return replace(_NOBODY, **told)

    def telling_apart(self, pairs: np.ndarray) -> np.ndarray:
        """Whether the two of each pair are told of by themselves: in two stories that are no copies, bools [pairs]."""
        left, right = pairs[:, 0], pairs[:, 1]
        copy = self.value["copy"]
        copied = np.array([bool(f.copies) for f in self.distinct["copy"]], dtype=bool)[copy[left]] & (
            copy[left] == copy[right]
        )
        return np.asarray((self.story[left] != self.story[right]) & ~copied)

    def pairs(self) -> np.ndarray:
        """Pairs of different stories worth comparing, ints [pairs, 2], left < right."""
        return self.blocks().pairs(of=self.story)

    def blocks(self) -> Blocks:
        """Who is worth comparing with whom, two of one story included."""
        return blocks(*self.found_by())

    def found_by(self) -> tuple[np.ndarray, np.ndarray]:
        """What each mention can be found by: ints [n], the mentions, and ints [n], their keys."""
        holder: list[np.ndarray] = []
        keys: list[np.ndarray] = []
        place: dict[str, int] = {}
        for feature, own in self._keys().items():
            coded = [[place.setdefault(key, len(place)) for key in sorted(one)] for one in own]
            many = np.array([len(one) for one in coded], dtype=np.int64)
            flat = np.array([key for one in coded for key in one], dtype=np.int64)
            at = self.value[feature]
            holder.append(np.repeat(np.arange(len(at)), many[at]))
            start = (np.cumsum(many) - many)[at]
            within = np.arange(len(holder[-1])) - np.repeat(np.cumsum(many[at]) - many[at], many[at])
            keys.append(flat[np.repeat(start, many[at]) + within] if len(flat) else flat)
        return np.concatenate(holder), np.concatenate(keys)

    def _keys(self) -> dict[str, list[set[str]]]:
        """What each distinct value can be found by."""
        vocabulary = words_of(self.distinct["name"])
        near = other_spellings(kin(vocabulary)) if len(vocabulary) <= VOCABULARY else {}
        found = {"name": [_name_keys(f, near) for f in self.distinct["name"]]}
        for feature, field in (
            *((one.feature, one.field) for one in SHARED if one.most >= RARE_BITS),
            ("quote", "quotes"),
        ):
            found[feature] = [{f"{feature} {v}" for v in getattr(f, field)} for f in self.distinct[feature]]
        found["copy"] = [{f"copies {f.copies}"} if f.copies else set() for f in self.distinct["copy"]]
        found["age"] = [set(years(f)) for f in self.distinct["age"]]
        for feature in ("joined", "left"):
            found[feature] = [months(feature, f) for f in self.distinct[feature]]
        return found

    def bits(self, pairs: np.ndarray) -> dict[str, np.ndarray]:
        """What each feature tells of each pair, floats [pairs], as `evidence` has it."""
        return {feature: self._told(feature, pairs) for feature in LOOKS_AT}

    def _told(self, feature: str, pairs: np.ndarray, learnt: Learnt | None = None) -> np.ndarray:
        own, distinct = self.value[feature].astype(np.int64), self.distinct[feature]
        values = own[pairs]
        code = values.min(axis=1) * len(distinct) + values.max(axis=1)  # which of the two is left tells nothing
        once, back = np.unique(code, return_inverse=True)
        bits = self.told(feature, once // len(distinct), once % len(distinct), learnt)
        return np.asarray(bits[back.ravel()])

    def persons(self, pairs: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Who may be one person when all pairs are taken together, ints [mentions]: the first mention of each.

        No two of one story are one person, nor two that cannot be.
        """
        likely = scores > LIKELY
        apart = np.concatenate([self._of_one_story(), pairs[scores == 0]])
        return groups(pairs[likely], scores[likely], many=len(self.mentions), apart=apart)

    def _of_one_story(self) -> np.ndarray:
        many = len(self.story)
        return blocks(np.arange(many), self.story, most=many, each=many, joined=1).pairs()

    def told(self, feature: str, left: np.ndarray, right: np.ndarray, learnt: Learnt | None = None) -> np.ndarray:
        """What a feature tells of pairs of its distinct values, floats [pairs]; by hand where nothing is learnt."""
        distinct, tell = self.distinct[feature], _Feature(feature, self.rare, learnt or self.by_hand)
        found = np.zeros(len(left), dtype=np.float32)
        for at in range(0, len(left), AT_ONCE):
            sides = zip(left[at : at + AT_ONCE].tolist(), right[at : at + AT_ONCE].tolist(), strict=True)
            found[at : at + AT_ONCE] = [tell(distinct[a], distinct[b]) for a, b in sides]
        return found

    @property
    def by_hand(self) -> Learnt:
        """The weights set by hand."""
        return Learnt.by_hand(len(self.mentions))

    def scores(self, pairs: np.ndarray, *, floor: float = 0.0, learnt: Learnt | None = None) -> np.ndarray:
        """How probable it is that each pair is one person, floats [pairs], as `probability` has it; 0 if impossible.

        Where no agreement of the names could reach `floor`, or the names cannot agree, half of it is given: there names
        are not compared, and that is most of the work. Weights are those by hand unless some are learnt.
        """
        learnt = learnt or self.by_hand
        every = np.arange(len(self.distinct["name"]))
        most = (
            np.maximum(self.told("name", every, every, learnt), 0) + NAME_SLACK
        )  # no other name agrees better with it
        rest = _Sum(np.full(len(pairs), learnt.before, dtype=np.float32), np.zeros(len(pairs), dtype=bool))
        found = np.zeros(len(pairs), dtype=np.float32)
        for at in range(0, len(pairs), AT_ONCE):
            some = slice(at, at + AT_ONCE)
            alike = _Agreeing.of(len(pairs[some]))
            for feature in LOOKS_AT:
                if feature != "name":
                    bits = self._told(feature, pairs[some], learnt)
                    rest.add(some, feature, bits)
                    alike.add(feature, bits)
            rest.identified[some] |= alike.enough(learnt.before)
            bound = _Sum(rest.total[some].copy(), rest.identified[some].copy())
            bound.add(slice(None), "name", most[self.value["name"][pairs[some]]].min(axis=1))
            found[some] = bound.scores()
        open_ = np.flatnonzero(found >= floor)
        alone = _Sum(rest.total[open_], rest.identified[open_]).scores() >= floor
        open_ = open_[alone | self._names_may_agree(pairs[open_])]
        found = np.where(np.isneginf(rest.total), 0.0, floor / 2).astype(np.float32)
        named = _Sum(rest.total[open_], rest.identified[open_])
        named.add(slice(None), "name", self._told("name", pairs[open_], learnt))
        found[open_] = named.scores()
        return found

    def likely(self, pairs: np.ndarray, *, floor: float, learnt: Learnt | None = None) -> list[tuple[int, int]]:
        """The pairs that may reach the floor when bits and scores are rounded, as they are in reasons."""
        floor -= ROUNDED
        found = pairs[self.scores(pairs, floor=floor, learnt=learnt) >= floor]
        return [(a, b) for a, b in found.tolist()]

    def _names_may_agree(self, pairs: np.ndarray) -> np.ndarray:
        values = self.value["name"][pairs].astype(np.int64)
        once, back = np.unique(values[:, 0] * len(self.distinct["name"]) + values[:, 1], return_inverse=True)
        may = Worded.of(self.distinct["name"]).may_agree(*np.divmod(once, len(self.distinct["name"])))
        return np.asarray(may[back.ravel()])


@dataclass(frozen=True, slots=True)
class _Sum:
    """What all features that were added tell of each pair."""

    total: np.ndarray  # floats [pairs], bits; minus infinity where the two cannot be one
    identified: np.ndarray  # bools [pairs]: whether something tells one person from many

    def add(self, some: slice, feature: str, bits: np.ndarray) -> None:
        """One feature more, of some of the pairs."""
        self.total[some] += np.where(bits <= IMPOSSIBLE, -np.inf, bits).astype(np.float32)
        if feature in {"name", "quote"}:
            self.identified[some] |= bits > 0
        elif feature in KIND:
            self.identified[some] |= bits >= RARE_BITS

    def scores(self) -> np.ndarray:
        """The scores that go with the bits, floats [pairs]."""
        total = np.where(self.identified, self.total, np.minimum(self.total, CAP_BITS))
        return np.where(np.isneginf(total), 0.0, 1 / (1 + np.exp2(-np.clip(total, -100, 100)))).astype(np.float32)


@dataclass(slots=True)
class _Agreeing:
    """The facts that agree in each pair, of the features that were added: see `evidence.identified`."""

    told: np.ndarray  # floats [pairs], bits
    kinds: np.ndarray  # ints [pairs], a digit of two for each kind

    @classmethod
    def of(cls, many: int) -> _Agreeing:
        return cls(np.zeros(many, dtype=np.float32), np.zeros(many, dtype=np.uint8))

    def add(self, feature: str, bits: np.ndarray) -> None:
        if feature in KIND:
            self.told += np.maximum(bits, 0).astype(np.float32)
            self.kinds |= np.where(bits > 0, np.uint8(1 << _KINDS.index(KIND[feature])), np.uint8(0))

    def enough(self, before: float) -> np.ndarray:
        """Whether facts of two kinds tell enough together, bools [pairs]."""
        several = (self.kinds & (self.kinds - np.uint8(1))) > 0
        return np.asarray(several & (self.told >= asked_of_two(before)))


@dataclass(frozen=True, slots=True)
class _Feature:
    """What one feature tells of two mentions."""

    name: str
    rare: Rarity
    learnt: Learnt

    def __call__(self, left: Facts, right: Facts) -> float:
        if self.name == "name":  # most of the work by far; the rest of the evidence would say nothing of these two
            told = name_reason(left, right)
            return self.learnt.name(told.bits) if told else 0.0
        return sum(r.bits for r in self.learnt.of(evidence(left, right, self.rare)) if r.feature == self.name)


class _Count:
    """In how many accounts each value is told, a group of copies once; counted as mentions go by."""

    def __init__(self) -> None:
        self._accounts: set[str] = set()
        self._counts: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], str] = {}
        self._copied: set[tuple[str, tuple[str, str]]] = set()

    def add(self, f: Facts) -> None:
        account = f.copies or f.account
        self._accounts.add(account)
        told = [(one.feature, value) for one in SHARED for value in one.told(f)]
        for key in (*told, *(("quote", words) for words in f.quotes)):
            # The mentions of one account come one after the other, so the last one is known; not so copies.
            known = (account, key) in self._copied if f.copies else self._last.get(key) == account
            if not known:
                self._last[key] = account
                self._counts[key] = self._counts.get(key, 0) + 1
            if f.copies:
                self._copied.add((account, key))

    def rarity(self) -> Rarity:
        return Rarity(len(self._accounts), self._counts)


def _seen(f: Facts, feature: str, looks_at: tuple[str, ...]) -> tuple[Any, ...]:
    """The values that a feature looks at, no finer than it sees them: else too many would be distinct."""
    if feature == "origin":  # a nisba's country is an origin, and counts once with what is told of it
        return (f.origin | lands_of(f.names),)
    if feature == "dates":
        years = [span[1].year for span in (f.joined, f.left) if span]
        there = (date(min(years), 12, 31),) * 2 if years else None
        return (f.born[0], f.born[0]) if f.born else None, there
    return tuple([getattr(f, name) for name in looks_at])


def _name_keys(f: Facts, near: dict[str, frozenset[str]]) -> set[str]:
    keys: set[str] = set()
    for word in words_of([f]):
        keys |= {f"name {s}" for s in (consonant_skeleton(word), *long_forms(word))}
        keys |= {f"slip {min(word, other)} {max(word, other)}" for other in near.get(word, ())}
    return keys
