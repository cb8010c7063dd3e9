"""What each account tells of each person, in a form that two accounts can be compared by."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from recount.text.names import NameParts, consonant_skeleton, fold, name_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.store import Row, Store

ORIGIN = frozenset(
    {"attr.origin_country", "attr.nationality", "attr.citizenship", "attr.origin", "attr.birthplace_country"}
)
WORK = frozenset({"attr.occupation", "attr.profession"})
ROLE = frozenset({"attr.role", "attr.role_inside"})
UNIT = frozenset({"attr.unit", "attr.brigade", "attr.battalion"})
TRAVEL = frozenset({"attr.route", "attr.travel", "attr.crossed_at", "attr.location_now"})
PLACE = frozenset({"attr.place", "attr.hometown", "attr.city", "attr.residence", "attr.origin_place", "attr.location"})
FAMILY = frozenset({"attr.family", "attr.children", "attr.marital", "attr.marital_status", "attr.spouse", "attr.kin"})
JOINED = frozenset({"event.joined", "attr.join_date"})
LEFT = frozenset({"event.left", "attr.exit_date"})
AT_ONCE = 500  # mentions that are read at once
QUOTE_WORDS = 6  # words in a row that two accounts must share; by hand: shorter runs are common phrases
ESTIMATE_YEARS = 2  # how much wider an age is taken that the account itself calls an estimate

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Facts:
    """One mention as it is compared. Empty sets and None mean that the account does not say."""

    mention_id: str
    text_id: str
    story_id: str
    account: str  # a story and its sidebars are one account
    is_case: bool
    alias: bool = False  # told under a name that the account declares not to be the real one
    named: bool = False  # told under a name that the account gives as the real and full one
    source: str = ""  # origin of the capture, for people to read
    copies: str | None = None  # copy group of the story
    told: tuple[str, ...] = ()  # names as written, fullest first
    names: tuple[NameParts, ...] = ()
    described: tuple[str, ...] = ()
    born: tuple[int, int] | None = None  # first and last possible year of birth
    ages: tuple[str, ...] = ()  # as told
    gender: frozenset[str] = frozenset()
    gender_sure: bool = False  # by a noun or title, not by a pronoun that the reader had to resolve
    origin: frozenset[str] = frozenset()
    work: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()  # inside the group
    unit: frozenset[str] = frozenset()
    travel: frozenset[str] = frozenset()  # ways and crossings told, and where somebody is now
    beside: frozenset[str] = frozenset()  # full names of others whom the account tells of
    places: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    joined: Days | None = None
    left: Days | None = None
    quotes: frozenset[str] = frozenset()  # runs of words that this person is quoted with


def gather(store: Store) -> list[Facts]:
    """The facts of every mention in the store, by mention id."""
    mentions = store.query("mentions_told")
    return _gathered(mentions, store.query("claims_of_mentions"), store.query("words_spoken"))


class Recall:
    """The facts of single mentions, read when first asked for: for studies too large to read whole each time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._facts: dict[str, Facts] = {}
        self._whole = False  # whether these are all

    def all(self) -> None:
        """Read them all now, unless they are: quicker when most will be asked for."""
        if not self._whole:
            self._facts = {f.mention_id: f for f in gather(self._store)}
            self._whole = True

    def of(self, mentions: Iterable[str]) -> list[Facts]:
        """As `gather` gives them, in the order asked."""
        asked = list(mentions)
        new = sorted({m for m in asked if m not in self._facts})
        for at in range(0, len(new), AT_ONCE):
            some = new[at : at + AT_ONCE]
            rows = self._store.query("mentions_told_beside", mention_ids=some)
            texts = sorted({row.text_id for row in rows})
            claims = self._store.query("claims_of_some", mention_ids=some)
            spoken = self._store.query("words_spoken_of_texts", text_ids=texts)
            self._facts |= {f.mention_id: f for f in _gathered(rows, claims, spoken, only=frozenset(some))}
        return [self._facts[m] for m in asked]


def _gathered(
    mentions: list[Row], claims: list[Row], spoken: list[Row], *, only: frozenset[str] | None = None
) -> list[Facts]:
    """The facts of mentions, or of `only` these, by mention id; of each text all mentions are given."""
    told: dict[str, list[Row]] = defaultdict(list)
    for row in claims:
        if row.polarity == "asserted":
            told[row.mention_id].append(row)
    said, beside = _spoken(spoken), _beside(mentions)
    asked = (row for row in mentions if only is None or row.mention_id in only)
    return sorted(
        (
            _facts(row, told[row.mention_id], said.get(row.mention_id, frozenset()), beside[row.mention_id])
            for row in asked
        ),
        key=lambda f: f.mention_id,
    )


def account_of(row: Row) -> str:
    """The account a mention belongs to: its story, or the one its sidebar belongs to."""
    return f"{row.text_id}.{row.story_n if row.belongs_to is None else row.belongs_to}"


def _facts(row: Row, claims: list[Row], quotes: frozenset[str], beside: frozenset[str]) -> Facts:
    told = names_told(row.name, row.spellings)
    alias = row.naming == "alias"
    published = _days(row.published_first, row.published_last)
    sure = [c for c in claims if c.variable == "attr.gender" and c.certainty == "certain"]
    return Facts(
        mention_id=row.mention_id,
        text_id=row.text_id,
        story_id=row.story_id,
        account=account_of(row),
        is_case=bool(row.is_case),
        alias=alias,
        named=row.naming == "named",
        source=row.origin,
        copies=row.group_id,
        told=told,
        names=tuple(name_parts(name, pseudonym=alias) for name in told),
        described=tuple(row.described_as),
        born=_born(claims, published),
        ages=tuple(sorted({str(c.value) for c in claims if c.variable == "attr.age" and c.value})),
        gender=_values(sure or claims, {"attr.gender"}),
        gender_sure=bool(sure),
        origin=_values(claims, ORIGIN),
        work=_values(claims, WORK),
        role=_values(claims, ROLE),
        unit=_values(claims, UNIT),
        travel=_values(claims, TRAVEL),
        beside=beside,
        places=_values(claims, PLACE),
        family=_values(claims, FAMILY, named=True),
        joined=_range(claims, JOINED),
        left=_range(claims, LEFT),
        quotes=quotes,
    )


def names_told(name: str | None, spellings: Iterable[str]) -> tuple[str, ...]:
    """All names of a mention, the fullest first, each once."""
    every = [name] if name else []
    every += sorted((s for s in spellings if s and s != name), key=lambda s: (-len(s.split()), s))
    return tuple(dict.fromkeys(every))


def _beside(mentions: Iterable[Row]) -> dict[str, frozenset[str]]:
    """For each mention the full names of the others of its story, as sounds, so that spellings meet."""
    held: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for row in mentions:
        parts = name_parts(row.name or "")
        kept = " ".join(consonant_skeleton(word) for word in (*parts.given, *parts.family, *parts.nasab))
        held[row.mention_id.rpartition(".m")[0], row.story_n][row.mention_id] = kept if parts.full else ""
    return {
        mention: frozenset(name for other, name in named.items() if other != mention and name) - {own}
        for named in held.values()
        for mention, own in named.items()
    }


def _values(claims: list[Row], variables: Iterable[str], *, named: bool = False) -> frozenset[str]:
    """What is told of these variables, folded; `named` keeps the variable beside the value ("children 5")."""
    wanted = set(variables)
    found = {(c.variable, fold(str(c.value))) for c in claims if c.variable in wanted and c.value}
    kept = {(v.split(".")[-1], value) for v, value in found if value and value != "unknown"}
    return frozenset(f"{variable} {value}" if named else value for variable, value in kept)


def _born(claims: list[Row], published: Days | None) -> tuple[int, int] | None:
    """First and last possible year of birth over all ages told; an account that tells two ages leaves both open."""
    spans = []
    joined = _range(claims, JOINED)
    for claim in claims:
        years = _years_told(claim)
        if years and claim.variable == "attr.birth_year":
            spans.append(years)
        elif years and claim.variable == "attr.age_join" and joined:
            spans.append((joined[0].year - years[1] - 1, joined[1].year - years[0]))
        elif years and claim.variable == "attr.age":
            said = published or _when(claim.when_)
            if said:
                spans.append((said[0].year - years[1] - 1, said[1].year - years[0]))
    if not spans:
        return None
    return min(s[0] for s in spans), max(s[1] for s in spans)


def _years_told(claim: Row) -> tuple[int, int] | None:
    quantity: dict[str, Any] = claim.quantity or {}
    low, high = quantity.get("low"), quantity.get("high")
    if low is None or high is None:
        numbers = [int(n) for n in re.findall(r"\d{1,4}", str(claim.value or ""))]
        if not numbers:
            return None
        low, high = min(numbers), max(numbers)
    wider = ESTIMATE_YEARS if claim.certainty in {"estimate", "probable", "possible"} else 0
    return int(low) - wider, int(high) + wider


def _range(claims: list[Row], variables: frozenset[str]) -> Days | None:
    spans = [s for c in claims if c.variable in variables and (s := _when(c.when_))]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


def _when(told: dict[str, Any] | None) -> Days | None:
    return _days(told.get("first"), told.get("last")) if told else None


def _days(first: str | None, last: str | None) -> Days | None:
    """Both ends, or None: a range that is open on one side fits too much to compare."""
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def _spoken(rows: list[Row]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        speaker = row.speakers[0] if row.speakers else None
        if speaker and speaker.get("mention") is not None and speaker.get("channel") in {"direct", "mixed"}:
            words = fold(row.words).split()
            runs = (" ".join(words[i : i + QUOTE_WORDS]) for i in range(len(words) - QUOTE_WORDS + 1))
            found[f"{row.text_id}.m{speaker['mention']}"].update(runs)
    return {mention: frozenset(runs) for mention, runs in found.items()}
