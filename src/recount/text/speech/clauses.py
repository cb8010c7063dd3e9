"""Indirect speech in one parsed sentence: the cue, the words that name who speaks, and the words claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.model.claim import Act
from recount.text.speech.answers import unanswered
from recount.text.speech.closing import by_position, closing
from recount.text.speech.cues import SPOKEN, Cues, cues
from recount.text.speech.nominal import (
    by_account,
    by_adjective,
    by_equation,
    by_hearsay,
    by_noun,
    by_phrase,
    complement_of_adjective,
    has_that,
)
from recount.text.speech.source import finite, infinitive, noun_span, passive, source_of
from recount.text.speech.spans import Attributed, Range, cue_ranges, made, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

LONGEST_SENTENCE = 400  # tokens; longer ones are lists or tables, and nested cues in them would cost squared time
_RECKONS = frozenset(("put", "set", "place", "peg", "estimate"))
_HELPERS = 2  # words between a subject and its verb: "has also"
_LONGEST_SUBJECT = 12  # tokens of a subject that the parser drew into the clause before
_CUE_REACH = 6  # tokens from a verb to its adverbs
_ALONE = frozenset(("neither", "none", "both", "each", "all", "some", "many", "few"))  # subjects the parser may mistake
_UNDECIDED = frozenset(("decide", "determine", "establish", "find", "discover", "judge", "see", "consider"))
_SOURCE_REACH = 30  # tokens from a verb to its subject, when the subject is cut out of the words said


def attributed(sentence: Sentence) -> list[Attributed]:
    """All attributions of a sentence that grammar shows, in the order of their cues."""
    if len(sentence) > LONGEST_SENTENCE:
        return []
    words = cues()
    found: list[Attributed] = []
    for token in sentence:
        found.extend(_of_token(token, sentence, words))
    if not any(a.fronted for a in found):
        found.extend(closing(sentence, words))
    return [a for a in found if a.content]


def speech_verb(token: Token, words: Cues) -> Act | None:
    """The act of a verb that can report speech or thought, else None."""
    if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
        return None
    return words.acts.get(token.lemma_.lower())


def _of_token(token: Token, sentence: Sentence, words: Cues) -> Iterator[Attributed]:
    lemma = token.lemma_.lower()
    if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass"):
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor().lower_ == "to":
            yield from by_phrase(token, sentence, words)
        elif token.dep_ == "acomp" and token.lower_ in words.adjectives:
            return  # "was convinced": from the verb before it
        elif lemma in words.verbs:
            yield from _by_verb(token, sentence, words)
        elif lemma == "be":
            yield from by_adjective(token, words)
            yield from by_equation(token, words)
        elif lemma in ("feel", "seem", "look", "remain", "become", "sound"):
            yield from by_adjective(token, words)
    elif lemma in words.nouns and token.pos_ == "NOUN":
        yield from by_noun(token, words)
    elif lemma in words.adjectives and token.pos_ in ("ADJ", "VERB") and token.dep_ not in ("acomp", "amod"):
        yield from complement_of_adjective(token, token, words)
    elif token.lower_ in words.hearsay:
        yield from by_hearsay(token)
    elif token.lower_ == "by":
        yield from by_account(token)
    elif token.lower_ in ("according", "in", "as", "per"):
        yield from by_phrase(token, sentence, words)


def _by_verb(verb: Token, sentence: Sentence, words: Cues) -> Iterator[Attributed]:
    lemma = verb.lemma_.lower()
    act = words.acts.get(lemma)
    particle = next(
        (c for c in verb.children if (lemma, c.lower_) in words.particles and c.i - verb.i in (1, 2, 3)), None
    )
    if particle is not None:
        act = words.particles[lemma, particle.lower_]
    if lemma in words.quote_only and particle is None:
        act = None
    clause = _clause(verb, lemma, words) if act is not None else None
    if act is not None and clause is not None:
        yield _with_clause(verb, clause, act, particle)
        return
    inner = _parenthetical(verb, act) if act is not None and lemma not in words.clause_only else None
    if act is not None and inner is not None:
        yield inner
        return
    framed = (
        _passive_report(verb, lemma, words) or _infinitive(verb, lemma, words) or _object(verb, lemma, words, particle)
    )
    framed = framed or _gerund(verb, lemma, words) or _reckoned(verb, lemma) or _prepositional(verb, lemma, words)
    framed = framed or unanswered(verb, words)
    if framed is not None:
        yield framed
    elif act in SPOKEN or act == "show":
        fronted = by_position(verb, sentence, act)
        if fronted is not None:
            yield fronted


def _clause(verb: Token, lemma: str, words: Cues) -> Token | None:
    """The clause that the verb reports, if the verb may report with it."""
    for child in verb.children:
        if child.dep_ == "ccomp" or (child.dep_ in ("advcl", "dep", "acl") and has_that(child) and child.i > verb.i):
            if child.i < verb.i and lemma in words.clause_only and source_of(verb) is None:
                continue
            if _gapped(child) and verb.dep_ != "relcl":
                continue  # "things said about him were false": the verb is a participle, the clause the sentence
            own = finite(child) or any(
                c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "mark") for c in child.children
            )
            if not own and (lemma in words.clause_only or child.tag_ in ("VB", "VBG")):
                continue
            if lemma in _UNDECIDED and any(c.lower_ == "whether" for c in child.children):
                continue  # "must decide whether": nobody has said yet
            if lemma in words.clause_only and not finite(child):
                continue
            return child
    return None


def _gapped(clause: Token) -> bool:
    """Whether a finite clause has neither subject nor conjunction."""
    if clause.pos_ not in ("VERB", "AUX") or not finite(clause):
        return False
    return not any(
        c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass", "mark", "attr") or c.lower_ in _ALONE
        for c in clause.children
    )


def _with_clause(verb: Token, clause: Token, act: Act, particle: Token | None) -> Attributed:
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if act == "ask" and has_that(clause):
        act = "order"  # "asked that the road be opened"
    cue = cue_ranges(verb, particle)
    source = source_of(verb, fronted=clause.i < verb.i)
    # What follows in a coordinated "..., and is rising" belongs to the same words when the parser hung it below them.
    end = min(end, _aside(clause, verb, act))
    swallowed = _swallowed(verb, start, end) if source is None and end <= verb.i else None
    if swallowed is not None:
        return made(verb, act, ((start, swallowed[0]),), swallowed[1], cue, clause, fronted=True)
    start = _after_time(clause, start) if start > verb.i else _after_contrast(clause, start)
    content = without(start, end, _own_words(verb, source)) if start < verb.i < end else ((start, end),)
    content = (*_begun(verb, source), *content) if start > verb.i else content
    return made(verb, act, content, source, cue, clause, fronted=clause.i < verb.i)


def _begun(verb: Token, source: Token | None) -> tuple[Range, ...]:
    """The beginning of the words said, as in "In the north, he said, the road was closed"."""
    doc, first = verb.doc, verb.sent.start
    subject = verb.i if source is None else noun_span(source)[0]
    set_off = verb.i + 1 < len(doc) and verb.nbor().text == "," and first < subject < verb.i
    if not set_off or doc[subject - 1].text != "," or any(finite(t) for t in doc[first : subject - 1]):
        return ()
    return ((first, subject - 1),)


def _swallowed(verb: Token, start: int, end: int) -> tuple[int, Token] | None:
    """As in "..., monitors and state media said": the last noun phrase of the clause was the subject of the verb."""
    doc = verb.doc
    comma = next((i for i in range(end - 1, start, -1) if doc[i].text == ","), None)
    if comma is None or not finite(verb) or verb.i - end > _HELPERS or comma + 1 >= end:
        return None
    if end - comma > _LONGEST_SUBJECT or any(t.pos_ in ("VERB", "AUX") for t in doc[comma + 1 : end]):
        return None
    head = next((t for t in doc[comma + 1 : end] if not comma < t.head.i < end), None)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    return comma, head


def _aside(clause: Token, verb: Token, act: Act) -> int:
    """Where ", adding that ..." begins: a participle that reports is the speaker's, not part of the words."""
    for child in clause.children:
        if act in ("say", "deny") and child.dep_ == "advcl" and child.tag_ == "VBG" and child.i > max(clause.i, verb.i):
            own = cues().acts.get(child.lemma_.lower()) == "say" and any(c.dep_ == "ccomp" for c in child.children)
            if own and child.doc[child.left_edge.i - 1].text == ",":
                return child.left_edge.i
    return len(verb.doc)


def _after_time(clause: Token, start: int) -> int:
    """Behind a "this week" that stands before the subject without a comma: it is when somebody spoke."""
    for child in clause.children:
        if child.dep_ == "npadvmod" and child.left_edge.i == start and child.ent_type_ in ("DATE", "TIME"):
            after = child.right_edge.i + 1
            return after if after < clause.i and clause.doc[after].text != "," else start
    return start


def _after_contrast(clause: Token, start: int) -> int:
    """Behind "Contrary to what the report says," before the words somebody else puts against it."""
    first = clause.doc[start]
    if first.lower_ not in ("contrary", "despite", "notwithstanding") or first.head.i != clause.i:
        return start
    after = first.right_edge.i + 1
    return after if after < clause.i else start


def _own_words(verb: Token, source: Token | None) -> Range:
    """The stretch of cue and source, cut out of words that stand on both sides of it."""
    start, end = verb.i, verb.i + 1
    for child in verb.children:
        if (
            child.dep_ in ("aux", "neg", "advmod", "npadvmod", "prt", "dative", "prep")
            and abs(child.i - verb.i) <= _CUE_REACH
        ):
            start, end = min(start, child.left_edge.i), max(end, child.right_edge.i + 1)
    if source is not None and abs(source.i - verb.i) < _SOURCE_REACH:
        left, right = noun_span(source)
        start, end = min(start, left), max(end, right)
    return start, end


def _parenthetical(verb: Token, act: Act) -> Attributed | None:
    """As in "The plan, officials said, was late" and "as officials said": the verb hangs below the words it reports."""
    as_ = next((c for c in verb.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep")), None)
    host = verb.head
    if verb.dep_ not in ("parataxis", "advcl", "ccomp") or host.i == verb.i or host.pos_ not in ("VERB", "AUX"):
        return None
    if (verb.dep_ == "advcl" and as_ is None) or (verb.dep_ == "ccomp" and not _set_off(verb)):
        return None
    if any(c.dep_ in ("dobj", "xcomp", "ccomp") and c.lower_ != "it" for c in verb.children):
        return None
    source = source_of(verb)
    if source is None or source.i == host.i:
        return None
    cut = (min(verb.left_edge.i, noun_span(source)[0]), verb.right_edge.i + 1)
    content = without(host.left_edge.i, host.right_edge.i + 1, cut)
    return made(verb, act, content, source, cue_ranges(verb), host, fronted=True)


def _set_off(verb: Token) -> bool:
    """Whether a clause stands between commas."""
    left, right = verb.left_edge, verb.right_edge
    before = left.i > 0 and verb.doc[left.i - 1].text in (",", "-", "–", "—")
    after = right.i + 1 >= len(verb.doc) or verb.doc[right.i + 1].is_punct or right.is_punct
    return before and after


def _passive_report(verb: Token, lemma: str, words: Cues) -> Attributed | None:
    """As in "He is said to have left": subject and infinitive are what is said; nobody is named unless by "by"."""
    act = words.acts.get(lemma) or words.object_infinitive.get(lemma)
    below = next((c for c in verb.children if c.dep_ in ("xcomp", "oprd") and c.i > verb.i and infinitive(c)), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if act not in ("say", "think", "order", "ask") or below is None or subject is None or not passive(verb):
        return None
    if lemma in ("suppose", "know"):
        return None  # what somebody is supposed to do is a duty, what somebody is known to do a fact
    if words.object_infinitive.get(lemma) == "order":
        return _ordered(verb, below)
    agent = source_of(verb)
    content = (noun_span(subject), (below.left_edge.i, below.right_edge.i + 1))
    return made(verb, act, content, agent, cue_ranges(verb), below)


def _ordered(verb: Token, below: Token) -> Attributed | None:
    """As in "They were ordered to burn the boats": by whom, only "by" tells."""
    return made(verb, "order", ((below.left_edge.i, below.right_edge.i + 1),), source_of(verb), cue_ranges(verb), below)


def _infinitive(verb: Token, lemma: str, words: Cues) -> Attributed | None:
    below = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i and infinitive(c)), None
    )
    if below is None:
        return None
    source = source_of(verb)
    if source is None:
        return None
    start, end = below.left_edge.i, below.right_edge.i + 1
    person = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < below.i), None)
    subject = next((c for c in below.children if c.dep_ in ("nsubj", "nsubjpass") and verb.i < c.i), None)
    addressed = person is not None or subject is not None
    act = words.object_infinitive.get(lemma) if addressed else words.infinitive.get(lemma)
    on = next((c for c in verb.children if c.dep_ == "prep" and (lemma, c.lower_) in words.prepositional), None)
    if act is None and on is not None and below.dep_ != "advcl":
        act = words.prepositional[lemma, on.lower_]
    if act is None or (below.dep_ == "advcl" and not addressed):
        return None
    if person is not None:
        start = min(start, noun_span(person)[0])
    return made(verb, act, ((start, end),), source, cue_ranges(verb), below)


def _object(verb: Token, lemma: str, words: Cues, particle: Token | None) -> Attributed | None:
    act = words.objects.get(lemma)
    if particle is not None:
        act = words.particles[lemma, particle.lower_] if words.particles[lemma, particle.lower_] == "deny" else None
    if act is None:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if passive(verb) and subject is not None and subject.pos_ != "PRON":
        thing = subject
    if thing is None and act == "judge":  # "what the agencies call a crime"
        thing = next((c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i), None)
    if thing is None or (thing.pos_ == "PRON" and not any(thing.children)):
        return None
    source = source_of(verb)
    if source is None or source.i == thing.i:
        return None
    start, end = thing.left_edge.i, thing.right_edge.i + 1
    tail = [c for c in verb.children if c.i > verb.i and c.dep_ in ("prep", "oprd", "xcomp") and c.i >= end]
    for child in tail:
        if child.lower_ in ("as", "for", "of", "that") or child.dep_ in ("oprd", "xcomp"):
            end = max(end, child.right_edge.i + 1)
    return made(verb, act, ((start, end),), source, cue_ranges(verb, particle), thing)


def _gerund(verb: Token, lemma: str, words: Cues) -> Attributed | None:
    """As in "He denies taking the money", "She admitted lying"."""
    act = words.objects.get(lemma)
    below = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG" and c.i > verb.i), None)
    if act not in ("deny", "say") or below is None or infinitive(below):
        return None
    source = source_of(verb)
    if source is None:
        return None
    return made(verb, act, ((below.left_edge.i, below.right_edge.i + 1),), source, cue_ranges(verb), below)


def _reckoned(verb: Token, lemma: str) -> Attributed | None:
    """As in "The project puts its strength at 80 men", "lawyers, who put it at more than 500"."""
    if lemma not in _RECKONS:
        return None
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    at = next((c for c in verb.subtree if c.lower_ == "at" and c.dep_ == "prep" and c.i > verb.i), None)
    value = None if at is None else next((c for c in at.children if c.dep_ == "pobj"), None)
    if thing is None or at is None or value is None or at.head.i not in (verb.i, thing.i):
        return None
    if not (value.like_num or any(c.like_num for c in value.subtree)) or any(c.like_num for c in thing.children):
        return None
    source = source_of(verb)
    if source is None:
        return None
    content = ((thing.left_edge.i, max(at.right_edge.i, verb.right_edge.i) + 1),)
    return made(verb, "say", content, source, cue_ranges(verb), verb)


def _prepositional(verb: Token, lemma: str, words: Cues) -> Attributed | None:
    if lemma == "call" and any(c.dep_ in ("dobj", "oprd") for c in verb.children):
        return None  # "called it a crime for years" calls for nothing
    for child in verb.children:
        act = (
            words.prepositional.get((lemma, child.lower_))
            if child.i > verb.i and child.dep_ in ("prep", "prt")
            else None
        )
        if act is None:
            continue
        thing = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        source = source_of(verb)
        if thing is None or source is None or (thing.pos_ == "PRON" and not any(thing.children)):
            return None
        content = ((thing.left_edge.i, thing.right_edge.i + 1),)
        return made(verb, act, content, source, (*cue_ranges(verb), (child.i, child.i + 1)), thing)
    return None
