"""Indirect speech in one parsed sentence: the cue, the words that name who speaks, and the words claimed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.cues import Act, Cues, cues
from recount.text.speech_source import finite, noun_span, passive, source_of

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

Range = tuple[int, int]  # tokens of the story, the last one not included

LONGEST_SENTENCE = 400  # tokens; longer ones are lists or tables, and nested cues in them would cost squared time
_FRONTED_TAIL = 9  # tokens a closing "..., the ministry said late on Monday" may have after its verb


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution inside a sentence, before anybody is resolved."""

    cue: tuple[Range, ...]
    content: tuple[Range, ...]  # empty: the content must come from a quotation
    source: Range | None  # words that name who speaks
    speaker: Token | None  # head of those words
    act: Act
    verb: Token  # head of the cue
    head: Token | None = None  # head of the content
    fronted: bool = False  # content before the cue
    open: bool = False  # the content was taken by position, not by the parse


def attributed(sentence: Sentence) -> list[Attributed]:
    """All attributions of a sentence that grammar shows, in the order of their cues."""
    if len(sentence) > LONGEST_SENTENCE:
        return []
    words = cues()
    found: list[Attributed] = []
    for token in sentence:
        found.extend(_of_token(token, sentence, words))
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
            yield from _by_phrase(token, sentence, words)
        elif lemma in words.verbs:
            yield from _by_verb(token, sentence, words)
        elif lemma == "be":
            yield from _by_adjective(token, words)
            yield from _by_equation(token, words)
        elif lemma in ("feel", "seem", "look", "remain", "become", "sound"):
            yield from _by_adjective(token, words)
    elif lemma in words.nouns and token.pos_ == "NOUN":
        yield from _by_noun(token, words)
    elif lemma in words.adjectives and token.pos_ in ("ADJ", "VERB") and token.dep_ not in ("acomp", "amod"):
        yield from _complement_of_adjective(token, token, words)
    elif token.lower_ in words.hearsay:
        yield from _by_hearsay(token)
    elif token.lower_ in ("according", "in", "as", "per"):
        yield from _by_phrase(token, sentence, words)


def _by_verb(verb: Token, sentence: Sentence, words: Cues) -> Iterator[Attributed]:
    lemma = verb.lemma_.lower()
    act = words.acts.get(lemma)
    particle = next((c for c in verb.children if (lemma, c.lower_) in words.particles and c.i - verb.i in (1, 2, 3)), None)
    if particle is not None:
        act = words.particles[lemma, particle.lower_]
    if lemma in words.quote_only and particle is None:
        act = None
    clause = _clause(verb, lemma, words) if act is not None else None
    if act is not None and clause is not None:
        yield _with_clause(verb, clause, act, particle)
        return
    inner = _parenthetical(verb) if act is not None and lemma not in words.clause_only else None
    if act is not None and inner is not None:
        yield inner
        return
    framed = _passive_report(verb, lemma, words) or _infinitive(verb, lemma, words) or _object(verb, lemma, words, particle)
    framed = framed or _prepositional(verb, lemma, words)
    if framed is not None:
        yield framed
    elif act == "say" and lemma not in words.clause_only:
        fronted = _by_position(verb, sentence, act)
        if fronted is not None:
            yield fronted


def _clause(verb: Token, lemma: str, words: Cues) -> Token | None:
    """The clause that the verb reports, if the verb may report with it."""
    for child in verb.children:
        if child.dep_ == "ccomp" or (child.dep_ in ("advcl", "dep", "acl") and _that(child) and child.i > verb.i):
            if child.i < verb.i and lemma in words.clause_only and source_of(verb) is None:
                continue
            if _gapped(child) and verb.dep_ != "relcl":
                continue  # "things said about him were false": the verb is a participle, the clause the sentence
            own = finite(child) or any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "mark") for c in child.children)
            if not own and (lemma in words.clause_only or child.tag_ in ("VB", "VBG")):
                continue
            if lemma in words.clause_only and not finite(child):
                continue
            return child
    return None


def _gapped(clause: Token) -> bool:
    """Whether a finite clause has neither subject nor conjunction."""
    if clause.pos_ not in ("VERB", "AUX") or not finite(clause):
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass", "mark", "attr") for c in clause.children)


def _that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _with_clause(verb: Token, clause: Token, act: Act, particle: Token | None) -> Attributed:
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    cue = cue_ranges(verb, particle)
    source = source_of(verb, fronted=clause.i < verb.i)
    # What follows in a coordinated "..., and is rising" belongs to the same words when the parser hung it below them.
    end = min(end, _aside(clause, verb, act))
    swallowed = _swallowed(verb, start, end) if source is None and end <= verb.i else None
    if swallowed is not None:
        return _made(verb, act, ((start, swallowed[0]),), swallowed[1], cue, clause, fronted=True)
    start = _after_time(clause, start) if start > verb.i else start
    content = _without(start, end, _own_words(verb, source)) if start < verb.i < end else ((start, end),)
    return _made(verb, act, content, source, cue, clause, fronted=clause.i < verb.i)


def _swallowed(verb: Token, start: int, end: int) -> tuple[int, Token] | None:
    """ "..., monitors and state media said": the last noun phrase of the clause was the subject of the verb."""
    doc = verb.doc
    comma = next((i for i in range(end - 1, start, -1) if doc[i].text == ","), None)
    if comma is None or not finite(verb) or verb.i - end > 2 or comma + 1 >= end:
        return None
    if end - comma > 12 or any(t.pos_ in ("VERB", "AUX") for t in doc[comma + 1 : end]):
        return None
    head = next((t for t in doc[comma + 1 : end] if not comma < t.head.i < end), None)
    if head is None or head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    return comma, head


def _aside(clause: Token, verb: Token, act: Act) -> int:
    """Where ", adding that ..." begins: a participle that reports on its own is the speaker's, not part of the words."""
    for child in clause.children:
        if act == "say" and child.dep_ == "advcl" and child.tag_ == "VBG" and child.i > max(clause.i, verb.i):
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


def _own_words(verb: Token, source: Token | None) -> Range:
    """The stretch of cue and source, cut out of words that stand on both sides of it."""
    start, end = verb.i, verb.i + 1
    for child in verb.children:
        if child.dep_ in ("aux", "neg", "advmod", "npadvmod", "prt", "dative", "prep") and abs(child.i - verb.i) <= 6:
            start, end = min(start, child.left_edge.i), max(end, child.right_edge.i + 1)
    if source is not None and abs(source.i - verb.i) < 30:
        left, right = noun_span(source)
        start, end = min(start, left), max(end, right)
    return start, end


def _without(start: int, end: int, cut: Range) -> tuple[Range, ...]:
    return tuple(r for r in ((start, min(end, cut[0])), (max(start, cut[1]), end)) if r[0] < r[1])


def _parenthetical(verb: Token) -> Attributed | None:
    """ "The plan, officials said, was late" and "as officials said": the verb hangs below the words it reports."""
    as_ = next((c for c in verb.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod", "prep")), None)
    host = verb.head
    if verb.dep_ not in ("parataxis", "advcl", "ccomp") or host.i == verb.i or host.pos_ not in ("VERB", "AUX"):
        return None
    if verb.dep_ == "advcl" and as_ is None or verb.dep_ == "ccomp" and not _set_off(verb):
        return None
    if any(c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children):
        return None
    source = source_of(verb)
    if source is None or source.i == host.i:
        return None
    cut = (min(verb.left_edge.i, noun_span(source)[0]), verb.right_edge.i + 1)
    content = _without(host.left_edge.i, host.right_edge.i + 1, cut)
    return _made(verb, cues().acts[verb.lemma_.lower()], content, source, cue_ranges(verb), host, fronted=True)


def _set_off(verb: Token) -> bool:
    """Whether a clause stands between commas."""
    left, right = verb.left_edge, verb.right_edge
    before = left.i > 0 and verb.doc[left.i - 1].text in (",", "-", "–", "—")
    after = right.i + 1 >= len(verb.doc) or verb.doc[right.i + 1].is_punct or right.is_punct
    return before and after


def _passive_report(verb: Token, lemma: str, words: Cues) -> Attributed | None:
    """ "He is said to have left": subject and infinitive are what is said; nobody is named unless by "by"."""
    act = words.acts.get(lemma)
    below = next((c for c in verb.children if c.dep_ in ("xcomp", "oprd") and c.i > verb.i and _to(c)), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if act not in ("say", "think") or below is None or subject is None or not passive(verb):
        return None
    if lemma in words.object_infinitive and words.object_infinitive[lemma] == "order":
        return None
    agent = source_of(verb)
    content = (noun_span(subject), (below.left_edge.i, below.right_edge.i + 1))
    return _made(verb, act, content, agent, cue_ranges(verb), below)


def _to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _infinitive(verb: Token, lemma: str, words: Cues) -> Attributed | None:
    below = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i and _to(c)), None)
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
    return _made(verb, act, ((start, end),), source, cue_ranges(verb), below)


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
    return _made(verb, act, ((start, end),), source, cue_ranges(verb, particle), thing)


def _prepositional(verb: Token, lemma: str, words: Cues) -> Attributed | None:
    for child in verb.children:
        act = words.prepositional.get((lemma, child.lower_)) if child.i > verb.i and child.dep_ in ("prep", "prt") else None
        if act is None:
            continue
        thing = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        source = source_of(verb)
        if thing is None or source is None or (thing.pos_ == "PRON" and not any(thing.children)):
            return None
        content = ((thing.left_edge.i, thing.right_edge.i + 1),)
        return _made(verb, act, content, source, (*cue_ranges(verb), (child.i, child.i + 1)), thing)
    return None


def _by_position(verb: Token, sentence: Sentence, act: Act) -> Attributed | None:
    """ "..., says the ministry" at the end of a sentence whose parse lost the clause."""
    source = source_of(verb, fronted=True)
    if source is None or verb.dep_ in ("relcl", "acl", "xcomp", "pcomp", "amod") or not finite(verb):
        return None
    if any(c.dep_ in ("dobj", "neg", "xcomp") and c.i != source.i for c in verb.children):
        return None
    left, right = noun_span(source)
    start, end = min(left, verb.i), max(right, verb.right_edge.i + 1)
    last = sentence.end
    while last > end and (sentence.doc[last - 1].is_punct or sentence.doc[last - 1].is_space):
        last -= 1
    comma = start - 1
    while comma > sentence.start and sentence.doc[comma].pos_ in ("ADV", "AUX"):
        comma -= 1
    if comma - sentence.start < 2 or sentence.doc[comma].text != "," or last - end > _FRONTED_TAIL:
        return None
    if not any(finite(t) for t in sentence.doc[sentence.start : comma]):
        return None
    content = ((sentence.start, comma),)
    return _made(verb, act, content, source, cue_ranges(verb), sentence.doc[comma - 1], fronted=True, opened=True)


def _by_adjective(be: Token, words: Cues) -> Iterator[Attributed]:
    for child in be.children:
        if child.dep_ in ("acomp", "attr", "oprd") and child.lemma_.lower() in words.adjectives and child.pos_ != "NOUN":
            yield from _complement_of_adjective(child, be, words)


def _complement_of_adjective(adjective: Token, verb: Token, words: Cues) -> Iterator[Attributed]:
    for child in adjective.children:
        if child.dep_ == "ccomp" and child.i > adjective.i and (finite(child) or _that(child)):
            act = words.adjectives[adjective.lemma_.lower()]
            cue = tuple(sorted({(verb.i, verb.i + 1), (adjective.i, adjective.i + 1)}))
            content = ((child.left_edge.i, child.right_edge.i + 1),)
            source = source_of(verb)
            if source is not None:
                yield _made(verb, act, content, source, cue, child)
            return


def _by_equation(be: Token, words: Cues) -> Iterator[Attributed]:
    """ "Their fear was that ...": noun and clause joined by "be"."""
    noun = next((c for c in be.children if c.dep_ == "nsubj" and c.lemma_.lower() in words.nouns), None)
    clause = next((c for c in be.children if c.dep_ == "ccomp" and c.i > be.i and finite(c)), None)
    if noun is not None and clause is not None:
        content = ((clause.left_edge.i, clause.right_edge.i + 1),)
        yield _made(be, words.nouns[noun.lemma_.lower()], content, _owner(noun, words), ((noun.i, noun.i + 1),), clause)


def _by_noun(noun: Token, words: Cues) -> Iterator[Attributed]:
    """ "the claim that ...", "his promise to ...", with whoever owns the claim or makes it."""
    act = words.nouns[noun.lemma_.lower()]
    for child in noun.children:
        if child.i < noun.i or child.dep_ not in ("acl", "ccomp", "relcl"):
            continue
        marked = _that(child) or (child.dep_ == "acl" and finite(child))
        if child.dep_ == "relcl" and not _that(child):
            continue
        to = act in ("promise", "order") and _to(child)
        if not (marked and finite(child)) and not to:
            continue
        if _denied_object(noun, words):
            return  # the verb above has these words: "denied claims that ..."
        source = _owner(noun, words)
        if to and source is None:
            return
        content = ((child.left_edge.i, child.right_edge.i + 1),)
        yield _made(noun, act, content, source, ((noun.i, noun.i + 1),), child)
        return


def _denied_object(noun: Token, words: Cues) -> bool:
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in words.objects


def _owner(noun: Token, words: Cues) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return _whose(noun) if child.lower_ == "whose" else child
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "among"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in words.light:
        return source_of(noun.head)
    made = next((c for c in noun.children if c.dep_ == "compound" and c.ent_type_ in ("PERSON", "ORG")), None)
    return made


def _whose(noun: Token) -> Token | None:
    """The noun that "whose" stands for."""
    above = noun
    for _ in range(6):
        if above.dep_ == "relcl":
            return above.head
        above = above.head
    return None


def _by_hearsay(adverb: Token) -> Iterator[Attributed]:
    host = adverb.head
    while host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
        host = host.head
    if host.pos_ in ("VERB", "AUX"):
        mark = next((c.i + 1 for c in host.children if c.dep_ == "mark"), host.left_edge.i)
        content = ((mark, host.right_edge.i + 1),)
        yield _made(adverb, "say", content, None, ((adverb.i, adverb.i + 1),), host)


def _by_phrase(token: Token, sentence: Sentence, words: Cues) -> Iterator[Attributed]:
    for phrase in words.phrases:
        last = token.i + len(phrase) - 1
        if last >= sentence.end or any(sentence.doc[token.i + n].lower_ != word for n, word in enumerate(phrase)):
            continue
        source = next((c for c in sentence.doc[last].children if c.dep_ == "pobj"), None)
        host = token.head
        while host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
            host = host.head
        if source is None or host.i == token.i or source.lemma_.lower() in words.not_sources:
            return
        cut = (token.i, max(source.right_edge.i + 1, last + 1))
        start, end = host.left_edge.i, host.right_edge.i + 1
        if cut[0] == sentence.start:
            end = max(end, _last_word(sentence))
        content = _without(start, end, cut)
        yield _made(token, "say", content, source, ((token.i, last + 1),), host)
        return


def _last_word(sentence: Sentence) -> int:
    last = sentence.end
    while last > sentence.start and (sentence.doc[last - 1].is_punct or sentence.doc[last - 1].is_space):
        last -= 1
    return last


def cue_ranges(verb: Token, particle: Token | None = None) -> tuple[Range, ...]:
    """The verb with its auxiliaries, negation and particle, as far as they stand together."""
    places = {verb.i}
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg", "prt") and abs(child.i - verb.i) <= 4:
            places.add(child.i)
    if particle is not None:
        places.add(particle.i)
    ranges: list[Range] = []
    for place in sorted(places):
        if ranges and ranges[-1][1] >= place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return tuple(ranges)


def _made(  # noqa: PLR0913  # one place builds the value, so that trimming is never forgotten
    verb: Token,
    act: Act,
    content: tuple[Range, ...],
    source: Token | None,
    cue: tuple[Range, ...],
    head: Token | None,
    *,
    fronted: bool = False,
    opened: bool = False,
) -> Attributed:
    doc = verb.doc
    kept = tuple(r for r in (trimmed(doc, *r) for r in content) if r[0] < r[1])
    span = None if source is None else noun_span(source)
    return Attributed(cue, kept, span, source, act, verb, head, fronted, opened)


def trimmed(doc: object, start: int, end: int) -> Range:
    """A range without blanks, stops, dashes and a leading "that" at its ends; quotation marks stay."""
    tokens = doc
    loose = (",", ".", ";", ":", "-", "–", "—", "--", "?", "!")
    while start < end and (tokens[end - 1].is_space or tokens[end - 1].text in loose):  # type: ignore[index]
        end -= 1
    while start < end and (tokens[start].is_space or tokens[start].text in loose or _opener(tokens[start])):  # type: ignore[index]
        start += 1
    return start, end


def _opener(token: Token) -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"
