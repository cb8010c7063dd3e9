"""Invented stories in five languages: translations are marked, other reports of the same events are not."""

import json
from itertools import combinations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from recount.text.story.translations import marks_of, translations

MADE = Path(__file__).parents[1] / "golden" / "translations" / "stories.json"
STORIES = json.loads(MADE.read_text(encoding="utf-8"))["stories"]
WANTED = {
    (a["id"], b["id"])
    for a, b in combinations(sorted(STORIES, key=lambda s: s["id"]), 2)
    if a["story"] == b["story"] and a["language"] != b["language"]
}


def marked(stories):
    return [marks_of(s["id"], s["language"], s["text"]) for s in stories]


def test_every_translation_is_marked_and_no_other_report_of_the_same_trial():
    assert {(t.left_id, t.right_id) for t in translations(marked(STORIES))} == WANTED
    assert len(WANTED) == 13


def test_a_mark_says_which_languages_and_what_is_shared():
    two = [s for s in STORIES if s["id"] in ("ferry.en", "ferry.es")]
    assert translations(marked(two))[0].reason == (
        "may be a translation (en, es): 17 names and 9 numbers shared, 26 of 26 in the same order, 1 quoted in both"
    )


def test_two_stories_in_one_language_are_never_marked():
    one = next(s for s in STORIES if s["id"] == "trial.en")
    assert translations(marked([one, one | {"id": "again"}])) == ()


def test_a_number_is_one_however_its_thousands_are_set_apart():
    told = ["Rosa Tamblyn had 12,500", "Rosa Tamblyn hatte 12.500", "Rosa Tamblyn avait 12 500", "Роза Тэмблин ١٢٥٠٠"]
    assert all("12500" in marks_of("", "", words).marks for words in told)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(shuffler):
    again = marked(STORIES)
    shuffler.shuffle(again)
    assert translations(again) == translations(marked(STORIES))


@settings(deadline=None)
@given(st.text())
def test_words_of_any_kind_have_marks(words):
    assert all(marks_of("", "", words).marks)
