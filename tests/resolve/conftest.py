"""A small study put into a store by hand: invented accounts with the mentions, claims and codings that a reader would find."""

import importlib.util
import sys
from pathlib import Path

import pytest

from recount.model import Capture, Metadata, Source, sha256_of
from recount.store import Store


def told(name=None, *described, case=True, undecided=False, naming=None, spellings=(), speaks=None, **claims):
    """One person as an account tells of them; claims are `age="26"` or `left=("2031-04-01", "2031-04-30")`."""
    return {
        "name": name, "described": described, "case": case and not undecided, "naming": naming or ("named" if name else "anonymous"),
        "spellings": spellings, "claims": claims, "speaks": speaks,
        "not_case": None if case or undecided else "told of as official",
    }  # fmt: skip


VARIABLES = {"left": "event.left", "joined": "event.joined"}


class Pile:
    """Accounts go in one by one; ids of their mentions come back."""

    def __init__(self, store):
        self.store = store

    def account(
        self, origin, *people, published="2031-05-01", copies=None, at="2031-06-01T00:00:00Z", extra="", reader="1"
    ):
        words = [p["name"] or p["described"][0] for p in people]
        spoken = [f"“{p['speaks']}”, said {w}." for p, w in zip(people, words, strict=True) if p["speaks"]]
        body = "In the town " + " and ".join(words) + " spoke. " + " ".join(spoken) + " " + extra
        data = f"{origin}\n{body}".encode()
        source = Source(f"s-{origin}", Metadata(title=origin))
        capture = Capture(
            f"c-{origin}",
            source.source_id,
            origin,
            "file",
            "text/plain",
            len(data),
            self.store.keep(data),
            at,
            "R. Amsel",
        )
        self.store.captured([(source, capture)])
        return self.read(capture.capture_id, body, people, words, published=published, copies=copies, reader=reader)

    def read(self, text_id, body, people, words, *, published, copies, reader="1", shift=0):
        with self.store.run("read.texts", scope=text_id, version=reader, inputs=body) as run:
            if not run.done:
                run.add("text", [{
                    "text_id": text_id, "capture_id": text_id, "sha256": sha256_of(body), "body": body, "published_first": published,
                    "published_last": published, "published_precise": False, "found": [], "blocks": [], "notes": [], "reader": reader,
                }])  # fmt: skip
                run.add(
                    "story",
                    [
                        {
                            "story_id": f"{text_id}.0",
                            "text_id": text_id,
                            "n": 0,
                            "start": 0,
                            "end_": len(body),
                            "kind": "story",
                        }
                    ],
                )
                run.add(
                    "mention",
                    (self._mention(text_id, n, p, w, body) for n, (p, w) in enumerate(zip(people, words, strict=True))),
                )
                run.add("claim", self._claims(text_id, people, words, body))
                if copies:
                    run.add(
                        "copy",
                        [
                            {
                                "story_id": f"{text_id}.0",
                                "group_id": copies,
                                "reason": "same words",
                                "earliest": text_id.endswith("0"),
                            }
                        ],
                    )
        return [f"{text_id}.m{n}" for n in range(len(people))]

    def _mention(self, text_id, n, person, words, body):
        start = body.index(words)
        return {
            "mention_id": f"{text_id}.m{n}", "text_id": text_id, "story_id": f"{text_id}.0", "n": n, "name": person["name"],
            "spellings": list(person["spellings"]), "described_as": list(person["described"]), "is_case": person["case"], "role": None,
            "not_case": person["not_case"],
            "naming": person["naming"], "places": [{"start": start, "end": start + len(words)}],
        }  # fmt: skip

    def _claims(self, text_id, people, words, body):
        n = 0
        for m, (person, own) in enumerate(zip(people, words, strict=True)):
            given = [
                (key, value)
                for key, many in person["claims"].items()
                for value in (many if isinstance(many, list) else [many])
            ]
            for key, value in given:
                dates = {"first": value[0], "last": value[1]} if isinstance(value, tuple) else {}
                fields = {
                    "kind": "attribute",
                    "variable": VARIABLES.get(key, f"attr.{key}"),
                    "value": None if dates else value,
                }
                yield self._claim(text_id, n, own, body, mention_id=f"{text_id}.m{m}", when_=dates, **fields)
                n += 1
            if person["speaks"]:
                speaker = {"name": own, "role": None, "mention": m, "channel": "direct"}
                yield self._claim(text_id, n, person["speaks"], body, kind="speech", speakers=[speaker])
                n += 1

    def _claim(self, text_id, n, words, body, **fields):
        start = body.index(words)
        row = {
            "claim_id": f"{text_id}.c{n}", "text_id": text_id, "story_id": f"{text_id}.0", "n": n, "start": start, "end_": start + len(words),
            "words": words, "speakers": [], "mention_id": None, "about": None, "variable": None, "value": None, "quantity": None,
            "polarity": "asserted", "certainty": "certain", "stance": "asserts", "when_": {},
        }  # fmt: skip
        return row | fields

    def number(self, origin, words, quantity, **fields):
        """A quantity claimed in an account that has the words as its extra."""
        text_id = f"c-{origin}"
        (text,) = self.store.query("text_body", text_id=text_id)
        row = self._claim(text_id, 900, words, text.body, kind="quantity", quantity=quantity, **fields)
        with self.store.run("read.numbers", scope=text_id, version="1", inputs=str(row)) as run:
            run.add("claim", [row])

    def code(self, *codings):
        """(mention id or origin, code, value, coder, verdict) of each coding; all codings of the study at once."""
        rows = []
        for n, (of, code, value, coder, verdict) in enumerate(codings):
            mention = of if ".m" in of else None
            text_id = of.rpartition(".m")[0] if mention else f"c-{of}"
            rows.append({
                "coding_id": f"k{n}", "text_id": text_id, "story_id": f"{text_id}.0", "passage_id": None, "mention_id": mention, "code": code,
                "value": value, "start": 0, "end_": 11, "words": "In the town", "coder": coder, "codebook_version": "1", "score": 0.8,
                "reason": None, "verdict": verdict, "seq": None,
            })  # fmt: skip
        with self.store.run("coding.suggest", version="1", inputs=str(rows)) as run:
            run.add("coding", rows)


@pytest.fixture(scope="session")
def person():
    return told


@pytest.fixture
def pile(tmp_path):
    with Store.create(tmp_path / "study") as store:
        yield Pile(store)


@pytest.fixture(scope="session")
def make_pile():
    return Pile


@pytest.fixture
def another_pile(tmp_path):
    with Store.create(tmp_path / "another") as store:
        yield Pile(store)


@pytest.fixture(scope="session")
def planted():
    """Planted studies in the forms that parts of the program take, as the benches use them."""
    spec = importlib.util.spec_from_file_location("planted", Path(__file__).parents[2] / "bench" / "planted.py")
    module = sys.modules["planted"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
