"""The reader that asks an endpoint for persons and claims; stories and passages stay with the rules.

Everything answered is checked against the story and let in or refused one by one (`vetting.py`); what was refused is
kept with its reason. Only languages that the rules read as well are sent: the checks know no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from recount.endpoint import Answers, Question, ask, asked_how, where
from recount.model import Claim, EndpointSettings, Mention, Passage, Reading, ReadSettings, Refused, Text
from recount.read.answer import ORDERS, SHAPE, TASK
from recount.read.assemble import language_of_story
from recount.read.pages import pages
from recount.read.vetting import Vetting
from recount.text.story.stories import stories
from recount.text.tongues import is_read, tongue


@dataclass(frozen=True, slots=True)
class Asked:
    """Persons and claims as an endpoint reads them."""

    read_settings: ReadSettings
    endpoint: EndpointSettings
    answers: Answers

    def __post_init__(self) -> None:
        where(self.endpoint)  # an address that may not be used is an error before anything is read

    @property
    def name(self) -> str:
        """What it is called."""
        return "endpoint"

    @property
    def settings(self) -> dict[str, Any]:
        """Whom is asked and how; no key."""
        return {**asked_how(self.endpoint), "most_characters": self.read_settings.most_characters}

    def read(self, text: Text) -> Reading:
        """Stories and passages by the rules, persons and claims as the endpoint says and the text bears out."""
        found = stories(text)
        cut: list[Passage] = []
        mentions: list[Mention] = []
        claims: list[Claim] = []
        refused: list[Refused] = []
        for page in pages(text, found):
            language = language_of_story(text, page)
            way, vetting = tongue(language), Vetting(text, page)
            cut += [Passage(span.shifted(page.by), page.n) for span in way.passages(way.parse(page.words))]
            if is_read(language):
                self._fill(vetting)
            elif is_read(text.metadata.language):
                vetting.refuse("story", "", f"language not read: {language}")
            first = len(mentions)
            mentions += vetting.mentions
            claims += _counted_on(vetting.claims, first)
            refused += vetting.refused
        return Reading(text, found, tuple(cut), tuple(mentions), tuple(claims), tuple(refused))

    def _fill(self, vetting: Vetting) -> None:
        words = vetting.page.words
        if len(words) > self.read_settings.most_characters:
            why = f"the story has more than {self.read_settings.most_characters} characters and was not sent"
            vetting.refuse("answer", "", why)
            return
        published = vetting.text.metadata.published
        day = published.first.isoformat() if published.first else None
        answer = ask(self.endpoint, Question(TASK, ORDERS, {"account": words, "published": day}, SHAPE), self.answers)
        if answer.value is None:
            vetting.refuse("answer", "", answer.reason or "no answer")
            return
        vetting.take(answer.value)


def _counted_on(claims: list[Claim], first: int) -> Iterator[Claim]:
    """The claims of one story in order of place, persons counted from the reading's first."""
    for claim in sorted(claims, key=lambda c: (c.quote.start, -c.quote.end, c.kind)):
        chain = tuple(replace(s, mention=first + s.mention) if s.mention is not None else s for s in claim.speaker)
        about = first + claim.mention if claim.mention is not None else None
        yield replace(claim, mention=about, speaker=chain)
