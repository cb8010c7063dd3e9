"""How many of what: every counted thing an English story tells, with its bounds, unit, words and how sure it is.

Counts come first; money, durations, measures and bare percent are kept and say their kind, so that a count of
persons never takes them in. Ages, dates, clock times, names with numbers and addresses are no quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recount.model import Quantity, Span
from recount.model.claim import Certainty, Polarity
from recount.text import quantity_words as words
from recount.text.quantity_bounds import Bound, bounds, limited, qualifier_after
from recount.text.quantity_clauses import certainty_of, clause_of, counted_by, is_denied, is_limited, span_of, told_of
from recount.text.quantity_nouns import Counted, counted, is_named, singular, unit_of
from recount.text.times import times

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMED = 3  # persons or things that a story is likely to have named one by one; chosen by hand
NEAR = 8  # tokens between the counts of one list; chosen by hand
REACH = 4  # sentences back to what "the true figure" may mean; chosen by hand


@dataclass(frozen=True, slots=True)
class Told:
    """One quantity of a story. Law: `span` lies within `clause`, both are places in the parsed text."""

    span: Span  # the words that count: "several dozen people"
    clause: Span  # the clause they stand in: "At least 58 people have left the group"
    quantity: Quantity
    kind: str  # count, percent, money, duration, measure, frequency, abstract
    noun: str  # what is counted, singular, as the account names it: "woman" where the unit is person
    sentence: int  # which sentence of the parse
    certainty: Certainty = "certain"
    polarity: Polarity = "asserted"
    among: Span | None = None  # the group it is some of: "the defectors surveyed by the researchers"
    source_words: Span | None = None  # who counted, where the words say so: "the researchers"
    anaphoric: bool = False  # "the two women": points back to what was told or named before, counts nothing new
    refers_to: int | None = None  # index in the list of the figure that this one is compared with


@dataclass(frozen=True, slots=True)
class _Place:
    """A bound with its tokens."""

    bound: Bound
    first: int
    last: int


def quantities(doc: Doc) -> list[Told]:
    """Every quantity of a parsed story, in order of its words."""
    found: list[Told] = []
    starts = [sent.start for sent in doc.sents]
    blocked = _time_tokens(doc)
    places = [p for p in (_place(doc, bound) for bound in bounds(doc.text)) if p is not None]
    for at, place in enumerate(places):
        if _tells_time(place, blocked) or _is_no_count(doc, place):
            continue
        told = _told(doc, place, blocked, found, starts, places[at + 1 : at + 4])
        if told is not None:
            found.append(told)
    return _compared(doc, found, starts)


def _place(doc: Doc, bound: Bound) -> _Place | None:
    inside = [t.i for t in _tokens(doc, bound.span) if not t.is_space]
    return _Place(bound, inside[0], inside[-1]) if inside else None


def _tokens(doc: Doc, span: Span) -> Sequence[Token]:
    """The tokens that share a character with `span`."""
    cut = doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(cut) if cut is not None else []


def _time_tokens(doc: Doc) -> frozenset[int]:
    return frozenset(t.i for told in times(doc.text) for t in _tokens(doc, told.core))


def _tells_time(place: _Place, blocked: frozenset[int]) -> bool:
    return place.first in blocked or place.last in blocked


def _is_no_count(doc: Doc, place: _Place) -> bool:
    """List numbers, scores, ages, telephone numbers, names."""
    text, span, bound = doc.text, place.bound.number, place.bound
    before, after = text[max(0, span.start - 14) : span.start], text[span.end : span.end + 18]
    if re.search(r"\d[-\u2010-\u2014/]$", before) or re.match(r"[-\u2010-\u2014/]\d", after):
        return True
    if bound.written == "digits" and (
        re.search(r"\d[ \u00a0]$", before)
        or re.match(r"[ \u00a0]\(?\d", after)
        or re.search(r"\+$|\(0?$", before)
        and re.match(r"[ \u00a0)]*\d", after)
    ):
        return True
    if re.search(r"(?:^|\n)[ \t(]*$", before) and re.match(r"[.)](?=\s)", after):
        return True
    if re.search(
        r"\b(?:aged?|ages|turned|turning|aged between|age of|ages of)[ \u00a0]+(?:about |just |only |over |under )?$",
        before,
        re.IGNORECASE,
    ):
        return True
    if re.match(
        r"[ \u00a0]*-?(?:years?|months?|weeks?)?[ \u00a0-]*(?:old\b|of age\b)|[ \u00a0]?[ap]\.?m\b|[ \u00a0]?o['\u2019]clock|[ \u00a0]?GMT\b",
        after,
    ):
        return True
    aged = re.match(r"(?:[ \u00a0]?\)|,)", after) is not None and re.search(r"[,(][ \u00a0]?$", before) is not None
    if aged and place.first > 1 and bound.qualifier is None and 5 <= bound.value <= 110 and bound.kind == "count":  # noqa: PLR2004 - ages of persons who speak or act
        name = doc[place.first - 2]
        if name.tag_ in ("NNP", "NNPS", "NN", "PRP", "POS") or name.ent_type_ == "PERSON":
            return True
    return is_named(doc, bound, place.first, place.last)


def _told(
    doc: Doc, place: _Place, blocked: frozenset[int], before: list[Told], starts: list[int], following: list[_Place]
) -> Told | None:
    bound = place.bound
    what = counted(doc, bound, place.last, blocked)
    if what is not None and what.unit == "" or what is None:
        what = _bare(doc, place, what, before, starts, following) if bound.kind != "money" else _money(place)
    if what is None:
        return None
    if bound.kind == "money":
        what = replace(_money(place), last=place.last)
    if _is_idle(doc, place, what, following):
        return None
    return _built(doc, place, what, before, starts)


def _money(place: _Place) -> Counted:
    unit = place.bound.unit or "dollar"
    return Counted(place.last, place.last, place.last, unit, unit, "money")


def _is_idle(doc: Doc, place: _Place, what: Counted, following: list[_Place]) -> bool:
    """Words that only look like a count: "several reasons", "one day", "one of the defectors"."""
    bound = place.bound
    people = what.unit == "person" or what.noun in words.MINORS | words.KIN
    if bound.people_only and bound.base is None and (not people or what.kind != "count"):
        return True
    if bound.rule == "vague.scores" and doc[min(place.last + 1, len(doc) - 1)].lower_ != "of":
        return True
    if bound.value != 1 or bound.rule is not None or bound.written != "words" or bound.share is not None:
        return False
    if what.of_group:
        return not _in_breakdown(doc, place, following)
    if bound.qualifier is not None:
        return False
    noun = doc[what.head]
    suffers = people and noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in words.HARM_VERBS
    return not (_in_breakdown(doc, place, following) or suffers)


def _in_breakdown(doc: Doc, place: _Place, following: list[_Place]) -> bool:
    """Whether a count stands coordinated with this one: "two were British and one was German", "a man and one woman"."""
    root = _root(doc, place)
    mine = (root, root.head, root.head.head if root.dep_ == "nummod" else root.head)
    others = [_root(doc, p) for p in following if p.bound.kind == "count" and p.first < root.sent.end]
    earlier = [t for t in doc[root.sent.start : place.first] if t.like_num and t.ent_type_ not in ("DATE", "TIME")]
    for other in (*others, *earlier):
        theirs = {other.i, other.head.i}
        if any(c.i in theirs for token in mine for c in token.conjuncts):
            return True
    joined = place.first > 0 and doc[place.first - 1].lower_ in ("and", "plus")
    return joined and any(place.first - t.i <= NEAR for t in earlier)


def _bare(
    doc: Doc, place: _Place, pronoun: Counted | None, before: list[Told], starts: list[int], following: list[_Place]
) -> Counted | None:
    """A number without a noun: what it counts by its verb, its group or what was counted before it."""
    bound, end = place.bound, place.last
    if bound.kind == "percent":
        return Counted(
            end, pronoun.last if pronoun else end, pronoun.head if pronoun else end, "percent", "percent", "percent"
        )
    if place.first and doc[place.first - 1].lower_ in (
        "the",
        "these",
        "those",
        "both",
        "first",
        "last",
        "other",
        "next",
    ):
        return None
    if bound.value == 1 and bound.rule is None and not _in_breakdown(doc, place, following):
        return None
    at = doc[pronoun.head if pronoun else end]
    last = pronoun.last if pronoun else end
    unit = _by_verb(doc, place) or _by_group(doc, place) or _by_figure(doc, place)
    earlier = _earlier(before, starts, place.first, reach=1)
    whole = bound.base is not None or _among(doc, place) is not None
    if (
        unit is None
        and earlier is not None
        and (pronoun or whole or _is_subject(doc, place) or _follows_list(doc, place))
    ):
        unit = (earlier.quantity.unit, earlier.noun)
    if unit is None and (
        whole and _is_subject(doc, place) or pronoun is not None and pronoun.noun in ("them", "us", "whom", "they")
    ):
        unit = ("person", "person")
    if unit is None:
        return None
    return Counted(last, last, at.i, unit[0], unit[1], "count", of_group=pronoun is not None)


def _root(doc: Doc, place: _Place) -> Token:
    return doc[place.first : place.last + 1].root


def _is_subject(doc: Doc, place: _Place) -> bool:
    return _root(doc, place).dep_ in ("nsubj", "nsubjpass")


def _by_verb(doc: Doc, place: _Place) -> tuple[str, str] | None:
    """Persons, by what they say, do or suffer."""
    root = _root(doc, place)
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    if after is not None and (after.lower_ in words.HARMED or after.lower_ in ("who", "whom")):
        return "person", "person"
    verb, lemma = root.head, root.head.lemma_.lower()
    if root.dep_ in ("nsubj", "nsubjpass"):
        said = _said_to_be(doc, verb)
        if said is not None:
            return said
        if lemma in words.PERSON_VERBS and not _by_group(doc, place):
            return "person", "person"
    if (
        root.dep_ in ("dobj", "pobj", "ccomp", "attr", "npadvmod")
        and lemma in words.HARM_VERBS
        and (after is None or not after.is_alpha or after.pos_ in ("ADP", "CCONJ", "SCONJ", "ADV"))
    ):
        return "person", "person"
    return None


def _said_to_be(doc: Doc, verb: Token) -> tuple[str, str] | None:
    """ "Three were women", "two were British", "four were dead"."""
    if verb.lemma_.lower() != "be":
        return None
    for told in verb.children:
        if told.dep_ in ("acomp", "attr") and told.i > verb.i:
            unit, noun = unit_of(doc, told.i, told)
            if told.tag_ in ("NNS", "NNPS") and unit == "person":
                return unit, noun
            if told.ent_type_ == "NORP" or told.lower_ in words.HARMED:
                return "person", "person"
    return None


def _by_group(doc: Doc, place: _Place) -> tuple[str, str] | None:
    group = _among(doc, place)
    if group is None or group.tag_ == "CD":
        return None
    return unit_of(doc, group.left_edge.i, group)


def _among(doc: Doc, place: _Place) -> Token | None:
    """The noun of "Of the defectors surveyed, two ..." and "Among the 58, ..."."""
    root = _root(doc, place)
    carriers = [root.head, *(t for t in root.head.ancestors)][:3]
    for carrier in carriers:
        for child in carrier.children:
            if (
                child.dep_ == "prep"
                and child.lower_ in ("of", "among", "amongst")
                and child.i < place.first
                and child.sent == root.sent
                and child.left_edge.i == child.i
            ):
                starts_clause = (
                    child.i == child.sent.start
                    or doc[child.i - 1].is_punct
                    or doc[child.i - 1].is_space
                    or doc[child.i - 1].pos_ in ("CCONJ", "SCONJ")
                )
                noun = next(
                    (c for c in child.children if c.dep_ == "pobj" and c.tag_ in ("NNS", "NNPS", "NN", "CD")), None
                )
                if starts_clause and noun is not None:
                    return noun
    return None


def _by_figure(doc: Doc, place: _Place) -> tuple[str, str] | None:
    """ "The number of defectors rose to 58": the noun stands with the figure."""
    root = _root(doc, place)
    if root.dep_ not in ("attr", "pobj", "dobj", "npadvmod", "acomp"):
        return None
    verb = next((t for t in root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or (root.dep_ == "pobj" and root.head.lower_ not in ("to", "at", "by", "from")):
        return None
    figure = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in words.FIGURES), None)
    if figure is None:
        return None
    for of in figure.children:
        for noun in of.children:
            if of.lower_ == "of" and noun.dep_ == "pobj" and noun.tag_ in ("NNS", "NNPS"):
                return unit_of(doc, noun.left_edge.i, noun)
    return None


def _follows_list(doc: Doc, place: _Place) -> bool:
    """ "58 people: 12 from Germany and five from France"."""
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    before = doc[place.first - 1] if place.first else None
    return (
        after is not None
        and before is not None
        and after.lower_ in ("from", "aged", "with", "who")
        and (before.is_punct or before.lower_ in ("and", "including"))
    )


def _earlier(before: list[Told], starts: list[int], at: int, *, reach: int) -> Told | None:
    """The nearest count told before token `at`, at most `reach` sentences back."""
    sentence = bisect_right(starts, at) - 1
    for told in reversed(before):
        if sentence - told.sentence > reach:
            return None
        if told.kind == "count":
            return told
    return None


def _built(doc: Doc, place: _Place, what: Counted, before: list[Told], starts: list[int]) -> Told:
    bound = place.bound if what.kind == "count" else _measured(place.bound, what.kind)
    noun = doc[what.head]
    first, last = place.first, max(place.last, what.last)
    after = (
        qualifier_after(doc.text, noun.idx + len(noun.text)) if bound.qualifier is None and last == what.head else None
    )
    span = _span(doc, bound, first, last)
    if after is not None:
        bound = limited(bound, after[0], doc.text[noun.idx + len(noun.text) : after[1]].strip(" ,"), after[1])
        span = Span(span.start, after[1])
    clause = clause_of(noun)
    told = _around(doc, span, clause)
    group = _among(doc, place) if not what.of_group else noun if what.unit and noun.tag_ in ("NNS", "NNPS") else None
    among = _noun_phrase(doc, group) if group is not None else None
    said = told_of(doc, min(what.first, noun.i), noun, clause, bare=noun.i <= place.last)
    if among is not None and group is not noun:
        predicate = " ".join(doc[clause[0].i : clause[2] + 1].text.split()) if clause[0].i > place.last else said
        said = f"{predicate}, of {among.of(doc.text)}"
    kind = "percent" if bound.kind == "percent" else what.kind
    if among is not None and bound.base is None and kind == "count":
        bound = _of_base(doc, bound, among)
    quantity = Quantity(
        bound.low, bound.high, "percent" if kind == "percent" else what.unit, qualifier=bound.qualifier, of=said,
        share=bound.share, base=bound.base, derived=bound.derived, rule=bound.rule,
    )  # fmt: skip
    sentence = bisect_right(starts, place.first) - 1
    again = _points_back(doc, first, noun, quantity, [t for t in before if t.kind == kind and t.noun == what.noun])
    return Told(
        span, told, quantity, kind, what.noun, sentence, certainty_of(noun, bound.qualifier), "denied" if is_denied(doc, first, noun) else "asserted",
        among=among, source_words=counted_by(group if group is not None else noun), anaphoric=again,
    )  # fmt: skip


def _of_base(doc: Doc, bound: Bound, among: Span) -> Bound:
    """ "Of the 58 defectors, 14 were women": 14 of a base of 58."""
    inside = [b for b in bounds(among.of(doc.text)) if b.kind == "count" and b.low is not None and b.low == b.high]
    if len(inside) != 1 or inside[0].value <= bound.value:
        return bound
    base = inside[0].value
    return replace(bound, base=base, share=bound.value / base if bound.low == bound.high else None)


def _points_back(doc: Doc, first: int, noun: Token, quantity: Quantity, alike: list[Told]) -> bool:
    """ "The 58 people" after 58 people were told; "the two leaders" after two were named."""
    if not first or doc[first - 1].lower_ not in ("the", "these", "those"):
        return False
    if any((t.quantity.low, t.quantity.high) == (quantity.low, quantity.high) for t in alike):
        return True
    return (
        quantity.base is None
        and quantity.low is not None
        and quantity.low <= NAMED
        and quantity.low == quantity.high
        and not is_limited(noun)
    )


def _measured(bound: Bound, kind: str) -> Bound:
    amount = bound.as_amount()
    if kind == "duration" and amount.rule == "more_than" and (amount.qualifier or "").lower() == "over":
        return replace(
            amount, low=amount.value, high=amount.value, rule=None
        )  # "over two years": during, not more than
    return amount


def _span(doc: Doc, bound: Bound, first: int, last: int) -> Span:
    tokens = span_of(doc, first, last)
    return Span(min(bound.span.start, tokens.start), max(bound.span.end, tokens.end))


def _around(doc: Doc, span: Span, clause: tuple[Token, int, int]) -> Span:
    whole = span_of(doc, clause[1], clause[2])
    return Span(min(whole.start, span.start), max(whole.end, span.end))


def _noun_phrase(doc: Doc, noun: Token) -> Span:
    inside = [t.i for t in noun.subtree]
    first, last = min(inside), max(inside)
    while last > noun.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return span_of(doc, first, last)


def _compared(doc: Doc, found: list[Told], starts: list[int]) -> list[Told]:
    """Figures told only as higher or lower than one before: "the true figure is likely to be far higher"."""
    extra = [
        t
        for t in (_comparison(doc, token, found, starts) for token in doc if token.tag_ in ("JJR", "RBR"))
        if t is not None
    ]
    together = sorted((*found, *extra), key=lambda t: t.span)
    place = {id(t): n for n, t in enumerate(found)}
    order = {place[id(t)]: n for n, t in enumerate(together) if id(t) in place}
    return [replace(t, refers_to=order[t.refers_to]) if t.refers_to is not None else t for t in together]


def _comparison(doc: Doc, token: Token, found: list[Told], starts: list[int]) -> Told | None:
    up = token.lower_ in words.HIGHER
    if not up and token.lower_ not in words.LOWER:
        return None
    subject = _figure_subject(token)
    if subject is None or _is_against_else(doc, token):
        return None
    sentence = bisect_right(starts, token.i) - 1
    near = [
        n
        for n, t in enumerate(found)
        if t.kind == "count" and t.span.end <= subject.idx and sentence - t.sentence <= REACH
    ]
    if not near:
        return None
    base = found[near[-1]]
    low, high = (base.quantity.low, None) if up else (0.0, base.quantity.high)
    if (low if up else high) is None:
        return None
    first = min((c.i for c in token.children if c.dep_ == "advmod" and c.i < token.i), default=token.i)
    span = span_of(doc, subject.left_edge.i, token.i)
    said = span_of(doc, first, token.i).of(doc.text)
    quantity = Quantity(
        low,
        high,
        base.quantity.unit,
        qualifier=said,
        of=base.quantity.of,
        derived=True,
        rule="higher" if up else "lower",
    )
    return Told(span, span, quantity, "count", base.noun, sentence, certainty_of(token, None), refers_to=near[-1])


def _figure_subject(token: Token) -> Token | None:
    """The figure that is said to be higher, when the comparison is what its sentence says of it."""
    if token.dep_ not in ("acomp", "xcomp", "attr", "oprd", "ccomp", "advmod", "ROOT"):
        return None
    for above in (token, *token.ancestors):
        for child in above.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child if child.lower_ in words.FIGURES and child.i < token.i else None
        if above.dep_ not in ("acomp", "xcomp", "attr", "oprd", "ccomp", "advmod"):
            return None
    return None


def _is_against_else(doc: Doc, token: Token) -> bool:
    """ "Higher than last year" compares with a figure that is not here; "higher than reported" does not."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if after is None or after.lower_ != "than":
        return False
    then = doc[token.i + 2].lower_ if token.i + 2 < len(doc) else ""
    return then not in (
        "that",
        "this",
        "those",
        "reported",
        "thought",
        "feared",
        "known",
        "believed",
        "previously",
        "stated",
        "given",
        "officially",
        "recorded",
        "counted",
    )


__all__ = ["REACH", "Told", "quantities", "singular"]
