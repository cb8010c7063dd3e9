"""An account as the cues see it: sentence by sentence, with the phase each speaks of and whose voice it is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recount.coding.match import Token
from recount.model import Span
from recount.text.parser import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from recount.coding.cues import Cues
    from recount.coding.match import Index
    from recount.model import Reading

FIRST_PERSON = frozenset({"i", "we", "me", "my", "us", "our", "myself", "ourselves", "mine"})
_LEFT_OUT = frozenset("-\u2010\u2011\u2013\u2014\"'\u201c\u201d\u2018\u2019()[]{}*_`\u2022\u00ab\u00bb/")
# What an act of leaving or joining, a mere word for it, and a word for those who did tie a sentence with; by reading.
STRENGTHS = {"strong": 1.0, "weak": 0.8, "named": 0.8}
ANSWER, LISTED = 8, 20  # sentences that an answer, and the items of a list, may run on
_REASONING = frozenset(
    "because due reason motive motivate factor blame cite complain why over drive prompt lead make attract for "
    "disillusion".split()
)
_ASKING = frozenset({"why", "what", "how", "when", "did", "was", "were", "do", "which"})


@dataclass(slots=True)
class Scene:
    """One sentence of a story."""

    passage: int  # index in the reading
    story: int
    span: Span
    tokens: list[Token]
    paragraph: int
    question: bool
    complete: bool  # ends as a sentence does; a heading or a list's item does not
    phases: dict[str, tuple[float, list[int]]] = field(default_factory=dict)  # phase -> strength, token places
    names_leavers: bool = False
    verdict: bool = False  # says that what stands before it was the reason
    asked: str | None = None  # the phase that the last question was about
    leaver: bool = False  # said by or about somebody who left
    other: bool = False  # said by somebody who did not
    grouped: bool = False  # speaks of people who left, not of one of them
    acts: bool = False  # a person who left is who it speaks of first, or who speaks
    portrait: bool = False  # in the story of one leaver, and not said by anybody else

    @property
    def leaves(self) -> bool:
        """Whether the sentence tells of leaving, or names those who left, beyond doubt."""
        return self.phases.get("leaving", (0.0, []))[0] == 1.0 or self.names_leavers

    @property
    def general(self) -> bool:
        """Whether it says how things are, not how they were: views and advice rather than a story."""
        verbs = [t for t in self.tokens if t.pos in {"VERB", "AUX"}]
        return bool(verbs) and not any(t.past for t in verbs)

    @property
    def reasoning(self) -> bool:
        """Whether it gives a reason in so many words, or answers a question for one."""
        return (
            self.asked is not None
            or self.verdict
            or any(t.form in _REASONING or t.lemma in _REASONING for t in self.tokens)
        )

    @property
    def first_person(self) -> bool:
        """Whether somebody speaks of himself or herself."""
        return any(t.form in FIRST_PERSON for t in self.tokens)


def scenes(reading: Reading, cues: Cues) -> list[list[Scene]]:
    """The sentences of each account in the reading: a story with its sidebars and turns."""
    groups: dict[int, list[int]] = {}
    for n in range(len(reading.stories)):
        groups.setdefault(_root(reading, n), []).append(n)
    made = []
    for members in groups.values():
        group = [scene for n in members if reading.stories[n].kind != "boilerplate" for scene in _of_story(reading, n)]
        for scene in group:
            scene.phases = _phases(scene, cues)
            scene.verdict = any(True for _ in cues.verdicts.found(scene.tokens))
        _ask(group, reading)
        made.append(group)
    return made


def _root(reading: Reading, n: int) -> int:
    seen = {n}
    while (above := reading.stories[n].belongs_to) is not None and above not in seen:
        n = above
        seen.add(n)
    return n


def _of_story(reading: Reading, n: int) -> Iterator[Scene]:
    body, story = reading.text.body, reading.stories[n]
    inside = [(k, p.span) for k, p in enumerate(reading.passages) if p.story == n]
    if not inside:
        return
    words = story.span.of(body)
    # Wire copy in capitals defeats the tagger; lower case it reads as well as any other.
    shown = words.lower() if words.upper() == words and len(words.lower()) == len(words) else words
    tokens = list(_tokens(parse(shown), story.span.start))
    starts = [t.start for t in tokens]
    lines = [i for i, c in enumerate(body) if c == "\n"]
    for k, span in inside:
        held = tokens[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]
        if held:
            ends = span.of(body).rstrip("\"'\u201d\u2019) ")
            complete = ends[-1:] in set(".!?\u2026;")
            yield Scene(k, n, span, held, bisect_right(lines, span.start), _questions(ends, held), complete)


def _questions(words: str, tokens: list[Token]) -> bool:
    """Whether the sentence asks, or tells that somebody asked in these words."""
    return words.endswith("?") or ("?" in words and any(t.lemma == "ask" for t in tokens))


def _tokens(doc: Doc, offset: int) -> Iterator[Token]:
    for token in doc:
        form = token.lower_.replace("\u2019", "'")
        if not form.strip() or all(c in _LEFT_OUT for c in form) or (form == "'s" and token.pos_ == "PART"):
            continue
        if form in {"n't", "not"}:
            form = lemma = "not"
        else:
            form = {"ca": "can", "wo": "will"}.get(form, form)
            lemma = token.lemma_.lower()
        start = offset + token.idx
        capital, past = token.text[0].isupper(), token.tag_ == "VBD"
        yield Token(form, lemma, token.pos_, start, start + len(token.text), capital, past)


def _phases(scene: Scene, cues: Cues) -> dict[str, tuple[float, list[int]]]:
    """How strongly the sentence speaks of each phase, and at which words."""
    found: dict[str, tuple[float, list[int]]] = {}
    for phase, indices in cues.phases.items():
        for strength, index in indices.items():
            hits = [at for _, start, stop in index.found(scene.tokens) for at in range(start, stop)]
            if hits:
                before, places = found.get(phase, (0.0, []))
                found[phase] = (max(before, STRENGTHS[strength]), sorted({*places, *hits}))
    scene.names_leavers = any(True for _ in cues.phases["leaving"]["named"].found(scene.tokens))
    _settle_left_to_join(scene, cues.phases["joining"]["strong"], found)
    return found


def _settle_left_to_join(scene: Scene, joining: Index, found: dict[str, tuple[float, list[int]]]) -> None:
    """Where somebody "left home to join", the words that joining shares with leaving are not leaving."""
    if "leaving" not in found:
        return
    taken = {
        at
        for _, start, stop in joining.found(scene.tokens)
        if scene.tokens[start].lemma in {"leave", "flee"} and stop - start > 1
        for at in range(start, stop)
    }
    strength, places = found["leaving"]
    kept = [at for at in places if at not in taken]
    if kept and any(scene.tokens[at].lemma not in {"i", "he", "she", "who", "they", "we", "the"} for at in kept):
        found["leaving"] = (strength, kept)
    else:
        del found["leaving"]


def _ask(group: list[Scene], reading: Reading) -> None:
    """Carry the phase of a question on to its answer: up to the next question, or as long as answers run."""
    asked, left = None, 0
    story = -1
    for scene in group:
        if scene.story != story and reading.stories[scene.story].kind == "sidebar" and not scene.complete:
            # A sidebar's heading ("Reasons for leaving") is what its items answer.
            asked, left = _only(scene), LISTED
        story = scene.story
        if scene.question and (_asks(scene) or reading.stories[scene.story].kind == "turn"):
            asked, left = _only(scene), ANSWER
        else:
            scene.asked = asked if left > 0 else None
            left -= 1


def _only(scene: Scene) -> str | None:
    return "joining" if "joining" in scene.phases else "leaving" if "leaving" in scene.phases else None


def _asks(scene: Scene) -> bool:
    return any(t.form in _ASKING for t in scene.tokens[:4])
