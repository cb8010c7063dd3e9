"""A planted study on disk: accounts as text, what an analyst knows of them, and the truth beside them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from recount.errors import FolderNotEmpty
from recount.simulate.tell import Written, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from recount.simulate.scenario import Planted

ACCOUNTS = "accounts"


def write_study(planted: Planted, folder: Path) -> int:
    """Write accounts/*.txt with sources.csv, mentions.csv and truth.json; how many accounts.

    `accounts/` is what `recount add` takes and holds nothing of the truth. Offsets in mentions.csv are code points of
    the files, which are UTF-8 in NFC with LF. The same scenario gives the same bytes on every machine.

    Raises:
        FolderNotEmpty: there is something in the folder; planted accounts never mix with others.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(str(folder))
    (folder / ACCOUNTS).mkdir(parents=True, exist_ok=True)
    written = write(planted)
    for one in written:
        _put(folder / ACCOUNTS / file_of(planted, one), one.text)
    _put(folder / ACCOUNTS / "sources.csv", _table(SOURCES, _sources(planted, written)))
    _put(folder / "mentions.csv", _table(MENTIONS, _mentions(planted, written)))
    _put(folder / "truth.json", json.dumps(truth(planted), ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return len(written)


SOURCES = ("file", "title", "author", "publication", "published", "language", "address", "family")
MENTIONS = ("file", "mention", "person", "start", "end", "words", "naming")


def file_of(planted: Planted, one: Written) -> str:
    """The name of an account's file."""
    outlet = planted.outlets[one.account.outlet].name.lower().replace(" ", "-")
    return f"{one.account.account}-{outlet}.txt"


def truth(planted: Planted) -> dict[str, Any]:
    """All that was planted: persons, outlets, accounts, what each mention tells and gets wrong, and capture histories.

    `histories` has, for each real person, the number of independent accounts in each outlet family; a person with
    nothing but zeros is hidden: nobody tells of them.
    """
    told = set(planted.told)
    return {
        "scenario": asdict(planted.scenario),
        "counts": {
            "persons": sum(p.real for p in planted.persons),
            "told": sum(p.real and p.person in told for p in planted.persons),
            "accounts": len(planted.accounts),
            "independent": sum(a.copy_of is None for a in planted.accounts),
            "mentions": len(planted.mentions),
        },
        "persons": [_plain(asdict(p)) for p in planted.persons],
        "outlets": [asdict(o) for o in planted.outlets],
        "accounts": [_plain(asdict(a)) for a in planted.accounts],
        "families": planted.families,
        "histories": planted.histories(),
    }


def _sources(planted: Planted, written: Iterable[Written]) -> Iterable[Sequence[object]]:
    for one in written:
        outlet = planted.outlets[one.account.outlet]
        address = f"https://{outlet.name.lower().replace(' ', '')}.example/{one.account.account}"
        day = one.account.published.isoformat()
        yield file_of(planted, one), one.title, one.account.writer, outlet.name, day, "en", address, outlet.family


def _mentions(planted: Planted, written: Iterable[Written]) -> Iterable[Sequence[object]]:
    for one in written:
        by_id = {said.mention: said for said in one.account.mentions}
        for mention, start, end in one.places:
            said = by_id[mention]
            yield file_of(planted, one), mention, said.person, start, end, one.text[start:end], said.naming


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _plain(value: Any) -> Any:
    """Dates as ISO words, in a value of dictionaries and lists."""
    if isinstance(value, dict):
        return {key: _plain(own) for key, own in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(own) for own in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _put(path: Path, words: str) -> None:
    path.write_text(words, encoding="utf-8", newline="\n")
