"""Suggestions for a study too large to compare anew each time: block by block, in the order of capture.

A block of mentions is compared with itself and with all captured before it, as far as they share enough (`postings`).
What is told later changes nothing in it: not which pairs are looked at, how rare a value is held to be or what a
comparison tells. So accounts that are added touch the last block alone, and the outcome is the same whether a study
grew or was read in one go. A block is done anew when something before it was read anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from recount.resolve import learning
from recount.resolve.facts import Recall
from recount.resolve.learnt import Learnt, learnt_from
from recount.resolve.postings import Entry, Postings
from recount.resolve.proofs import MOST_PROOFS, Words, proof
from recount.resolve.rows import proof_row, suggested
from recount.resolve.wide import Wide
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.resolve.facts import Facts
    from recount.store import Row, Run, Store

BLOCK = 200  # mentions; a block takes one to three seconds, and what is added redoes at most one that stood
MANY = 10  # blocks to do, from which on all facts are read at once


@dataclass(frozen=True, slots=True)
class _Way:
    """How every block is done."""

    store: Store
    recall: Recall
    step: str
    version: str
    floor: float
    weights: _Weights
    postings: Postings


def suggest_in_blocks(store: Store, listed: list[Row], *, floor: float, first: int, step: str, version: str) -> Run:
    """Suggestions and proofs for every block that is not done; the run of the last block.

    Args:
        store: an open study.
        listed: rows of mentions_listed, one at least.
        floor: least score of a suggestion.
        first: mentions that the first weights are learnt of, fewer than there are.
        step: the name that runs are signed with.
        version: of the step.
    """
    blocks = [listed[n : n + BLOCK] for n in range(0, len(listed), BLOCK)]
    weights = _Weights(store, Recall(store), listed, first)
    inputs = _inputs(blocks, floor, weights.inputs(first))
    stands = {row.scope: (row.version, row.inputs) for row in store.query("runs_standing", step=step)}
    wanted = {_scope(n): (version, inputs[n]) for n in range(len(blocks))}
    begin = next((n for n in range(len(blocks)) if stands.get(_scope(n)) != wanted[_scope(n)]), len(blocks))
    # What stands behind the first block to do rests on it, or compared everything at once: it goes before it begins.
    store.forget(step, but=map(_scope, range(begin)))
    store.forget(learning.STEP, but=(weights.scope(weights.learnt_of(n)) for n in range(len(blocks))))
    way = _Way(store, weights.recall, step, version, floor, weights, Postings())
    if begin < len(blocks):
        for row in store.query("blocks"):
            way.postings.add(Entry.of_row(entry) for entry in row.entries)
    if len(blocks) - begin > MANY:
        way.recall.all()
    for n in range(min(begin, len(blocks) - 1), len(blocks)):
        last = _block(way, blocks, n, inputs=inputs[n])
    return last


def _scope(n: int) -> str:
    return f"block {n:07d}"


class _Weights:
    """What the mentions before a block teach of the weights: anew whenever there are twice as many.

    So what is added later changes no weight of a block that stands. The first mentions have the weights that they teach
    themselves. What people judged does not teach here: each verdict would make all blocks anew.
    """

    def __init__(self, store: Store, recall: Recall, listed: list[Row], first: int) -> None:
        self.recall = recall
        self._store, self._listed, self._first = store, listed, first
        self._learnt: dict[int, Learnt] = {}

    def of(self, n: int) -> Learnt:
        """The weights of a block's scores, as among all mentions up to it."""
        mentions = self.learnt_of(n)
        if mentions not in self._learnt:
            self._learnt[mentions] = learning.learnt_once(
                self._store,
                lambda: learnt_from(Wide.of(self._facts(mentions))),
                inputs=self.inputs(mentions),
                mentions=mentions,
                scope=self.scope(mentions),
            )
        return self._learnt[mentions].among(min((n + 1) * BLOCK, len(self._listed)), of=mentions)

    def learnt_of(self, n: int) -> int:
        """How many mentions, in the order of capture, the weights of a block are learnt of."""
        mentions = self._first
        while 2 * mentions <= n * BLOCK:
            mentions *= 2
        return mentions

    def inputs(self, mentions: int) -> str:
        """Digest of what is learnt from."""
        return digest([_told(self._listed[:mentions])])

    def scope(self, mentions: int) -> str:
        """Of the run that learns."""
        return f"first {mentions:07d}"

    def _facts(self, mentions: int) -> list[Facts]:
        if mentions > MANY * BLOCK:
            self.recall.all()
        return self.recall.of(row.mention_id for row in self._listed[:mentions])


def _inputs(blocks: list[list[Row]], floor: float, first: str) -> list[str]:
    """For each block the digest of all it rests on: itself, every block before it, what the first weights rest on."""
    chain, found = digest([floor, BLOCK, first]), []
    for block in blocks:
        chain = digest([chain, _told(block)])
        found.append(chain)
    return found


def _told(rows: list[Row]) -> str:
    return "\n".join(f"{r.mention_id} {r.run_id} {r.group_id}" for r in rows)


def _block(way: _Way, blocks: list[list[Row]], n: int, *, inputs: str) -> Run:
    recall, learnt = way.recall, way.weights.of(n)
    with way.store.run(way.step, scope=_scope(n), version=way.version, inputs=inputs) as run:
        if run.done:
            return run
        facts = recall.of(row.mention_id for row in blocks[n])
        entries = [Entry.of(f) for f in facts]
        run.add("block", [{"block": n, "entries": [entry.row for entry in entries]}])
        way.postings.add(entries)
        rare, pairs = way.postings.rarity(facts), way.postings.pairs(facts, before=learnt.before)
        told = recall.of(sorted({m for pair in pairs for m in pair}))
        wide = replace(Wide.of(told), rare=rare)
        place = {f.mention_id: at for at, f in enumerate(told)}
        placed = np.array([(place[a], place[b]) for a, b in pairs], dtype=np.int64).reshape(-1, 2)
        likely = ((told[a], told[b]) for a, b in wide.likely(placed, floor=way.floor, learnt=learnt))
        run.add("judgement", suggested(likely, rare, n * BLOCK + len(facts), way.floor, learnt=learnt))
        run.add("judgement", (proof_row(*p) for p in _proofs(way.store, recall, facts, blocks[:n])))
    return run


def _proofs(store: Store, recall: Recall, facts: list[Facts], before: list[list[Row]]) -> Iterator[Any]:
    """Proved differences within stories, and across stories while there are few: more only raise the least number."""
    by_story: dict[str, list[Facts]] = defaultdict(list)
    for f in facts:
        by_story[f.story_id].append(f)
    # A story may begin in the block before.
    for other in recall.of(row.mention_id for row in before[-1]) if before else ():
        if other.story_id in by_story:
            by_story[other.story_id].append(other)
    own = {f.mention_id for f in facts}
    pairs = [p for held in by_story.values() for p in combinations(held, 2) if {p[0].mention_id, p[1].mention_id} & own]
    (counted,) = store.query("proofs_counted")
    left = MOST_PROOFS - counted.proofs
    across: list[tuple[Facts, Facts]] = []
    if left > 0:
        earlier = recall.of(row.mention_id for block in before for row in block)
        across = [(a, b) for a in earlier for b in facts if a.story_id != b.story_id]
        across += [p for p in combinations(facts, 2) if p[0].story_id != p[1].story_id]
    words = _words([*facts, *(f for p in across for f in p)])
    for n, (a, b) in enumerate([*pairs, *across]):
        reason = proof(a, b, words) if n < len(pairs) or left > 0 else None
        if reason:
            left -= 1
            yield a, b, reason


def _words(facts: list[Facts]) -> Words:
    unique = list({f.mention_id: f for f in facts}.values())
    return Words.of(unique)
