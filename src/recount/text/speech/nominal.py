"""Attribution without a verb of speech: "the claim that", "confident that", "according to", "reportedly"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.speech.source import finite, infinitive, source_of
from recount.text.speech.spans import Attributed, made, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from recount.text.speech.cues import Cues


_ACCOUNTS = frozenset(("account", "reckoning", "telling", "estimate", "admission", "count", "calculation"))


def by_adjective(be: Token, words: Cues) -> Iterator[Attributed]:
    """As in "she was confident that ...": from the verb."""
    for child in be.children:
        if (
            child.dep_ in ("acomp", "attr", "oprd")
            and (child.lemma_.lower() in words.adjectives or child.lower_ in words.adjectives)
            and child.pos_ != "NOUN"
        ):
            yield from complement_of_adjective(child, be, words)


def complement_of_adjective(adjective: Token, verb: Token, words: Cues) -> Iterator[Attributed]:
    """As in "confident that ...": from the adjective."""
    for child in adjective.children:
        if child.dep_ == "ccomp" and child.i > adjective.i and (finite(child) or has_that(child)):
            act = words.adjectives.get(adjective.lower_) or words.adjectives[adjective.lemma_.lower()]
            cue = tuple(sorted({(verb.i, verb.i + 1), (adjective.i, adjective.i + 1)}))
            content = ((child.left_edge.i, child.right_edge.i + 1),)
            source = source_of(verb)
            if source is not None:
                yield made(verb, act, content, source, cue, child)
            return


def by_equation(be: Token, words: Cues) -> Iterator[Attributed]:
    """As in "Their fear was that ...": noun and clause joined by "be"."""
    noun = next((c for c in be.children if c.dep_ == "nsubj" and c.lemma_.lower() in words.nouns), None)
    clause = next((c for c in be.children if c.dep_ == "ccomp" and c.i > be.i and finite(c)), None)
    if noun is not None and clause is not None:
        content = ((clause.left_edge.i, clause.right_edge.i + 1),)
        yield made(be, words.nouns[noun.lemma_.lower()], content, _owner(noun, words), ((noun.i, noun.i + 1),), clause)


def by_noun(noun: Token, words: Cues) -> Iterator[Attributed]:
    """As in "the claim that ...", "his promise to ...", with whoever owns the claim or makes it."""
    act = words.nouns[noun.lemma_.lower()]
    for child in noun.children:
        if child.i < noun.i or child.dep_ not in ("acl", "ccomp", "relcl"):
            continue
        marked = has_that(child) or (child.dep_ == "acl" and finite(child))
        if child.dep_ == "relcl" and not has_that(child):
            continue
        to = act in ("promise", "order") and infinitive(child)
        if not (marked and finite(child)) and not to:
            continue
        if _denied_object(noun, words):
            return  # the verb above has these words: "denied claims that ..."
        source = _owner(noun, words)
        if to and source is None:
            return
        content = ((child.left_edge.i, child.right_edge.i + 1),)
        yield made(noun, act, content, source, ((noun.i, noun.i + 1),), child)
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
    return next((c for c in noun.children if c.dep_ == "compound" and c.ent_type_ in ("PERSON", "ORG")), None)


def _whose(noun: Token) -> Token | None:
    """The noun that "whose" stands for."""
    above = noun
    for _ in range(6):
        if above.dep_ == "relcl":
            return above.head
        above = above.head
    return None


def by_hearsay(adverb: Token) -> Iterator[Attributed]:
    """As in "reportedly": somebody claims it and nobody is named."""
    host = adverb.head
    while host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
        host = host.head
    if host.pos_ in ("VERB", "AUX"):
        mark = next((c.i + 1 for c in host.children if c.dep_ == "mark"), host.left_edge.i)
        content = ((mark, host.right_edge.i + 1),)
        yield made(adverb, "say", content, None, ((adverb.i, adverb.i + 1),), host)


def by_phrase(token: Token, sentence: Sentence, words: Cues) -> Iterator[Attributed]:
    """As in "according to the ministry", wherever it stands in its clause."""
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
        while host.dep_ == "conj" and host.head.pos_ in ("VERB", "AUX"):
            host = host.head  # "it rose and then fell, according to ..."
        cut = (token.i, max(source.right_edge.i + 1, last + 1))
        start, end = host.left_edge.i, host.right_edge.i + 1
        if cut[0] == sentence.start:
            end = max(end, last_word(sentence))
        content = without(start, end, cut)
        yield made(token, "say", content, source, ((token.i, last + 1),), host)
        return


def by_account(token: Token) -> Iterator[Attributed]:
    """As in "By her own account 90 people lived there"."""
    noun = next((c for c in token.children if c.dep_ == "pobj" and c.lemma_.lower() in _ACCOUNTS), None)
    owner = None if noun is None else next((c for c in noun.children if c.dep_ == "poss"), None)
    host = token.head
    if noun is None or owner is None or host.pos_ not in ("VERB", "AUX"):
        return
    content = without(host.left_edge.i, host.right_edge.i + 1, (token.i, noun.i + 1))
    yield made(token, "say", content, owner, ((token.i, noun.i + 1),), host)


def last_word(sentence: Sentence) -> int:
    """Behind the last token of a sentence that is no stop and no blank."""
    last = sentence.end
    while last > sentence.start and (sentence.doc[last - 1].is_punct or sentence.doc[last - 1].is_space):
        last -= 1
    return last


def has_that(clause: Token) -> bool:
    """Whether a clause begins with "that"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
