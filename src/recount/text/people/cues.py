"""Places that speak of one person, and the page they stand on: sentences, paragraphs, quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from recount.model.quote import Span
from recount.text.parser import text_in
from recount.text.people.bodies import body_names
from recount.text.speech.quotation import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpanOfTokens

Kind = Literal["name", "description", "pronoun", "self"]
Gender = Literal["woman", "man"]

_INSIDE = frozenset((",", ";", ")"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))


@dataclass(slots=True, eq=False)
class Cue:
    """One place of a story that speaks of a person: tokens start to end, `head` carries the grammar."""

    start: int
    end: int
    head: int
    kind: Kind
    words: str  # as written, without the article's or title's leading words where these are no part of it
    gender: Gender | None = None  # by the words of this place
    title: str | None = None
    definite: bool = False
    person: Draft | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """A person while the story is read: places, names, what was learnt of gender."""

    cues: list[Cue] = field(default_factory=list)
    alias: bool = False
    hidden: bool = False  # the story says that the name is kept back
    first_name_only: bool = False
    narrator: bool = False
    byline: str | None = None  # of a narrator whom the story itself does not name
    _by_noun: set[Gender] = field(default_factory=set)
    _by_pronoun: set[Gender] = field(default_factory=set)

    def take(self, cue: Cue) -> None:
        """Count `cue` as a place of this person."""
        cue.person = self
        self.cues.append(cue)
        if cue.gender:
            (self._by_pronoun if cue.kind == "pronoun" else self._by_noun).add(cue.gender)

    def absorb(self, other: Draft) -> None:
        """Take every place of another draft: they are one person."""
        if other is self:
            return
        for cue in other.cues:
            self.take(cue)
        other.cues = []
        self.alias |= other.alias
        self.hidden |= other.hidden
        self.first_name_only |= other.first_name_only
        self.narrator |= other.narrator

    def names(self) -> list[str]:
        """Every name, in the order told, each spelling once."""
        ordered = sorted((c for c in self.cues if c.kind == "name"), key=lambda c: c.start)
        told = list(dict.fromkeys(c.words for c in ordered))
        return told or ([self.byline] if self.byline else [])

    def gender(self) -> Gender | None:
        """By explicit words; None when none are told or they contradict."""
        told = self._by_noun or self._by_pronoun
        return next(iter(told)) if len(told) == 1 else None


@dataclass(slots=True)
class Page:
    """A parsed story with what is asked again and again of its tokens."""

    doc: Doc
    text: str  # the story; a parsed story joins its own anew at each asking
    sentence: list[int] = field(default_factory=list)  # of each token
    narrated: list[int] = field(default_factory=list)  # the same, where all sentences of one quotation count as one
    paragraph: list[int] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)  # index of the quotation around each token, -1 outside
    quotes: list[Span] = field(default_factory=list)  # of the quotations, with their marks
    at: dict[int, Cue] = field(default_factory=dict)  # token -> the cue that covers it, names before descriptions
    lower: frozenset[str] = frozenset()  # words that stand in lower case somewhere in the story
    bodies: frozenset[str] = frozenset()  # folded names that the story shows to be of bodies of people
    in_quote: dict[int, list[Token]] = field(default_factory=dict)  # tokens of each quotation
    in_paragraph: dict[int, list[Token]] = field(default_factory=dict)
    persons: list[SpanOfTokens] = field(default_factory=list)  # what the parser takes for names of persons

    @classmethod
    def of(cls, doc: Doc) -> Page:
        """Read the layout of a parsed story."""
        page = cls(doc, text_in(doc), persons=[e for e in doc.ents if e.label_ == "PERSON"])
        page.quotes = [q.span for q in quotations(page.text) if not is_scare_name(q.words.of(page.text))]
        starts = [q.start for q in page.quotes]
        number = -1
        for sentence in doc.sents:
            first = sentence[0]
            # The parser may end a sentence within "Jonas, 33, left": none begins or ends at a comma.
            number += not (first.i and (first.text in _INSIDE or doc[first.i - 1].text == ","))
            page.sentence += [number] * len(sentence)
        paragraph = 0
        for token in doc:
            page.paragraph.append(paragraph)
            paragraph += "\n" in token.text
            at = bisect_right(starts, token.idx) - 1
            page.quoted.append(at if at >= 0 and token.idx < page.quotes[at].end else -1)
            page.in_quote.setdefault(page.quoted[-1], []).append(token)
            within = token.i > 0 and page.quoted[-1] >= 0 and page.quoted[-1] == page.quoted[-2]
            new = token.i > 0 and page.sentence[token.i] != page.sentence[token.i - 1] and not within
            page.narrated.append((page.narrated[-1] if page.narrated else 0) + new)
            page.in_paragraph.setdefault(page.paragraph[-1], []).append(token)
        page.lower = frozenset(t.text for t in doc if t.is_lower and t.is_alpha)
        page.bodies = body_names(doc)
        return page

    def words(self, start: int, end: int) -> str:
        """The text of tokens start to end."""
        return self.text[self.doc[start].idx : self.doc[end - 1].idx + len(self.doc[end - 1])]

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens start to end."""
        return Span(self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1]))

    def cover(self, cue: Cue) -> None:
        """Remember which tokens the cue covers; tokens of a name stay the name's."""
        for i in range(cue.start, cue.end):
            held = self.at.get(i)
            if held is None or (held.kind != "name" and cue.kind == "name"):
                self.at[i] = cue

    def who(self, token: Token) -> Draft | None:
        """The person whose place covers this token, or whom a relative pronoun stands for."""
        cue = self.at.get(token.i)
        if cue is not None and cue.person is not None:
            return cue.person
        if token.lower_ in {"who", "that", "whom"}:
            clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
            if clause is not None:
                cue = self.at.get(clause.head.i)
                return cue.person if cue else None
        return None


def is_scare_name(words: str) -> bool:
    """Whether quotation marks stand around one name, as writers mark a pseudonym: they quote nobody."""
    parts = words.split()
    return 0 < len(parts) <= 2 and all(p[0].isupper() and p.isalpha() for p in parts)  # noqa: PLR2004


def ages_at(page: Page, cue: Cue) -> set[str]:
    """The ages told at this place: "a 24-year-old", "Yasmin, 35, a teacher", "Yasmin (35)"."""
    end = page.span(cue.start, cue.end).end
    beside = re.findall(r"^,? ?\(?(?:now |aged )?(\d{2})(?=[,.)])", page.text[end : end + 12])
    return {*beside, *re.findall(r"\b(\d{1,3})-year-old", cue.words)}


def subjects(verb: Token) -> Iterator[Token]:
    """Subjects of a verb: its own, else of the verb it is joined to, else the noun its clause describes."""
    seen = 0
    token = verb
    while seen < 6:  # joined verbs beyond that are a parser's chain, not a sentence's  # noqa: PLR2004
        own = [c for c in token.children if c.dep_ in SUBJECTS]
        if own:
            for subject in own:
                yield subject
                yield from (c for c in subject.conjuncts if c.i > subject.i)
            return
        if token.dep_ in {"relcl", "acl"}:
            yield token.head
            return
        if token.dep_ in {"conj", "xcomp", "advcl", "pcomp", "prep", "aux", "auxpass", "ccomp"} and token.head != token:
            token = token.head
            seen += 1
            continue
        return
