"""The words that attribute, read once from the table beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from recount.model.claim import Act

SPOKEN: frozenset[Act] = frozenset(("say", "deny", "promise", "order", "ask"))  # what is done by speaking
Frame = Literal["clause", "infinitive", "object_infinitive", "objects"]


@dataclass(frozen=True, slots=True)
class Cues:
    """Every list of the table, turned so that a word finds its act or its kind."""

    acts: dict[str, Act]  # verb lemma -> act, with a clause
    clause_only: frozenset[str]
    quote_only: frozenset[str]  # attribute quotations, never clauses: "he laughed"
    infinitive: dict[str, Act]
    object_infinitive: dict[str, Act]
    objects: dict[str, Act]
    prepositional: dict[tuple[str, str], Act]  # (verb, preposition)
    particles: dict[tuple[str, str], Act]  # (verb, particle)
    nouns: dict[str, Act]
    light: frozenset[str]
    adjectives: dict[str, Act]
    phrases: tuple[tuple[str, ...], ...]  # "according to", word by word
    not_sources: frozenset[str]  # what things are done according to
    hearsay: frozenset[str]
    documents: frozenset[str]
    kin: dict[str, frozenset[str]]  # document noun -> nouns a story may call the same document by
    video: frozenset[str]
    groups: frozenset[str]
    roles: frozenset[str]
    anonymous: frozenset[str]
    quantities: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    titles: frozenset[str]
    particles_of_names: frozenset[str]
    aliases: frozenset[str]
    given_names: frozenset[str]  # evidence that a name is a person's, and of nothing else
    nations: dict[str, str]  # any form -> the nation's first name in the table
    certainty: dict[str, Literal["estimate", "probable", "possible"]]
    stance: dict[str, Literal["asserts", "distances", "disputes"]]

    @property
    def verbs(self) -> frozenset[str]:
        """Every verb that may attribute in some frame."""
        framed = {v for v, _ in self.prepositional} | {v for v, _ in self.particles}
        return (
            frozenset(self.acts)
            | frozenset(self.infinitive)
            | frozenset(self.objects)
            | framed
            | frozenset(self.object_infinitive)
        )


@cache
def cues() -> Cues:
    """The table, parsed."""
    table = tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
    people, names = table["people"], table["names"]
    return Cues(
        acts=_by_word(table["acts"]),
        clause_only=_words(table["weak"]["clause_only"]),
        quote_only=_words(table["weak"]["quote_only"]),
        infinitive=_by_word(table["infinitive"]),
        object_infinitive=_by_word(table["object_infinitive"]),
        objects=_by_word(table["objects"]),
        prepositional=_pairs(table["prepositional"]),
        particles=_pairs({"say": table["particles"]["pairs"]}) | _pairs({"deny": table["particles"]["deny"]}),
        nouns=_by_word(table["nouns"]),
        light=_words(table["light"]["verbs"]),
        adjectives=_by_word(table["adjectives"]),
        phrases=tuple(tuple(p.split()) for p in table["prepositions"]["phrases"].strip().split("|")),
        not_sources=_words(table["prepositions"]["not_sources"]),
        hearsay=_words(table["adverbs"]["hearsay"]),
        documents=_words(table["documents"]["nouns"]),
        kin=_kin(table["documents"]["kin"]),
        video=_words(table["documents"]["video"]),
        groups=_words(people["groups"]),
        roles=_words(people["roles"]),
        anonymous=_words(people["anonymous"]),
        quantities=_words(people["quantities"]),
        feminine=_words(people["feminine"]),
        masculine=_words(people["masculine"]),
        titles=_words(names["titles"]),
        particles_of_names=_words(names["particles"]),
        aliases=_words(names["aliases"]),
        given_names=_words(names["given"]),
        nations=_nations(table["nations"]["rows"]),
        certainty=_by_word(table["certainty"]),
        stance=_by_word(table["stance"]),
    )


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


def _by_word(lists: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, line in lists.items():
        for word in line.split():
            found.setdefault(word, kind)  # the first list that names a word decides
    return found


def _pairs(lists: dict[str, str]) -> dict[tuple[str, str], Any]:
    found: dict[tuple[str, str], Any] = {}
    for kind, line in lists.items():
        for item in line.split():
            verb, _, others = item.partition(":")
            found.update({(verb, other): kind for other in others.split(",")})
    return found


def _kin(rows: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows.split("|"):
        for word in row.split():
            found[word] = found.get(word, frozenset()) | _words(row)
    return found


def _nations(rows: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows.strip().splitlines():
        first, *others = row.split("|")
        found.update(dict.fromkeys((first, *others), first))
    return found
