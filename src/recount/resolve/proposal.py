"""What the suggestions come to when they are taken together, and what each person hangs by. Decides nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.resolve.clusters import Link, Pair, clusters, pair, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.store import Store


@dataclass(frozen=True, slots=True)
class Proposed:
    """Persons that may be one: as the store has them, and the link the proposal hangs by."""

    persons: tuple[str, ...]  # person ids, sorted; more than one
    mentions: tuple[str, ...]
    weakest: Link | None


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict that stands, of a person or by proof."""

    pair: Pair  # mentions
    verdict: str
    by: str  # "proof" or the name of who judged
    seq: int | None  # the decision; None of a proof
    why: str | None

    @property
    def who(self) -> str:
        """Who says so, and why."""
        named = self.by if self.seq is None else f"{self.by}, decision {self.seq}"
        return f"{named} ({self.why})" if self.why else named


@dataclass(frozen=True)
class Standing:
    """Who is who as it stands: persons, suggestions, and what keeps persons apart."""

    person: dict[str, str]  # mention -> person
    members: dict[str, tuple[str, ...]]  # person -> mentions
    because: dict[str, str]  # mention -> why it is of its person
    suggested: dict[Pair, float]  # mentions -> score
    given: tuple[Given, ...]

    @classmethod
    def of(cls, store: Store) -> Standing:
        """As the last run left it."""
        person, because = {}, {}
        members: dict[str, list[str]] = defaultdict(list)
        for row in store.query("person_links"):
            person[row.mention_id], because[row.mention_id] = row.person_id, row.because
            members[row.person_id].append(row.mention_id)
        given = (
            Given(pair(row.left_id, row.right_id), row.verdict, row.by_, row.seq, row.why)
            for row in store.query("judgements_given")
        )
        scores = {pair(row.left_id, row.right_id): row.score for row in store.query("judgements_scored")}
        return cls(person, {p: tuple(m) for p, m in members.items()}, because, scores, tuple(given))

    def apart(self) -> set[Pair]:
        """Pairs of persons that are proved or judged different."""
        return {p for g in self.given if g.verdict == "different" and (p := self.between(g.pair))}

    def undecided(self) -> set[Pair]:
        """Pairs of mentions on which a person has said something."""
        return {g.pair for g in self.given if g.seq is not None}

    def scores(self) -> dict[Pair, float]:
        """The likeliest suggestion between each two persons, where nobody has judged it."""
        judged, best = self.undecided(), dict[Pair, float]()
        for own, score in self.suggested.items():
            between = self.between(own)
            if between and own not in judged:
                best[between] = max(score, best.get(between, 0.0))
        return best

    def between(self, own: Pair) -> Pair | None:
        """The two persons that two mentions are of; None where they are of one."""
        left, right = self.person.get(own[0]), self.person.get(own[1])
        return pair(left, right) if left and right and left != right else None


def proposed(store: Store) -> list[Proposed]:
    """Groups of persons that the suggestions would make one, each kept clear of every proved difference."""
    held = Standing.of(store)
    scores = held.scores()
    found = [group for group in clusters(scores, held.apart()) if len(group) > 1]
    return [
        Proposed(group, tuple(sorted(m for p in group for m in held.members[p])), weakest(group, scores))
        for group in found
    ]


def hanging(store: Store) -> dict[str, Link]:
    """For each person that judgements join, the link they hang by."""
    held = Standing.of(store)
    found = {person: hangs_by(held, own) for person, own in held.members.items() if len(own) > 1}
    return {person: link for person, link in found.items() if link}


def hangs_by(held: Standing, mentions: Iterable[str]) -> Link | None:
    """The judged join that a person would fall apart without, and how probable the machine holds it to be.

    A join that the machine never suggested has the score 0: nobody but who judged it thinks so.
    """
    inside = set(mentions)
    links = {
        g.pair: held.suggested.get(g.pair, 0.0)
        for g in held.given
        if g.verdict == "same" and g.pair[0] in inside and g.pair[1] in inside
    }
    return weakest(inside, links)
