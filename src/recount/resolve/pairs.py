"""Which pairs are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from recount.resolve.evidence import NARROW_DAYS, RARE_BITS, SHARED
from recount.resolve.kin import Kin, kin, other_spellings, words_of
from recount.resolve.nicknames import long_forms
from recount.text.names import consonant_skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.resolve.evidence import Rarity
    from recount.resolve.facts import Facts
    from recount.resolve.wide import Wide

YEARS_WIDE = 6  # of a range of years of birth that is looked up by
ALL_PAIRS = 1_200  # mentions up to which every pair is compared: 720,000 pairs


def compared_at_once(wide: Wide, cases: list[Facts]) -> np.ndarray:
    """The pairs of a study's cases that are compared, ints [pairs, 2], left < right, in order.

    All of different stories while they are few; of more, those that share a name or a rare fact, or several facts that
    few share together.
    """
    many = len(cases)
    if many <= ALL_PAIRS:
        every = np.column_stack(np.triu_indices(many, 1))
        return np.asarray(every[wide.story[every[:, 0]] != wide.story[every[:, 1]]])
    named = np.array(candidates(cases, wide.rare), dtype=np.int64).reshape(-1, 2)
    every = np.concatenate([wide.pairs(), named])
    codes = np.unique(every[:, 0] * many + every[:, 1])
    return np.column_stack([codes // many, codes % many])


def candidates(facts: list[Facts], rare: Rarity) -> list[tuple[int, int]]:
    """Places, in order, of the pairs of cases told in different stories that share a name or a rare fact."""
    by_key: dict[str, list[int]] = defaultdict(list)
    near = other_spellings(kin(words_of(facts)))
    for i, f in enumerate(facts):
        for key in _keys(f, rare, near):
            by_key[key].append(i)
    found = {pair for held in by_key.values() for pair in combinations(held, 2)}
    lone = [i for i, f in enumerate(facts) if not words_of([f]) and any(n.initials for n in f.names)]
    found |= {(min(i, j), max(i, j)) for i in lone for j in range(len(facts)) if i != j and facts[j].names}
    return sorted((i, j) for i, j in found if facts[i].story_id != facts[j].story_id)


def keys_of(facts: Facts) -> set[str]:
    """All that a mention can be found by in a study of any size, whatever is rare in it."""
    keys = {f"quote {run}" for run in facts.quotes}
    if facts.copies:
        keys.add(f"copies {facts.copies}")
    for feature, values in compared(facts):
        keys |= {f"{feature} {v}" for v in values}
    keys |= {*years(facts), *months("joined", facts), *months("left", facts)}
    for word in words_of([facts]):
        keys |= {f"word {word}", *(f"name {s}" for s in (consonant_skeleton(word), *long_forms(word)))}
    return keys


def years(facts: Facts) -> Iterator[str]:
    """The possible years of birth, where they are few."""
    if facts.born and facts.born[1] - facts.born[0] < YEARS_WIDE:
        yield from (f"born {year}" for year in range(facts.born[0], facts.born[1] + 1))


def months(feature: str, facts: Facts) -> set[str]:
    """The month in which somebody joined or left, where it is told that closely."""
    span = facts.joined if feature == "joined" else facts.left
    return {f"{feature} {span[0]:%Y-%m}"} if span and (span[1] - span[0]).days <= NARROW_DAYS else set()


def compared(facts: Facts) -> tuple[tuple[str, frozenset[str]], ...]:
    """The features of which a rare value that two share may tell one person from many."""
    return tuple((one.feature, getattr(facts, one.field)) for one in SHARED if one.most >= RARE_BITS)


def _keys(facts: Facts, rare: Rarity, near: Kin) -> set[str]:
    keys = {f"quote {run}" for run in facts.quotes}
    if facts.copies:
        keys.add(f"copies {facts.copies}")
    for feature, values in compared(facts):
        keys |= {f"{feature} {v}" for v in values if rare.bits(feature, v) >= RARE_BITS}
    for word in words_of([facts]):
        keys |= {f"name {s}" for s in (consonant_skeleton(word), *long_forms(word))}
        keys |= {f"slip {min(word, other)} {max(word, other)}" for other in near[word]}
    return keys
