"""Planted studies in the forms that parts of the program take: compared mentions, traits, rows as reading leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from recount.estimate.traits import born, name_traits, table
from recount.model import Capture, Metadata, Source, sha256_of
from recount.resolve.facts import Facts
from recount.simulate import Account, Planted, Said
from recount.store import Store
from recount.text.names import fold, name_parts


def facts_of(planted: Planted, *, most: int | None = None) -> tuple[list[Facts], list[str]]:
    """The mentions of independent, true accounts as they are compared, up to `most`, and the person of each."""
    found: list[Facts] = []
    persons: list[str] = []
    for account in planted.accounts:
        if account.copy_of or account.hoax:
            continue
        for said in account.mentions:
            found.append(_facts(account, said))
            persons.append(said.person)
    return found[:most], persons[:most]


def _facts(account: Account, said: Said) -> Facts:
    told = said.told
    year = account.published.year
    return Facts(
        mention_id=said.mention,
        text_id=account.account,
        story_id=account.account,
        account=account.account,
        is_case=True,
        alias=said.naming == "alias",
        named=said.naming == "named",
        source=account.account,
        copies=account.copy_of,
        told=(said.name,) if said.name else (),
        names=(name_parts(said.name, pseudonym=said.naming == "alias"),) if said.name else (),
        born=(year - int(told["age"]) - 1, year - int(told["age"])) if "age" in told else None,
        ages=(told["age"],) if "age" in told else (),
        gender=frozenset({told["gender"]}),
        # A nameless person is told of as a man or a woman; of a named one the reader has a pronoun.
        gender_sure=said.name is None,
        origin=_set(told, "origin"),
        work=_set(told, "work"),
        role=_set(told, "role"),
        places=_set(told, "place"),
        family=frozenset({f"children {told['children']}"}) if "children" in told else frozenset(),
        joined=_month(told.get("joined")),
        left=_month(told.get("left")),
    )


def _set(told: dict[str, str], feature: str) -> frozenset[str]:
    return frozenset({fold(told[feature])}) if feature in told else frozenset()


def _month(told: str | None) -> tuple[date, date] | None:
    if told is None:
        return None
    first = date(int(told[:4]), int(told[5:]), 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Traits:
    """A planted study as the posterior takes it."""

    values: np.ndarray  # ints [mentions, traits]
    apart: list[tuple[int, int]]  # pairs of one account
    truth: int


def traits_of(planted: Planted, *, most: int) -> Traits:
    """The traits of the first mentions of independent, true accounts."""
    rows: list[dict[str, str]] = []
    persons: list[str] = []
    apart: list[tuple[int, int]] = []
    for account in planted.accounts:
        if account.copy_of or account.hoax or len(rows) + len(account.mentions) > most:
            continue
        start = len(rows)
        for said in account.mentions:
            told = {trait: value for trait, value in said.told.items() if trait != "age"}
            told |= {"born": born(said.told["age"], account.published.year)} if "age" in said.told else {}
            rows.append(told | name_traits(said.name, alias=said.naming == "alias"))
            persons.append(said.person)
        apart += [(a, b) for b in range(start, len(rows)) for a in range(start, b)]
    return Traits(table(rows), apart, len(set(persons)))


VARIABLES = {
    "gender": "attr.gender",
    "age": "attr.age",
    "origin": "attr.origin_country",
    "place": "attr.place",
    "work": "attr.occupation",
    "role": "attr.role_inside",
    "joined": "event.joined",
    "left": "event.left",
    "children": "attr.children",
}


def fill(store: Store, accounts: Iterable[Account], *, day: str) -> int:
    """Enter accounts as captured, read and claimed; how many mentions."""
    listed = list(accounts)
    store.captured(_captured(account, day) for account in listed)
    rows = [_read(account) for account in listed]
    # One run for all of them: what is measured comes after reading.
    with store.run("read.texts", scope=day, version="1", inputs=day) as run:
        for table in ("text", "story", "mention", "claim"):
            run.add(table, (row for own in rows for row in own[table]))
    return sum(len(own["mention"]) for own in rows)


def _captured(account: Account, day: str) -> tuple[Source, Capture]:
    """Without bytes, which nothing here looks at."""
    origin, name = f"accounts/{account.account}.txt", account.account
    source = Source(f"s{name}", Metadata(title=name))
    return source, Capture(
        f"c{name}", source.source_id, origin, "file", "text/plain", 0, None, day, "bench", "not kept"
    )


def _read(account: Account) -> dict[str, list[dict[str, Any]]]:
    text_id = f"c{account.account}"
    parts, places = [], []
    at = 0
    for said in account.mentions:
        words = said.name or f"a {said.told.get('work', 'person')} {said.mention}"
        told = [(f, v) for f, v in said.told.items()]
        line = f"{words} {' '.join(v for _, v in told)}."
        places.append((at, words, told))
        parts.append(line)
        at += len(line) + 1
    body = " ".join(parts)
    published = account.published.isoformat()
    text = {
        "text_id": text_id,
        "capture_id": text_id,
        "sha256": sha256_of(body),
        "body": body,
        "published_first": published,
        "published_last": published,
        "published_precise": True,
        "found": [],
        "blocks": [],
        "notes": [],
        "reader": "1",
        "author": account.writer,
        "publication": f"outlet {account.outlet}",
    }
    story = {"story_id": f"{text_id}.0", "text_id": text_id, "n": 0, "start": 0, "end_": len(body), "kind": "story"}
    mentions = [_mention(text_id, n, said, places[n]) for n, said in enumerate(account.mentions)]
    return {"text": [text], "story": [story], "mention": mentions, "claim": list(_claims(text_id, places, body))}


def _mention(text_id: str, n: int, said: Said, place: tuple[int, str, Any]) -> dict[str, Any]:
    start, words, _ = place
    return {
        "mention_id": f"{text_id}.m{n}",
        "text_id": text_id,
        "story_id": f"{text_id}.0",
        "n": n,
        "name": said.name,
        "spellings": [],
        "described_as": [] if said.name else [words],
        "is_case": True,
        "role": None,
        "naming": said.naming,
        "places": [{"start": start, "end": start + len(words)}],
    }


def _claims(text_id: str, places: list[tuple[int, str, Any]], body: str) -> Iterator[dict[str, Any]]:
    n = 0
    for m, (start, words, told) in enumerate(places):
        at = start + len(words)
        for feature, value in told:
            at = body.index(value, at)
            month = {"first": f"{value}-01", "last": f"{value}-28"} if feature in {"joined", "left"} else {}
            yield {
                "claim_id": f"{text_id}.c{n}",
                "text_id": text_id,
                "story_id": f"{text_id}.0",
                "n": n,
                "kind": "attribute",
                "start": at,
                "end_": at + len(value),
                "words": value,
                "speakers": [],
                "mention_id": f"{text_id}.m{m}",
                "about": None,
                "variable": VARIABLES[feature],
                "value": None if month else value,
                "quantity": None,
                "polarity": "asserted",
                "certainty": "certain" if feature != "gender" else "probable",
                "stance": "asserts",
                "when_": month,
            }
            n += 1


def accounts_of(planted: Planted, mentions: int) -> list[Account]:
    """The first accounts with so many mentions."""
    found, many = [], 0
    for account in planted.accounts:
        if many >= mentions:
            break
        found.append(account)
        many += len(account.mentions)
    return found
