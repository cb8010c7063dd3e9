"""Whether words are asserted or denied, how surely, and whether they ask, suppose or foretell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.speech.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Token

    from recount.model.claim import Act, Certainty, Evidence, Polarity, Stance

_NONE = frozenset(("no", "none", "nobody", "nothing", "neither", "nowhere", "never", "not", "n't", "n’t", "without"))
_UNTRUE = frozenset(
    "false untrue baseless unfounded groundless fabricated lie fabrication nonsense slander hoax myth".split()
)
_UNDECIDED = frozenset(("decline", "refuse", "neglect", "avoid", "fail", "stop"))
_WEAKER: tuple[Certainty, ...] = ("certain", "probable", "possible", "estimate")
_CONDITION = frozenset(("if", "unless", "whether", "provided", "supposing", "once"))


@dataclass(frozen=True, slots=True)
class Force:
    """How words are put forward."""

    polarity: Polarity = "asserted"
    certainty: Certainty = "certain"
    stance: Stance = "reports"
    question: bool = False
    condition: bool = False  # stands only if something else does
    future: bool = False
    withheld: bool = False  # nothing was claimed: "declined to say whether"
    evidence: Evidence = "unstated"


def force(act: Act, cue: Token | None, head: Token | None, words: Iterable[Token]) -> Force:
    """The force of some words said: `cue` is the verb or noun that reports them, `head` their own main word."""
    said = list(words)
    not_said = cue is not None and negated(cue)
    held_back = cue is not None and (_held_back(cue) or (not_said and act not in ("think", "deny", "want")))
    denied = (act == "deny") ^ (head is not None and negative(head))
    if act == "think" and not_said:
        denied = not denied
    if cue is not None and cue.pos_ == "NOUN" and any(c.lower_ in ("no", "little") for c in cue.children):
        denied = not denied  # "there is no evidence that"
    if cue is not None and cue.lemma_.lower() == "doubt":
        denied = not denied
    certainty = _certainty(act, cue, head)
    if act == "deny" and (held_back or not_said):  # "refused to rule out", "did not deny"
        denied, certainty = False, "possible"
    question = (act == "ask" or _wh(head)) or (bool(said) and any(t.text == "?" for t in said[-3:]))
    return Force(
        polarity="denied" if denied else "asserted",
        certainty=certainty,
        stance=stance(cue),
        question=question,
        condition=head is not None and _conditional(head),
        future=head is not None and _future(head, act),
        withheld=held_back and act != "deny",
    )


def negated(verb: Token) -> bool:
    """Whether a verb itself is negated: "did not say", "never said"."""
    return any(c.dep_ == "neg" or c.lower_ in ("never", "neither", "nor") for c in verb.children if c.i < verb.i + 3)


def negative(head: Token) -> bool:
    """Whether a clause says that something is not so: a negated verb, or "no", "none", "nothing" in its core."""
    if head.pos_ not in ("VERB", "AUX"):
        return any(c.lower_ == "no" and c.dep_ == "det" for c in head.children)
    if negated(head) != _untrue(head):  # "it is not true" denies, and so does "it is false"; "it is not false" does not
        return True
    for child in head.children:
        if child.dep_ in ("nsubj", "nsubjpass", "attr", "dobj", "expl"):
            if child.lower_ in _NONE or any(
                c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither") for c in child.children
            ):
                return True
        elif child.dep_ == "xcomp" and head.lemma_.lower() in ("seem", "appear", "have", "go") and negated(child):
            return True
    return False


def _untrue(head: Token) -> bool:
    """Of "it was false that ..." and "the story is a lie"."""
    return head.lemma_.lower() == "be" and any(
        c.dep_ in ("acomp", "attr") and c.lemma_.lower() in _UNTRUE for c in head.children
    )


def _held_back(cue: Token) -> bool:
    head = cue.head
    return cue.dep_ == "xcomp" and head.lemma_.lower() in _UNDECIDED


def _certainty(act: Act, cue: Token | None, head: Token | None) -> Certainty:
    table = cues().certainty
    found: list[Certainty] = []
    if cue is not None:
        own = table.get(cue.lemma_.lower()) or table.get(cue.lower_)
        if own is not None and act in ("think", "say", "show", "want"):
            found.append(own)
        found += [table[c.lower_] for c in cue.children if c.lower_ in table and c.dep_ == "advmod"]
    if head is not None:
        near = [head, *(c for c in head.children if c.dep_ in ("aux", "advmod", "acomp", "attr", "xcomp", "oprd"))]
        for token in near:
            hedge = table.get(token.lower_) or (
                table.get(token.lemma_.lower()) if token.dep_ in ("acomp", "aux") else None
            )
            if hedge is not None and (token.i != head.i or token.lemma_.lower() in ("seem", "appear")):
                found.append(hedge)
        if head.lemma_.lower() in ("seem", "appear"):
            found.append("probable")
        found += _own_doubt(head, table)
        found += _counted_roughly(head, table)
    return max(found, key=_WEAKER.index, default="certain")


def _own_doubt(head: Token, table: Mapping[str, Certainty]) -> list[Certainty]:
    """Of "I think ..." within somebody's words, and "she thought ..." within reported ones."""
    hedge = table.get(head.lemma_.lower())
    speaks = any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in head.children)
    return [hedge] if hedge is not None and speaks and any(c.dep_ == "ccomp" for c in head.children) else []


def _counted_roughly(head: Token, table: Mapping[str, Certainty]) -> list[Certainty]:
    """Of "an estimated 300 men" and "a possible attack" as what a clause is about."""
    about = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")]
    return [table[m.lower_] for c in about for m in c.children if m.dep_ == "amod" and m.lower_ in table]


def stance(cue: Token | None) -> Stance:
    """What whoever reports some words takes them for, by the cue: "confirmed", "claimed", "falsely said"."""
    if cue is None:
        return "reports"
    table = cues().stance
    for child in cue.children:
        if child.dep_ == "advmod" and table.get(child.lower_) == "disputes":
            return "disputes"
    told = table.get(cue.lemma_.lower()) or table.get(cue.lower_)
    if told == "asserts" and negated(cue):
        return "reports"
    return told or "reports"


def _wh(head: Token | None) -> bool:
    return head is not None and any(
        c.lower_ == "whether" or (c.lower_ == "if" and head.dep_ == "ccomp") for c in head.children
    )


def _conditional(head: Token) -> bool:
    for child in head.children:
        if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _CONDITION for c in child.children):
            return True
    return False


def _future(head: Token, act: Act) -> bool:
    if act in ("promise", "want", "order"):
        return True
    aux = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if aux & {"will", "shall", "’ll", "'ll", "wo"}:
        return True
    if head.lemma_.lower() in cues().infinitive and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in head.children):
        return True  # "She said she wanted to leave"
    going = head.lemma_.lower() == "go" and any(c.dep_ == "xcomp" for c in head.children)
    return going and head.tag_ == "VBG"
