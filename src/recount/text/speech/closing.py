"""Cues that close a sentence, where the parser lost the clause they report: "..., court records show"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recount.model.claim import Act
from recount.text.speech.cues import SPOKEN, Cues
from recount.text.speech.nominal import last_word
from recount.text.speech.source import finite, noun_span, source_of
from recount.text.speech.spans import Attributed, cue_ranges, made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_LEAST_CLAUSE = 3  # tokens before the comma of "..., officials said"
_FRONTED_TAIL = 9  # tokens a closing "..., the ministry said late on Monday" may have after its verb


def closing(sentence: Sentence, words: Cues) -> Iterator[Attributed]:
    """As in "..., court records show": a closing cue whose verb the parser took for a noun or a participle."""
    doc = sentence.doc
    last = last_word(sentence)
    comma = next(
        (i for i in range(last - 1, max(sentence.start, last - _FRONTED_TAIL), -1) if doc[i].text == ","), None
    )
    if (
        comma is None
        or comma - sentence.start < _LEAST_CLAUSE
        or not any(finite(t) for t in doc[sentence.start : comma])
    ):
        return
    for verb in doc[comma + 2 : last]:
        act, noun = words.acts.get(verb.lemma_.lower()), doc[verb.i - 1]
        if (act not in SPOKEN and act != "show") or not all(_when(t) for t in doc[verb.i + 1 : last]):
            continue
        plain = (
            verb.tag_ in ("NN", "VB", "VBP") and noun.tag_ == "NNS" and noun.dep_ == "compound" and verb.i == last - 1
        )
        kind = noun.lemma_.lower() in words.groups | words.documents
        participle = verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("acl", "relcl") and verb.head.i == noun.i and kind
        if plain or participle:
            content = ((sentence.start, comma),)
            found = made(verb, act, content, noun, ((verb.i, verb.i + 1),), doc[comma - 1], fronted=True, opened=True)
            yield replace(found, source=(comma + 1, verb.i))
            return


def _when(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.pos_ in ("ADP", "ADV", "DET")


def by_position(verb: Token, sentence: Sentence, act: Act) -> Attributed | None:
    """As in "..., says the ministry" at the end of a sentence whose parse lost the clause."""
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
    if comma - sentence.start < _LEAST_CLAUSE or sentence.doc[comma].text != "," or last - end > _FRONTED_TAIL:
        return None
    if not any(finite(t) for t in sentence.doc[sentence.start : comma]):
        return None
    content = ((sentence.start, comma),)
    return made(verb, act, content, source, cue_ranges(verb), sentence.doc[comma - 1], fronted=True, opened=True)
