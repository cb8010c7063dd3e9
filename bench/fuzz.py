"""An hour of pages and words that nobody would write, through all of `text/` and the whole of reading.

    python bench/fuzz.py [--minutes 60] [--quick] [--json] [--seed N]

Invented pages of every kind that is read (HTML, plain text, transcript, mail, subtitles, JSON) are mutated: markup,
encodings, writing from right to left, control characters, huge runs, brackets in brackets, odd quotation marks, wild
numbers and dates. What is promised: no exception but those of `recount.errors`, no page that takes longer than two
processor seconds, places that are valid (`text[start:end] == words`, everything inside the text, stories nested or
apart). Hypothesis makes a finding as small as it can; each becomes a test.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from recount.errors import RecountError
from recount.model import DateRange, Metadata, Reading, Span, Text
from recount.read import reading, reading_json
from recount.text.attribute.attributes import attributes
from recount.text.locate import anchor, locate
from recount.text.page import main_text, media
from recount.text.parser import parse
from recount.text.people.people import people
from recount.text.quantity.quantities import quantities
from recount.text.quantity.sums import check_sums
from recount.text.speech.speech import speech
from recount.text.story.sentences import passages
from recount.text.story.stories import stories
from recount.text.time.times import times

SLOW_S = 2.0  # processor seconds that a page may take
HUNG_S = 30.0  # after which it is cut off
ROUND = 60  # examples between two looks at the clock

STORY = """Cook left the camp with a pot on the stove

By Mirjam Oster, Harnbeck

Rosa Tamblyn, a 27-year-old cook from Denmark, left the Long Furrow in February 2031. At least 40 people have left the
movement since May last year, the Institute for Armed Groups said on Monday. "I had boiled the same bones four times,"
Tamblyn told the Herald. "I did not leave for money." Her husband, known as Abu Yusuf al-Dani, was killed.

The Long Furrow denied that 12 of the 58 cooks had gone hungry. "Nobody was hungry," its spokesman said; he added that
half of the 700 men, or 49.5 percent, were "guests". The army sent 9 trucks: five from Harnbeck and four from Oldwater.

Why they go

• Hunger and cold in the camp.
• Bones boiled four times.

Q: When did you leave?
A: In the spring, after two years. I was 19 when I joined.

ROSA TAMBLYN: We were seven women in one room.

Copyright 2031 The Oldwater Herald. All rights reserved.
"""
HTML = (
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cook left | Herald</title>
<meta property="article:published_time" content="2031-02-03T10:00:00Z"><script type="application/ld+json">
{"@type":"NewsArticle","headline":"Cook left","datePublished":"2031-02-03","author":{"name":"Mirjam Oster"}}</script>
</head><body><nav><a href="/">Home</a><ul><li>News</li></ul></nav><article><h1>Cook left</h1>"""
    + "".join(f"<p>{p}</p>\n" for p in STORY.split("\n\n"))
    + "<blockquote>We left &amp; ran &#8212; &ldquo;all&rdquo;</blockquote><table><tr><td>58</td></tr></table>"
    "<aside><h2>Read also</h2><a href='x'>Toll raised</a></aside></article><footer>All rights</footer></body></html>"
)
MAIL = (
    "From: a@example.org\nSubject: Cook left\nDate: Mon, 3 Feb 2031 10:00:00 +0000\nContent-Type: text/plain\n\n"
    + STORY
)
SUBTITLES = (
    "1\n00:00:01,000 --> 00:00:04,000\nI left in spring.\n\n2\n00:00:05,000 --> 00:00:09,000\nThere were 12 of us.\n"
)
JSON = json.dumps({"title": "Cook left", "text": STORY, "published": "2031-02-03"})
PAGES = (STORY, HTML, MAIL, SUBTITLES, JSON)
ODD = (
    "\u202e",
    "\u200f", "\u200b", "\u00ad", "\ufeff", "\x00", "\x07", "\x1b[31m", "\r", "\r\n", "\n\n\n", "\t", "\u2028",
    "\u0085", '"', "'", "“", "”", "‘", "’", "„", "«", "»", "''", "``", "(", ")", "[", "]", "{", "}", "<", ">", "&",
    "&#x110000;",
    "&nbsp;", "<p>", "</p>", "<h1>", "<br>", "<!--", "-->", "<![CDATA[", "<script>", "<div><div>", "</article>", "—",
    "--", "…",
    "...", ". . .", "?!", "•", "- ", "1. ", "Q: ", "A: ", "NAME: ", "[Name] ", "\U0001f600", "e\u0301",
    "\u0301" * 30, "ﬁ",
    "İ",
    "ß", "ǅ", "الرقة", "محمد قال", "Москва", "北京", "あ", "1,5", "1.000.000", "0", "-1", "99999999999999999999",
    "1e9", "१२", "½", "50 percent", "10-12", "31 February 2014", "0000-00-00", "9999-12-31", "in 10000 years",
    "last spring", "two years ago", "yesterday", "1 January 1", "at the age of 999", "aged 0", "half of the 0",
    "dozens of", "Abu al-", "Mr. ", "Jr.", "Gen.", "O'", "al-", "he said", "said", "according to", "who said that",
    "she told him he said", "I", "whose", ", 26, ", "NATO", "St.", "a.m.", "U.S.", "http://x.y/z?a=b#c", "@x", "#y",
)  # fmt: skip
ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-8-sig",
    "cp1252",
    "latin-1",
    "cp1256",
    "koi8-r",
    "shift_jis",
    "gb18030",
)


class Hung(BaseException):
    """A page took so long that it was cut off."""


class Broken(AssertionError):
    """A promise of reading that does not hold."""


@dataclass
class Found:
    """What a session has seen."""

    pages: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)  # by place in our code, the smallest case and its traceback
    slowest_s: float = 0.0
    took_s: float = 0.0  # the last one


FOUND = Found()


def _ask(told: bool, why: str) -> None:
    if not told:
        raise Broken(why)


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """One of the pages, or words of no page, changed in a few places."""
    words = draw(
        st.one_of(
            st.sampled_from(PAGES), st.text(max_size=300), st.lists(st.sampled_from(ODD), max_size=40).map("".join)
        )
    )
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(words))))
        to = min(len(words), at + draw(st.integers(0, 400)))
        how = draw(st.sampled_from(("insert", "delete", "repeat", "run", "nest", "upper", "move", "join")))
        odd = draw(st.sampled_from(ODD))
        if how == "insert":
            words = words[:at] + odd + words[at:]
        elif how == "delete":
            words = words[:at] + words[to:]
        elif how == "repeat":
            words = words[:to] + words[at:to] * draw(st.integers(1, 6)) + words[to:]
        elif how == "run":
            words = words[:at] + odd * draw(st.integers(1, 800)) + words[at:]
        elif how == "nest":
            depth = draw(st.integers(1, 200))
            words = words[:at] + odd * depth + words[at:to] + odd[::-1] * depth + words[to:]
        elif how == "upper":
            words = words[:at] + words[at:to].upper() + words[to:]
        elif how == "move":
            words = words[:at] + words[to:] + words[at:to]
        else:
            words = words[:at] + words[at:to].replace("\n", "").replace(" ", "") + words[to:]
    return words[:30_000]


@st.composite
def _bytes(draw: st.DrawFn) -> bytes:
    words = draw(_mutated())
    data = words.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(data))))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + draw(st.integers(0, 8)) :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 9)) == 0 else data


def _inside(span: Span, body: str, what: str) -> None:
    _ask(0 <= span.start < span.end <= len(body), f"{what} {span} lies outside the text")


def _check_stories(made: Reading) -> None:
    body = made.text.body
    for n, story in enumerate(made.stories):
        _inside(story.span, body, story.kind)
        _ask(story.belongs_to is None or 0 <= story.belongs_to < len(made.stories), f"story {n} belongs to none")
        for later in made.stories[n + 1 :]:
            apart = later.span.start >= story.span.end
            _ask(apart or later.span.within(story.span), f"{story} and {later} overlap, or stand in the wrong order")
    last: dict[int, int] = {}
    for passage in made.passages:
        _inside(passage.span, body, "passage")
        _ask(passage.span.within(made.stories[passage.story].span), f"{passage} lies outside its story")
        _ask(passage.span.start >= last.get(passage.story, 0), f"{passage} overlaps the one before it")
        last[passage.story] = passage.span.end
        words = passage.span.of(body)
        _ask(words == words.strip(), f"{words!r} has blank space at an end")


def _check(made: Reading) -> None:
    """Every law of a reading."""
    body = made.text.body
    _check_stories(made)
    for mention in made.mentions:
        _ask(bool(mention.places), f"{mention} stands nowhere")
        for place in mention.places:
            _inside(place, body, "mention")
    for claim in made.claims:
        quote = claim.quote
        _ask(body[quote.start : quote.start + len(quote.words)] == quote.words, f"{quote} does not stand there")
        _ask(claim.mention is None or 0 <= claim.mention < len(made.mentions), f"{claim} is about nobody")
        for speaker in claim.speaker:
            if speaker.place is not None:
                _inside(speaker.place, body, "speaker")
            _ask(speaker.mention is None or 0 <= speaker.mention < len(made.mentions), f"{speaker} is nobody")
        if claim.quantity is not None:
            _ask(
                all(0 <= p < len(made.claims) for p in claim.quantity.parts),
                f"{claim.quantity} has parts that are none",
            )
    json.dumps(reading_json(made), allow_nan=False)


def _page(data: bytes) -> None:
    """Bytes, through main text, to all that is read of them."""
    try:
        text = main_text.text_of(data, media.sniff(data, "page"), "page", not_after=date(2031, 6, 1))
    except RecountError as error:
        FOUND.refused[type(error).__name__] += 1
        return
    for block in text.blocks:
        _inside(block.span, text.body, "block")
    _check(reading(text))


def _words(words: str) -> None:
    """Words, through each part of reading by itself."""
    words = "".join(c for c in words if not "\ud800" <= c <= "\udfff")
    for story in stories(Text(words)):
        _inside(story.span, words, "story")
    doc = parse(words)
    _ask(doc.text == words, "the parser changed the words")
    for span in passages(doc):
        _inside(span, words, "passage")
    published = DateRange(date(2031, 2, 3), date(2031, 2, 3), precise=True)
    told = people(doc)
    for person in told:
        for place in person.places:
            _inside(place.span, words, "person")
    for said in speech(doc):
        for span in (*said.content, *said.cue):
            _inside(span, words, "speech")
    counted = quantities(doc)
    for count in counted:
        _inside(count.span, words, "quantity")
    check_sums(counted, words)
    for when in times(words, published=published):
        _inside(when.span, words, "time")
    for one in attributes(doc, told, published=published):
        _inside(one.span, words, "attribute")
    _check(reading(Text(words, Metadata(published=published))))


def _quote(given: tuple[str, int, int, str]) -> None:
    """A quote cut from words, and one that may not be there, through the locator."""
    words, at, size, other = given
    if words[at : at + size].strip():
        cut = Span(at, min(len(words), at + size))
        found = anchor(words, "0" * 64, cut)
        with contextlib.suppress(RecountError):
            span = locate(found.words, words, prefix=found.prefix, suffix=found.suffix, near=found.start)
            _ask(span == cut, f"an anchor at {cut} is found at {span}")
    with contextlib.suppress(RecountError):
        _inside(locate(other, words), words, "quote")


TARGETS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], None]]] = {
    "page": (_bytes(), _page),
    "words": (_mutated(), _words),
    "quote": (st.tuples(_mutated(), st.integers(0, 3000), st.integers(0, 200), st.text(max_size=40)), _quote),
}


@contextlib.contextmanager
def _timed() -> Iterator[None]:
    def hung(*_: object) -> None:
        raise Hung

    signal.signal(signal.SIGPROF, hung)
    signal.setitimer(signal.ITIMER_PROF, HUNG_S)
    begun = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        FOUND.took_s = time.process_time() - begun


def _place(error: BaseException) -> str:
    """Where in our code a fault showed: the last frame of the package, or the promise that was broken."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/recount/" in f.filename or "fuzz" in f.filename]
    frames = [f for f in frames if f.name != "_ask"]
    last = frames[-1] if frames else None
    name = last.filename.rpartition("/recount/")[2].rpartition("/")[2] if last else "?"
    return f"{type(error).__name__} at {name}:{last.lineno if last else 0}"


def _round(name: str, number: int) -> None:
    """So many examples of one target; a new fault is made small and kept."""
    strategy, work = TARGETS[name]
    smallest = ""

    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
    )
    @given(strategy)
    def example(given_: Any) -> None:
        nonlocal smallest
        FOUND.pages[name] += 1
        try:
            with _timed():
                work(given_)
            if FOUND.took_s > SLOW_S:  # what is loaded on first use, and busy neighbours, do not count
                with _timed():
                    work(given_)
            FOUND.slowest_s = max(FOUND.slowest_s, FOUND.took_s)
            _ask(FOUND.took_s <= SLOW_S, f"took {FOUND.took_s:.1f} processor seconds")
        except (Exception, Hung) as error:
            if _place(error) in FOUND.faults:
                return
            smallest = f"{given_!r}\n{''.join(traceback.format_exception(error)[-4:])}"
            raise RuntimeError(_place(error)) from error

    try:
        example()
    except RuntimeError as error:
        FOUND.faults[str(error)] = f"{name}: {smallest}"
    except Exception as error:  # several faults at once
        for one in getattr(error, "exceptions", (error,)):
            FOUND.faults.setdefault(str(one), f"{name}: {smallest}")


def main() -> int:
    """Fuzz for so long; 0 when no promise was broken."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--minutes", type=float, default=60)
    ask.add_argument("--quick", action="store_true", help="half a minute")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--seed", type=int, default=0)
    asked = ask.parse_args()
    for page in PAGES:  # loads the parser and all else
        _page(page.encode())
        _words(page)
    end = time.monotonic() + (30 if asked.quick else asked.minutes * 60)
    number = asked.seed * 1_000_000
    while time.monotonic() < end:
        name = ("page", "words", "page", "words", "quote")[number % 5]
        before = len(FOUND.faults)
        _round(name, number)
        for place in list(FOUND.faults)[before:]:
            print(f"FAULT {place}\n{FOUND.faults[place]}", file=sys.stderr, flush=True)
        number += 1
    figures = {f"of_{name}": float(FOUND.pages[name]) for name in TARGETS}
    figures |= {"faults": float(len(FOUND.faults)), "slowest_s": FOUND.slowest_s, "processor_s": time.process_time()}
    holds = not FOUND.faults
    if asked.json:
        goals = {"faults": "<= 0", "slowest_s": f"<= {SLOW_S:g}"}
        print(json.dumps({"figures": figures, "goals": goals, "holds": holds}, indent=1))
    else:
        for figure, value in figures.items():
            print(f"{figure:16} {value:10.4g}")
        print("refused: " + ", ".join(f"{n} {kind}" for kind, n in FOUND.refused.most_common()))
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
