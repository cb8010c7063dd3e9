"""Where one story ends and the next begins; sidebars, boilerplate and turns.

A page is cut at headings that begin a new story. Whether one does is decided by what stands around it: a subheading
keeps the words and names of its story, a headline brings others, says them again in its first lines, and often has a
byline, a date or a dateline below it. Where a new story has no headline, only a dateline, a rule or an utter change of
words opens it.

Choices that the rest relies on:

* A story's span runs from the first character of its title to its last, over any sidebar or boilerplate that stands
  in its middle; those are entries of their own inside that span and their words are not the story's.
* A transcript is one entry of kind "story", its turns are entries of kind "turn" inside that span, with their speaker
  and with `belongs_to` the story. Passages, persons and claims always belong to the story, never to the turn.
* Indices are into the tuple returned, which is in order of place, the enclosing before the enclosed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from recount.model import Span, Story, Text
from recount.text.page.layout import Paragraph, is_credit, paragraphs
from recount.text.story.cohesion import ECHO, content, cosine, echo
from recount.text.story.lists import headlines_listed

# All chosen on glued news pages and on reports that are one story; bench/reading.py measures them.
STRANGE: Final = 0.08  # a cosine: 95 of 100 stories of another topic lie below .11, 95 of 100 parts of one story above
FOREIGN: Final = 0.13
APART: Final = 0.2  # behind a rule or before a dateline, which parts of one story seldom have
BARE: Final = 0.05  # without any outer sign; half of the places where another topic begins lie below
BARE_WORDS: Final = 150  # words on either side without which the cosine of one story falls as low
WINDOW: Final = 12  # paragraphs that stand for what follows a heading
BEHIND: Final = 150  # paragraphs that stand for what came before; keeps a book's time in proportion to its length
LEAST_WORDS: Final = 25  # words of prose below which nothing is a story of its own
NEW: Final = 2  # points that make a heading a headline
LONG: Final = 5  # words; half of all subheadings are shorter, three quarters of headlines longer

SIGNED: Final = 4  # words of a name below a letter
QUESTIONS: Final = 3  # headings that ask, without which a story is no interview

_NAME = re.compile(r"\b[A-Z][\w'\u2019-]+(?: (?:al|bin|ben|de|van|von|[A-Z][\w'\u2019-]+))* [A-Z][\w'\u2019-]+")

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'\u2019\- ]{2,40}(?:,\s[A-Z][\w.'\u2019 ]{1,30}){0,2}"
    r"|[A-Z][\w.'\u2019-]+(?:[ ,]{1,2}[A-Z][\w.'\u2019-]+){0,4})?"
    r"\s?(?:[(\[][A-Z][\w.,/ -]{1,40}[)\]]\s?(?:--|[-\u2013—])|(?:--|—)\s(?=[A-Z(\"“]))|\([A-Z]{2,9}\)(?=[A-Z])"
)
_FACT_BOX = re.compile(r"fact\s?-?(?:box|file)\b", re.IGNORECASE)
_SUMMARY = re.compile(
    r".{0,40}\b(?:at a glance|in numbers|in brief|(?:key|main) (?:facts|points|dates|figures)|the facts)$"
    r"|glossary$|time-?line$",
    re.IGNORECASE,
)


_PAPERS: Final = frozenset(  # last words of newspapers' names, as they stand on top of a page
    """times herald post courier gazette ledger tribune chronicle observer telegraph guardian journal news star mail
    echo argus mercury examiner register bulletin dispatch standard weekly daily record review sentinel express
    globe""".split()
)


@dataclass(slots=True)
class _Part:
    """A run of paragraphs that become one entry."""

    kind: str
    at: list[int] = field(default_factory=list)  # indices of its paragraphs
    title: int | None = None  # index of the paragraph that is its title
    home: int | None = None  # index of the part it lies in
    speaker: str | None = None  # of a turn


@dataclass(frozen=True, slots=True)
class _Page:
    body: str
    found: tuple[Paragraph, ...]
    title: str | None
    counts: dict[int, Counter[str]]  # of paragraphs' content words, as they are asked for
    sizes: tuple[int, ...]  # words of running prose in each paragraph

    @classmethod
    def of(cls, text: Text) -> _Page:
        found = paragraphs(text)
        words = [p.span.of(text.body) for p in found]
        prose = [p.kind in ("prose", "turn") for p in found]
        sizes = tuple(len(w.split()) if running else 0 for w, running in zip(words, prose, strict=True))
        return cls(text.body, found, text.metadata.title, {}, sizes)

    def words(self, at: int) -> str:
        return self.found[at].span.of(self.body)

    def count(self, at: Sequence[int]) -> Counter[str]:
        total: Counter[str] = Counter()
        for i in at:
            if i not in self.counts:
                self.counts[i] = content(self.words(i))
            total.update(self.counts[i])
        return total

    def prose(self, at: Sequence[int]) -> list[int]:
        return [i for i in at if self.found[i].kind in ("prose", "turn", "item")]

    def size(self, at: Sequence[int]) -> int:
        """Words of running prose."""
        return sum(self.sizes[i] for i in at)


@dataclass(frozen=True, slots=True)
class _Section:
    """Headings and what stands below them, up to the next heading."""

    heads: tuple[int, ...]
    body: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        return self.heads + self.body


def _sections(page: _Page) -> Iterator[_Section]:
    """The page cut before each run of headings; bylines close under a heading count as its body."""
    listed = headlines_listed([page.words(i) for i, _ in enumerate(page.found)], [p.kind for p in page.found])
    heads: list[int] = []
    body: list[int] = []
    for at, paragraph in enumerate(page.found):
        if paragraph.kind == "boilerplate" or at in listed:
            continue
        if paragraph.kind == "heading":
            if page.prose(body):
                yield _Section(tuple(heads), tuple(body))
                heads, body = [], []
            heads.append(at)
        else:
            body.append(at)
    if heads or body:
        yield _Section(tuple(heads), tuple(body))


def _apart(page: _Page, sections: Iterable[_Section]) -> Iterator[_Section]:
    """The same, with the prose that follows a list under its heading cut off: the list may be a sidebar."""
    for section in sections:
        items = [n for n, i in enumerate(section.body) if page.found[i].kind == "item"]
        cut = items[-1] + 1 if items else 0
        listed = _Section(section.heads, section.body[:cut])
        if items and cut < len(section.body) and _is_list(page, listed):
            yield listed
            yield _Section((), section.body[cut:])
        else:
            yield section


def _is_list(page: _Page, section: _Section) -> bool:
    """Whether below the heading stands a list and no more than a lead-in of prose."""
    items = [i for i in section.body if page.found[i].kind == "item"]
    prose = [i for i in section.body if page.found[i].kind == "prose"]
    return bool(section.heads) and len(items) >= 2 and len(prose) <= 1 and (not prose or prose[0] < items[0])  # noqa: PLR2004


def _opens(page: _Page, section: _Section) -> bool:
    """Whether the section begins as stories do: a byline, a date, or a dateline under its heading."""
    first = section.body[0] if section.body else None
    if first is None:
        return False
    if section.heads and page.found[first].kind == "byline":
        return True
    return bool(_DATELINE.match(page.words(first)))


def _ahead(page: _Page, sections: Sequence[_Section], at: int) -> list[int]:
    """What stands for the words after a heading: its own prose; further sections too while that is too little."""
    ahead: list[int] = []
    for section in sections[at:]:
        if not _is_list(page, section):
            ahead += page.prose(section.body)
        if page.size(ahead) >= 6 * LEAST_WORDS:
            break
    return ahead[:WINDOW]


def _points(page: _Page, section: _Section, closeness: float, titled: int) -> int:
    """How many signs speak for a headline, against those for a subheading."""
    heading = page.words(section.heads[0]) if section.heads else ""
    level = page.found[section.heads[0]].level if section.heads else 0
    size = len(heading.split())
    opening = "\n".join(page.words(i) for i in page.prose(section.body)[:2])
    brief = page.size(section.body) < 2 * LEAST_WORDS  # few words share few by chance
    points = (2 - brief) if closeness < STRANGE else 1 if closeness < FOREIGN else 0
    points += (size > LONG) - (size <= 3)  # noqa: PLR2004  # three words or fewer: the shortest quarter of subheadings
    points += size > LONG and echo(heading, opening) >= ECHO
    points += 2 * _opens(page, section)
    points += (level == 1) - (level > titled)  # a heading of a lower level divides what has a title
    return points - 2 * heading.endswith("?")  # questions divide interviews


def _begins(page: _Page, current: _Part, sections: Sequence[_Section], at: int) -> bool:
    """Whether this section begins a new story."""
    section = sections[at]
    if min(page.size(section.body), page.size(current.at[-BEHIND:])) < LEAST_WORDS:
        return False
    closeness = cosine(page.count(page.prose(current.at[-BEHIND:])), page.count(_ahead(page, sections, at)))
    titled = page.found[current.title].level if current.title is not None else 0
    return _points(page, section, closeness, titled or 2) >= NEW


def _cut(page: _Page) -> list[_Part]:
    """Stories and sidebars from headings."""
    sections = list(_apart(page, _sections(page)))
    parts: list[_Part] = []
    current: _Part | None = None
    for at, section in enumerate(sections):
        if (
            current
            and page.size(current.at[-BEHIND:]) >= LEAST_WORDS
            and (_is_list(page, section) or _is_box(page, section, last=section is sections[-1]))
        ):
            parts.append(_Part("sidebar", list(section.all), section.heads[0]))
        elif current and not page.prose(section.body) and not _ends(page, current, section):
            parts.append(_Part("boilerplate", list(section.all)))
        elif current is None or _begins(page, current, sections, at):
            current = _opened(page, section, first=current is None)
            parts.append(current)
        else:
            current.at += section.all
    return parts


def _ends(page: _Page, current: _Part, section: _Section) -> bool:
    """Whether headings with nothing below are still of the story: one or two lines that sign it or speak of it."""
    told = "\n".join(page.words(i) for i in page.prose(current.at))
    lines = [page.words(i) for i in section.heads]
    return len(lines) <= 2 and all(len(w.split()) <= SIGNED or echo(w, told) >= 0.5 for w in lines)  # noqa: PLR2004


def _is_box(page: _Page, section: _Section, *, last: bool) -> bool:
    """Whether the heading calls itself a fact box; "at a glance" does so only where nothing follows it."""
    heading = page.words(section.heads[0]) if section.heads and section.body else ""
    return bool(_FACT_BOX.match(heading) or (last and _SUMMARY.match(heading)))


def _is_kicker(heading: str) -> bool:
    """Whether a heading names a page, a section or the paper itself, not a story: a few words in capitals."""
    words = heading.split()
    paper = len(words) <= LONG and all(w[0].isupper() for w in words) and words[-1].lower() in _PAPERS
    return (heading.isupper() and len(words) <= 3) or paper  # noqa: PLR2004


def _opened(page: _Page, section: _Section, *, first: bool) -> _Part:
    """A story that begins with this section; of many headings in a row only the last few are its own."""
    heads = section.heads
    if first:
        own = [i for i, h in enumerate(heads) if page.words(h) == page.title]
        heads = heads[own[0] :] if own else heads
        if len(heads) > 1 and _is_kicker(page.words(heads[0])) and not _is_kicker(page.words(heads[1])):
            heads = heads[1:]
    heads = heads[-3:] if len(heads) > 4 else heads  # noqa: PLR2004  # title, deck and one line; more is a list of links
    above = [i for i in section.body if heads and i < heads[0]]
    body = [i for i in section.body if i not in above]
    return _Part("story", [*heads, *body], heads[0] if heads else None)


def _change(page: _Page, at: Sequence[int], grown: Sequence[int], start: int, n: int) -> float:
    """How close what stands before the n-th of these, from `start`, is to what follows; 1 where it is too short.

    `grown` are the words of running prose before each: a page may have a quarter of a million paragraphs.
    """
    first = max(start, n - BEHIND)
    if min(grown[n] - grown[first], grown[min(n + 4 * WINDOW, len(at))] - grown[n]) < BARE_WORDS:
        return 1.0
    ahead = page.prose(at[n : n + 4 * WINDOW])[:WINDOW]
    if page.size(ahead) < BARE_WORDS:
        return 1.0
    return cosine(page.count(page.prose(at[first:n])), page.count(ahead))


def _split_bare(page: _Page, part: _Part) -> list[_Part]:
    """A story cut where another begins without a headline: by a rule, a dateline, or an utter change of words."""
    every, pieces, start = part.at, [part], 0
    if any(page.found[i].kind == "turn" for i in every):
        return pieces  # talk wanders; a transcript is one story
    grown = list(accumulate((page.sizes[i] for i in every), initial=0))
    for n in range(1, len(every)):
        above, here = page.found[every[n] - 1].kind, page.found[every[n]].kind
        if here != "prose" or above in ("heading", "byline") or n <= start:
            continue
        signed = above == "rule" or bool(_DATELINE.match(page.words(every[n])))
        limit = APART if signed else BARE
        if _change(page, every, grown, start, n) >= limit:
            continue
        # One paragraph of the next story already lowers the closeness; the place itself is where it is lowest.
        last = n + 1 if signed else min(n + 5, len(every))
        cut = min(range(n, last), key=lambda m: (_change(page, every, grown, start, m), m))
        pieces[-1].at = every[start:cut]
        pieces.append(_Part("story", every[cut:]))
        start = cut
    return pieces


def _without_credits(page: _Page, part: _Part) -> _Part:
    """A story without the lines below it that say who reported and edited it."""
    while len(part.at) > 1 and page.found[part.at[-1]].kind == "byline" and is_credit(page.words(part.at[-1])):
        part.at.pop()
    return part


def _nest(page: _Page, parts: list[_Part]) -> list[_Part]:
    """Boilerplate runs as parts; each sidebar to the story it shares most words with."""
    taken = {i for p in parts for i in p.at}
    run: _Part | None = None
    for at, _ in enumerate(page.found):
        if at in taken or page.found[at].kind == "rule":
            run = None
        elif run is None:
            run = _Part("boilerplate", [at])
            parts.append(run)
        else:
            run.at.append(at)
    stories = [p for p in parts if p.kind == "story"]
    for part in parts:
        if part.kind == "sidebar" and stories:
            near = [cosine(page.count(part.at), page.count(s.at)) for s in stories]
            part.home = near.index(max(near))
    return parts


def _turns(page: _Page, story: _Part) -> list[_Part]:
    """The turns of a transcript: each from its opening to the next, over paragraphs without one."""
    asked = _asked(page, story)
    turns: list[_Part] = []
    for at in story.at:
        kind, speaker = page.found[at].kind, page.found[at].speaker
        if kind == "turn" or at in asked:
            turns.append(_Part("turn", [at], speaker=speaker if kind == "turn" else "Q"))
        elif turns and kind in ("prose", "item") and turns[-1].at[-1] == at - 1:
            if turns[-1].at[-1] in asked:
                turns.append(_Part("turn", [at], speaker=_interviewee(page, story)))
            elif not _named(turns[-1].speaker, page.words(at)):
                turns[-1].at.append(at)
    return turns


def _named(speaker: str | None, words: str) -> bool:
    """Whether a paragraph speaks of the speaker by name: then somebody else tells it."""
    last = speaker.split()[-1] if speaker else ""
    return len(last) > 1 and re.search(rf"\b{re.escape(last)}\b", words) is not None


def _asked(page: _Page, story: _Part) -> frozenset[int]:
    """The questions of an interview whose questions are set as headings; none where headings only divide a story."""
    heads = [i for i in story.at if page.found[i].kind == "heading" and i != story.title]
    questions = [i for i in heads if page.words(i).endswith("?")]
    if any(page.found[i].kind == "turn" for i in story.at) or len(questions) < QUESTIONS:
        return frozenset()
    return frozenset(heads if 2 * len(questions) >= len(heads) else questions)


def _interviewee(page: _Page, story: _Part) -> str:
    """Who answers: the name that headline and lead share, else "A"."""
    first = next((n for n, i in enumerate(story.at) if i in _asked(page, story)), 0)
    lead = "\n".join(page.words(i) for i in story.at[:first] if i != story.title)
    title = page.words(story.title) if story.title is not None else ""
    names = [m.group() for m in _NAME.finditer(title) if m.group() in lead]
    return names[0] if names else "A"


def _span(page: _Page, part: _Part) -> Span:
    return Span(page.found[min(part.at)].span.start, page.found[max(part.at)].span.end)


def stories(text: Text) -> tuple[Story, ...]:
    """The stories, sidebars, boilerplate and turns of a text; none only when the text is blank."""
    page = _Page.of(text)
    if not page.found:
        return ()
    parts: list[_Part] = []
    for part in _cut(page):
        parts += [_without_credits(page, p) for p in _split_bare(page, part)] if part.kind == "story" else [part]
    if not any(p.kind == "story" for p in parts):
        parts = [_Part("story", list(range(len(page.found))))]
    parts = _nest(page, parts)
    told = [p for p in parts if p.kind == "story"]
    made = [(_span(page, p), p, told[p.home] if p.home is not None else None) for p in parts]
    made += [(_span(page, t), t, s) for s in told for t in _turns(page, s)]
    made.sort(key=lambda m: (m[0].start, -m[0].end))
    place = {id(part): n for n, (_, part, _) in enumerate(made)}
    return tuple(
        Story(
            span,
            part.kind,  # type: ignore[arg-type]  # only the four kinds are made above
            page.words(part.title) if part.title is not None else None,
            place[id(home)] if home is not None else None,
            part.speaker,
        )
        for span, part, home in made
    )
