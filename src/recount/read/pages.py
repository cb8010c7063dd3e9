"""One story cut out of its text, ready to be parsed: what lies in its middle but is not its own is blanked."""

from __future__ import annotations

from dataclasses import dataclass

from recount.model import Block, Span, Story, Text
from recount.text.page.layout import opening, unbroken
from recount.text.people.casing import readable
from recount.text.quantity.bounds import rejoined

# A story longer than a book's chapter is a book or a table; the parser's memory grows by some 3 kB a character.
LONGEST = 400_000  # characters
TOLD = ("story", "sidebar")  # kinds of entries that have passages, persons and claims of their own


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one story; offset 0 is character `by` of the whole text."""

    n: int  # index of the story in the reading
    words: str  # as the story has them; of a story in capitals only, in the case a parser can read
    by: int
    turns: tuple[Block, ...] = ()  # of a transcript, places in `words`
    answers: str | None = None  # who answers the questions of an interview, where the page has only one such voice


def pages(text: Text, stories: tuple[Story, ...]) -> tuple[Page, ...]:
    """A page for every story and sidebar that is not too long to be parsed."""
    body = unbroken(text.body)
    return tuple(
        _page(body, n, stories) for n, story in enumerate(stories) if story.kind in TOLD and not too_long(story)
    )


def too_long(story: Story) -> bool:
    """Whether a story is left unread for its length."""
    return story.span.end - story.span.start > LONGEST


def _page(body: str, n: int, stories: tuple[Story, ...]) -> Page:
    story = stories[n]
    words = list(story.span.of(body))
    by = story.span.start
    turns = []
    for other in stories:
        if other is story or not other.span.within(story.span):
            continue
        if other.kind == "turn":
            turns.append(_turn(body, other, by))
            end = other.span.start + opening(other.span.of(body))
            # A speaker in capitals is read as a name.
            words[other.span.start - by : end - by] = readable(body[other.span.start : end], least=3)
        else:
            # Line ends, not spaces: no sentence may run across what was taken out.
            words[other.span.start - by : other.span.end - by] = "\n" * (other.span.end - other.span.start)
    voices = {turn.speaker for turn in turns}
    answers = (voices - {"Q"}).pop() if len(voices) == 2 and "Q" in voices else None  # noqa: PLR2004  # one asks, one answers
    return Page(n, readable(rejoined("".join(words))), by, tuple(turns), answers if answers != "A" else None)


def _turn(body: str, turn: Story, by: int) -> Block:
    """The words of a turn; "NAME:" stays before them, for there the speaker has a place, "[Name]" does not."""
    lead = opening(turn.span.of(body))
    bare = lead and not turn.span.of(body)[:lead].rstrip().endswith(":") and turn.span.start + lead < turn.span.end
    start = turn.span.start + lead if bare else turn.span.start
    return Block(Span(start, turn.span.end).shifted(-by), "turn", speaker=turn.speaker)
