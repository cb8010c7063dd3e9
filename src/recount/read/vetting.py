"""What an endpoint says of a story, let in piece by piece: words that stand there, values that the words bear out.

The strict locator finds every quote. Beyond it: a negation may not be cut off, a number must stand in its words, a
gender needs a word that says it, a country a word that names it, a time is read by the rules from its words. A
refusal is for one piece; the rest of the answer stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from recount.errors import ClaimUnfounded, EvidenceError, InputError
from recount.model import UNKNOWN_DATE, Claim, DateRange, Mention, Quantity, Refused, Span, Speaker, Text
from recount.read.answer import CERTAINTIES, CHANNELS, KINDS, POLARITIES, ROLES
from recount.read.chains import moved
from recount.read.pages import Page
from recount.read.values import checked_value
from recount.text.denial import cut_off, led_by, negates
from recount.text.locate import locate
from recount.text.names import name_parts
from recount.text.people.undecided import only_speaks
from recount.text.quantity.numbers import numbers
from recount.text.time.times import times

MOST = 500  # persons or claims of one story; an answer with more has run away
SHOWN = 300  # characters of something refused that are kept
_PLACED = re.compile(r"\w")


class Vetting:
    """The persons and claims of one story that were let in, and what was refused; places in the whole text."""

    def __init__(self, text: Text, page: Page) -> None:
        self.text, self.page = text, page
        self.mentions: list[Mention] = []
        self.claims: list[Claim] = []
        self.refused: list[Refused] = []
        self._index: dict[int, int] = {}  # the answer's number of a person -> ours

    def refuse(self, what: Literal["story", "answer", "person", "claim"], given: object, reason: str) -> None:
        """Keep what was not let in, with the reason."""
        words = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, sort_keys=True)
        self.refused.append(Refused(self.page.n, what, words[:SHOWN], reason[:SHOWN]))

    def take(self, answer: dict[str, Any]) -> None:
        """Let in what the story bears out: persons first, for claims point at them."""
        for n, given in enumerate(self._list(answer, "persons")):
            try:
                self.mentions.append(self._mention(n, given))
            except (EvidenceError, InputError) as error:
                self._index.pop(n, None)
                self.refuse("person", given, str(error))
        for given in self._list(answer, "claims"):
            try:
                self.claims.append(self._claim(given))
            except (EvidenceError, InputError) as error:
                self.refuse("claim", given, str(error))

    def _list(self, answer: dict[str, Any], name: str) -> list[dict[str, Any]]:
        given = answer.get(name)
        if not isinstance(given, list):
            self.refuse("answer", name, f"{name} is no list")
            return []
        for odd in [item for item in given if not isinstance(item, dict)]:
            self.refuse("answer", odd, f"one of {name} is no object")
        if len(given) > MOST:
            self.refuse("answer", name, f"more than {MOST} {name}; only the first are looked at")
        return [item for item in given[:MOST] if isinstance(item, dict)]

    def _mention(self, n: int, given: dict[str, Any]) -> Mention:
        names = self._standing(_words_of(given, "names"))
        described = self._standing(_words_of(given, "descriptions"))
        if not names and not described:
            raise ClaimUnfounded("person", "neither a name nor a description of it stands in the story")
        for missing in (*_words_of(given, "names"), *_words_of(given, "descriptions")):
            if missing not in names and missing not in described:
                self.refuse("person", missing, "this spelling or description does not stand in the story")
        places = sorted({*_places(names, self.page.words), *_places(described, self.page.words)})
        name = max(names, key=lambda w: (name_parts(w).full, len(w)), default=None)
        left = self._left(given)
        role = given.get("role") if given.get("role") in ROLES and not left else None
        self._index[n] = len(self.mentions)
        shifted = tuple(place.shifted(self.page.by) for place in places)
        naming = _naming(name, alias=given.get("alias") is True, role=role)
        # Asked whether the account says so, "no" may be silence: who is more than a voice stays undecided.
        why_not = None if left or given.get("left") else only_speaks(role)
        return Mention(self.page.n, name, tuple(names), tuple(described), left, role, naming, shifted, why_not)

    def _standing(self, words: list[str]) -> list[str]:
        return [w for w in dict.fromkeys(words) if _PLACED.search(w) and next(_places([w], self.page.words), None)]

    def _left(self, given: dict[str, Any]) -> bool:
        """Left only where words say so: else the person stays, and the word on leaving is refused."""
        if given.get("left") is not True:
            return False
        try:
            self._place({"words": given.get("left_words")}, "left_words")
        except EvidenceError as error:
            self.refuse("person", given, f"not let in as one who left: {error}")
            return False
        return True

    def _place(self, given: dict[str, Any], what: str) -> Span:
        words = given.get("words")
        if not isinstance(words, str) or not words.strip():
            raise ClaimUnfounded(what, "no words are given")
        around = [given.get(side) if isinstance(given.get(side), str) else "" for side in ("before", "after")]
        return locate(words, self.page.words, prefix=str(around[0]), suffix=str(around[1]))

    def _claim(self, given: dict[str, Any]) -> Claim:
        kind = _choice(given, "kind", KINDS)
        place = self._place(given, "claim")
        polarity = _choice(given, "polarity", POLARITIES)
        self._check_polarity(place, polarity, kind)
        mention = self._person(given.get("person"))
        variable, value = None, None
        if kind in {"attribute", "event"}:
            if mention is None:
                raise ClaimUnfounded("claim", "it is about no person that was let in")
            variable, value = checked_value(given.get("variable"), given.get("value"), place.of(self.page.words), kind)
        about = given.get("about")
        if about is not None and (not isinstance(about, str) or not self._standing([about])):
            raise ClaimUnfounded("about", "these words do not stand in the story")
        return Claim(
            self.text.quote(place.shifted(self.page.by)),
            kind,
            self.page.n,
            speaker=self._chain(given.get("speakers"), place),
            mention=mention,
            about=about,
            variable=variable,
            value=value,
            quantity=_quantity(given, place.of(self.page.words)) if kind == "quantity" else None,
            polarity=polarity,
            certainty=_choice(given, "certainty", CERTAINTIES),
            when=self._when(given.get("time")),
        )

    def _check_polarity(self, place: Span, polarity: str, kind: str) -> None:
        """A denial may be neither cut off before the words nor turned round nor made up."""
        before, words = led_by(self.page.words, place.start), place.of(self.page.words)
        if polarity == "asserted" and cut_off(before):
            raise ClaimUnfounded(repr(words), "the words just before deny or negate it")
        if polarity == "asserted" and kind in {"attribute", "event"} and negates(words):
            raise ClaimUnfounded(repr(words), "the words themselves deny or negate it")
        if polarity == "denied" and not (negates(words) or negates(before)):
            raise ClaimUnfounded(repr(words), "nothing in or before the words denies it")

    def _person(self, given: object) -> int | None:
        if given is None:
            return None
        if not isinstance(given, int) or isinstance(given, bool) or given not in self._index:
            raise ClaimUnfounded("person", f"there is no person {given!r} in the answer that was let in")
        return self._index[given]

    def _chain(self, given: object, near: Span) -> tuple[Speaker, ...]:
        if not isinstance(given, list):
            raise ClaimUnfounded("speakers", "is no list")
        chain = []
        for step in given:
            if not isinstance(step, dict):
                raise ClaimUnfounded("speakers", "one of them is no object")
            told = {k: step.get(k) for k in ("name", "role", "cue")}
            for field, words in told.items():
                if words is not None and (not isinstance(words, str) or not self._standing([words])):
                    raise ClaimUnfounded(f"speaker's {field} {words!r}", "these words do not stand in the story")
            if told["name"] is None and told["role"] is None:
                raise ClaimUnfounded("speakers", "one of them has neither a name nor a role")
            own = _places([str(told["name"] or told["role"])], self.page.words)
            place = min(own, key=lambda p: abs(p.start - near.start), default=None)
            channel = _choice(step, "channel", CHANNELS)
            naming: Literal["named", "role"] = "named" if told["name"] else "role"
            chain.append(Speaker(told["name"], told["role"], naming, channel, told["cue"], place))
        return moved(chain, self.page.by, self.mentions)

    def _when(self, words: object) -> DateRange:
        """The time these words tell, as our own rules read them: no day is taken from an endpoint."""
        if words is None:
            return UNKNOWN_DATE
        place = self._place({"words": words}, "time")
        told = times(self.page.words, published=self.text.metadata.published)
        inside = next((t for t in told if t.span.overlaps(place)), None)
        return inside.when if inside is not None else DateRange(words=place.of(self.page.words))


def _words_of(given: dict[str, Any], name: str) -> list[str]:
    listed = given.get(name)
    return [w for w in listed if isinstance(w, str)] if isinstance(listed, list) else []


def _places(words: Iterable[str], body: str) -> Iterator[Span]:
    """Every place where one of these stands as whole words."""
    for each in words:
        for match in re.finditer(rf"(?<!\w){re.escape(each)}(?!\w)", body):
            yield Span(*match.span())


def _choice(given: dict[str, Any], name: str, values: tuple[Any, ...]) -> Any:
    if given.get(name) not in values:
        raise ClaimUnfounded(name, f"{given.get(name)!r} is none of {', '.join(values)}")
    return given[name]


def _quantity(given: dict[str, Any], words: str) -> Quantity:
    """The bounds as given, each of which the words must tell: as a number, or as the bound of a vague word's rule."""
    told = {bound for n in numbers(words) for bound in (n.value, n.low, n.high)}
    bounds = []
    for side in ("low", "high"):
        value = given.get(side)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value not in told):
            raise ClaimUnfounded(f"{side} {value!r}", f"this number is not in {words!r}")
        bounds.append(float(value) if value is not None else None)
    if bounds == [None, None]:
        raise ClaimUnfounded("quantity", "it has no bound at all")
    unit, qualifier = given.get("unit"), given.get("qualifier")
    if not isinstance(unit, str) or not unit.strip():
        raise ClaimUnfounded("unit", "nothing is said of what is counted")
    if qualifier is not None and (not isinstance(qualifier, str) or qualifier not in words):
        raise ClaimUnfounded(f"qualifier {qualifier!r}", f"these words are not in {words!r}")
    return Quantity(bounds[0], bounds[1], unit.strip().lower()[:60], qualifier)


def _naming(name: str | None, *, alias: bool, role: str | None) -> str:
    if name is None:
        return "role" if role else "anonymous"
    parts = name_parts(name)
    if alias or (parts.kunya and not parts.given and not parts.family):
        return "alias"
    return "named" if parts.full else "partial"
