"""Who a pronoun, a surname or "the officials" stands for among those a story has named so far."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recount.text.speech.cues import cues
from recount.text.speech.people import Gender, Who, described
from recount.text.speech.source import noun_span
from recount.text.speech.traits import OFFICES, age_in, aged

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from recount.model.quote import Span

_BRIEF = 3  # words of a description that points back: "the same officials"; longer ones describe anew
_COURTESY = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr"))
_LEAST_AGE, _MOST_AGE = 10, 99  # years
_KEPT = 24  # candidates remembered; older ones are out of a reader's mind too
# Weights chosen on invented stories: speakers go on speaking, and whom a clause inside a sentence is about speaks less
# than whom the sentence is about.
_SPEAKER, _SUBJECT, _INNER, _OTHER = 2.6, 2.0, 1.2, 0.5
_INNER_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "pcomp", "csubj"))
_FADE = 0.8  # weight lost per sentence
_FARTHEST = {"he": 8, "she": 8, "it": 5, "they": 5}  # sentences


@dataclass(slots=True)
class _Candidate:
    who: Who
    sentence: int
    token: int
    weight: float
    inside: int  # the quotation it stands in, or -1: others' words seldom name the author's "he"


class Cast:
    """The speakers and subjects of one story, walked from its first token to its last."""

    def __init__(self, doc: Doc, inside: list[int]) -> None:
        self._doc = doc
        self._inside = inside
        self._sentence = _sentences(doc, inside)
        self._words = cues()
        self._full = _full_names(doc)
        self._first = _first_names(self._full)
        self._located = _located(doc)
        self._human = _human(doc)
        self._aged = aged(doc)
        self._gender: dict[str, Gender] = {}
        self._recent: deque[_Candidate] = deque(maxlen=_KEPT)
        self._roles: dict[str, Who] = {}  # head noun -> the fullest description told so far
        self._nations: dict[str, Who] = {}
        self._persons_by_role: dict[str, Who] = {}
        self._bodies: dict[str, Who] = {}  # word of a body's name -> the body
        self._next = 0
        self._paper_until = 0  # names inside a document's description are no candidates of their own

    def resolve(self, head: Token) -> Who | None:
        """Whom the noun phrase of `head` stands for; None when nobody fits. Ask in the order of the text."""
        self._walk(head.i)
        return self._resolved(head)

    def spoke(self, head: Token, who: Who) -> None:
        """Remember that somebody spoke here: the likeliest to be meant by what follows."""
        self._remember(who, head.i, _SPEAKER)
        self._register(who)

    def full_name(self, name: str) -> str:
        """The full name the story gives for a surname or first name, when it gives one only."""
        if " " in name:
            return name
        longer = [*self._full.get(name.lower(), {})] or [*self._first.get(name.lower(), {})]
        return longer[0] if len(longer) == 1 else name

    def _walk(self, until: int) -> None:
        """Take in all subjects and persons before a token."""
        while self._next < until:
            token = self._doc[self._next]
            self._next += 1
            subject = token.dep_ in ("nsubj", "nsubjpass")
            named = token.ent_type_ in ("PERSON", "ORG") and token.dep_ not in ("compound", "poss", "flat")
            if not subject and not named and token.dep_ not in ("attr", "appos", "agent"):
                continue
            if token.i < self._paper_until or token.lower_ in (
                "who",
                "which",
                "that",
                "what",
                "i",
                "we",
                "you",
                "there",
                "this",
            ):
                continue
            if subject and (told := _one_that_is(token)) is not None:
                token = told
            if subject:
                self._pair(token)
            who = self._resolved(token)
            if who is not None and who.kind == "person" and who.name is not None and who.name.lower() in self._located:
                who = replace(who, kind="place")
            if who is not None and who.kind == "person" and who.name is not None and subject:
                self._persons_by_role.update(dict.fromkeys(_said_to_be(token), who))
            if who is not None and who.kind not in ("thing", "pronoun"):
                self._remember(who, token.i, _weight(token) if subject else _OTHER)
                self._register(who)
                if who.kind == "document":
                    self._paper_until = noun_span(token)[1]

    def _pair(self, subject: Token) -> None:
        """Take in the second of "Hedda Lorn and her husband Emil", and that "her" is Hedda."""
        for second in subject.children:
            if second.dep_ != "conj" or second.pos_ not in ("NOUN", "PROPN"):
                continue
            who = described(second)
            owner = next((c.lower_ for c in second.children if c.dep_ == "poss"), "")
            first = described(subject)
            if first is not None and first.name is not None and owner in ("her", "his"):
                self._gender[first.name] = "f" if owner == "her" else "m"
            if who is not None and who.kind == "person" and who.name is not None:
                self._remember(who, second.i, _INNER)

    def _remember(self, who: Who, token: int, weight: float) -> None:
        self._recent.append(_Candidate(who, self._sentence[token], token, weight, self._inside[token]))

    def _register(self, who: Who) -> None:
        if who.name is None and who.role is not None:
            told = self._roles.get(who.head)
            if told is None or not who.definite or len(who.role) > len(told.role or ""):
                self._roles[who.head] = who
            for word in _keys(who.role):
                nation = self._words.nations.get(word)
                if nation is not None and who.kind in ("people", "body"):
                    self._nations[nation] = who
        elif who.kind == "person" and who.role:
            for word in _keys(who.role):
                office = OFFICES.get(word, word)
                if office in self._words.roles or office in self._words.anonymous:
                    self._persons_by_role[office] = who
        elif who.name is not None and who.kind == "body":
            for word in _keys(who.name):
                if word in self._words.groups:
                    self._bodies[word] = who

    def _resolved(self, head: Token) -> Who | None:
        who = described(head)
        if who is None:
            return None
        if who.kind == "pronoun":
            return self._antecedent(head, who)
        named = self._of_that_age(who, head)
        if named is not None:
            return named
        if who.kind == "body" and who.name is not None and who.name.split(" ")[-1].lower() in self._human:
            who = replace(who, kind="person")
        if who.name is not None:
            nation = self._words.nations.get(who.name.lower()) if who.kind == "people" else None
            return self._nations.get(nation, who) if nation is not None else self._fuller(who)
        return self._same_role(who) if who.definite else who

    def _of_that_age(self, who: Who, head: Token) -> Who | None:
        """As in "the 27-year-old", of whom the story told before by name and age."""
        age = age_in(who.role or "") if who.name is None else None
        token = None if age is None else self._aged.get(age)
        told = None if token is None or token.i >= head.i else described(token)
        return self._fuller(told) if told is not None and told.name is not None and told.kind == "person" else None

    def _fuller(self, who: Who) -> Who:
        """The same person under the full name the story gives."""
        name = who.name or ""
        options = self._full.get(name.split(" ")[-1].lower(), {})
        longer = [o for o in options if o != name and o.lower().endswith(" " + name.lower())]
        if not longer and who.kind == "person" and name.lower() in self._first:
            options = self._first[name.lower()]
            longer = list(options)
        if len(longer) > 1 and who.gender:
            longer = [o for o in longer if self._gender_of(o) in ("", who.gender)]
        if len(longer) != 1 or who.kind not in ("person", "body", "place"):
            known = self._known(name)
            return replace(who, role=who.role or known.role, gender=who.gender or known.gender) if known else who
        known = self._known(longer[0])
        role = who.role or (known.role if known else None)
        gender = who.gender or self._gender_of(longer[0])
        place = options[longer[0]]
        return replace(
            who, name=longer[0], role=role, kind="person", gender=gender, place=place if known is None else known.place
        )

    def _known(self, name: str) -> Who | None:
        return next((c.who for c in reversed(self._recent) if c.who.name == name), None)

    def _gender_of(self, name: str) -> Gender:
        # By what the story itself says: a name alone tells nobody's gender here.
        return self._gender.get(name, "")

    def _same_role(self, who: Who) -> Who:
        """As in "the officials" as told before: "United States officials"; "the Americans": that nation's officials."""
        nation = self._words.nations.get(who.head) or self._words.nations.get(who.head + "s")
        if nation is not None and nation in self._nations:
            return self._nations[nation]
        if who.kind == "document":
            return self._document(who)
        person = self._persons_by_role.get(who.head)
        if person is not None and not who.plural and len((who.role or "").split()) <= _BRIEF:
            return person
        told = self._roles.get(who.head)
        if told is not None and told.plural == who.plural and len(told.role or "") > len(who.role or ""):
            return told
        body = self._bodies.get(who.head)
        return body if body is not None and who.kind == "body" and len((who.role or "").split()) < _BRIEF else who

    def _document(self, who: Who) -> Who:
        if len((who.role or "").split()) > _BRIEF:
            return who
        kin = self._words.kin.get(who.head, frozenset((who.head,)))
        same = [told for head in kin if (told := self._roles.get(head)) is not None and told.kind == "document"]
        best = max(same, key=lambda told: (told.head == who.head, told.place.start), default=None)
        return best if best is not None and len(best.role or "") >= len(who.role or "") else who

    def _antecedent(self, head: Token, pronoun: Who) -> Who | None:
        low = pronoun.head
        group = _group(low)
        if group is None:
            return None
        here, inside = self._sentence[head.i], self._inside[head.i]
        best: tuple[float, int] | None = None
        chosen: Who | None = None
        for c in self._recent:
            if here - c.sentence > _FARTHEST[group] or c.token >= head.i or not self._fits(group, c.who):
                continue
            if inside >= 0 and c.inside != inside:
                continue  # whom a quoted "he" means stands in the quoted words, or is not told
            weight = c.weight - _FADE * (here - c.sentence) - (2.0 if c.inside >= 0 > inside else 0.0)
            if group in ("he", "she") and (c.who.kind != "person" or c.who.head in ("one", "another", "each")):
                weight -= 1.0  # a name alone that may be a person's, one of many told in passing
            if group == "they" and not c.who.plural and c.who.kind != "people":
                weight -= 1.5
            if best is None or (weight, c.token) >= best:
                best, chosen = (weight, c.token), c.who
        if chosen is None:
            return None
        if pronoun.gender and chosen.name is not None:
            self._gender[chosen.name] = pronoun.gender
            chosen = replace(chosen, gender=pronoun.gender)
        return chosen

    def _fits(self, group: str, who: Who) -> bool:
        if group in ("he", "she"):
            gender = who.gender or (self._gender.get(who.name, "") if who.name else "")
            lone = who.kind == "body" and who.name is not None and " " not in who.name and not who.name.isupper()
            return (who.kind == "person" or lone) and not who.plural and gender in ("", "f" if group == "she" else "m")
        if group == "it":
            return who.kind in ("body", "document", "place") and not who.plural
        return who.plural or who.kind in ("people", "body")


def _one_that_is(subject: Token) -> Token | None:
    """The cook of "One of them is a cook": what follows speaks of the cook."""
    if subject.lower_ not in ("one", "another", "first", "last") or subject.head.lemma_ != "be":
        return None
    told = next((c for c in subject.head.children if c.dep_ == "attr" and c.i > subject.head.i), None)
    return told if told is not None and told.pos_ in ("NOUN", "PROPN") else None


def _said_to_be(subject: Token) -> list[str]:
    """The signaller of "Teo Marsk was a signaller": the noun he may be called by later."""
    if subject.head.lemma_ not in ("be", "become"):
        return []
    return [c.lemma_.lower() for c in subject.head.children if c.dep_ == "attr" and c.tag_ == "NN"]


def _weight(subject: Token) -> float:
    """How likely the subject of a clause is meant by what follows: less inside another clause."""
    verb = subject.head
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
    return _INNER if verb.dep_ in _INNER_CLAUSES else _SUBJECT


def _group(low: str) -> str | None:
    if low in ("he", "him", "his"):
        return "he"
    if low in ("she", "her"):
        return "she"
    if low in ("it", "its"):
        return "it"
    return "they" if low in ("they", "them", "their") else None


def _keys(words: str) -> list[str]:
    """The words of a description, lower-case, with pairs for nations of two words."""
    parts = [w.strip(".,'’\"“”()").lower() if w.count(".") <= 1 else w.lower() for w in words.split()]
    parts = [p.removesuffix("'s").removesuffix("’s") for p in parts]
    return parts + [f"{a} {b}" for a, b in itertools.pairwise(parts)]


def _sentences(doc: Doc, inside: list[int]) -> list[int]:
    """For each token the number of its sentence, where all sentences of one quotation count as one."""
    numbers: list[int] = []
    n = -1
    for token in doc:
        goes_on = token.i > 0 and inside[token.i] >= 0 and inside[token.i] == inside[token.i - 1]
        n += (token.is_sent_start is True and not goes_on) or n < 0
        numbers.append(n)
    return numbers


def _full_names(doc: Doc) -> dict[str, dict[str, Span]]:
    """Last word of every name of two words or more -> the full names that end so, with the first place of each."""
    found: dict[str, dict[str, Span]] = {}
    for ent in doc.ents:
        if ent.label_ != "PERSON" or len(ent) == 1:
            continue
        who = described(ent.root)
        name = None if who is None else who.name
        if name is None or who is None or " " not in name:
            continue
        found.setdefault(name.split(" ")[-1].lower(), {}).setdefault(name, who.place)
    return {last: _distinct(names) for last, names in found.items()}


def _first_names(full: dict[str, dict[str, Span]]) -> dict[str, dict[str, Span]]:
    """First word of the full names -> those names, for stories that call people by it."""
    found: dict[str, dict[str, Span]] = {}
    for names in full.values():
        for name, place in names.items():
            found.setdefault(name.split(" ")[0].lower(), {})[name] = place
    return found


def _human(doc: Doc) -> frozenset[str]:
    """Last words of names that the story shows to be a person's: "Mr Tarn", "Ilse Tarn, 27,"."""
    found = set()
    for token in doc[1:]:
        if token.pos_ != "PROPN":
            continue
        after = doc[token.i + 1 : token.i + 4]
        aged = len(after) > 2 and after[0].text == "," and after[1].text.isdigit() and after[2].text in (",", ".")  # noqa: PLR2004
        if token.nbor(-1).lower_.rstrip(".") in _COURTESY or (aged and _LEAST_AGE <= int(after[1].text) <= _MOST_AGE):
            found.add(token.lower_)
    return frozenset(found)


def _located(doc: Doc) -> frozenset[str]:
    """Capitalised single words that somebody is in or near and that nobody is called by: places."""
    where = ("in", "at", "near", "outside", "across", "around")
    return frozenset(
        t.lower_
        for t in doc[1:]
        if t.pos_ == "PROPN"
        and t.dep_ == "pobj"
        and t.head.lower_ in where
        and t.ent_type_ != "PERSON"
        and t.i == t.left_edge.i
    )


def _distinct(names: dict[str, Span]) -> dict[str, Span]:
    """Without names that only shorten another: "J. Lee Park" and "Lee Park" are kept as the longer."""
    longest = Counter(names).keys()
    return {n: names[n] for n in longest if not any(o != n and o.endswith(" " + n) for o in longest)}
