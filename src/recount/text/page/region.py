"""Which lines of a page belong to its stories.

Sites name their parts (`marks.py`), but names lie: a menu's name may stand on the frame around everything. So a name
counts only as far as the prose agrees: what is said to be the site's must not hold most of the page's prose, and what
is said to be a story must hold a good share of it. Readability and trafilatura weigh the same two witnesses in other
ways; ours decides once, on sums over lines, whatever the page's size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from recount.text.page import marks
from recount.text.page.dom import Page, Part, Seen

# Shares and lengths below are round numbers, chosen on half of the public pages and checked on the other half
# (docs/decisions/main-text.md); none of them is sensitive.
_MOST_OF_PAGE: Final = 0.6  # of a page's prose: more than that is no menu, whatever its name
_MOST_OF_POST: Final = 0.3  # the same where the name also says story
_MOST_OF_STORY: Final = 0.7  # of the story around it
_LEAST_IN_PAGE: Final = ((marks.STORY, 0.35), (marks.POST, 0.4), (marks.MAIN, 0.4))  # of a page's prose, not the site's
_LEADS_AWAY: Final = 0.2  # of a part's characters in links
_FORUM: Final = 0.1  # of a page's prose is left beside what readers wrote
_LEAST_BESIDE: Final = 80  # characters of prose in a further part of the same story
_LEAST_STORY: Final = 350  # characters of prose in a further story; below are teasers. Some 60 words
_LEAST_SIBLING: Final = 250  # the same right beside the first, in a part of the same make
_LEAD_LINES: Final = 40  # lines between a title and the first line of its story
_SHORT: Final = 150  # characters of prose with which a page is no page of readers' posts
_HOLDERS: Final = frozenset(
    ("article", "div", "main", "section", "td", "body", "form", "center", "table", "blockquote")
)
_SENTENCES: Final = frozenset(("p", "li", "td", "blockquote"))
_CREDIT = re.compile(
    r"(?:\(?(?:photos?|images?|picture|foto|bild|credit|source|quelle|fuente|cr\u00e9dits?)"
    r"(?: by| credit| courtesy)?\s*[:/]|\u00a9)"
    r"|.{0,160}(?:\((?:photos?|images?|picture|foto|bild|credit)\b[^()]{0,60}\)|\bgetty images)\W{0,3}$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\d{4}\u5e74")
_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was taken for the stories of a page."""

    lines: tuple[int, ...]  # indices of lines, in order
    comments: tuple[int, ...]  # lines of readers, left out
    captions: tuple[int, ...]  # lines under pictures in the stories' part, left out
    hidden: bool = False  # most of the words stand in parts that the page hides


def _sums(values: Iterable[int]) -> list[int]:
    return list(accumulate(values, initial=0))


def _covered(parts: Iterable[Part], count: int) -> list[bool]:
    """For each of `count` lines whether one of the parts holds it."""
    steps = [0] * (count + 1)
    for part in parts:
        steps[part.begin] += 1
        steps[part.end] -= 1
    return [depth > 0 for depth in accumulate(steps[:-1])]


def _numbers(chosen: Sequence[bool]) -> tuple[int, ...]:
    return tuple(n for n, one in enumerate(chosen) if one)


def _readers(page: Page) -> list[bool]:
    """Lines that readers wrote under a story; none where hardly anything else stands on the page."""
    posts = (p for p in page.parts if p.marks & marks.COMMENT and p.tag not in ("body", "main", "article"))
    found = _covered(posts, len(page.lines))
    if any(found):
        total = sum(one.prose for one in page.lines)
        left = sum(one.prose for one, readers in zip(page.lines, found, strict=True) if not readers)
        if left < _FORUM * total or left < _SHORT < total:
            return [False] * len(found)
    return found


class _Site:
    """Tells the site's own parts from those of stories."""

    def __init__(self, page: Page, readers: Sequence[bool]) -> None:
        self.parts = page.parts
        self.prose = _sums(0 if r else one.prose for r, one in zip(readers, page.lines, strict=True))
        self.linked = _sums(one.linked for one in page.lines)
        self.size = _sums(one.size for one in page.lines)

    def holds(self, part: Part) -> bool:
        """Whether all that stands in `part` is the site's."""
        named = part.marks & (marks.CHROME | marks.HIDDEN | marks.CAPTION | marks.WEAK)
        if not named or part.tag == "body":
            return False
        held = self.prose[part.end] - self.prose[part.begin]
        if not held:
            return True
        # A weak name needs a witness; so does any name on a paragraph, which is a matter of style more often.
        if not named & (marks.HIDDEN | marks.CAPTION) and (part.tag == "p" or not named & marks.CHROME):
            linked, size = (sums[part.end] - sums[part.begin] for sums in (self.linked, self.size))
            if linked < _LEADS_AWAY * size:
                return False
        both = part.marks & (marks.STORY | marks.POST) and named & (marks.CHROME | marks.WEAK)
        most = _MOST_OF_POST if both or part.tag in ("main", "article") else _MOST_OF_PAGE
        return held <= most * self.prose[-1] and not self._fills(part, held)

    def _fills(self, part: Part, held: int) -> bool:
        """Whether a part is most of the story it stands in: words behind a paywall, a list in slides."""
        if held < _SHORT:
            return False
        above = part.above
        while above >= 0:
            one = self.parts[above]
            if one.marks & (marks.STORY | marks.POST) and not one.marks & (marks.CHROME | marks.WEAK):
                return held > _MOST_OF_STORY * (self.prose[one.end] - self.prose[one.begin])
            if one.marks & marks.CHROME:
                return False
            above = one.above
        return False


def _story_parts(page: Page, site: Sequence[bool]) -> list[Part]:
    """The parts that hold the stories: the best named one and its like, or the whole body."""
    parts = page.parts
    sums = _sums(0 if s else one.prose for s, one in zip(site, page.lines, strict=True))
    if not sums[-1]:
        sums = _sums(0 if s else one.size - one.linked for s, one in zip(site, page.lines, strict=True))
    if not sums[-1]:
        return []

    def held(part: Part) -> int:
        return sums[part.end] - sums[part.begin]

    for mark, share in _LEAST_IN_PAGE:
        fit = [p for p in parts if p.marks & mark and p.tag in _HOLDERS and held(p) >= share * sums[-1]]
        if fit:
            most = max(map(held, fit))
            best = next(p for p in reversed(fit) if held(p) == most)  # the innermost
            return _with_its_like(parts, best, mark, held)
    return [parts[0]]


def _with_its_like(parts: Sequence[Part], best: Part, mark: int, held: Callable[[Part], int]) -> list[Part]:
    """The best part, with further parts of the same story and with further stories of the same make."""
    around = best
    while around.above >= 0 and not (around is not best and around.marks & (marks.POST | marks.MAIN)):
        around = parts[around.above]
    found = [best]
    done = 0
    for part in parts:
        apart = part.end <= best.begin or part.begin >= best.end
        if not apart or part.begin < done or part.tag not in _HOLDERS:
            continue
        if not part.marks & mark and not (part.make and part.make == best.make):
            continue
        inside = mark == marks.STORY and around.begin <= part.begin and part.end <= around.end
        sibling = part.above == best.above and part.make == best.make
        if held(part) >= (_LEAST_BESIDE if inside else _LEAST_SIBLING if sibling else _LEAST_STORY):
            found.append(part)
            done = part.end
    return sorted(found, key=lambda p: p.begin)


def _is_dated(words: str) -> bool:
    """Whether a line is a date, perhaps with a place or the hour, in any language."""
    if len(words) > 60 or not _DATED.search(words):  # noqa: PLR2004  # no date with its place is longer
        return False
    return len(_NO_LETTERS.sub("", words)) <= 25  # noqa: PLR2004  # letters of a month, a weekday and "updated"


def _is_apart(one: Seen, parts: Sequence[Part]) -> bool:
    """Whether a line within a story is none of it: a link to elsewhere, a date, a picture's credit."""
    if parts[one.part].tag in ("td", "th") and not one.linked:
        return False
    if one.linked > (0.8 if one.size >= 80 else 0.6) * one.size:  # noqa: PLR2004  # a sentence may be one long link
        return True
    return one.kind == "caption" or _is_dated(one.words) or (one.size < 200 and bool(_CREDIT.match(one.words)))  # noqa: PLR2004  # a credit is short


def _leads(page: Page, site: Sequence[bool], begin: int) -> list[int]:
    """Lines between the title and the story's part: many sites set the first paragraph apart."""
    lines = page.lines
    for n in range(begin - 1, max(-1, begin - _LEAD_LINES), -1):
        if lines[n].kind == "heading" and lines[n].level == 1:
            return [m for m in range(n + 1, begin) if not site[m] and _is_lead(lines[m], page.parts)]
    return []


def _is_lead(one: Seen, parts: Sequence[Part]) -> bool:
    told = one.prose > 0 or (one.kind == "heading" and one.size >= 40)  # noqa: PLR2004  # a subtitle, not a topic
    return told and not one.linked and not _is_apart(one, parts)


def _trimmed(page: Page, chosen: list[int], *, named: bool) -> list[int]:
    """Without what stands before the first and after the last prose, but for headings over it and short sentences."""
    lines = page.lines
    prose = [i for i, n in enumerate(chosen) if lines[n].prose]
    if not prose:
        return chosen

    def short(n: int) -> bool:
        one = lines[n]
        return named and 2 * one.linked <= one.size and page.parts[one.part].tag in _SENTENCES and one.size >= 10  # noqa: PLR2004  # "Ann Lee"

    def over(run: list[int]) -> bool:
        return all(lines[n].kind == "heading" for n in run)

    head, foot = chosen[: prose[0]], chosen[prose[-1] + 1 :]
    while head and not (short(head[0]) or over(head)):
        head.pop(0)
    while foot and not short(foot[-1]):
        foot.pop()
    return head + chosen[prose[0] : prose[-1] + 1] + foot


def chosen(page: Page) -> Chosen:
    """The lines of the stories; none where nothing tells them apart."""
    lines = page.lines
    if not page.parts:
        return Chosen((), (), ())
    readers = _readers(page)
    judge = _Site(page, readers)
    own = _covered((p for p in page.parts if judge.holds(p)), len(lines))
    site = [r or o for r, o in zip(readers, own, strict=True)]
    parts = _story_parts(page, site)
    if not parts:
        return Chosen((), _numbers(readers), ())
    tops = [n for n, one in enumerate(lines) if one.kind == "heading" and one.level == 1]
    title = tops[0] if not tops[1:] and tops else -1  # the page's only h1 is its title, not a line
    inside = [n for part in parts for n in range(part.begin, part.end)]
    kept = [n for n in inside if not site[n] and n != title and not _is_apart(lines[n], page.parts)]
    kept = _trimmed(page, kept, named=bool(parts[0].marks & marks.STORY))
    kept = _leads(page, site, parts[0].begin) + kept
    captions = tuple(n for n in inside if lines[n].kind == "caption" and not readers[n])
    hidden = _covered((p for p in page.parts if p.marks & marks.HIDDEN), len(lines))
    unseen = sum(lines[n].prose for n in kept if hidden[n])
    return Chosen(tuple(kept), _numbers(readers), captions, hidden=2 * unseen > sum(lines[n].prose for n in kept))
