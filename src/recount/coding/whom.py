"""Whose account a sentence is: the person who left that it is about or spoken by, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.coding.cues import Cues
    from recount.coding.scenes import Scene
    from recount.model import Claim, Mention, Reading, Speaker

_SINGULAR = frozenset({"he", "she"})
_PLURAL = frozenset(
    "they others some many several most people those fighters members women men two three four witnesses recruits both "
    "all few nobody none first second third fourth last another one".split()
)
_I = frozenset({"i", "me", "my", "myself", "mine"})
_ANSWERS = frozenset({"interviewee", "guest", "witness"})  # roles that reading gives to whoever is asked
_THEIRS = ("defector", "former ", "ex-", "deserter", "whistleblower", "interviewee")
_OFFICES = ("official", "minist", "spokes", "police", "government", "authorit", "army", "court", "judge", "prosecut")
OPENING = 6  # tokens in which a sentence's subject stands, as a rule


class Voices:
    """Walks through the sentences of one account and says for each whose it is."""

    def __init__(self, reading: Reading, group: list[Scene], cues: Cues, *, focused: bool) -> None:
        stories = {scene.story for scene in group}
        self._reading = reading
        self._cues = cues
        self._focused = focused  # the account is about people who left, so "they" and "several" are they
        self.cases = [n for n, m in enumerate(reading.mentions) if m.is_case and m.story in stories]
        names = {n: _name_words(reading.mentions[n]) for n in self.cases}
        self._case_words = names
        self._others = [
            n
            for n, m in enumerate(reading.mentions)
            if not m.is_case and m.story in stories and not any(_name_words(m) & words for words in names.values())
        ]
        self._last: int | None = None  # the person last told of
        self._ascribed = False  # whether the sentence is said by somebody else, as far as reading can tell
        self._opens = False  # whether the sentence begins with that person
        self._by_passage = _claims_by_scene((c for c in reading.claims if c.story in stories), group)

    def of(self, scene: Scene) -> int | None:
        """The mention whose account the sentence is; sets `leaver` and `other` on the scene."""
        speaker, told_by_other = self._speaker(scene)
        subject = self._subject(scene)
        grouped = any(True for _ in self._cues.leavers.found(scene.tokens))
        grouped = grouped or (self._focused and _plural(scene) and not told_by_other)
        mention = speaker if scene.first_person and speaker is not None else subject
        if mention is None and speaker is not None and not grouped and not _plural(scene):
            mention = speaker
        alone = len(self.cases) == 1 and not self._ascribed
        if mention is None and alone and any(t.form in _I for t in scene.tokens):
            mention = self.cases[0]
        scene.grouped = grouped
        scene.leaver = mention is not None or grouped or (scene.first_person and not self._ascribed)
        scene.acts = (subject is not None and self._opens) or (scene.first_person and scene.leaver)
        scene.other = told_by_other and not scene.leaver
        # In the story of one person, what nobody else says or does is told of that person.
        scene.portrait = (self._focused or len(self.cases) == 1) and not told_by_other
        return mention

    def _speaker(self, scene: Scene) -> tuple[int | None, bool]:
        """The case who says it, and whether somebody else does."""
        other = False
        self._ascribed = False
        for claim in self._by_passage.get(scene.passage, ()):
            for step in claim.speaker:
                case = self._case(step)
                if case is not None:
                    return case, False
            if claim.speaker:
                nearest = claim.speaker[0]
                said = f"{nearest.name or ''} {nearest.role or ''}".lower()
                named = nearest.name is not None or any(w in said for w in _OFFICES)
                strange = bool(said.strip()) and not any(w in said for w in _THEIRS)
                self._ascribed = self._ascribed or strange
                other = other or (named and strange)
        return None, other

    def _case(self, step: Speaker) -> int | None:
        """The case that a speaker is: by index, by name, or as the only one who is asked."""
        if step.mention is not None and self._reading.mentions[step.mention].is_case:
            return step.mention
        if step.name:
            words = set(step.name.lower().split())
            return next((n for n in self.cases if words <= self._case_words[n]), None)
        asked = (step.role or "").lower() in _ANSWERS
        return self.cases[0] if asked and len(self.cases) == 1 else None

    def _subject(self, scene: Scene) -> int | None:
        self._opens = True
        for n in self.cases:
            if _told_in(self._reading.mentions[n], scene, opening=True):
                self._last = n
                return n
        if any(_told_in(self._reading.mentions[n], scene, opening=True) for n in self._others):
            self._last = None
            return None
        if any(t.form in _SINGULAR for t in scene.tokens[:OPENING]):
            return self._last
        self._opens = False
        for n in self.cases:
            if _told_in(self._reading.mentions[n], scene, opening=False):
                self._last = n
                return n if not _plural(scene) else None
        return None


def _name_words(mention: Mention) -> set[str]:
    return {w for name in (mention.name or "", *mention.spellings) for w in name.lower().split()}


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


def _plural(scene: Scene) -> bool:
    return any(t.form in _PLURAL for t in scene.tokens[:OPENING])
