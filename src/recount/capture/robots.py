"""robots.txt as RFC 9309 says it is read: the group for us or for all, and the longest rule that fits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote, unquote_to_bytes

NAME: Final = "recount"  # the product token that site owners may name
# Longest pause that is kept between two requests to a site, in seconds; chosen by us: longer ones mean "not in bulk".
_LONGEST_PAUSE_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of us."""

    rules: tuple[tuple[bool, str], ...] = ()  # (allowed, pattern)
    pause_s: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path (with query) may be fetched; of rules of one length, the one that allows."""
        best: tuple[int, bool] = (-1, True)
        plain = _same_quoting(path)
        for allowed, pattern in self.rules:
            if _compiled(pattern).match(plain):
                best = max(best, (len(pattern), allowed))
        return best[1]


NO_RULES: Final = Rules()


def _same_quoting(path: str) -> str:
    return quote(unquote_to_bytes(path), safe="/?&=*$:@!'()+,;~-._%")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    ends = pattern.endswith("$")
    parts = _same_quoting(pattern.removesuffix("$")).split("*")
    # Each star takes as little as it can; neighbouring stars are one.
    wild = ".*?".join(re.escape(part) for n, part in enumerate(parts) if part or n in (0, len(parts) - 1))
    return re.compile(wild + ("$" if ends else ""), re.DOTALL)


def _lines(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.removeprefix("\ufeff").splitlines()[:20_000]:
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            found.append((name.strip().lower(), value.strip()))
    return found


def rules_of(text: str, name: str = NAME) -> Rules:
    """The rules for `name`: all groups that name it, or else those for everybody."""
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    opened = False
    for key, value in _lines(text):
        if key == "user-agent":
            if not opened:
                agents = []
            opened = True
            token = re.match(r"[A-Za-z_-]+|\*", value)
            agents.append(token.group().lower() if token else value.lower())
            for agent in agents:
                groups.setdefault(agent, [])
            opened = True
        elif key in ("allow", "disallow", "crawl-delay"):
            for agent in agents:
                groups[agent].append((key, value))
            opened = False
    mine = groups.get(name.lower(), groups.get("*", []))
    rules = tuple((key == "allow", value) for key, value in mine if key != "crawl-delay" and value)
    return Rules(rules, _pause(mine))


def _pause(mine: list[tuple[str, str]]) -> float:
    for key, value in mine:
        if key == "crawl-delay" and re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", value):
            return min(float(value), _LONGEST_PAUSE_S)
    return 0.0
