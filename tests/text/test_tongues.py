import sys
import types

import pytest

from recount.model import Metadata, Text
from recount.read import reading
from recount.text import english, tongues
from recount.text.page.main_text import text_of
from recount.text.people.people import Place, Told
from recount.text.tongues import OURS, is_read, tongue, tongues_version

GERMAN = "Mira Adler verließ die Bewegung im Winter. Sie habe gehungert, sagte sie der Zeitung, und niemand habe ihr geholfen."


def german():
    """A tongue as another package would bring it: sentences and names of German, and nothing else."""
    import re

    import spacy

    from recount.model import Span

    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    made = types.ModuleType("a_german_tongue")
    made.parse = nlp
    made.parser_version = lambda: "blank de"
    made.passages = lambda doc: tuple(Span(s.start_char, s.end_char) for s in doc.sents)
    made.people = lambda doc, *, narrator=None: [
        Told(m.group(), (m.group(),), naming="named", places=(Place(Span(*m.span()), "name"),))
        for m in re.finditer(r"[A-Z]\w+ Adler", doc.text)
    ]
    made.speech = lambda doc, *, blocks=(), author=None: []
    made.quantities = lambda doc, dated=None: []
    made.times = lambda text, *, published=None, loose=False: []
    made.attributes = lambda doc, people, *, published=None: []
    return made


@pytest.fixture
def with_german(monkeypatch):
    monkeypatch.setitem(sys.modules, "a_german_tongue", german())
    monkeypatch.setitem(OURS, "de", "a_german_tongue")


def test_english_is_read_and_a_language_nobody_reads_is_not():
    assert is_read("en")
    assert is_read(None)
    assert not is_read("de")
    assert tongue("de") is tongue("en") is english


def test_another_language_is_added_without_a_change_to_any_room(with_german):
    made = text_of(GERMAN.encode(), "text/plain", "a.txt")
    assert made.metadata.language == "de"
    assert not any(note.startswith("language not read") for note in made.notes)
    found = reading(made)
    assert [m.name for m in found.mentions] == ["Mira Adler"]
    assert [p.span.of(GERMAN).split()[0] for p in found.passages] == ["Mira", "Sie"]


def test_without_it_the_same_words_are_kept_and_it_is_said_that_they_are_not_read():
    made = text_of(GERMAN.encode(), "text/plain", "a.txt")
    assert "language not read: de" in made.notes
    found = reading(made)
    assert found.passages
    assert (found.mentions, found.claims) == ((), ())


def test_a_story_in_another_language_on_an_english_page_is_said_too():
    english_story = "Rosa Tamblyn left the Long Furrow in February, she told the Herald. She had been a cook there for two years.\n\n"
    body = "Cook left the camp\n\n" + english_story * 3 + "Der lange Weg zurück\n\n" + (GERMAN + "\n\n") * 4
    found = reading(Text(body, Metadata(language="en")))
    if len(found.stories) > 1:
        assert [r.reason for r in found.refused] == ["language not read: de"]
        assert all(m.name != "Mira Adler" for m in found.mentions)
    else:
        pytest.fail("the page was meant to hold two stories")


def test_runs_are_signed_with_the_tongues_that_other_packages_bring(monkeypatch):
    before = tongues_version()
    monkeypatch.setattr(tongues, "_others", lambda: {"de": ("a_german_tongue", "recount-german 1.2")})
    assert tongues_version() == f"{before}; de: recount-german 1.2"
