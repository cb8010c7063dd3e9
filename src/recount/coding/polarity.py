"""What a suggestion says: that it was the chief reason, a reason, no reason, or that the words leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recount.coding.cues import Cues
    from recount.coding.match import Token
    from recount.coding.scenes import Scene
    from recount.model.coding import CodingValue

_NEGATORS = frozenset({"not", "never", "no", "without", "none", "nothing", "neither", "nor", "hardly", "barely"})
_CLAUSE_ENDS = frozenset({",", ";", ":", "but", "because", "while", "although", "though", "which", "who", "and", "so"})
REACH = 9  # tokens before a passage in which a denial of it may begin; read off English clause lengths


def value_of(scene: Scene, start: int, stop: int, cues: Cues) -> tuple[CodingValue, str]:
    """The value of the passage from token `start` to `stop`, and why, in words (empty for plain "present")."""
    tokens = scene.tokens
    why = _denied(tokens, start, stop, cues)
    if why:
        return "denied", why
    if scene.question:
        return "unclear", "asked, not said"
    clause = tokens[_clause_start(tokens, start) : stop]
    for n, a, b in cues.values["unclear"].found(clause):
        return "unclear", f"open: {' '.join(t.form for t in clause[a:b])!r} ({n + 1})"
    for _, a, b in cues.values["main"].found(tokens):
        return "main", f"weighed by {' '.join(t.form for t in tokens[a:b])!r}"
    return "present", ""


def _denied(tokens: list[Token], start: int, stop: int, cues: Cues) -> str:
    if tokens[start].form in _NEGATORS:
        return ""  # the "no" is what the cue is about: "no water"
    before = tokens[max(_sentence_part(tokens, start), start - REACH) : start]
    spared = {at for _, a, b in cues.values["not_denied"].found(before) for at in range(a, b)}
    # "did not only" may end just where the passage begins, so the passage's first words are looked at too.
    around = tokens[start - len(before) : start + 2]
    spared |= {at for _, a, b in cues.values["not_denied"].found(around) for at in range(a, b)}
    for pattern in cues.values["denied_before"].patterns:
        for at in range(len(before)):
            if pattern.reaches(before, at) and not any(
                k in spared for k in range(at, len(before)) if before[k].form in _NEGATORS
            ):
                return f"denied by {' '.join(t.form for t in before[at:])!r}"
    after = tokens[stop : stop + REACH]
    for pattern in cues.values["denied_after"].patterns:
        found = pattern.at(after, 0)
        if found:
            return f"denied by {' '.join(t.form for t in after[: found[1]])!r}"
    return ""


def _sentence_part(tokens: list[Token], at: int) -> int:
    """Where the part of the sentence that can deny token `at` begins: no denial crosses a comma or "but"."""
    k = at
    while k and tokens[k - 1].form not in {",", ";", ":", "but", "while", "although", "though"}:
        k -= 1
    return k


def _clause_start(tokens: list[Token], at: int) -> int:
    k = at
    while k and tokens[k - 1].form not in _CLAUSE_ENDS:
        k -= 1
    return k
