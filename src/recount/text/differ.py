"""What differs between words that are not in a text and the sentence they come nearest to."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

LEAST_LIKE = 55.0  # rapidfuzz score, 0 to 100: below it the nearest sentence shares too little to help anybody

_TOKEN = re.compile(r"\w+(?:[.,:/]\d+)*(?:['\u2019]\w+)?|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*[.!?]*[\"'\u201d\u2019)\]]*")
_NEGATIONS = frozenset(
    "not no never none nobody nothing nor neither nowhere without hardly scarcely cannot "
    "deny denies denied refuse refused refuses fail failed lack lacked".split()
)
_NEGATING_PREFIX = re.compile(r"^(?:un|in|im|il|ir|non|dis|anti|mis)(?=\w{3})", re.IGNORECASE)
_NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "dozens half third quarter first second twice thrice once hundreds thousands millions".split()
)


def nearest(words: str, body: str) -> tuple[str | None, str]:
    """The sentence of `body` that `words` come nearest to, and what differs: for a refusal, never for a finding.

    Returns:
        The sentence, None if nothing is near; and a list of differences in words.
    """
    wanted = " ".join(words.split())
    if not wanted:
        return None, "there are no words"
    found = fuzz.partial_ratio_alignment(wanted.lower(), body.lower()) if len(body.lower()) == len(body) else None
    if found is None or found.score < LEAST_LIKE or found.dest_end <= found.dest_start:
        return None, "nothing like it stands in the text"
    sentence = _around(body, found.dest_start, found.dest_end)
    return sentence, differences(wanted, sentence)


def differences(words: str, sentence: str) -> str:
    """What `words` have that `sentence` has not, by kind: negation, number, name, words."""
    ours, theirs = _TOKEN.findall(words), _TOKEN.findall(sentence)
    found: dict[str, list[str]] = {}
    for mine, other in _changes(ours, theirs):
        kind = _kind(mine, other)
        found.setdefault(kind, []).append(f"{' '.join(mine) or 'nothing'!r} for {' '.join(other) or 'nothing'!r}")
    if not found:
        return "a word or number is cut in two"
    order = ("negation", "number", "name", "words")
    return "; ".join(f"{kind}: {', '.join(found[kind][:3])}" for kind in order if kind in found)


def _changes(ours: list[str], theirs: list[str]) -> list[tuple[list[str], list[str]]]:
    """Replaced, added and missing tokens inside the stretch of `theirs` that comes nearest to `ours`."""
    changes: list[tuple[list[str], list[str]]] = []
    joined = False
    for mine, other in _aligned(ours, theirs):
        if mine is not None and other is not None and _key(mine) == _key(other):
            joined = False
            continue
        if not joined:
            changes.append(([], []))
        joined = True
        changes[-1][0].extend([mine] if mine is not None else [])
        changes[-1][1].extend([other] if other is not None else [])
    return changes


def _aligned(ours: list[str], theirs: list[str]) -> list[tuple[str | None, str | None]]:
    """Pairs of tokens under the fewest edits, where what `theirs` has before and after is free (Sellers 1980)."""
    rows = [[0] * (len(theirs) + 1)]
    for i, mine in enumerate(ours):
        row = [i + 1]
        for j, other in enumerate(theirs):
            swap = rows[i][j] + (0 if _key(mine) == _key(other) else 1)
            row.append(min(swap, rows[i][j + 1] + 1, row[j] + 1))
        rows.append(row)
    # The last of equal ends: there a changed last word is a change, not a word too many.
    i, j = len(ours), min(range(len(theirs), -1, -1), key=rows[-1].__getitem__)
    pairs: list[tuple[str | None, str | None]] = []
    while i:
        if j and rows[i][j] == rows[i - 1][j - 1] + (0 if _key(ours[i - 1]) == _key(theirs[j - 1]) else 1):
            i, j = i - 1, j - 1
            pairs.append((ours[i], theirs[j]))
        elif rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
            pairs.append((ours[i], None))
        else:
            j -= 1
            pairs.append((None, theirs[j]))
    return pairs[::-1]


def _key(token: str) -> str:
    return unicodedata.normalize("NFC", token).replace("\u2019", "'")


def _kind(mine: list[str], other: list[str]) -> str:
    if any(_negates(t) for t in mine) != any(_negates(t) for t in other) or _prefix_flips(mine, other):
        return "negation"
    if _numbers(mine) != _numbers(other):
        return "number"
    if any(t[:1].isupper() for t in mine) and any(t[:1].isupper() for t in other):
        return "name"
    return "words"


def _negates(token: str) -> bool:
    lower = token.lower().replace("\u2019", "'")
    return lower in _NEGATIONS or lower.endswith("n't")


def _prefix_flips(mine: list[str], other: list[str]) -> bool:
    bare = [{_NEGATING_PREFIX.sub("", t.lower()) for t in side} for side in (mine, other)]
    plain = [{t.lower() for t in side} for side in (mine, other)]
    return bool(bare[0] & bare[1]) and not plain[0] & plain[1]


def _numbers(tokens: list[str]) -> list[str]:
    return [t.lower() for t in tokens if t[0].isdigit() or t.lower() in _NUMBER_WORDS]


def _around(body: str, start: int, end: int) -> str:
    """The sentence that holds the middle of a stretch."""
    middle = (start + end) // 2
    line_start = body.rfind("\n", 0, middle) + 1
    line_end = body.find("\n", middle)
    line = body[line_start : len(body) if line_end < 0 else line_end]
    for found in _SENTENCE.finditer(line):
        if found.start() <= middle - line_start < found.end():
            return found.group().strip()
    return line.strip()
