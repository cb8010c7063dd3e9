"""Names of persons in a story: the parser's, repaired, and those it misses.

The parser tags newspapers and groups as persons and overlooks lone given names; grammar decides: who says, flees
or is 26 is a person, what is "a newspaper" is none.
"""

from __future__ import annotations

import re

from recount.text.attribute.countries import country_of
from recount.text.names import fold, name_parts
from recount.text.parser import known_words
from recount.text.people.cues import Cue, Page
from recount.text.people.evidence import (
    is_listed,
    is_of_a_group,
    is_person,
    is_thing,
    only_places,
    orphans,
    shortened_bodies,
    tag_counts,
)
from recount.text.people.runs import INSIDE, Run, capital_runs, folded, is_capital, is_common, trimmed
from recount.text.people.words import PERSON_VERBS, TITLE_GENDER


def name_cues(page: Page) -> list[Cue]:
    """Every place where a person is named, in order, none overlapping."""
    runs = [run for raw in capital_runs(page) for run in trimmed(page, raw)]
    kinds = tag_counts(page, runs)
    things = {folded(page, run) for run in runs if is_of_a_group(page, run)}
    things |= only_places(page, runs)
    things |= shortened_bodies(page, runs, kinds)
    sure = [r for r in runs if (r.title or folded(page, r) not in things) and is_person(page, r, kinds)]
    known = {word for run in sure for word in folded(page, run).split() if len(word) > 2}  # noqa: PLR2004
    more = [r for r in runs if r not in sure and folded(page, r) not in things and _repeats(page, r, known, sure)]
    rest = [r for r in runs if r not in sure and folded(page, r) not in things]
    more += [r for r in rest if is_listed(page, r, sure) or _fuller(page, r, sure)]
    more += orphans(page, [r for r in rest if r not in more], [*sure, *more])
    more += _overlooked(page, runs, known)
    return [_cue(page, run) for run in sorted({*sure, *more}, key=lambda r: r.start)]


def _overlooked(page: Page, runs: list[Run], known: set[str]) -> list[Run]:
    """Lone names told elsewhere that the parser takes for a common noun at the head of a sentence: "Reyes said"."""
    taken = {i for run in runs for i in range(run.start, run.end)}
    found = []
    for token in page.doc:
        if token.i in taken or not is_capital(token) or fold(token.text) not in known or token.lower_ in page.lower:
            continue
        after = page.doc[token.i + 1] if token.i + 1 < len(page.doc) else None
        acts = after is not None and (after.lemma_.lower() in PERSON_VERBS or after.text in {"'s", "’s", ":"})
        if acts or fold(token.text) not in known_words():
            found.append(Run(token.i, token.i + 1, None))
    return found


def _fuller(page: Page, run: Run, sure: list[Run]) -> bool:
    """Whether it ends in a word that is a person's name elsewhere: "Lidia Moroz" where "Moroz, 26," is one."""
    words = folded(page, run).split()
    if not 1 < len(words) <= 3 or is_thing(page, run, words) or country_of(page.words(run.start, run.end)):  # noqa: PLR2004
        return False
    if run.start and page.doc[run.start - 1].lower_ == "the":
        return False
    return any(folded(page, other) == words[-1] for other in sure)


def told_again(page: Page, found: list[Cue], names: list[Cue]) -> list[Cue]:
    """Other places of names that only a declaration showed to be names: "Wasp, as they called him, ... Wasp ran"."""
    taken = {i for cue in (*names, *found) for i in range(cue.start, cue.end)}
    words = {cue.words: cue.end - cue.start for cue in found}
    more = []
    for token in page.doc:
        for name, length in words.items():
            end = token.i + length
            if token.i in taken or end > len(page.doc) or page.words(token.i, end) != name:
                continue
            more.append(_cue(page, Run(token.i, end, None)))
            taken.update(range(token.i, end))
    return more


def cue_of(page: Page, start: int, end: int) -> Cue:
    """A name's place over tokens start to end, whatever the parser says of them."""
    return _cue(page, Run(start, end, None))


def _cue(page: Page, run: Run) -> Cue:
    words = re.sub(r"\s+", " ", page.words(run.start, run.end)).rstrip(",;:")
    head = next(
        (i for i in range(run.start, run.end) if page.doc[i].head.i not in range(run.start, run.end)), run.end - 1
    )
    titled = next((TITLE_GENDER[w] for w in fold(run.title or "").split() if w in TITLE_GENDER), None)
    gender = titled or name_parts(words).kunya_gender  # "Abu" is father, "Umm" mother: a word, no name
    return Cue(run.start, run.end, head, "name", words, gender, run.title, definite=True)  # type: ignore[arg-type]


def _repeats(page: Page, run: Run, known: set[str], sure: list[Run]) -> bool:
    """A run the parser called otherwise, all of whose words are of one name told elsewhere."""
    words = folded(page, run).split()
    if not words or not all(w in known or w in INSIDE for w in words) or is_thing(page, run, words):
        return False
    if country_of(page.words(run.start, run.end)):
        return False
    if not any(set(words) <= set(folded(page, other).split()) for other in sure):
        return False
    return page.doc[run.start].tag_ == "NNP" or not is_common(page, run)
