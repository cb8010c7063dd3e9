"""What an endpoint answers about one code, let in piece by piece: words that stand there, a value they bear out.

Every quote goes through the strict locator. Beyond it: a negation may not be cut off, a denial needs a word that
denies, words of one person about themselves are not another's. A refusal is for one piece, begins with its kind, and is
kept.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from recount.coding.question import MOST, SAID, SCORES, VALUES, blank_free
from recount.errors import QuoteDiffers, QuotePlaceUnclear
from recount.model import Coding, Span
from recount.model.coding import POSITIVE
from recount.text.denial import cut_off, denies_reason, led_by, negates
from recount.text.locate import locate

if TYPE_CHECKING:
    from recount.coding.question import Account
    from recount.model import Code, Reading, Speaker

CODER = "machine:endpoint"
LONGEST = 600  # characters of one quote: a passage, not a paragraph
SHOWN = 300  # characters of something refused that are kept
_OWN = frozenset({"i", "me", "my", "myself", "mine", "i'm", "i've", "i'd", "i'll"})

Kind = Literal[
    "invented", "negation", "number", "name", "words", "cut", "place", "length", "value", "denial", "person", "speaker",
    "shape", "answer", "story",
]  # fmt: skip
KINDS: dict[Kind, str] = {
    "invented": "nothing like the words stands in the account",
    "negation": "the account says it with, or without, a negation",
    "number": "the account has another number",
    "name": "the account has another name",
    "words": "the account has other words",
    "cut": "a word or a number was cut in two",
    "place": "the words stand in several places, across two stories, or in no sentence",
    "length": "more words than a passage",
    "value": "no such value or certainty",
    "denial": "a denial was cut off, turned round or made up",
    "person": "no such person in the account",
    "speaker": "said by somebody else of themselves",
    "shape": "not in the shape that was asked for",
    "answer": "no JSON object in any try",
    "story": "not sent: too long",
}


class NotLetIn(Exception):
    """One piece of an answer that the account does not bear out; never leaves this module."""

    def __init__(self, kind: Kind, why: str) -> None:
        super().__init__(kind, why)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not let in."""

    story: int
    code: str
    given: str
    kind: Kind
    why: str

    @property
    def reason(self) -> str:
        """As it is stored: the kind, and what differs."""
        return f"{self.kind}: {self.why}"[:SHOWN]


def refusal(account: Account, code: str, given: object, kind: Kind, why: str) -> Refusal:
    """A refusal with what was given, cut where it is long."""
    words = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, sort_keys=True, default=str)
    return Refusal(account.story, code, words[:SHOWN], kind, why)


def let_in(
    answer: dict[str, Any], account: Account, code: Code, reading: Reading, *, version: str, model: str
) -> tuple[list[Coding], list[Refusal]]:
    """The codings that the account bears out, in its order, and what was refused.

    Args:
        answer: the JSON object as answered; nothing in it is believed.
        account: the story as it was sent.
        code: the code that was asked about.
        reading: the text the story is of.
        version: of the codebook.
        model: who answered, for the reason.
    """
    given = answer.get("findings")
    if not isinstance(given, list):
        return [], [refusal(account, code.code, answer, "shape", "findings is no list")]
    found: dict[tuple[Span, int | None], Coding] = {}
    refused: list[Refusal] = []
    if len(given) > MOST:
        why = f"{len(given)} findings of one code; only the first {MOST} are looked at"
        refused.append(refusal(account, code.code, "", "shape", why))
    for one in given[:MOST]:
        try:
            coding = _coding(one, account, code, reading, version, model)
        except NotLetIn as error:
            kind, why = error.args
            refused.append(refusal(account, code.code, one, kind, why))
        else:
            found.setdefault((coding.quote.span, coding.mention), coding)
    return sorted(
        found.values(), key=lambda c: (c.quote.start, c.quote.end, -1 if c.mention is None else c.mention)
    ), refused


def _coding(given: object, account: Account, code: Code, reading: Reading, version: str, model: str) -> Coding:
    if not isinstance(given, dict):
        raise NotLetIn("shape", "a finding is no object")
    place = _place(given, account)
    if not blank_free(account, place, reading.text.body):
        raise NotLetIn("place", "the words run across another story")
    value, certainty = given.get("value"), given.get("certainty")
    if value not in VALUES:
        raise NotLetIn("value", f"{value!r} is none of {', '.join(VALUES)}")
    if certainty not in SCORES:
        raise NotLetIn("value", f"{certainty!r} is none of {', '.join(SCORES)}")
    _check_denial(place, value, account)
    whole = place.shifted(account.by)
    passage = _passage(whole, account.story, reading)
    said = " ".join(str(given.get("reason") or "").split())[:SAID]
    return Coding(
        code=code.code,
        quote=reading.text.quote(whole),
        value=value,
        coder=CODER,
        codebook_version=version,
        mention=_whose(given.get("person"), whole, account, reading),
        score=SCORES[certainty],
        reason=f"{model}, {certainty}: {said}" if said else f"{model}, {certainty}",
        passage=passage,
    )


def _place(given: dict[str, Any], account: Account) -> Span:
    words = given.get("words")
    if not isinstance(words, str) or not any(c.isalnum() for c in words):
        raise NotLetIn("shape", "no words are given")
    if len(words) > LONGEST:
        raise NotLetIn("length", f"{len(words)} characters; a passage has at most {LONGEST}")
    before, after = (given[k] if isinstance(given.get(k), str) else "" for k in ("before", "after"))
    try:
        return locate(words, account.words, prefix=before, suffix=after)
    except QuotePlaceUnclear as error:
        raise NotLetIn("place", str(error)) from error
    except QuoteDiffers as error:
        _, _, differs = error.args
        kind: Kind = "cut" if words in account.words else _differing(differs)
        raise NotLetIn(kind, str(error)) from error


def _differing(differs: str) -> Kind:
    """The gravest kind of difference: the locator names them in that order."""
    first = differs.partition(":")[0]
    if first in {"negation", "number", "name", "words"}:
        return first  # type: ignore[return-value]  # one of four literals
    return "cut" if "cut in two" in differs else "invented"


def _check_denial(place: Span, value: str, account: Account) -> None:
    """A denial may be neither cut off before the words, nor turned round, nor made up."""
    before, words = led_by(account.words, place.start), place.of(account.words)
    if value in POSITIVE and cut_off(before):
        raise NotLetIn("denial", f"the words just before deny {words!r}")
    if value in POSITIVE and denies_reason(words):
        raise NotLetIn("denial", f"{words!r} says that it was no reason")
    if value == "denied" and not (negates(words) or negates(before)):
        raise NotLetIn("denial", f"nothing in or before {words!r} denies it")


def _passage(place: Span, story: int, reading: Reading) -> int:
    starts = [p.span.start for p in reading.passages]
    k = bisect_right(starts, place.start)
    for n in range(k - 1, max(-1, k - 5), -1):
        if reading.passages[n].story == story and place.start < reading.passages[n].span.end:
            return n
    raise NotLetIn("place", "no sentence of the story holds the words")


def _whose(given: object, place: Span, account: Account, reading: Reading) -> int | None:
    """The mention it is of. Who speaks of themselves in direct words is known from reading, and decides."""
    if given is not None and (isinstance(given, bool) or given not in range(len(account.persons))):
        raise NotLetIn("person", f"there is no person {given!r} among the {len(account.persons)} listed")
    mention = account.persons[given] if isinstance(given, int) else None
    speaker = _speaker(place, reading) if _speaks_of_self(place.of(reading.text.body)) else None
    if speaker is None:
        return mention
    if speaker.mention is not None and reading.mentions[speaker.mention].is_case:
        if mention not in (None, speaker.mention):
            raise NotLetIn("speaker", f"{speaker.name or speaker.role or 'another'} says it, of themselves")
        return speaker.mention
    if mention is not None and speaker.mention != mention and (speaker.name or speaker.role):
        raise NotLetIn("speaker", f"{speaker.name or speaker.role} says it, of themselves")
    return mention


def _speaks_of_self(words: str) -> bool:
    return any(w.strip('.,;:!?"“”()').replace("’", "'") in _OWN for w in words.lower().split())


def _speaker(place: Span, reading: Reading) -> Speaker | None:
    """Who says these words, nearest first, as reading tells it; None where it does not."""
    held = [c for c in reading.claims if c.kind == "speech" and c.speaker and place.overlaps(c.quote.span)]
    if not held:
        return None
    most = max(held, key=lambda c: (min(place.end, c.quote.end) - max(place.start, c.quote.start), -c.quote.start))
    return most.speaker[0]
