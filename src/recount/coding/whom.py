"""Whose account a sentence is: the person who left that it is about or spoken by, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.coding.cues import Cues
    from recount.coding.scenes import Scene
    from recount.model import Claim, Mention, Reading

_SINGULAR = frozenset({"he", "she"})
_PLURAL = frozenset({"they", "others", "some", "many", "several", "most", "people", "those", "fighters", "members"})


class Voices:
    """Walks through the sentences of one account and says for each whose it is."""

    def __init__(self, reading: Reading, group: list[Scene], cues: Cues) -> None:
        stories = {scene.story for scene in group}
        self._reading = reading
        self._cues = cues
        self.cases = [n for n, m in enumerate(reading.mentions) if m.is_case and m.story in stories]
        self._others = [n for n, m in enumerate(reading.mentions) if not m.is_case and m.story in stories]
        self._last: int | None = None  # the person last told of
        claims = [c for c in reading.claims if c.story in stories]
        self._by_passage = _claims_by_scene(claims, group)

    def of(self, scene: Scene) -> int | None:
        """The mention whose account the sentence is; sets `leaver` and `other` on the scene."""
        speaker, told_by_other = self._speaker(scene)
        subject = self._subject(scene)
        grouped = any(True for _ in self._cues.leavers.found(scene.tokens))
        turn = self._turn(scene)
        mention = turn if turn is not None else speaker if scene.first_person else subject
        if mention is None and speaker is not None and subject is None and not grouped and not _plural(scene):
            mention = speaker
        if mention is None and scene.first_person and not told_by_other and len(self.cases) == 1:
            mention = self.cases[0]
        scene.leaver = mention is not None or grouped or (scene.first_person and not told_by_other)
        scene.other = told_by_other and not scene.leaver
        return mention

    def _speaker(self, scene: Scene) -> tuple[int | None, bool]:
        """The case who says it, and whether somebody else does."""
        other = False
        for claim in self._by_passage.get(scene.passage, ()):
            if not claim.speaker:
                continue
            nearest = claim.speaker[0]
            if nearest.mention is not None and self._reading.mentions[nearest.mention].is_case:
                return nearest.mention, False
            said = f"{nearest.name or ''} {nearest.role or ''}".lower()
            other = other or not any(w in said for w in ("defector", "former ", "ex-", "deserter", "whistleblower"))
        return None, other

    def _subject(self, scene: Scene) -> int | None:
        for n in self.cases:
            if _told_in(self._reading.mentions[n], scene, opening=True):
                self._last = n
                return n
        if any(_told_in(self._reading.mentions[n], scene, opening=True) for n in self._others):
            self._last = None
            return None
        opening = _opening(scene)
        if any(w in _SINGULAR for w in opening):
            return self._last
        for n in self.cases:
            if _told_in(self._reading.mentions[n], scene, opening=False):
                self._last = n
                return n if not any(w in _PLURAL for w in opening) else None
        return None

    def _turn(self, scene: Scene) -> int | None:
        name = self._reading.stories[scene.story].speaker
        if not name:
            return None
        for n in self.cases:
            mention = self._reading.mentions[n]
            if name in (mention.name, *mention.spellings, *mention.described_as):
                return n
        return None


def _claims_by_scene(claims: Iterable[Claim], group: list[Scene]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        for scene in group:
            if claim.quote.start < scene.span.end and scene.span.start < claim.quote.end:
                found.setdefault(scene.passage, []).append(claim)
    return found


def _told_in(mention: Mention, scene: Scene, *, opening: bool) -> bool:
    end = scene.span.end
    if opening:
        verbs = [t.start for t in scene.tokens if t.pos in {"VERB", "AUX"}]
        end = verbs[0] if verbs else end
    return any(scene.span.start <= place.start < end for place in mention.places)


def _opening(scene: Scene) -> list[str]:
    return [t.form for t in scene.tokens[:6]]


def _plural(scene: Scene) -> bool:
    return any(w in _PLURAL for w in _opening(scene))
