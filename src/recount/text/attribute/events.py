"""Joining, leaving and where a person stands now, each with the words and the time told with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.model.quote import Span
from recount.model.times import UNKNOWN_DATE
from recount.text.attribute.scene import AttributeTold, Scene, certainty_of, polarity_of
from recount.text.names import words_of
from recount.text.people.cues import subjects
from recount.text.people.leaving import EXPELS, THROWS, is_told_as_done, objects_of
from recount.text.people.words import JOIN_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_HOW = {
    "flee": "fled",
    "escape": "escaped",
    "defect": "defected",
    "desert": "deserted",
    "leave": "left",
    "surrender": "surrendered",
    "capture": "captured",
    "arrest": "captured",
    "detain": "captured",
    "release": "released",
    "free": "released",
    "rescue": "rescued",
    "return": "returned",
    "re-enter": "returned",
    "reenter": "returned",
    "repatriate": "returned",
    "deport": "deported",
    "expel": "expelled",
    "excommunicate": "expelled",
    "quit": "left",
    "abandon": "left",
    "renounce": "left",
    "resign": "resigned",
    "exit": "left",
    "depart": "left",
    "run": "escaped",
    "break": "left",
    "slip": "escaped",
    "sneak": "escaped",
    "walk": "left",
    "turn": "surrendered",
    "get": "left",
    "make": "escaped",
    "give": "surrendered",
    "lay": "surrendered",
    "abscond": "escaped",
    "disengage": "left",
}
LONGEST = 160  # characters of an event's words: what a reader takes in at once
LONGEST_OBJECT = 8  # tokens from the verb to the end of its object; longer objects carry clauses of their own
_CUSTODY = words_of("jail imprison detain arrest hold remand charge intern extradite")
_CONVICTED = words_of("sentence convict serve")
_PLACES_OF_CUSTODY = words_of("prison jail custody detention remand bars cell")
_TERMS = words_of("sentence term year month")
_FREED = words_of("release free acquit pardon parole")
_ENDS = words_of("kill die execute behead murder")


def joined(scene: Scene) -> Iterator[AttributeTold]:
    """Each joining told of a person: done, or denied."""
    for person, told in enumerate(scene.people):
        for span, what in told.signs:
            if what == "joined: joined":
                verb = scene.doc[scene.token_at(span.start)]
                yield _event(scene, person, verb, "event.joined", "recruited" if _was_done_to(verb) else "joined")
    yield from _denied(scene)


def _was_done_to(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def left(scene: Scene) -> Iterator[AttributeTold]:
    """Each leaving told of a case, with how; the bare noun ("a defector") only where no leaving is told."""
    for person, told in enumerate(scene.people):
        if not told.is_case:
            continue
        found = []
        for span, what in told.signs:
            strength, _, how = what.partition(": ")
            token = scene.doc[scene.token_at(span.start)]
            if strength in {"sure", "left", "parted"} and token.pos_ in {"VERB", "AUX"}:
                value = _HOW.get(how.split()[0], "left")
                value = "released" if value == "captured" and _was_freed(token) else value
                found.append(_event(scene, person, token, "event.left", value))
        nouns = [(s, w.partition(": ")[2]) for s, w in told.signs if w.startswith("sure: ")]
        if not found and nouns:
            span, noun = nouns[0]
            at = scene.token_at(span.start)
            value = {"defector": "defected", "deserter": "deserted", "escapee": "escaped", "runaway": "escaped"}.get(
                noun, "left"
            )
            found.append(AttributeTold(person, "event.left", value, scene.span(at, at), "event"))
        yield from found


def _was_freed(token: Token) -> bool:
    return token.lemma_.lower() in {"release", "free"}


def _denied(scene: Scene) -> Iterator[AttributeTold]:
    """As in "never joined", "did not leave the group": told, and told as not so."""
    for verb in scene.doc:
        lemma = verb.lemma_.lower()
        if (
            verb.pos_ != "VERB"
            or lemma not in JOIN_VERBS | {"leave", "quit", "desert", "defect"}
            or polarity_of(verb) != "denied"
        ):
            continue
        if any(c.dep_ == "aux" and (c.tag_ == "MD" or c.lower_ == "to") for c in verb.children):
            continue
        person = scene.subject(verb)
        if person is not None and (lemma in JOIN_VERBS or scene.people[person].signs):
            variable = "event.joined" if lemma in JOIN_VERBS else "event.left"
            yield _event(
                scene, person, verb, variable, "joined" if variable == "event.joined" else _HOW.get(lemma, "left")
            )


def _event(scene: Scene, person: int, verb: Token, variable: str, value: str) -> AttributeTold:
    """The verb with its helpers, up to its object and the time told with it."""
    dated = scene.date_of(verb)
    helpers = [c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"} and c.i < verb.i]
    first = min([verb.i, *helpers])
    ends = (c.right_edge.i for c in verb.children if c.dep_ in {"dobj", "prt"})
    last = max([verb.i, *(end for end in ends if end - verb.i < LONGEST_OBJECT)])
    span = scene.span(first, last)
    if dated is not None:
        span = Span(min(span.start, dated[1].start), max(span.end, dated[1].end))
        if span.end - span.start > LONGEST or "\n" in scene.text[span.start : span.end]:
            span = scene.span(first, last)
    if "\n" in scene.text[span.start : span.end]:
        span = scene.span(verb.i, verb.i)
    when = dated[0] if dated is not None else UNKNOWN_DATE
    sure = certainty_of(list(verb.children))
    return AttributeTold(person, variable, value, span, "event", polarity_of(verb), sure, when, _whence(scene, verb))


def _whence(scene: Scene, verb: Token) -> str | None:
    """What was joined or left, without the clauses told of it: "the militia", "a prison camp in the north"."""
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]  # by the rebels
    throws = verb.lemma_.lower() in THROWS | EXPELS and not _was_done_to(verb)  # the sect threw her out
    for thing in (*objects_of(verb), *agents, *(subjects(verb) if throws else ())):
        if thing.pos_ not in {"NOUN", "PROPN"} or thing.ent_type_ in {"DATE", "TIME"}:
            continue
        inside = [t.i for t in thing.subtree if not any(a.dep_ == "relcl" for a in _up_to(t, thing))]
        run = [i for n, i in enumerate(inside) if i - inside[0] == n]  # what hangs together
        if thing.i in run:
            words = scene.span(run[0], run[-1]).of(scene.text)
            return words if len(words) <= LONGEST and "\n" not in words else thing.text
    return None


def _up_to(token: Token, top: Token) -> Iterator[Token]:
    """The token and what stands above it, below `top`."""
    while token not in (top, token.head):
        yield token
        token = token.head


def statuses(scene: Scene) -> Iterator[AttributeTold]:
    """Custody, hiding, death, a programme: the situation at last report."""
    for token in scene.doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            yield from _by_verb(scene, token, lemma)
        elif token.dep_ == "pobj" and (lemma in _PLACES_OF_CUSTODY or lemma in {"hiding", "exile", "trial"}):
            yield from _by_place(scene, token, lemma)
        elif lemma in {"programme", "program"} and any(
            c.lower_[:5] in {"rehab", "dera", "derad", "reint", "de"} for c in token.children
        ):
            person = scene.subject(token.head.head) if token.dep_ == "pobj" else None
            if person is not None:
                yield AttributeTold(
                    person, "attr.status_now", "programme", scene.span(token.left_edge.i, token.i), when=scene.now()
                )


def _by_verb(scene: Scene, verb: Token, lemma: str) -> Iterator[AttributeTold]:
    passive = _was_done_to(verb)
    value = None
    if lemma in _CONVICTED and (
        passive or (lemma == "serve" and any(c.lemma_ in _TERMS and c.dep_ == "dobj" for c in verb.children))
    ):
        value = "custody_convicted"
    elif lemma in _CUSTODY and passive:
        value = "custody_awaiting"
    elif lemma == "await" and any(c.lemma_ in {"trial", "sentencing"} for c in verb.children):
        value = "custody_awaiting" if any(c.lemma_ == "trial" for c in verb.children) else "custody_convicted"
    elif lemma == "hide" and any(c.lower_ in {"is", "are", "am"} for c in verb.children):
        value = "hiding"
    elif lemma in _FREED and passive:
        value = "free"
    elif lemma in _ENDS and (passive or lemma == "die"):
        value = "deceased"
    elif lemma == "rejoin" or (
        lemma == "return"
        and any(c.lower_ == "to" and any(g.lemma_ in {"group", "movement"} for g in c.children) for c in verb.children)
    ):
        value = "reengaged"
    elif lemma == "plead" and any(c.lower_ == "guilty" for c in verb.children):
        value = "custody_convicted"
    goes_on = verb.tag_ == "VBG" and any(c.lower_ in {"is", "are", "am"} for c in verb.children)
    if value is None or not (goes_on or is_told_as_done(verb) or polarity_of(verb) == "denied"):
        return
    person = scene.subject(verb)
    if person is not None:
        yield _status(scene, person, verb, value)


def _status(scene: Scene, person: int, verb: Token, value: str) -> AttributeTold:
    event = _event(scene, person, verb, "attr.status_now", value)
    return AttributeTold(
        person, "attr.status_now", value, event.span, "attribute", event.polarity, event.certainty, event.when
    )


def _by_place(scene: Scene, token: Token, lemma: str) -> Iterator[AttributeTold]:
    prep = token.head
    above = prep.head
    if (
        above.lemma_ in {"serve", "die"}
        or prep.lower_ not in {"in", "on", "behind", "into", "at"}
        or (lemma == "trial" and prep.lower_ != "on")
    ):
        return
    if lemma == "exile" and above.lemma_ not in {"live", "be", "remain"}:
        return
    person = None
    if above.pos_ in {"VERB", "AUX"}:
        helpers = [c for c in above.children if c.dep_ == "aux"]
        present = above.tag_ in {"VBZ", "VBP", "VBG"} or any(h.tag_ in {"VBZ", "VBP"} for h in helpers)
        if not present or any(h.tag_ == "MD" for h in helpers):
            return
        person = scene.subject(above)
    elif above.i in scene.owner:
        person = scene.owner[above.i]
    if person is None:
        return
    value = {"hiding": "hiding", "exile": "hiding"}.get(lemma, "custody_awaiting")
    polarity = polarity_of(above) if above.pos_ in {"VERB", "AUX"} else "asserted"
    yield AttributeTold(
        person, "attr.status_now", value, scene.span(prep.i, token.i), polarity=polarity, when=scene.now()
    )
