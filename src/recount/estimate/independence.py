"""How many tell of a person on their own: copies are one account; one outlet, interviewer or prison is marked."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recount.store import Row, Store

# "Holm prison", "the Stonegate Detention Centre", "a jail in Tolva"
_PRISON = re.compile(
    r"\b((?:[A-Z][\w’'-]+ )+)(?:[Pp]rison|[Jj]ail|[Dd]etention)\b"
    r"|\b(?:prison|jail|detention (?:centre|center|camp)) (?:in|at|of|near) ([A-Z][\w’'-]+)"
)
_NO_NAME = frozenset("the a an in from at his her their this that inside".split())


@dataclass(frozen=True, slots=True)
class Independence:
    """Who tells of one person, and how far on their own."""

    n_independent_sources: int  # accounts, copies of one story counted once
    n_separate: int  # of these, groups that share neither outlet nor interviewer nor prison
    shared: tuple[str, ...]  # "one outlet: Oldwater Herald", where two accounts share it


def prisons(store: Store) -> dict[str, frozenset[str]]:
    """The prisons that each text names."""
    return {row.text_id: named for row in store.query("texts_of_custody") if (named := prisons_in(row.body))}


def prisons_in(words: str) -> frozenset[str]:
    """Names of prisons, lower case."""
    found = set()
    for match in _PRISON.finditer(words):
        names = (match[1] or match[2] or "").split()
        name = " ".join(n for n in names if n.lower() not in _NO_NAME).lower()
        if name:
            found.add(name)
    return frozenset(found)


def independence(mentions: Iterable[tuple[str, Row]], named: Mapping[str, frozenset[str]]) -> Independence:
    """The accounts of one person and what they share.

    Args:
        mentions: (independent account, row of persons_told) of each.
        named: prisons by text.
    """
    shares: dict[str, set[str]] = defaultdict(set)  # what can be shared -> accounts
    accounts: set[str] = set()
    for account, row in mentions:
        accounts.add(account)
        if row.publication:
            shares[f"one outlet: {row.publication}"].add(account)
        if row.author:
            shares[f"one interviewer: {row.author}"].add(account)
        for prison in named.get(row.text_id, ()):
            shares[f"one prison: {prison.title()}"].add(account)
    both = {what: held for what, held in sorted(shares.items()) if len(held) > 1}
    return Independence(len(accounts), _groups(accounts, both.values()), tuple(both))


def _groups(accounts: set[str], shared: Iterable[set[str]]) -> int:
    """Accounts when those that share something are one."""
    groups = [{a} for a in accounts]
    for held in shared:
        touched = [g for g in groups if g & held]
        groups = [g for g in groups if not g & held] + [set().union(*touched)]
    return len(groups)
