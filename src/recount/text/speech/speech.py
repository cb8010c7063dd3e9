"""Who said what: every attributed stretch of words in one story, with the chain of those who say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recount.errors import InputError
from recount.model.claim import Act, Certainty, Evidence, Polarity, Response, Speaker, Stance
from recount.model.quote import Span
from recount.text.parser import text_in
from recount.text.people.cues import is_scare_name
from recount.text.speech.answers import answers, response
from recount.text.speech.cast import Cast
from recount.text.speech.clauses import attributed
from recount.text.speech.cues import SPOKEN, cues
from recount.text.speech.draft import Draft, Form, is_first
from recount.text.speech.forces import forces
from recount.text.speech.polarity import Force, force
from recount.text.speech.quotation import quotations
from recount.text.speech.quoted import Quoted
from recount.text.speech.quotes import Direct, direct_speech
from recount.text.speech.spans import Attributed, Range, trimmed
from recount.text.speech.steps import span_of, steps
from recount.text.speech.turns import Turn, turns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from recount.model.reading import Block
    from recount.text.speech.people import Who

_LEAST_OF_A_REPORT = 3  # times a document must speak before a story is held to be about it
_NEAR = 300  # characters from which words without a cue may go on from the speaker before
_LONGEST_CHAIN = 8  # "A said B said ..." beyond that is a broken parse
_NOBODY = frozenset(("nobody", "none", "neither", "nothing"))  # who did not say it
_RETOLD = frozenset(("say", "deny", "promise", "order"))  # acts that are claims of their own inside quoted words


@dataclass(frozen=True, slots=True)
class Said:
    """Words somebody is said to have said, thought, shown or promised. `content` is never empty and lies in order."""

    content: tuple[Span, ...]  # the words claimed, without quotation marks; several when a cue stands between
    chain: tuple[Speaker, ...]  # nearest first; the outlet itself is not in it
    act: Act = "say"
    form: Form = "indirect"
    cue: tuple[Span, ...] = ()  # the words that attribute
    source: Span | None = None  # words that name who speaks by this cue: "It", "the centre's head"
    pronoun: Span | None = None  # the "who" beside the cue that stands for them
    polarity: Polarity = "asserted"
    certainty: Certainty = "certain"
    stance: Stance = "reports"  # of the author
    question: bool = False
    condition: bool = False
    future: bool = False
    withheld: bool = False  # "declined to say whether": nothing was claimed
    within: int | None = None  # index of the Said whose words hold this one
    response: Response = "none"  # to what others say or ask
    evidence: Evidence = "unstated"  # of the first sentence that tells
    sentences: tuple[tuple[Span, Force], ...] = ()  # each sentence of the content with its own force
    follows: int | None = None  # index of the Said from which this goes on without a cue of its own

    def __post_init__(self) -> None:
        if not self.content:
            raise InputError("what was said needs words")


def speech(
    doc: Doc, *, blocks: Sequence[Block] = (), speaker: str | None = None, author: str | None = None
) -> list[Said]:
    """All that is said in one story, in the order of its words.

    Args:
        doc: the story as `parse` gives it; all spans are into its text.
        blocks: blocks of the story with offsets into it; turns of a transcript name their speakers.
        speaker: who speaks the whole story, when it is one turn of a transcript.
        author: byline, taken for the speaker of an account told in the first person.
    """
    if not len(doc):
        return []
    quoted = Quoted.of(doc, quotations(text_in(doc)))
    clauses = [a for sentence in doc.sents for a in attributed(sentence)]
    directs = direct_speech(quoted, clauses)
    drafts = _of_turns(turns_of(doc, quoted.inside, blocks, speaker=speaker, author=author))
    drafts += _of_directs(quoted, directs) + _of_clauses(quoted, clauses, directs)
    drafts.sort(key=lambda d: (d.content[0].start, -d.content[-1].end))
    _nest(drafts)
    _resolve(Cast(doc, _voiced(quoted)), drafts)
    _run_on(quoted.text, drafts)
    kept = [d for d in drafts if not _own_thought(d, quoted.inside)]
    place = {id(d): n for n, d in enumerate(kept)}
    return [_said(doc, d, place) for d in kept]


def _voiced(quoted: Quoted) -> list[int]:
    """For each token the quotation it lies in, or -1; marks around a mere name are nobody's voice."""
    names = {n for n, q in enumerate(quoted.quotations) if is_scare_name(q.words.of(quoted.text))}
    return [-1 if n in names else n for n in quoted.inside]


def _of_turns(turns: list[Turn]) -> list[Draft]:
    return [Draft((t.words,), "say", "turn", (), None, None, None, None, turn=t) for t in turns]


def _of_directs(quoted: Quoted, directs: list[Direct]) -> list[Draft]:
    drafts = []
    for d in directs:
        spans = [_trim(quoted.text, quoted.quotations[n].words) for n in d.quotations]
        content = tuple(s for s in spans if s is not None)
        if not content:
            continue
        if d.lead is not None and quoted.doc[d.lead].idx < content[0].start:
            whole = _unquoted(quoted, d.lead, quoted.ranges[d.quotations[0]][1])
            content = (span_of(quoted.doc, whole), *content[1:])
        act = "say" if d.verb is None else cues().acts.get(d.verb.lemma_.lower(), "say")
        act = "say" if act in SPOKEN and act != "deny" else act  # what a quotation does, its own words tell
        first = quoted.ranges[d.quotations[0]]
        head = _main(quoted.doc, *first) if len(d.quotations) == 1 else None
        form: Form = "mixed" if d.mixed else "direct"
        drafts.append(Draft(content, act, form, d.cue, d.source, d.speaker, d.verb, head, direct=d, pronoun=d.pronoun))
    return drafts


def _trim(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if start < end else None


def _main(doc: Doc, start: int, end: int) -> Token | None:
    """The main verb of quoted words when they are one sentence."""
    inner = [t for t in doc[start:end] if t.pos_ in ("VERB", "AUX") and not start <= t.head.i < end]
    inner += [t for t in doc[start:end] if t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX")]
    return inner[0] if inner and len({t.i for t in inner}) == 1 else None


def _of_clauses(quoted: Quoted, clauses: list[Attributed], directs: list[Direct]) -> list[Draft]:
    taken = {d.verb.i for d in directs if d.verb is not None and not d.mixed}
    mixed = {d.verb.i: d for d in directs if d.verb is not None and d.mixed}
    drafts = []
    for a in clauses:
        ranges = tuple(r for r in (_unquoted(quoted, *r) for r in a.content) if r[0] < r[1])
        touches = any(quoted.inside[i] >= 0 for r in ranges for i in range(*r))
        if not ranges or (a.verb.i in taken and (touches or a.open)):
            continue
        same = quoted.inside[a.verb.i]
        inside_only = touches and all(quoted.inside[i] == same for r in ranges for i in range(*r))
        form: Form = "mixed" if touches and not inside_only else "indirect"
        content = tuple(span_of(quoted.doc, r) for r in ranges)
        direct = mixed.get(a.verb.i)
        if direct is not None and any(
            s.overlaps(quoted.quotations[n].span) for s in content for n in direct.quotations
        ):
            direct.quotations.clear()  # the clause has these words already
        drafts.append(Draft(content, a.act, form, a.cue, a.source, a.speaker, a.verb, a.head, pronoun=a.pronoun))
    return drafts


def _unquoted(quoted: Quoted, start: int, end: int) -> Range:
    """A range without a lone quotation mark at either end, nor one that cuts a quotation of the author's off."""
    doc = quoted.doc
    last = quoted.inside[end - 1]
    if last >= 0 and start < quoted.ranges[last][0]:
        end = max(end, quoted.ranges[last][1])  # a quotation that begins in these words ends in them
    while start < end and doc[end - 1].is_quote and not _closes(quoted, start, end):
        end -= 1
    while start < end and doc[start].is_quote and quoted.inside[start] < 0:
        start += 1
    return trimmed(doc, start, end)


def _closes(quoted: Quoted, start: int, end: int) -> bool:
    n = quoted.inside[end - 1]
    return n >= 0 and quoted.ranges[n][0] >= start


def _nest(drafts: list[Draft]) -> None:
    """Hang each draft under the smallest one whose words hold its cue."""
    stack: list[Draft] = []
    for d in drafts:
        while stack and stack[-1].content[-1].end <= d.content[0].start:
            stack.pop()
        for above in reversed(stack[-_LONGEST_CHAIN:]):  # deeper nesting is a parse error
            if above is not d and above.verb is not d.verb and any(s.start <= d.at < s.end for s in above.content):
                d.above = above
                break
        stack.append(d)


def _resolve(cast: Cast, drafts: list[Draft]) -> None:
    for d in drafts:
        if d.turn is not None and d.turn.name is not None:
            d.turn = replace(d.turn, name=cast.full_name(d.turn.name))
    by_place = sorted((d for d in drafts if d.speaker is not None), key=lambda d: d.speaker.i if d.speaker else 0)
    for d in by_place:
        head = d.speaker
        if head is None:
            continue
        if is_first(head):
            continue
        d.who = cast.resolve(head)
        if d.who is not None and d.who.kind not in ("thing", "pronoun"):
            cast.spoke(head, d.who)


def _run_on(text: str, drafts: list[Draft]) -> None:
    """Give quotations without a cue the speaker they go on from, when the story leaves no doubt."""
    by_cue = {d.verb.i: d for d in drafts if d.verb is not None and d.direct is None}
    main = _main_document(drafts)
    last: Draft | None = None
    for d in drafts:
        if d.direct is not None and d.direct.follows is not None:
            d.follows = by_cue.get(d.direct.follows.verb.i)
            d.who = None if d.follows is None else d.follows.who
        elif d.direct is not None and d.direct.running:
            d.who = main if d.form == "mixed" else None
            if d.who is None and last is not None and _beside(text, last, d):
                d.who = last.who
        if d.above is None and d.who is not None and d.form != "indirect":
            last = d


def _main_document(drafts: list[Draft]) -> Who | None:
    """The report a story is about: it speaks at least three times and more often than all others together."""
    told = [d.who for d in drafts if d.who is not None and d.above is None]
    papers = [w for w in told if w.kind == "document"]
    if len(papers) < _LEAST_OF_A_REPORT or 2 * len(papers) < len(told):
        return None
    return max(papers, key=lambda w: len(w.role or ""))


def _beside(text: str, before: Draft, here: Draft) -> bool:
    between = text[before.content[-1].end : here.content[0].start]
    side_by_side = not any(c.isalnum() for c in between)  # two voices
    near = before.content[-1].end <= here.content[0].start < before.content[-1].end + _NEAR
    return near and "\n" not in between and not side_by_side


def _own_thought(d: Draft, inside: list[int]) -> bool:
    """As in "I think" inside somebody's quoted words is how they put it, not another claim; and a cue left empty."""
    if d.direct is not None and not d.direct.quotations:
        return True
    if d.direct is not None and d.direct.running and d.form == "mixed" and d.who is None:
        return True
    if d.speaker is not None and d.speaker.lower_ in _NOBODY:
        return True
    if d.who is not None and d.who.kind == "thing":
        clause = d.head is not None and d.head.pos_ in ("VERB", "AUX")
        if d.verb is not None and answers(d.verb, clause=clause):
            return False  # what answers is a body, whatever it is called
        if d.act not in ("say", "show") or not (clause or d.direct is not None):
            return True  # things neither think nor promise, nor speak of things
    if d.above is not None and d.above.form != "turn" and d.act not in _RETOLD and _same_voice(d, d.above):
        return True  # "She said she thought so": what she thinks is what she says
    if d.above is None or (d.verb is not None and inside[d.verb.i] < 0 and d.above.form != "turn"):
        return False
    own = d.speaker is None or is_first(d.speaker) or d.speaker.lower_ == "you"
    return own or (d.act not in _RETOLD and d.above.form != "turn")


def _same_voice(one: Draft, other: Draft) -> bool:
    if one.who is None or other.who is None:
        return False
    return (one.who.name, one.who.role) == (other.who.name, other.who.role)


def _said(doc: Doc, d: Draft, place: dict[int, int]) -> Said:
    weighed, each = _weighed(doc, d)
    answer = response(d.act, d.verb, d.content[0].of(text_in(doc)), withheld=weighed.withheld)
    if answer in ("declined", "neither_confirmed_nor_denied"):  # neither told to be so nor not to be so
        weighed = replace(weighed, polarity="asserted", certainty="possible", withheld=True, evidence="unstated")
        each = tuple((span, weighed) for span, _ in each)
    return Said(
        content=d.content,
        chain=steps(doc, d),
        act=d.act,
        form=d.form,
        cue=tuple(span_of(doc, r) for r in d.cue),
        source=None if d.source is None or d.source[0] >= d.source[1] else span_of(doc, d.source),
        pronoun=None if d.pronoun is None else Span(d.pronoun.idx, d.pronoun.idx + len(d.pronoun)),
        polarity=weighed.polarity,
        certainty=weighed.certainty,
        stance=weighed.stance,
        question=weighed.question,
        condition=weighed.condition,
        future=weighed.future,
        withheld=weighed.withheld,
        within=None if d.above is None else place.get(id(d.above)),
        follows=None if d.follows is None else place.get(id(d.follows)),
        response=answer,
        evidence=next((f.evidence for _, f in each if f.evidence != "unstated"), "unstated"),
        sentences=each,
    )


def _weighed(doc: Doc, d: Draft) -> tuple[Force, tuple[tuple[Span, Force], ...]]:
    """The force of the words as a whole, and of each sentence of them."""
    each = forces(doc, d)
    ending = [t for s in d.content[-1:] for t in _tail(doc, s)]
    whole = force(d.act, d.verb, d.head, ending)
    if len(each) > 1:
        return whole, each
    span, own = each[0]
    own = replace(own, question=own.question or whole.question)
    return own, ((span, own),)


def _tail(doc: Doc, span: Span) -> list[Token]:
    found = doc.char_span(span.start, span.end, alignment_mode="contract")
    return [] if found is None else list(found[-3:])
