import contextlib
import hashlib

import pytest

from recount import coding
from recount.model import Capture, Mention, Metadata, Passage, Reading, Source, Span, Story, Text, sha256_of
from recount.store import Store
from recount.text.parser import parse

BODIES = {
    "a.txt": (
        "Tala Reyes, 31, left the choir in May. “We were cold and we were hungry,” she said. "
        "Reyes and Ivo Brandt had joined together. They left at night. Brandt did not leave for money. They left at night."
    ),
    "b.txt": "Ines Duarte walked out of the choir. “The leaders stole from the poor box,” Duarte said.",
}
PERSONS = {"a.txt": ("Tala Reyes", "Ivo Brandt"), "b.txt": ("Ines Duarte",)}


@pytest.fixture(scope="session")
def codebook():
    """The shipped codebook without a profile."""
    return coding.load("exit-narratives")


@pytest.fixture(scope="session")
def reading():
    """Reads plain words as one story of sentences; `cases` are names of people who left."""

    def read(body, cases=()):
        sentences = []
        for sentence in parse(body).sents:
            words = sentence.text.strip()
            if words:
                start = body.index(words, sentence.start_char)
                sentences.append(Passage(Span(start, start + len(words)), 0))
        mentions = tuple(
            Mention(0, name, (name,), is_case=True, naming="named", places=tuple(_places(body, name))) for name in cases
        )
        return Reading(Text(body), (Story(Span(0, len(body)), "story"),), tuple(sentences), mentions)

    return read


def _places(body, name):
    for word in (name, name.split()[-1]):
        at = body.find(word)
        while at >= 0:
            yield Span(at, at + len(word))
            at = body.find(word, at + 1)


def _ids(origin):
    return hashlib.sha256(origin.encode()).hexdigest()[:32]


@pytest.fixture
def bodies():
    """The words of the two accounts of the study."""
    return BODIES


@pytest.fixture
def ids():
    """The id of a capture, and of its text, by its origin."""
    return _ids


@pytest.fixture
def read_as():
    """Reads accounts of the study again, in other words."""
    return _read_as


@pytest.fixture
def studied(tmp_path):
    """Makes a study of accounts by origin, each one story, with the names of those who left, and reads it."""
    with contextlib.ExitStack() as held:

        def make(bodies, persons):
            made = held.enter_context(Store.create(tmp_path / "study"))
            items = []
            for origin, body in bodies.items():
                sha = made.keep(body.encode())
                at = "2032-05-01T00:00:00Z"
                capture = Capture(_ids(origin), _ids(origin), origin, "file", "text/plain", len(body), sha, at, "T")
                items.append((Source(_ids(origin), Metadata()), capture))
            made.captured(items)
            _read_as(made, bodies, "1", persons)
            return made

        yield make


@pytest.fixture
def study(studied):
    """Two accounts of three persons who left a choir, read."""
    return studied(BODIES, PERSONS)


def _read_as(store, bodies, version, persons=PERSONS):
    """Stand in for reading: texts, one story each, passages, persons by name."""
    with store.together():  # one wait for the disk
        for origin, body in bodies.items():
            text_id = _ids(origin)
            with store.run("read.texts", scope=text_id, version=version, inputs="x") as run:
                empty = dict.fromkeys(
                    ("title", "author", "publication", "address", "published_first", "published_last")
                )
                made = {
                    "text_id": text_id,
                    "capture_id": text_id,
                    "sha256": sha256_of(body),
                    "body": body,
                    "language": "en",
                }
                rest = {"published_precise": False, "found": [], "blocks": [], "notes": [], "reader": "test"}
                run.add("text", [{**made, **empty, **rest}])
            story = {"story_id": f"{text_id}.0", "text_id": text_id}
            with store.run("read.stories", scope=text_id, version=version, inputs="x") as run:
                about = {"n": 0, "start": 0, "end_": len(body), "kind": "story"}
                run.add("story", [{**story, **about, "title": None, "belongs_to": None, "speaker": None}])
                for n, sentence in enumerate(parse(body).sents):
                    place = {"start": sentence.start_char, "end_": sentence.end_char}
                    run.add(
                        "passage",
                        [{"passage_id": f"{text_id}.0.p{n}", "story_id": f"{text_id}.0", "n": n, **place}],
                    )
            with store.run("read.claims", scope=text_id, version=version, inputs="x") as run:
                for n, name in enumerate(p for p in persons[origin] if p in body):
                    places = [Span(body.index(name), body.index(name) + len(name))]
                    told = {"name": name, "spellings": [name], "described_as": [], "is_case": True, "role": None}
                    run.add(
                        "mention",
                        [
                            {
                                "mention_id": f"{text_id}.m{n}",
                                **story,
                                "n": n,
                                **told,
                                "naming": "named",
                                "places": places,
                            }
                        ],
                    )
