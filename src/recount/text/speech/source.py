"""Who does a verb's speaking, as far as the grammar of its sentence tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.speech.cues import SPOKEN, cues

if TYPE_CHECKING:
    from spacy.tokens import Token

DEEPEST = 6  # steps up a chain of verbs; deeper ones are parse errors
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_ASIDE = frozenset((",", "(", ")", "-", "–", "—", "--"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
_LOOSE = (",", "-", "–", "—", "--", ":", ";", "(", '"', "“", "”", "''", "``", "'", "‘", "’", ".")


def finite(verb: Token) -> bool:
    """Whether a verb, or an auxiliary of it, has tense."""
    if verb.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(c.dep_ in ("aux", "auxpass", "cop") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in verb.children)


def infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def passive(verb: Token) -> bool:
    """Whether a verb is passive: "was said", "people quoted by the paper"."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    bare = not any(c.dep_ == "aux" for c in verb.children)
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or (verb.dep_ == "advcl" and bare))  # "Asked why, he paused."


def source_of(verb: Token, *, fronted: bool = False) -> Token | None:
    """Head of the words that name who speaks by this verb, or None.

    `fronted`: the words said stand before the verb, so that a noun after it may be its inverted subject.
    """
    found = _source(verb, fronted=fronted, depth=0)
    return _by_place(verb) if found is None and _plain_report(verb) else found


def relative_of(verb: Token) -> Token | None:
    """The relative pronoun that is the subject of a verb, or of the verb it hangs on: "who" in "who wanted to say"."""
    at = verb
    for _ in range(DEEPEST):
        for child in at.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child if child.lower_ in _RELATIVE else None
        if at.dep_ not in ("conj", "xcomp", "advcl") or at.head.i == at.i:
            return None
        at = at.head
    return None


def _plain_report(verb: Token) -> bool:
    """Whether a verb of speech stands finite and active, so that somebody must be its subject."""
    if cues().acts.get(verb.lemma_.lower()) not in SPOKEN or passive(verb) or not finite(verb):
        return False
    return verb.dep_ not in ("amod", "acl", "aux") and not any(
        c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in verb.children
    )


def _by_place(verb: Token) -> Token | None:
    """The noun before a verb whose subject the parser lost: right before it, or before an aside between commas."""
    doc, first = verb.doc, verb.sent.start
    i = verb.i - 1
    while i >= first and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].ent_type_ in ("DATE", "TIME")):
        i -= 1
    if i < first:
        return None
    if doc[i].pos_ in ("NOUN", "PROPN", "PRON"):
        return doc[i] if _may_speak(doc[i]) else None
    return _before_aside(verb, i) if doc[i].text in _ASIDE else None


def _may_speak(noun: Token) -> bool:
    if noun.dep_ == "pobj" and noun.pos_ != "PROPN":
        return False
    return noun.lower_ not in _RELATIVE and noun.tag_ != "WP" and noun.ent_type_ not in ("CARDINAL", "DATE", "TIME")


def _before_aside(verb: Token, last: int) -> Token | None:
    """The noun that begins the clause before the comma, bracket or dash at which an aside begins."""
    doc, first = verb.doc, verb.sent.start
    for at in range(last - 1, first, -1):
        noun = doc[at - 1]
        if doc[at].text not in _ASIDE or noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ in ("appos", "pobj", "dobj"):
            continue
        left = noun.left_edge.i
        opens = left == first or doc[left - 1].text in (",", '"', "“") or doc[left - 1].pos_ in ("CCONJ", "SCONJ")
        if opens and _may_speak(noun):
            return noun
    return None


def _source(verb: Token, *, fronted: bool, depth: int) -> Token | None:
    if depth > DEEPEST:
        return None
    if passive(verb):
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        return None if agent is None else next((c for c in agent.children if c.dep_ == "pobj"), None)
    for child in verb.children:
        if child.dep_ == "nsubj" and child.pos_ in _NOMINAL and child.lower_ != "there":
            return _relative(child, verb) if child.lower_ in _RELATIVE else _heard(child)
    if fronted:
        after = next((c for c in verb.children if c.i > verb.i and _inverted(c)), None)
        if after is not None:
            return after
    return _borrowed(verb, depth)


def _heard(subject: Token) -> Token | None:
    """None for "it" that stands for a clause: "it was claimed that"."""
    return subject


def _relative(pronoun: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for."""
    clause = verb
    for _ in range(DEEPEST):
        if clause.dep_ == "relcl":
            return _no_place(clause.head, pronoun) if clause.head.pos_ in _NOMINAL else pronoun
        if clause.head.i == clause.i:
            break
        clause = clause.head
    return pronoun


def _no_place(noun: Token, pronoun: Token) -> Token:
    """The lawyers of "lawyers in Harn, who say": who is nobody's place, where the parser hangs it on the place.

    And of "Orth is the only one who says": Orth.
    """
    if noun.dep_ == "attr" and noun.lower_ in ("one", "first", "last", "only") and noun.head.lemma_ == "be":
        return next((c for c in noun.head.children if c.dep_ == "nsubj"), noun)
    if pronoun.lower_ != "who" or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "at", "from", "near", "of"):
        return noun
    above = noun.head.head
    placed = noun.ent_type_ in ("GPE", "LOC", "FAC") or (noun.pos_ == "PROPN" and noun.ent_type_ != "PERSON")
    return above if placed and above.pos_ in _NOMINAL else noun


def _inverted(child: Token) -> bool:
    if child.pos_ not in ("PROPN", "NOUN", "PRON", "NUM"):
        return False
    if child.ent_type_ in ("DATE", "TIME") or child.lower_ in ("me", "him", "her", "them", "us"):
        return child.lower_ == "us" and child.text == "US"
    return child.dep_ in ("dobj", "dep", "attr", "appos", "npadvmod", "oprd", "nsubj", "conj")


def _borrowed(verb: Token, depth: int) -> Token | None:  # one return per dependency
    """The subject of the verb this one hangs on: "left, saying", "refused to say", "who left and said"."""
    head = verb.head
    if head.i == verb.i:
        return None
    deeper = depth + 1
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep"):
        if verb.dep_ in ("ccomp", "dep") and (finite(verb) or verb.tag_ not in ("VB", "VBG")):
            joined = verb.dep_ == "dep" and verb.i > head.i and verb.nbor(-1).text in (",", "and", "then")
            return _controller(verb, head, deeper) if joined else None  # "he rose and, smiling, said"
        if verb.dep_ == "advcl" and finite(verb):
            return None
        if verb.dep_ == "advcl" and head.dep_ == "ccomp" and _reports(verb) and _reports(head.head):
            head = head.head  # "he said it was over, adding that ...": whoever said it added
        return _controller(verb, head, deeper)
    if verb.dep_ == "pcomp":
        above = head
        while above.dep_ in ("prep", "pcomp", "agent") and above.head.i != above.i and above.pos_ in ("ADP", "SCONJ"):
            above = above.head
        if above.pos_ in ("VERB", "AUX"):
            return _controller(verb, above, deeper)
        return above if above.pos_ in _NOMINAL and above.dep_ in ("nsubj", "pobj") else None
    if verb.dep_ in ("acl", "relcl") and head.pos_ in _NOMINAL:
        if verb.dep_ == "relcl" or verb.tag_ != "VBG":
            return None
        return _teller(head, deeper)
    return None


def _teller(noun: Token, depth: int) -> Token | None:
    """Who says by "noun saying": the noun when it can speak, else who did something with it ("held talks, saying")."""
    words = cues()
    lemma = noun.lemma_.lower()
    speaks = noun.pos_ in ("PROPN", "PRON", "NUM") or noun.ent_type_ in ("PERSON", "ORG", "NORP")
    if speaks or lemma in words.roles | words.groups | words.documents | words.anonymous or noun.tag_ == "NNS":
        return noun
    above = noun.head
    while above.dep_ == "prep" and above.head.i != above.i:
        above = above.head
    if noun.dep_ in ("dobj", "pobj") and above.head.i != above.i and above.pos_ in _NOMINAL:
        above = above.head
    if noun.dep_ not in ("dobj", "pobj") or above.pos_ not in ("VERB", "AUX"):
        return noun
    return _source(above, fronted=False, depth=depth) or noun


def _reports(verb: Token) -> bool:
    return cues().acts.get(verb.lemma_.lower()) in ("say", "deny") and any(c.dep_ == "ccomp" for c in verb.children)


def _controller(verb: Token, head: Token, depth: int) -> Token | None:
    """Subject of `head`, even of a passive one: "was quoted as saying", "is accused of claiming"."""
    if head.pos_ not in ("VERB", "AUX"):
        return None
    told = next((c for c in head.children if c.dep_ in ("dobj", "dative") and head.i < c.i < verb.i), None)
    if verb.dep_ == "xcomp" and told is not None and told.pos_ in _NOMINAL:
        return told
    subject = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    if subject is not None:
        return _relative(subject, head) if subject.lower_ in _RELATIVE else subject
    return _source(head, fronted=False, depth=depth)


def noun_span(head: Token) -> tuple[int, int]:
    """Tokens of a noun with what describes it: its apposition, not its relative clause."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.children:
        if child.i > head.i and child.dep_ in ("relcl", "acl", "advcl", "ccomp", "parataxis", "dep", "conj"):
            if child.dep_ == "conj" and child.pos_ in _NOMINAL:
                continue
            end = min(end, child.left_edge.i)
        elif child.i < head.i and child.dep_ in ("ccomp", "parataxis", "dep", "advcl"):
            start = max(start, child.right_edge.i + 1)
    doc = head.doc
    while end > head.i + 1 and (doc[end - 1].text in _LOOSE or doc[end - 1].is_space or doc[end - 1].dep_ == "cc"):
        end -= 1
    while start < head.i and (doc[start].text in _LOOSE or doc[start].is_space):
        start += 1
    return start, end
