"""A story with its persons laid over it: which person a word speaks of, and which a verb is said of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from recount.model.claim import Claim
from recount.model.quote import Span
from recount.model.times import UNKNOWN_DATE, DateRange
from recount.text.names import words_of
from recount.text.parser import text_in
from recount.text.people.cues import SUBJECTS, subjects
from recount.text.people.people import Place, Told, calm
from recount.text.time.times import TimeTold, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from recount.model.claim import Certainty, ClaimKind, Polarity
    from recount.model.reading import Text


@dataclass(frozen=True, slots=True)
class AttributeTold:
    """One thing a story tells of one person, with its words: `doc.text[span.start:span.end]`."""

    person: int  # index into the persons given
    variable: str  # "attr.age", "event.left"; ids of the codebook's attributes where it has one
    value: str
    span: Span
    kind: ClaimKind = "attribute"
    polarity: Polarity = "asserted"
    certainty: Certainty = "certain"
    when: DateRange = UNKNOWN_DATE
    about: str | None = None  # of a joining or leaving: what was joined or left, as written

    def claim(self, text: Text, story: int, *, mention: int, by: int = 0) -> Claim:
        """The claim, in a text in which the story begins `by` characters in; `mention` is the person's index there."""
        return Claim(
            text.quote(self.span.shifted(by)),
            self.kind,
            story,
            mention=mention,
            about=self.about,
            variable=self.variable,
            value=self.value,
            polarity=self.polarity, certainty=self.certainty, when=self.when,
        )  # fmt: skip


@dataclass(slots=True)
class Scene:
    """A parsed story and its persons."""

    doc: Doc
    text: str
    people: Sequence[Told]
    published: DateRange
    owner: dict[int, int] = field(default_factory=dict)  # token -> index of the person its place speaks of
    places: list[tuple[Place, int]] = field(default_factory=list)  # in order of the text
    dates: list[TimeTold] = field(default_factory=list)

    @classmethod
    def of(cls, doc: Doc, people: Sequence[Told], published: DateRange) -> Scene:
        """Lay the persons over the story."""
        doc = calm(doc)
        scene = cls(doc, text_in(doc), people, published)
        scene.places = sorted(
            ((p, i) for i, one in enumerate(people) for p in one.places), key=lambda pair: pair[0].span
        )
        starts = {token.idx: token.i for token in doc}
        # Wider places first, so that a name inside a description ends up with its own person.
        for place, number in sorted(scene.places, key=lambda pair: pair[0].span.start - pair[0].span.end):
            at = starts.get(place.span.start)
            while at is not None and at < len(doc) and doc[at].idx < place.span.end:
                scene.owner[at] = number
                at += 1
        scene.dates = times(scene.text, published=published)
        return scene

    def who(self, token: Token) -> int | None:
        """The person this word speaks of; a relative pronoun's is that of the noun before its clause."""
        if token.lower_ in {"who", "that", "whom"} and token.i not in self.owner:
            clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
            return self.owner.get(clause.head.i) if clause is not None else None
        return self.owner.get(token.i)

    def subject(self, verb: Token) -> int | None:
        """The one person a verb is said of; None when it is nobody known or several."""
        found = {self.who(token) for token in subjects(verb)}
        return found.pop() if len(found) == 1 else None

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens first to last, both included."""
        return Span(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))

    def token_at(self, place: int) -> int:
        """The token that covers this character, or the first after it."""
        low, high = 0, len(self.doc)
        while low < high:
            middle = (low + high) // 2
            if self.doc[middle].idx + len(self.doc[middle]) <= place:
                low = middle + 1
            else:
                high = middle
        return low

    def date_of(self, verb: Token) -> tuple[DateRange, Span] | None:
        """The time told with a verb: the nearest in its own clause, else of the verb it is joined to."""
        held = {t.idx for t in clause(verb)}
        near = [d for d in self.dates if any(d.span.start <= place < d.span.end for place in held)]
        if not near and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            # "On 9 September she laid down her scissors and left."
            held = {t.idx for t in clause(verb.head) if t.i < verb.head.i}
            near = [d for d in self.dates if any(d.span.start <= place < d.span.end for place in held)]
        if not near:
            return None
        best = min(near, key=lambda d: abs(d.span.start - verb.idx))
        return best.when, best.span

    def now(self) -> DateRange:
        """The time of what is told as present: when the story came out."""
        days = self.published
        return DateRange(days.first, days.last, precise=False, words=None, relative_to="published", relation="during")


def clause(verb: Token) -> Iterator[Token]:
    """The words of a verb's own clause, without the clauses in it and without what is joined to it."""
    yield verb
    for child in verb.children:
        if child.dep_ in {"relcl", "ccomp", "conj", "parataxis"} or (
            child.dep_ == "advcl" and child.pos_ in {"VERB", "AUX"}
        ):
            continue
        if child.dep_ in SUBJECTS:
            yield child  # what is told inside the subject ("Murad, born on 4 January,") is told of other things
            continue
        yield from clause(child)


def polarity_of(verb: Token) -> Polarity:
    """Denied when the verb has a negation of its own, or is what somebody denies."""
    if any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        return "denied"
    head = verb.head
    if (
        verb.dep_ in {"ccomp", "xcomp", "pcomp"}
        and head != verb
        and head.lemma_.lower() in {"deny", "dispute", "reject"}
    ):
        return "denied"
    return "asserted"


_HEDGES: tuple[tuple[Literal["probable", "possible", "estimate"], frozenset[str]], ...] = (
    ("estimate", words_of("about around approximately roughly some estimated aged_about nearly almost")),
    ("probable", words_of("thought believed understood reportedly apparently presumably probably likely")),
    ("possible", words_of("maybe perhaps possibly allegedly may might could suspected")),
)


def certainty_of(words: Sequence[Token]) -> Certainty:
    """Certain unless a word among these hedges."""
    lower = {t.lower_ for t in words}
    return next((how for how, hedges in _HEDGES if lower & hedges), "certain")
