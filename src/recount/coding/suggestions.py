"""Codes suggested by strict, explainable means: a wording, the rule that weighs it, and where it stands.

A suggestion is wording times link. The wording is a packaged cue of the codebook. The link says how the sentence is
tied to what the code needs: reasons for leaving need talk of leaving, reasons for joining talk of joining, in the
same sentence or near it. Nothing is suggested in an account where nobody leaves. A suggestion has no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.coding.cues import WEIGHTS, Cues, cues_for
from recount.coding.polarity import value_of
from recount.coding.scenes import Scene, scenes
from recount.coding.whom import Voices
from recount.model import Coding, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.model import Codebook, Reading

CODER = "machine:cues"
FLOOR = 0.5  # least score, 0 to 1; with it a weak wording needs its link in the same sentence
# Links, chosen by reading accounts; guarded by floors.json["coding"].
SAME, NEXT, NEAR, FAR = 1.0, 0.8, 0.65, 0.5
PORTRAIT = 0.55  # the whole account is of one who left, or of leavers: what it tells of life inside bears on leaving
COMPLAINS = 0.85  # a complaint in the same sentence ties it to leaving, where the account has somebody leave
ELSEWHERE = 0.5  # the sentence speaks of the other phase: not even the surest wording passes by itself
LEAVER, NOBODY, OTHER = 0.1, -0.05, -0.25  # what the voice adds where the link is not in the sentence itself
NEAR_BY = 3  # sentences
VIEWS = -0.15  # a sentence without a past tense is a view or advice more often than a part of the story
OPENS, OFTEN = 3, 0.1  # sentences at the start, share of sentences: an account that is about leavers
WITHIN = {"leaving": 12, "joining": 6}  # sentences over which an account's phase carries at all
LONE = 0.35  # one word alone does not speak plainly, unless it was listed as strong
REASON = 0.6  # a reason is given in so many words, but no cue says which
OPEN = 0.8  # a passage that leaves it open, or denies it, is a weaker find
# What somebody did or what happened to somebody: said of nobody in particular it is no finding.
OF_ONE = (
    *(f"exit.{c}" for c in ("captured", "released", "rescued", "surrender", "switch")),
    *(f"after.{c}" for c in ("legal", "condemn", "hiding", "health", "regret", "minimise", "ambivalent")),
    *(f"after.{c}" for c in ("reengage", "stigma", "partial", "activism")),
    "role.",
    "frame.perpetrator",
)
OF_GROUPS = ("after.stigma", "after.hiding", "after.legal", "after.health", "after.activism")
LONGEST = 24  # tokens of one passage


@dataclass(frozen=True, slots=True)
class _Find:
    """A cue at a place, with its score and the reason in words."""

    code: str
    start: int  # tokens of the scene
    stop: int
    score: float
    why: str


def suggest_codings(reading: Reading, codebook: Codebook, *, floor: float = FLOOR) -> list[Coding]:
    """Codings for people to judge, in the order of the text, each with score and reason.

    Args:
        reading: one text with its stories, passages, mentions and claims.
        codebook: loaded for the study's profile; one without packaged cues gives nothing.
        floor: least score, 0 to 1.
    """
    cues = cues_for(codebook)
    if cues is None or reading.text.metadata.language not in (None, "en"):
        return []
    found: list[Coding] = []
    for group, whose in voiced(reading, cues):
        found.extend(_of_account(reading, codebook, group, whose, cues, floor))
    return sorted(found, key=lambda c: (c.quote.start, c.quote.end, c.code))


def voiced(reading: Reading, cues: Cues, *, anybody: bool = False) -> Iterator[tuple[list[Scene], list[int | None]]]:
    """The sentences of each account that tells of somebody who left, with the mention whose account each is.

    With `anybody` those of every account: for codebooks that are not about leaving.
    """
    for group in scenes(reading, cues):
        if anybody or _somebody_leaves(reading, group):
            voices = Voices(reading, group, cues, focused=_focused(group))
            yield group, [voices.of(scene) for scene in group]


def _somebody_leaves(reading: Reading, group: list[Scene]) -> bool:
    """Whether the account is about leaving: it says so somewhere, or tells of a person who left."""
    stories = {scene.story for scene in group}
    if any(m.is_case and m.story in stories for m in reading.mentions):
        return True
    return any(scene.leaves for scene in group)


def _focused(group: list[Scene]) -> bool:
    """Whether leavers are what the account is about: it opens with them, and comes back to leaving."""
    told = [k for k, scene in enumerate(group) if scene.leaves]
    opening = [scene.complete for scene in group[: told[0]]] if told else []  # headings and bylines open nothing
    return bool(told) and sum(opening) < OPENS and len(told) >= max(2, len(group) * OFTEN)


def _of_account(  # an account, its sentences' voices, and what is asked of them
    reading: Reading, codebook: Codebook, group: list[Scene], whose: list[int | None], cues: Cues, floor: float
) -> Iterator[Coding]:
    for k, scene in enumerate(group):
        finds = [*_cued(group, k, cues), *_reasoned(scene, cues)]
        if not scene.acts:
            finds = [f for f in finds if not f.code.startswith(OF_ONE) or (scene.grouped and f.code in OF_GROUPS)]
        for find in _best(finds):
            value, because = value_of(scene, find.start, find.stop, cues)
            score = find.score * (OPEN if value in {"denied", "unclear"} else 1.0)
            # A way out that nobody took is none; what is denied then is the reason for it, coded by itself.
            if find.score >= floor and not (value == "denied" and find.code.startswith("exit")):
                yield Coding(
                    code=find.code,
                    quote=reading.text.quote(_passage(scene, find)),
                    value=value,
                    coder=CODER,
                    codebook_version=codebook.version,
                    mention=whose[k],
                    score=round(score, 2),
                    reason=f"{find.why}; {because}" if because else find.why,
                    passage=scene.passage,
                )


def _cued(group: list[Scene], k: int, cues: Cues) -> Iterator[_Find]:
    scene = group[k]
    links: dict[str, tuple[float, str]] = {}
    vetoed: dict[str, bool] = {}
    for n, start, stop in cues.index.found(scene.tokens):
        cue = cues.cues[n]
        if cue.code not in vetoed:
            veto = cues.unless.get(cue.code)
            vetoed[cue.code] = veto is not None and any(True for _ in veto.found(scene.tokens))
        need = _need(cue.code, cue.needs)
        if need not in links:
            links[need] = _link(group, k, need)
        strength, tie = links[need]
        if cue.weight == WEIGHTS["weak"] and not (strength >= COMPLAINS and scene.reasoning):
            continue  # a weak wording speaks only where the sentence itself gives a reason
        if strength and not vetoed[cue.code] and not _in_a_name(scene, start, stop):
            words = " ".join(t.form for t in scene.tokens[start:stop])
            weight = cue.weight - (LONE if stop - start == 1 and cue.weight == WEIGHTS["plain"] else 0.0)
            yield _Find(cue.code, start, stop, weight * strength, f"cue {words!r} ({weight:g}), {tie}")


def tied(group: list[Scene], k: int, code: str, cues: Cues) -> float:
    """How strongly a sentence is tied to what a code needs, 0 to 1; 1 for a code of which no cue says what it needs."""
    return _link(group, k, _need(code, cues.needs[code]))[0] if code in cues.needs else 1.0


def _need(code: str, needs: str) -> str:
    return f"exit {needs}" if code.startswith("exit") else needs


def _in_a_name(scene: Scene, start: int, stop: int) -> bool:
    """Whether all that the cue rests on has capitals inside a sentence: a title or a name."""
    bearing = [k for k in range(start, stop) if scene.tokens[k].pos in {"NOUN", "PROPN", "VERB", "ADJ"}]
    return bool(bearing) and 0 not in bearing and all(scene.tokens[k].capital for k in bearing)


def _reasoned(scene: Scene, cues: Cues) -> Iterator[_Find]:
    if not scene.complete:
        return  # a heading names the reasons, it does not give them
    for code, index in cues.reasons.items():
        for _, start, stop in index.found(scene.tokens):
            words = " ".join(t.form for t in scene.tokens[start:stop])
            yield _Find(code, start, stop, REASON, f"reason given, {words!r}, no narrower cue")


def _link(group: list[Scene], k: int, need: str) -> tuple[float, str]:
    """How the sentence is tied to what the code needs, 0 to 1, and the tie in words."""
    scene = group[k]
    if need == "member":
        return (SAME, "told by or of the leaver") if scene.leaver else (0.0, "")
    if need == "after":
        return _link_after(scene)
    openly = need.startswith("exit")
    phase = need.removeprefix("exit ")
    here = scene.phases.get(phase, (0.0, []))[0]
    if openly and not (scene.leaver or scene.portrait):
        return (FAR, "of nobody who is told of") if here else (0.0, "")
    if scene.asked == phase:
        return SAME, f"answers a question on {phase}"
    if here:
        return here + (OTHER if here < SAME and scene.other else 0.0), f"speaks of {phase}"
    return _link_around(group, k, phase, openly=openly)


def _link_around(group: list[Scene], k: int, phase: str, *, openly: bool) -> tuple[float, str]:
    """The tie of a sentence that does not itself speak of the phase."""
    scene = group[k]
    if phase == "leaving" and not openly and any(s.verdict for s in group[k + 1 : k + 3]):
        return SAME, "what follows makes it the reason"
    near = _near(group, k, phase)
    if phase == "leaving" and "complaint" in scene.phases and not openly:
        near = max(near, (COMPLAINS, "a complaint in an account of leaving"))
    if scene.asked is not None:
        return ELSEWHERE, f"answers a question on {scene.asked}"
    if not near[0]:
        return 0.0, ""
    voice = (LEAVER if near[0] > PORTRAIT else LEAVER / 2) if scene.leaver else OTHER if scene.other else NOBODY
    views = VIEWS if scene.general else 0.0
    most = ELSEWHERE if _other_phase(scene, phase) else SAME
    return min(most, near[0] + voice + views), near[1]


def _other_phase(scene: Scene, phase: str) -> bool:
    """Whether the sentence itself speaks of another phase than the one that a code needs."""
    if phase == "joining":
        return scene.phases.get("leaving", (0.0, []))[0] == SAME or "complaint" in scene.phases
    return scene.phases.get("joining", (0.0, []))[0] == SAME


def _link_after(scene: Scene) -> tuple[float, str]:
    here = scene.phases.get("after", (0.0, []))[0]
    if scene.leaver:
        return (SAME, "the leaver, since") if here else (NEXT, "told by or of the leaver")
    return (0.0, "")


def _near(group: list[Scene], k: int, phase: str) -> tuple[float, str]:
    """The tie that the sentences around give."""
    told = [abs(k - i) for i, other in enumerate(group) if phase in other.phases]
    nearest = min(told, default=WITHIN[phase] + 1)
    if nearest <= NEAR_BY:
        strength = max(
            (NEXT if abs(k - i) == 1 else NEAR) * other.phases[phase][0]
            for i, other in enumerate(group[max(0, k - NEAR_BY) : k + NEAR_BY + 1], max(0, k - NEAR_BY))
            if phase in other.phases
        )
        return strength, f"{phase} {nearest} sentences away"
    if nearest <= WITHIN[phase]:
        if phase == "joining":
            return FAR, "joining is told elsewhere"
        return _far(group[k]), "in an account of leaving"
    # Nobody speaks of leaving in so many words, but a short account of somebody who left is about it.
    short = not told and len(group) <= 2 * WITHIN[phase] and phase == "leaving"
    return (_far(group[k]), "in an account of leaving") if short else (0.0, "")


def _far(scene: Scene) -> float:
    return PORTRAIT if scene.portrait else FAR


def _best(finds: Iterable[_Find]) -> list[_Find]:
    """One find for each code: the surest, widened over others that touch it; no parent beside its child."""
    by_code: dict[str, _Find] = {}
    for find in sorted(finds, key=lambda f: (-f.score, f.start, f.stop)):
        kept = by_code.get(find.code)
        if kept is None:
            by_code[find.code] = find
        elif find.start <= kept.stop + 3 and kept.start <= find.stop + 3:
            start, stop = min(kept.start, find.start), max(kept.stop, find.stop)
            if stop - start <= LONGEST:
                by_code[find.code] = _Find(kept.code, start, stop, kept.score, kept.why)
    return [f for f in by_code.values() if not any(c.startswith(f.code + ".") for c in by_code)]


def _passage(scene: Scene, find: _Find) -> Span:
    """The words of the find, with the rest of a noun phrase that the last word opens."""
    tokens = scene.tokens
    stop = find.stop
    while (
        stop < len(tokens)
        and stop - find.start < LONGEST
        and tokens[stop - 1].pos in {"ADJ", "DET", "NUM", "ADP", "PRON"}
        and tokens[stop - 1].form not in {"me", "him", "her", "us", "them", "it", "i", "he", "she", "they", "we"}
        and tokens[stop].pos in {"ADJ", "DET", "NUM", "NOUN", "PROPN", "PRON"}
    ):
        stop += 1
    return Span(tokens[find.start].start, tokens[stop - 1].end)
