"""Numbers that stand without a noun: "two said they left", "killing at least 12", "Of the defectors, two were British".

What they count is said by their verb, by the group that the clause opens with, by a figure word, or by what was
counted just before. A bare number that none of these explains is no quantity.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from recount.text.quantity import words
from recount.text.quantity.nouns import Counted, counted, singular, unit_of
from recount.text.quantity.numbers import value_of
from recount.text.quantity.refused import stands_in_breakdown
from recount.text.quantity.told import Place, Site, Told

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Unit = tuple[str, str]  # unit and noun
_PERSON: Unit = ("person", "person")
_DEFINITE = frozenset(["the", "these", "those", "both", "first", "last", "other", "next"])
_OF_THINGS_TOO = frozenset(
    ["belong", "come", "go", "leave", "return", "disappear", "vanish", "hide", "give", "name", "free"]
)
_PUTS = frozenset(["put", "set", "estimate", "place", "peg"])
_SAYS = frozenset("say claim estimate believe think reckon report insist count record register list tally log".split())
_REST = frozenset(["rest", "remainder", "others", "balance", "remaining"])
_NUMBER = frozenset(
    ["be", "number", "total", "estimate", "reckon", "put", "count"]
)  # verbs that give a group its number
_NEAR = 12  # tokens between two counts that go on with the same preposition; chosen by hand
_LIMITS = frozenset(["from", "aged", "with", "who"])


def bare(site: Site, place: Place, pronoun: Counted | None) -> Counted | None:
    """What a number without a noun counts; `pronoun` when it is "of them", "of whom"."""
    doc, bound, end = site.doc, place.bound, place.last
    last, head = (pronoun.last, pronoun.head) if pronoun else (end, end)
    if bound.kind == "percent":
        return Counted(end, last, head, "percent", "percent", "percent")
    if place.first and doc[place.first - 1].lower_ in _DEFINITE:
        return None
    if _is_difference(doc, end):
        return None
    if bound.value == 1 and bound.rule is None and not stands_in_breakdown(site, place):
        return None
    unit = _unit(site, place, pronoun)
    return None if unit is None else Counted(last, last, head, *unit, "count", of_group=pronoun is not None)


def _is_difference(doc: Doc, end: int) -> bool:
    """As in "300 more than last year"."""
    after = [t.lower_ for t in doc[end + 1 : end + 3]]
    return (
        len(after) > 1
        and after[0] in ("more", "fewer", "less", "higher", "lower", "up", "down")
        and after[1] in ("than", "on")
    )


def _unit(site: Site, place: Place, pronoun: Counted | None) -> Unit | None:
    doc = site.doc
    figure = _figure(doc, place)
    if pronoun is not None and (thing := _things(site, place)) is not None:
        return thing.quantity.unit, thing.noun
    told = (
        _by_band(doc, place)
        or _by_verb(doc, place)
        or _by_group(doc, place)
        or (_by_figure(figure) if figure is not None else None)
    )
    if told is not None:
        return told
    subject = place.root(doc).dep_ in ("nsubj", "nsubjpass") or _goes_on(doc, place)
    whole = place.bound.base is not None or group_of(doc, place) is not None
    parallel = _parallel(site, place)
    if parallel is not None:
        return parallel.quantity.unit, parallel.noun
    listed = _is_listed(doc, place)
    if (ahead := _by_list(site, place)) is not None and figure is not None:
        return ahead
    estimated = _is_estimate(doc, place)
    earlier = nearest_count(site.before, site.starts, place.first, persons=listed)
    rest = place.root(doc).dep_ == "appos" and place.root(doc).head.lower_ in _REST
    if earlier is not None and (
        rest or pronoun or whole or subject or listed or estimated or figure or _is_moved(doc, place)
    ):
        return earlier.quantity.unit, earlier.noun
    persons = pronoun is not None and pronoun.noun in ("them", "us", "whom", "they")
    return _PERSON if persons or (whole and subject) else None


def _goes_on(doc: Doc, place: Place) -> bool:
    """As in "Two days later 12 more followed", whatever the parser makes of "more"."""
    after = doc[place.last + 1 : place.last + 3]
    return (
        len(after) > 1
        and after[0].lower_ in ("more", "others")
        and (after[1].tag_ in ("VBD", "VBP", "VBZ", "MD") or after[1].lower_.endswith("ed"))
    )


def _by_band(doc: Doc, place: Place) -> Unit | None:
    """Persons of "a family of five", "the crowd, estimated at 20,000", "we were 45": a group told by its number."""
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    if after is not None and after.tag_ in ("NN", "NNS", "NNP", "NNPS", "JJ"):
        return None
    before = doc[place.first - 1] if place.first else None
    if before is not None and before.lower_ == "of" and place.first > 1:
        band = doc[place.first - 2]
        return _PERSON if singular(band.text) in words.BANDS and band.tag_ in ("NN", "NNS") else None
    root = place.root(doc)
    verb = next((t for t in (root, *root.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.lemma_.lower() not in _NUMBER:
        return None
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < place.first]
    subject = subjects[0] if subjects else verb.head if verb.dep_ == "acl" else None
    if subject is None:
        return None
    return _PERSON if subject.lower_ in ("we", "they") or singular(subject.text) in words.BANDS else None


def _by_verb(doc: Doc, place: Place) -> Unit | None:
    """Persons, by what they say, do or suffer."""
    root = place.root(doc)
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    if after is not None and (after.lower_ in words.HARMED or after.lower_ in ("who", "whom")):
        return _PERSON
    if after is not None and after.lower_ in ("were", "are") and (told := _said_to_be(after)) is not None:
        return told  # also where the parser hangs the number on the word before: "Of them 63 were men"
    lemma = root.head.lemma_.lower()
    if root.dep_ in ("nsubj", "nsubjpass"):
        if _by_group(doc, place) is None and lemma in words.PERSON_VERBS:
            return _PERSON
        return _said_to_be(root.head)
    ends = after is None or not after.is_alpha or after.pos_ in ("ADP", "CCONJ", "SCONJ", "ADV")
    harmed = root.dep_ in ("dobj", "pobj", "ccomp", "attr", "npadvmod") and lemma in words.HARM_VERBS
    return _PERSON if harmed and ends else None


def _said_to_be(verb: Token) -> Unit | None:
    """As in "Three were women", "two were British", "four were dead"."""
    if verb.lemma_.lower() != "be":
        return None
    for told in verb.children:
        if told.dep_ in ("acomp", "attr") and told.i > verb.i:
            unit = unit_of(told.doc, told.i, told)
            if told.tag_ in ("NNS", "NNPS") and unit[0] == "person":
                return unit
            if told.ent_type_ == "NORP" or told.lower_ in words.HARMED:
                return _PERSON
    return None


def _by_group(doc: Doc, place: Place) -> Unit | None:
    group = group_of(doc, place)
    if group is None or group.tag_ == "CD":
        return None
    return unit_of(doc, group.left_edge.i, group)


def group_of(doc: Doc, place: Place) -> Token | None:
    """The noun, or number, of "Of the defectors surveyed, two ..." and "Among the 58, ..."."""
    root = place.root(doc)
    for carrier in (root.head, *list(root.head.ancestors)[:2]):
        for child in carrier.children:
            opens = child.dep_ == "prep" and child.lower_ in ("of", "among", "amongst") and child.i < place.first
            if not opens or child.sent.start != root.sent.start or not _starts_clause(child):
                continue
            nouns = [c for c in child.children if c.dep_ == "pobj" and c.tag_ in ("NNS", "NNPS", "NN", "CD")]
            if nouns:
                return nouns[0]
    return None


def _starts_clause(token: Token) -> bool:
    if token.left_edge.i != token.i:
        return False
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    return before is None or before.is_punct or before.is_space or before.pos_ in ("CCONJ", "SCONJ")


def _figure(doc: Doc, place: Place) -> Token | None:
    """The figure word that this number is the value of: "the toll rose to 58"."""
    root = place.root(doc)
    if root.dep_ not in ("attr", "pobj", "dobj", "npadvmod", "acomp"):
        return None
    if root.dep_ == "pobj" and root.head.lower_ not in ("to", "at", "by", "from"):
        return None
    verb = next((t for t in root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    subjects = [] if verb is None else [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return next((c for c in subjects if c.lower_ in words.FIGURES), None)


def _by_figure(figure: Token) -> Unit | None:
    """As in "The number of defectors rose to 58": the noun stands with the figure."""
    for of in figure.children:
        for noun in of.children:
            if of.lower_ == "of" and noun.dep_ == "pobj" and noun.tag_ in ("NNS", "NNPS"):
                return unit_of(figure.doc, noun.left_edge.i, noun)
    return _PERSON if figure.lower_ == "toll" else None


def _by_list(site: Site, place: Place) -> Unit | None:
    """As in "The count came to 104: 61 men, 30 women": what the list after the colon counts, where it is persons."""
    doc = site.doc
    if place.last + 1 >= len(doc) or doc[place.last + 1].text != ":" or not site.following:
        return None
    first = site.following[0]
    what = counted(doc, first.bound, first.last, site.blocked)
    return _PERSON if what is not None and what.unit == "person" else None


def _is_moved(doc: Doc, place: Place) -> bool:
    """As in "1,200 women, up from 800 a year earlier"."""
    before = [t.lower_ for t in doc[max(0, place.first - 2) : place.first]]
    return len(before) > 1 and before[0] in ("up", "down") and before[1] == "from"


def _is_listed(doc: Doc, place: Place) -> bool:
    """As in "58 people: 12 from Germany and five from France"."""
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    before = doc[place.first - 1] if place.first else None
    if after is None or before is None or after.lower_ not in _LIMITS:
        return False
    return bool(before.is_punct) or before.lower_ in ("and", "including")


def _parallel(site: Site, place: Place) -> Told | None:
    """The count that this number goes on: "52 from hospitals, 24 from patients"; "1,150 meals: 600 in the morning".

    The number stands after a colon, a comma or "and" and before a preposition; either the same preposition follows the
    count before, or a colon parts this number's list from a total that is larger.
    """
    doc = site.doc
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    before = doc[place.first - 1] if place.first else None
    if after is None or before is None or after.pos_ not in ("ADP", "PART", "PRON") or after.lower_ in ("than", "per"):
        return None
    if before.text not in (":", ",", ";") and before.lower_ not in ("and", "plus"):
        return None
    start = doc[place.first].sent.start
    if (last := _bare_before(site, place)) is not None:
        return last
    for told in reversed(site.before):
        if told.span.start < doc[start].idx or told.kind != "count":
            return None
        between = doc.char_span(told.span.end, before.idx, alignment_mode="contract")
        words_between = [] if between is None else [t.lower_ for t in between]
        if after.lower_ in words_between and len(words_between) <= _NEAR:
            return told
        colon = before.text == ":" or ":" in words_between
        if colon and (told.quantity.low or 0) >= place.bound.value:
            return told
    return None


def _bare_before(site: Site, place: Place) -> Told | None:
    """The bare number just before in the same list: "12 by day, 12 in the evening and 12 at night"."""
    last = site.before[-1] if site.before else None
    if last is None or last.kind != "count" or value_of(last.span.of(site.text)) is None:
        return None
    between = site.doc.char_span(last.span.end, site.doc[place.first].idx, alignment_mode="contract")
    near = between is not None and len(between) <= _NEAR and not any(t.is_sent_start for t in between)
    return last if near else None


def _things(site: Site, place: Place) -> Told | None:
    """The things "19 of them" are, told in the same sentence, where the verb says nothing that only persons do."""
    doc = site.doc
    verb = place.root(doc).head
    start = verb.sent.start_char
    near = next((told for told in reversed(site.before) if told.kind == "count" and told.span.start >= start), None)
    if near is None or near.quantity.unit == "person" or near.noun in words.MINORS | words.KIN:
        return None
    lemma = verb.lemma_.lower()
    return near if lemma in _OF_THINGS_TOO or lemma not in words.PERSON_VERBS | words.HARM_VERBS else None


def _is_estimate(doc: Doc, place: Place) -> bool:
    """As in "lawyers put it at more than 500", "lawyers say more than 500", "there were perhaps 30"."""
    root = doc[place.last]  # the parser hangs "perhaps" beside the number
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    if after is not None and after.is_alpha and after.pos_ not in ("ADP", "CCONJ", "SCONJ", "ADV"):
        return False
    verb = root.head
    if root.dep_ == "pobj" and verb.lower_ == "at":
        return verb.head.lemma_.lower() in _PUTS
    if root.dep_ == "pobj" and place.first <= verb.i < root.i:  # "counted under 8,000"
        return verb.head.lemma_.lower() in _SAYS
    if root.dep_ == "attr" and verb.lemma_ == "be":
        return any(c.dep_ == "expl" for c in verb.children) or verb.doc[verb.i - 1].lower_ == "there"
    return root.dep_ in ("dobj", "ccomp") and place.bound.qualifier is not None and verb.lemma_.lower() in _SAYS


def nearest_count(before: tuple[Told, ...], starts: tuple[int, ...], at: int, *, persons: bool) -> Told | None:
    """The nearest count told in the sentence of token `at` or the one before; of persons if wanted and there is one."""
    sentence = bisect_right(starts, at) - 1
    near = [told for told in reversed(before) if sentence - told.sentence <= 1 and told.kind == "count"]
    of_persons = [told for told in near if told.quantity.unit == "person"] if persons else []
    return next(iter(of_persons or near), None)
