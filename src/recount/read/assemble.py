"""A text read: its stories, their passages, the persons they tell of, and who claims what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from recount.model import (
    UNKNOWN_DATE,
    Claim,
    DateRange,
    Manner,
    Mention,
    Passage,
    Quantity,
    Reading,
    Refused,
    Span,
    Speaker,
    Text,
)
from recount.read.chains import denied, innermost, manners, moved, speaking, voiced
from recount.read.pages import Page, pages
from recount.text.attribute.scene import AttributeTold
from recount.text.language import language_of
from recount.text.quantity.quantities import Told
from recount.text.quantity.sums import Sum, check_sums
from recount.text.speech.speech import Said
from recount.text.story.stories import stories
from recount.text.time.times import TimeTold
from recount.text.tongues import Tongue, is_read, tongue

# What a study counts. Durations and frequencies ("three years", "twice") say how long, not how many.
COUNTED = ("count", "percent", "money", "measure")
SAYS_ITSELF = 200  # characters of a story from which its own language is looked at, whatever the page's is
CLAUSE = 160  # characters; a clause longer than that is no evidence a reader takes in at a glance, then the count alone


@dataclass(frozen=True, slots=True)
class _Heard:
    """All that was recognised in one story, places in its page's words."""

    page: Page
    sentences: tuple[Span, ...]
    said: tuple[Said, ...]
    told: tuple[Told, ...]
    times: tuple[TimeTold, ...]
    attributes: tuple[AttributeTold, ...]
    persons: tuple[Mention, ...]  # of this story, places in the whole text
    first: int  # index of its first person in the reading


def reading(text: Text) -> Reading:
    """All that is read from one text. Stories in a language that is not read get stories and passages, no claims."""
    found = stories(text)
    cut: list[Passage] = []
    mentions: list[Mention] = []
    claims: list[Claim] = []
    refused: list[Refused] = []
    for page in pages(text, found):
        language = language_of_story(text, page)
        heard = _heard(text, page, tongue(language), read=is_read(language), first=len(mentions))
        cut += [Passage(span.shifted(page.by), page.n) for span in heard.sentences]
        mentions += heard.persons
        claims += _claims(text, heard, before=len(claims))
        if not is_read(language) and is_read(text.metadata.language):  # of the whole text, its notes say so
            refused.append(Refused(page.n, "story", "", f"language not read: {language}"))
    return Reading(text, found, tuple(cut), tuple(mentions), tuple(claims), tuple(refused))


def language_of_story(text: Text, page: Page) -> str | None:
    """The page's language, unless a longer story on it is surely in another."""
    own = language_of(page.words) if len(page.words) >= SAYS_ITSELF else None
    return own or text.metadata.language


def _heard(text: Text, page: Page, way: Tongue, *, read: bool, first: int) -> _Heard:
    author, published = text.metadata.author, text.metadata.published
    doc = way.parse(page.words)
    sentences = way.passages(doc)
    if not read:
        return _Heard(page, sentences, (), (), (), (), (), first)
    persons = way.people(doc, narrator=page.answers or author)
    dated = tuple(way.times(page.words, published=published, loose=True))
    return _Heard(
        page,
        sentences,
        tuple(way.speech(doc, blocks=page.turns, author=author)),
        tuple(way.quantities(doc, dated)),
        dated,
        tuple(way.attributes(doc, persons, published=published)),
        tuple(told.mention(page.n, by=page.by) for told in persons),
        first,
    )


def _claims(text: Text, heard: _Heard, *, before: int) -> list[Claim]:
    """The claims of one story in order of place; `before` is how many the reading has already."""
    spoken = [c for s in heard.said if voiced(s) for c in _spoken(text, heard, s)]
    kept = [n for n, t in enumerate(heard.told) if t.kind in COUNTED and not t.anaphoric]
    sums = check_sums(heard.told, heard.page.words)
    totals = {part: heard.told[s.total] for s in sums if s.total is not None for part in s.parts}
    counted = {n: _counted(text, heard, heard.told[n], totals.get(n)) for n in kept}
    lives = [_of_a_person(text, heard, a) for a in heard.attributes]
    ordered = sorted([*spoken, *counted.values(), *lives], key=lambda c: (c.quote.start, -c.quote.end, c.kind))
    place = {id(c): before + i for i, c in enumerate(ordered)}
    added = _added(heard, sums, {n: place[id(c)] for n, c in counted.items()})
    known = {id(c): added[n] for n, c in counted.items() if n in added}
    return [replace(c, quantity=known[id(c)]) if id(c) in known else c for c in ordered]


def _added(heard: _Heard, sums: Sequence[Sum], place: dict[int, int]) -> dict[int, Quantity]:
    """The totals with their parts, as numbers of claims, and whether they add up."""
    found = {}
    for made in sums:
        total = _first_told(heard.told, made.total)
        if total in place and total not in found and all(i in place for i in made.parts):
            parts = tuple(place[i] for i in made.parts)
            quantity = heard.told[total].quantity
            found[total] = replace(quantity, parts=parts, adds_up=made.adds_up, readings=made.readings)
    return found


def _first_told(told: Sequence[Told], n: int | None) -> int:
    """The index of the total itself; of one told again ("Of the 104, ..."), where it was told first; -1 for none."""
    if n is None or not told[n].anaphoric:
        return -1 if n is None else n
    same = (told[n].noun, told[n].quantity.low, told[n].quantity.high)
    return next((i for i, t in enumerate(told[:n]) if (t.noun, t.quantity.low, t.quantity.high) == same), n)


def _spoken(text: Text, heard: _Heard, said: Said) -> Iterable[Claim]:
    for part, polarity, certainty, manner in manners(said):
        if not any(c.isalnum() for c in part.of(heard.page.words)):
            continue  # a bracket or a dash left of a quotation
        yield Claim(
            text.quote(part.shifted(heard.page.by)),
            "speech",
            heard.page.n,
            speaker=_chain(heard, said.chain),
            polarity="denied" if denied(heard.said, part) else polarity,
            certainty=certainty,
            stance=said.stance,
            when=_when(heard, part, said),
            manner=manner,
        )


def _counted(text: Text, heard: _Heard, told: Told, total: Told | None) -> Claim:
    said = innermost(heard.said, told.span) or speaking(heard.said, told.span)
    if said is None and total is not None and total.sentence == told.sentence:
        said = innermost(heard.said, total.span)  # who tells a total tells the parts that follow it
    words = told.clause if told.clause.end - told.clause.start <= CLAUSE else told.span
    chain = list(said.chain) if said else []
    if told.source_words:
        counter = told.source_words
        chain.insert(0, Speaker(None, counter.of(heard.page.words), "role", "document", place=counter))
    claim = Claim(
        text.quote(words.shifted(heard.page.by)),
        "quantity",
        heard.page.n,
        speaker=_chain(heard, chain),
        about=told.quantity.of,
        quantity=told.quantity,
        polarity="denied" if denied(heard.said, told.span) else told.polarity,
        certainty=told.certainty,
        when=_when(heard, told.clause, innermost(heard.said, told.span)),
    )
    return _as_said(claim, said, told.span)


def _of_a_person(text: Text, heard: _Heard, told: AttributeTold) -> Claim:
    said = innermost(heard.said, told.span)
    claim = told.claim(text, heard.page.n, mention=heard.first + told.person, by=heard.page.by)
    polarity = "denied" if denied(heard.said, told.span) else claim.polarity
    return _as_said(
        replace(claim, speaker=_chain(heard, said.chain if said else ()), polarity=polarity), said, told.span
    )


def _as_said(claim: Claim, said: Said | None, place: Span) -> Claim:
    """The claim with the doubt, the stance and the manner of the sentence of speech it lies in."""
    if said is None:
        return claim
    inside = ((c, m) for span, _, c, m in manners(said) if span.start <= place.start < span.end)
    certainty, manner = next(inside, (said.certainty, Manner(said.act)))
    return replace(
        claim,
        certainty=certainty if claim.certainty == "certain" else claim.certainty,
        stance=said.stance,
        manner=manner,
    )


def _chain(heard: _Heard, chain: Sequence[Speaker]) -> tuple[Speaker, ...]:
    made = moved(chain, heard.page.by, heard.persons)
    return tuple(replace(s, mention=heard.first + s.mention) if s.mention is not None else s for s in made)


def _when(heard: _Heard, words: Span, said: Said | None) -> DateRange:
    """The first time told in these words; else the only one of their sentence, unless it dates the speaking itself."""
    inside = [t for t in heard.times if t.span.within(words)]
    if not inside:
        sentence = next((s for s in heard.sentences if s.start <= words.start < s.end), None)
        around = [t for t in heard.times if sentence is not None and t.span.within(sentence) and t.grain != "loose"]
        inside = [t for t in around if said is None or any(t.span.within(p) for p in said.content)]
        inside = inside if len(around) == 1 else []
    # "Now" and "recently" say a time only where no other is told.
    firm = [t for t in inside if t.grain != "loose"] or inside
    return firm[0].when if firm else UNKNOWN_DATE
