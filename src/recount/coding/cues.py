"""The cues of a codebook: packaged patterns with their weights, compiled for one profile."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from recount.coding.marks import Node, read
from recount.coding.match import Index, Pattern, compiled
from recount.errors import CodebookFault, InputError
from recount.model import Codebook

# Scores between 0 and 1, chosen by reading: strong wordings name the thing itself ("cannon fodder"), plain ones are
# used for it more often than not, weak ones need the link to leaving or joining in the same sentence.
WEIGHTS = {"strong": 0.95, "plain": 0.8, "weak": 0.55}
NEEDS = ("leaving", "joining", "member", "after")
_CODE_KEYS = frozenset({"needs", "unless", *WEIGHTS})
_TOP = frozenset({"cues", "words", "phases", "verdicts", "voices", "values", "reasons", "codes"})
_LITTLE = frozenset({"the", "a", "its", "their", "other", "it"})
LONGEST_NAME = 3  # words; what a profile says at greater length is a description
_FIRST = "exit-narratives.cues.yaml"
_PHASES = ("leaving", "complaint", "joining", "inside", "after")


@dataclass(frozen=True, slots=True)
class Cue:
    """One wording that speaks for a code, as far as the account is about the phase it needs."""

    code: str
    needs: str
    weight: float
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Cues:
    """All patterns of a codebook, by what they are looked up for."""

    name: str
    version: str
    digest: str
    cues: tuple[Cue, ...]
    index: Index  # of `cues`, in their order
    unless: dict[str, Index]  # by code
    needs: dict[str, str]  # by code, what its sentence has to be tied to
    phases: dict[str, dict[str, Index]]  # phase -> strong, weak
    leavers: Index
    verdicts: Index  # sentences that make what stands before them the reason
    values: dict[str, Index]
    reasons: dict[str, Index]  # code -> wordings that give a reason without saying which


@lru_cache(maxsize=8)
def cues_for(codebook: Codebook) -> Cues | None:
    """The packaged cues of a codebook, with the profile's groups as word lists; None where none are packaged.

    Raises:
        CodebookFault: the packaged file breaks a rule.
    """
    name = f"{codebook.codebook}.cues.yaml"
    entry = files("recount").joinpath("codebooks", name)
    if not entry.is_file():
        return None
    data = entry.read_bytes()
    return built(read(name, data), data, codebook)


@lru_cache(maxsize=8)
def cues_of_speech(codebook: Codebook) -> Cues:
    """The codebook's own cues, or else those of the first one: people deny, doubt and weigh alike of all."""
    own = cues_for(codebook)
    if own is not None:
        return own
    data = files("recount").joinpath("codebooks", _FIRST).read_bytes()
    return built(read(_FIRST, data), data, codebook)


def built(root: Node, data: bytes, codebook: Codebook) -> Cues:
    """Cues from a file's nodes; codes that the codebook does not have (switched off) are left out."""
    root.known(_TOP, "the cues")
    parts = root.mapping("the cues")
    words = {key: node.texts(f"list {key!r}") for key, node in parts["words"].mapping("words").items()}
    words = {**words, **_groups(codebook)}
    cues: list[Cue] = []
    unless: dict[str, Index] = {}
    for code, node in parts["codes"].mapping("codes").items():
        if codebook.code(code) is not None:
            cues.extend(_code_cues(code, node, words))
            fields = node.mapping(code)
            if "unless" in fields:
                unless[code] = _index(fields["unless"], words)
    head = parts["cues"].mapping("cues")
    return Cues(
        name=head["codebook"].text("codebook"),
        version=head["version"].text("version"),
        digest=hashlib.sha256(data).hexdigest(),
        cues=tuple(cues),
        index=Index(c.pattern for c in cues),
        unless=unless,
        needs={c.code: c.needs for c in cues},
        phases={p: _phase(parts["phases"].mapping("phases")[p], words) for p in _PHASES},
        verdicts=_index(parts["verdicts"], words),
        leavers=_index(parts["voices"].mapping("voices")["leavers"], words),
        values={k: _index(n, words) for k, n in parts["values"].mapping("values").items()},
        reasons={k: _index(n, words) for k, n in parts["reasons"].mapping("reasons").items() if codebook.code(k)},
    )


def _code_cues(code: str, node: Node, words: dict[str, tuple[str, ...]]) -> list[Cue]:
    node.known(_CODE_KEYS, f"cues of {code}")
    fields = node.mapping(code)
    needs = fields["needs"].text("needs") if "needs" in fields else ""
    if needs not in NEEDS:
        raise node.fault(f"cues of {code} need one of {', '.join(NEEDS)}, not {needs!r}", "mend 'needs'")
    return [
        Cue(code, needs, weight, _pattern(item, words))
        for name, weight in WEIGHTS.items()
        if name in fields
        for item in fields[name].items(name)
    ]


def _phase(node: Node, words: dict[str, tuple[str, ...]]) -> dict[str, Index]:
    return {strength: _index(listed, words) for strength, listed in node.mapping("a phase").items()}


def _index(node: Node, words: dict[str, tuple[str, ...]]) -> Index:
    return Index(_pattern(item, words) for item in node.items("patterns"))


def _pattern(item: Node, words: dict[str, tuple[str, ...]]) -> Pattern:
    try:
        return compiled(item.text("a pattern"), words)
    except CodebookFault:
        raise
    except InputError as error:
        raise item.fault(str(error), "mend the pattern") from None


def _groups(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """The profile's ingroup, outgroup and enemy as word lists; without a profile there are none."""
    said = dict(codebook.placeholders) if codebook.profile else {}
    return {name: _names(said.get(name, "")) for name in ("ingroup", "outgroup", "enemy")}


def _names(said: str) -> tuple[str, ...]:
    """Names of groups as words: of "Sunni Muslims, residents of its territory", sunni muslims, muslim, resident."""
    found: dict[str, None] = {}
    for group in said.replace("-", " ").replace(" and ", ", ").split(","):
        kept = [w for w in group.lower().split(" of ")[0].split() if w not in _LITTLE]
        if not kept or len(kept) > LONGEST_NAME or group.strip() == "not applicable":
            continue
        for words in (kept, kept[-1:]):
            phrase = " ".join(words)
            found[phrase] = None
            found[phrase.removesuffix("s")] = None
    # A list that matches nothing still has to name something to look for.
    return tuple(found) or ("\u2205",)
