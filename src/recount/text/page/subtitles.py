"""Subtitles (SRT, WebVTT) as flowing speech: cues are joined, speakers told apart."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from recount.text.page.body import Line, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TIMES = re.compile(
    r"^[ \t]*(?:(\d+):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})[ \t]+-->[ \t]+(?:(\d+):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^>]*>|<\d+:[\d:.]+>|\{\\[^}]*\}", re.IGNORECASE)
# "MARTA KELL:", "Interviewer:", "Q:", ">> NAME:"; a name is at most five words, and no sentence.
_NAMED = re.compile(
    r"^(?:>>+[ \t]*|-[ \t]*)?((?:[A-Z][\w.'\u2019-]*)(?:[ \t]+[\w.'\u2019()-]+){0,4}):(?:[ \t]+|$)(?!//)"
)
_CHANGE = re.compile(r"^(?:>>+|[-\u2013\u2014](?=[ \t]*\w))[ \t]*")
_SOUND = re.compile(r"[\[(\u266a][^\])\u266a]*[\])\u266a]")
# Seconds of silence that end a paragraph when nobody is named; chosen by us: breath pauses are under two.
_PAUSE_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class _Cue:
    start_s: float
    end_s: float
    lines: tuple[str, ...]


def _seconds(hours: str | None, minutes: str, seconds: str, part: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000


def _cues(text: str) -> Iterator[_Cue]:
    """Cues in order; what stands between them (numbers, NOTE, STYLE) is passed over."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        times = _TIMES.match(lines[at])
        at += 1
        if not times:
            continue
        said = []
        while at < len(lines) and lines[at].strip() and not _TIMES.match(lines[at]):
            said.append(lines[at].strip())
            at += 1
        # A cue number directly before the next cue, without a blank line between, is no speech.
        if at < len(lines) and _TIMES.match(lines[at]) and said and said[-1].isdigit():
            said.pop()
        found = times.groups()
        yield _Cue(_seconds(*found[:4]), _seconds(*found[4:]), tuple(said))


def _spoken(line: str, *, named: bool) -> tuple[str | None, bool, str]:
    """Speaker when the line names one, whether somebody else begins, and the words."""
    voice = _VOICE.search(line)
    plain = tidy(html.unescape(_MARKUP.sub("", line)))
    if voice:
        return tidy(html.unescape(voice.group(1))), True, plain
    name = _NAMED.match(plain) if named else None
    if name:
        return name.group(1), True, plain[name.end() :].strip()
    change = _CHANGE.match(plain)
    return (None, True, plain[change.end() :]) if change else (None, False, plain)


def _trusts_names(cues: list[_Cue]) -> bool:
    """Whether "Name:" at a line's start means a speaker here: names in capitals, or one that comes again."""
    names = [m.group(1) for cue in cues for line in cue.lines if (m := _NAMED.match(_MARKUP.sub("", line)))]
    return any(n.isupper() for n in names) or len(names) > len(set(names))


def _pieces(cues: Iterable[_Cue], *, named: bool) -> Iterator[tuple[_Cue, str | None, bool, str]]:
    """Line by line, without the repeats of captions that roll up the screen."""
    before: tuple[str, ...] = ()
    for cue in cues:
        fresh = [line for line in cue.lines if line not in before]
        before = cue.lines
        for line in fresh:
            speaker, other, words = _spoken(line, named=named)
            if _SOUND.sub("", words).strip():
                yield cue, speaker, other, words


def subtitle_lines(text: str) -> Iterator[Line]:
    """Turns where speakers are told apart, otherwise paragraphs ended by a pause."""
    cues = list(_cues(text))
    told = _trusts_names(cues) or any(_VOICE.search(line) for cue in cues for line in cue.lines)
    said: list[str] = []
    who: str | None = None
    last_s = 0.0
    for cue, speaker, other, words in _pieces(cues, named=_trusts_names(cues)):
        goes_on = speaker == who if speaker else not other
        ended = not told and cue.start_s - last_s > _PAUSE_S
        if said and (not goes_on or ended):
            yield Line(" ".join(said), "turn" if told or other else "paragraph", speaker=who)
            said = []
        # A dash without a name says only that somebody else speaks.
        who = speaker or (who if goes_on else None)
        said.append(words)
        last_s = cue.end_s
    if said:
        yield Line(" ".join(said), "turn" if told else "paragraph", speaker=who)
