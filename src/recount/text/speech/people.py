"""What the words for a speaker tell: name, role, what kind of speaker, man or woman, one or several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recount.model.quote import Span
from recount.text.quantity.nouns import singular
from recount.text.quantity.words import PERSONS
from recount.text.speech.cues import Cues, cues
from recount.text.speech.source import noun_span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from recount.model.claim import Naming

Kind = Literal["person", "people", "body", "document", "place", "pronoun", "thing"]
Gender = Literal["f", "m", ""]

_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile(
    r"\b(?:not (?:his|her|their) real name|name[s]? (?:has|have) been changed|a pseudonym|pseudonym|"
    r"(?:not|n[o']t) (?:want|wish)\w* to be (?:named|identified)|(?:asked|wanted|wished|requested|declined|refused|"
    r"preferred|speaking|spoke)\b[^.\n]{0,40}\b(?:not to be (?:named|identified)|to be (?:named|identified)|anonymity)|"
    r"on (?:the )?condition (?:of anonymity|that)|(?:remain|remained|stay) anonymous|anonymously)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",? (?:who|which|whose|whom|where)\b")
_CALLED = re.compile(r"\b(?:real name|pseudonym|name[s]? (?:has|have) been changed)\b", re.IGNORECASE)
# Letters behind a name, with a name of two words before them: Ann Lee KC.
_POSTNOMINAL = re.compile(r"(?<=\w),? (?:KC|QC|SC|MP|MEP|MSP|TD|MD|PhD|DPhil|CBE|OBE|MBE|Jr|Sr|RN|Esq)\.?$")
_COUNTED_OFF = frozenset(("one", "first", "second", "third", "fourth", "fifth", "last", "latter", "another", "other"))
_MOST_NAME_TOKENS = 8  # longer runs of capitals are headings


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker as one place describes it."""

    name: str | None
    role: str | None
    kind: Kind
    naming: Naming
    gender: Gender
    plural: bool
    head: str  # lower-case lemma of the head noun, or the last word of the name
    place: Span
    definite: bool = False  # "the officials": points back


def described(head: Token) -> Who | None:  # one return per kind of words
    """What the noun phrase of `head` tells of a speaker; None for words that cannot speak."""
    words = cues()
    doc = head.doc
    if head.pos_ == "PRON" or (head.pos_ == "DET" and head.lower_ in ("this", "that", "these", "those")):
        return _pronoun(head)
    start, end = noun_span(head)
    if end <= start:
        return None
    if head.lower_ in _COUNTED_OFF:  # "The third of them, a former guard, ..."
        told = next((c for c in head.children if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN")), None)
        if told is not None:
            return described(told)
    if _bare_office(head, words):
        return _common(head, start, end, words)  # "the President"
    paper = _paper(head, start, end, words)
    if paper is not None:
        return paper
    if head.pos_ == "PROPN" or (head.ent_type_ in ("PERSON", "ORG", "GPE") and head.text[:1].isupper()):
        return _named(head, start, words)
    other = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if other is not None and other.ent_type_ not in ("DATE", "TIME", "MONEY"):
        inner = _named(other, noun_span(other)[0], words)
        return _with_role(inner, _plain(doc, start, other.left_edge.i), head, words)
    return _common(head, start, end, words)


def _bare_office(head: Token, words: Cues) -> bool:
    """Whether a capitalised office stands for a person without the name."""
    if head.lower_ not in words.titles | words.roles or (head.i + 1 < len(head.doc) and head.nbor().pos_ == "PROPN"):
        return False
    return not any(c.dep_ in ("compound", "appos") and c.pos_ == "PROPN" for c in head.children)


def _paper(head: Token, start: int, end: int, words: Cues) -> Who | None:
    """A document that its publisher's name describes: "the Institute for Peace and Justice report"."""
    doc = head.doc
    stop = next(
        (i for i in range(head.i, end) if doc[i].text in (",", "(", "–", "—", ":") or doc[i].pos_ == "VERB"), end
    )
    last = doc[stop - 1]
    if last.i <= head.i or last.pos_ != "NOUN" or last.lemma_.lower() not in words.documents or head.pos_ != "PROPN":
        return None
    if doc[last.i - 1].pos_ not in ("PROPN", "NOUN", "ADJ"):
        return None
    text, place = _plain(doc, start, stop), _place(doc, start, stop)
    return Who(None, text, "document", "role", "", last.tag_ == "NNS", last.lemma_.lower(), place)


def _pronoun(head: Token) -> Who | None:
    low = head.lower_
    place = Span(head.idx, head.idx + len(head))
    gender: Gender = "f" if low in ("she", "her", "herself") else "m" if low in ("he", "his", "him", "himself") else ""
    if low in (
        "someone",
        "somebody",
        "one",
        "anyone",
        "everyone",
        "nobody",
        "those",
        "these",
        "others",
        "some",
        "many",
    ):
        start, end = noun_span(head)
        text = _plain(head.doc, start, end)
        return Who(None, text, "people", "anonymous", "", low not in ("someone", "somebody", "one"), low, place)
    if low in ("he", "she", "it", "they", "we", "i", "you", "his", "her", "their", "its", "our", "my", "him", "them"):
        return Who(None, None, "pronoun", "unknown", gender, low in ("they", "their", "them", "we", "our"), low, place)
    return None


def _named(head: Token, start: int, words: Cues) -> Who:
    doc = head.doc
    first, last = _name_run(head, words)
    name = _plain(doc, first, last) or head.text
    titles, bare = _split_titles(name, words)
    lettered = _POSTNOMINAL.search(bare)
    bare = bare if lettered is None else bare[: lettered.start()]
    role = _plain(doc, start, first)
    appos = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i and c.pos_ in ("NOUN", "PROPN")), None)
    kind = "person" if lettered is not None else _kind_of_name(head, bare, role, words)
    lead = " ".join(w for w in (role, titles) if w)
    if lead.lower() in ("the", "a", "an", "yesterday", "today", "but", "and"):
        lead = ""
    if appos is not None and _is_role(appos, last):
        tail = _RELATIVE.split(_plain(doc, *noun_span(appos)))[0]
        lead = tail if not lead else f"{lead}, {tail}"
        kind = _kind_by_role(appos, kind, words)
    key = bare.split(" ")[-1].lower()
    if kind == "document" and key in words.documents:
        place = _place(doc, start, last)
        return Who(None, _plain(doc, start, last), "document", "role", "", plural=False, head=key, place=place)
    naming = _naming_of(doc, bare, last, words)
    if naming == "alias" and kind in ("place", "body") and " " not in bare:
        kind = "person"  # nobody gives a place another name than its own
    gender = _gender(titles, lead, words) if kind == "person" else ""
    return Who(bare, lead or None, kind, naming, gender, plural=False, head=key, place=_place(doc, first, last))


def _is_role(appos: Token, last: int) -> bool:
    """Whether an apposition behind a name tells a role, not initials in brackets or a date."""
    bracketed = appos.nbor(-1).text == "("
    return not bracketed and appos.ent_type_ not in ("DATE", "TIME") and appos.left_edge.i >= last


def _name_run(head: Token, words: Cues) -> tuple[int, int]:
    """The capitals around a head: the name without the words that describe."""
    doc = head.doc
    first, last = head.i, head.i + 1
    bound = noun_span(head)
    while first > bound[0] and head.i - first < _MOST_NAME_TOKENS and _of_name(doc[first - 1], words):
        first -= 1
    while last < bound[1] and last - head.i < _MOST_NAME_TOKENS and _of_name(doc[last], words, after=True):
        last += 1
    if head.ent_type_ in ("ORG", "PERSON", "WORK_OF_ART", "LAW") and head.ent_iob_ in ("B", "I"):
        while last < bound[1] and doc[last].ent_iob_ == "I":
            last += 1
    if (
        first - 2 >= bound[0]
        and doc[first - 1].lower_ == "of"
        and doc[first - 2].lower_ in words.titles
        and head.i > first
    ):
        first += 1  # "Secretary of State Ann Lee"
    while first < head.i and (doc[first].is_punct or doc[first].lower_ in ("of", "the", "for")):
        first += 1
    last = next((i for i in range(head.i, last) if doc[i].text == "("), last)
    while last > head.i + 1 and (doc[last - 1].is_punct or doc[last - 1].pos_ in ("ADP", "PART", "DET", "CCONJ")):
        last -= 1
    return first, last


def _of_name(token: Token, words: Cues, *, after: bool = False) -> bool:
    if token.text in ("-", "–", "'", "’", ".") and not token.whitespace_:
        return True
    if token.lower_ in words.particles_of_names and (token.pos_ == "PROPN" or not after):
        return token.lower_ not in ("la", "le") or token.pos_ == "PROPN"
    if token.ent_type_ in ("DATE", "TIME"):
        return False
    return (token.pos_ == "PROPN" and token.text[:1].isupper()) or (
        token.text[:1].isupper() and token.ent_type_ == "PERSON"
    )


def _split_titles(name: str, words: Cues) -> tuple[str, str]:
    """Titles before a name, and the name: "President Ann Lee" -> "President", "Ann Lee"."""
    parts = name.split()
    n = 0
    while n < len(parts) - 1 and parts[n].lower().rstrip(".") in words.titles | words.roles:
        n += 1
    if parts[-1].lower() not in words.groups | words.documents:
        # "Harbour Police Director Ann Lee": the last office in the run, when a name of two words follows it.
        n = max([n, *(i + 1 for i in range(len(parts) - 2) if parts[i].lower().rstrip(".") in words.titles)])
    return " ".join(parts[:n]), " ".join(parts[n:])


def _kind_of_name(head: Token, bare: str, role: str, words: Cues) -> Kind:  # one return per kind of name
    last = bare.rsplit(maxsplit=1)[-1].lower() if bare.split() else ""
    if last in words.documents and len(bare.split()) > 1:
        return "document"
    if any(w.lower() in words.roles for w in role.split()):
        return "person"
    first = bare.split(maxsplit=1)[0].lower() if bare.split() else ""
    if first in words.given_names:
        return "person"
    if head.ent_type_ == "PERSON":
        return "person"
    if last.rstrip("s") in words.groups or last in words.groups or head.ent_type_ in ("ORG", "NORP"):
        return "people" if head.ent_type_ == "NORP" or head.tag_ == "NNPS" else "body"
    if head.ent_type_ in ("GPE", "LOC") or bare.lower() in words.nations:
        return "people" if head.tag_ == "NNPS" and bare.lower().endswith("ans") else "place"
    return "person" if head.ent_type_ == "" else "body"


def _kind_by_role(appos: Token, kind: Kind, words: Cues) -> Kind:
    lemma = appos.lemma_.lower()
    if lemma in words.roles:
        return "person"
    if lemma in words.groups or lemma in words.documents:
        return "body"
    return kind


def _naming_of(doc: Doc, bare: str, last: int, words: Cues) -> Naming:
    if bare.split(maxsplit=1)[0].lower() in words.aliases:
        return "alias"
    ahead = doc[last : min(len(doc), last + 16)].text
    return "alias" if _CALLED.search(ahead.split(".")[0]) else "named"


def _gender(titles: str, role: str, words: Cues) -> Gender:
    told = {w.lower().strip(".,") for w in f"{titles} {role}".split()}
    if told & {"mrs", "ms", "miss", "lady", "dame"} or told & words.feminine:
        return "f"
    if told & {"mr", "sir", "lord"} or told & words.masculine:
        return "m"
    return ""


def _with_role(who: Who, role: str, head: Token, words: Cues) -> Who:
    told = role.strip(" ,:–—-")
    kind: Kind = "person" if head.lemma_.lower() in words.roles else who.kind
    gender = who.gender or _gender("", told, words)
    return Who(who.name, told or who.role, kind, who.naming, gender, who.plural, who.head, who.place)


def _common(head: Token, start: int, end: int, words: Cues) -> Who | None:
    doc = head.doc
    lemma = head.lemma_.lower()
    last = _last_noun(head, end)
    text = _plain(doc, start, end)
    place = _place(doc, start, end)
    definite = doc[start].lower_ in ("the", "this", "that", "these", "those", "his", "her", "their", "its")
    plural = (head.tag_ in ("NNS", "NNPS") and lemma != "media") or any(c.dep_ == "conj" for c in head.children)
    if head.lower_ == "old" and text.lower().endswith("-year-old"):  # "one 23-year-old said"
        return Who(None, text, "person", "role" if definite else "anonymous", "", plural=False, head=lemma, place=place)
    if head.pos_ in ("NUM", "DET", "ADJ") or lemma in words.quantities:
        if lemma in words.quantities or head.pos_ == "NUM":
            single = lemma in ("one", "another", "each")
            return Who(None, text, "person" if single else "people", "anonymous", "", not single, lemma, place)
        return None
    if last in words.documents or (lemma in words.documents and lemma not in words.roles):
        kin = last if last in words.documents else lemma
        return Who(None, text, "document", "role", "", plural, kin, place, definite)
    demonym = head.lower_ in words.nations
    kind: Kind = "thing"
    if lemma in words.roles or lemma in words.anonymous or head.lower_ in words.roles:
        kind = "people" if plural else "person"
    elif lemma in words.groups or head.lower_ in words.groups:
        kind = "people" if plural or lemma == "police" else "body"
    elif demonym or head.ent_type_ == "NORP":
        kind = "people"
    elif head.ent_type_ == "PERSON":
        kind = "person"
    elif _ends_like_a_person(lemma) or singular(head.text) in PERSONS:
        kind = "people" if plural else "person"
    gender: Gender = "f" if lemma in words.feminine else "m" if lemma in words.masculine else ""
    return Who(
        None, text, kind, _naming_of_role(head, start, lemma, definite, words), gender, plural, lemma, place, definite
    )


def _ends_like_a_person(lemma: str) -> bool:
    return lemma.endswith(("ologist", "woman", "man", "person", "ist")) and len(lemma) > len("woman")


def _naming_of_role(head: Token, start: int, lemma: str, definite: bool, words: Cues) -> Naming:
    tail = head.doc[start : min(len(head.doc), start + 60)].text
    if _HIDDEN.search(tail.split("\n")[0].split(". ")[0]):
        return "anonymous"
    indefinite = head.doc[start].lower_ in ("a", "an", "one", "another", "some", "two", "three", "several", "many")
    if lemma in ("source", "insider", "someone", "somebody"):
        return "anonymous"
    return "anonymous" if lemma in words.anonymous and indefinite and not definite else "role"


def _last_noun(head: Token, end: int) -> str:
    """Lemma of the last noun of the base phrase: "the Institute of Peace report" is a report."""
    doc = head.doc
    i = end - 1
    while i > head.i and doc[i].pos_ not in ("NOUN", "PROPN"):
        i -= 1
    stop = next((j for j in range(head.i, end) if doc[j].text in (",", "(", "–", "—")), end)
    last = min(i, stop - 1)
    return (
        doc[last].lemma_.lower()
        if last > head.i and doc[last].dep_ in ("pobj", "conj") and doc[last].pos_ == "NOUN"
        else head.lemma_.lower()
    )


def _plain(doc: Doc, start: int, end: int) -> str:
    text = _BLANKS.sub(" ", doc[start:end].text).strip(' ,:;-–—"“”') if end > start else ""
    return text.split(" (")[0] if text.count("(") != text.count(")") else text


def _place(doc: Doc, start: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))
