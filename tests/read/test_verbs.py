import json
from datetime import date
from pathlib import Path

from recount import read
from recount.read import retold, verbs
from recount.read.pool import in_order
from recount.store import verify

MADE = Path(__file__).parents[1] / "golden" / "translations" / "stories.json"
STORIES = json.loads(MADE.read_text(encoding="utf-8"))["stories"]


def run_all(store):
    return read.texts(store), read.stories(store), read.claims(store), read.copies(store).run_id


def rows(store):
    return {
        name: store.query(name)
        for name in (
            "texts_read",
            "story_places",
            "stories_told",
            "mentions_told",
            "claims_of_mentions",
            "words_spoken",
        )
    }


def test_every_capture_that_can_be_read_becomes_a_text_with_stories_and_claims(store, pile):
    run_all(store)
    assert [t.text_id for t in store.query("texts_read")] == ["c-a.txt", "c-b.txt", "c-c.txt", "c-d.txt"]
    kinds = [s.kind for s in store.query("stories_told") if s.text_id == "c-a.txt"]
    assert kinds == ["story", "sidebar", "boilerplate"]
    assert any(m.name == "Rosa Tamblyn" for m in store.query("mentions_told"))
    assert verify(store).findings == ()


def test_a_second_run_does_nothing(store, pile):
    first = run_all(store)
    before = rows(store), store.digest_of("read.texts", "read.stories", "read.claims", "read.copies")
    assert first[:3] == (4, 4, 0)
    assert run_all(store) == (0, 0, 0, first[3])
    assert (rows(store), store.digest_of("read.texts", "read.stories", "read.claims", "read.copies")) == before


def test_only_what_was_added_is_read(store, pile, take, herald):
    run_all(store)
    take("f.txt", herald.replace("Tamblyn", "Quill"))
    assert run_all(store)[:3] == (1, 1, 0)


def test_everything_is_read_anew_when_the_rules_of_reading_change(store, pile, monkeypatch):
    run_all(store)
    before = rows(store)
    monkeypatch.setattr(verbs, "rules", lambda: "other rules")
    assert run_all(store)[:2] == (4, 4)
    assert [r[2:] for r in rows(store)["story_places"]] == [r[2:] for r in before["story_places"]]


def test_a_rebuild_gives_the_same_rows(store, pile):
    run_all(store)
    before = rows(store)
    store.forget_derived()
    run_all(store)
    assert rows(store) == before


def test_bytes_that_this_reader_cannot_read_are_a_text_without_words_and_with_the_reason(store, take):
    take("x.pdf", b"%PDF-1.4 no more of it", media_type="application/pdf")
    run_all(store)
    (text,) = store.query("texts_read")
    assert text.body == ""
    assert text.notes[0].startswith("cannot be read: ")
    assert store.query("story_places") == []


def test_a_text_in_another_language_says_so_and_has_no_claims(store, pile):
    run_all(store)
    (german,) = [t for t in store.query("texts_read") if t.text_id == "c-d.txt"]
    assert (german.language, german.notes) == ("de", ["language not read: de"])
    assert [m for m in store.query("mentions_told") if m.text_id == "c-d.txt"] == []


def test_copies_are_grouped_with_the_first_published_as_the_earliest(store, take, herald):
    take("late.txt", herald, published=date(2031, 5, 2))
    take("soon.txt", herald, published=date(2031, 5, 1))
    run_all(store)
    grouped = {s.story_id: (s.group_id, bool(s.earliest)) for s in store.query("stories_told") if s.kind == "story"}
    assert grouped == {"c-late.txt.0": ("c-soon.txt.0", False), "c-soon.txt.0": ("c-soon.txt.0", True)}


def test_whoever_waits_is_told_how_far_it_is(store, pile):
    told = []
    read.texts(store, tell=lambda *what: told.append(what))
    read.stories(store, tell=lambda *what: told.append(what))
    assert told == [(what, n, 4) for what in ("texts", "stories") for n in range(4)]


def test_more_processes_give_the_same_in_the_same_order():
    items = list(range(-40, 40))
    assert (
        list(in_order(abs, items, costs_s=1000.0)) == list(in_order(abs, items, costs_s=0.0)) == [abs(i) for i in items]
    )


def test_a_story_too_long_to_be_parsed_says_so_and_does_not_stop_the_others(store, take, monkeypatch):
    monkeypatch.setattr(verbs, "LONGEST", 1000)
    monkeypatch.setattr("recount.read.pages.LONGEST", 1000)
    take("book.txt", "Rosa Tamblyn left the camp in winter with a sack of oats. " * 30)
    take("short.txt", "Rosa Tamblyn, 27, left the camp in winter with a sack of oats.")
    run_all(store)
    notes = {t.text_id: t.notes for t in store.query("texts_read")}
    assert notes["c-book.txt"] == ["not read for claims: 1 of its stories are longer than 1000 characters"]
    assert {m.text_id for m in store.query("mentions_told")} == {"c-short.txt"}


def test_copies_among_new_captures_are_found_as_if_all_had_come_at_once(store, take, herald):
    take("a.txt", herald, published=date(2031, 5, 1))
    take("b.txt", herald.replace("12 cooks", "13 cooks"), published=date(2031, 5, 2))
    run_all(store)
    compared = store.query("comparisons")
    take("c.txt", herald + "\nThe board will hear objections.\n", published=date(2031, 5, 3))
    run_all(store)
    assert set(compared) < set(store.query("comparisons"))
    before = [(s.story_id, s.group_id, s.earliest) for s in store.query("stories_told")]
    store.forget_derived()
    run_all(store)
    assert [(s.story_id, s.group_id, s.earliest) for s in store.query("stories_told")] == before
    assert {s.group_id for s in store.query("stories_told") if s.kind == "story"} == {"c-a.txt.0"}


def test_rows_of_comparisons_made_by_other_rules_are_not_used(store, take, herald, monkeypatch):
    take("a.txt", herald)
    take("b.txt", herald)
    run_all(store)
    monkeypatch.setattr(retold, "rules", lambda: "other rules")
    monkeypatch.setattr(retold, "_words", lambda *_: "")  # asked for the words anew, it finds none
    read.copies(store)
    assert [c.reason for c in store.query("comparisons")] == [None]


def test_a_story_told_in_two_languages_is_marked_and_not_merged(store, take):
    for story in STORIES:
        if story["story"] == "trial":
            take(f"{story['id']}.txt", story["text"])
    run_all(store)
    assert {(t.left_id, t.right_id) for t in store.query("translations")} >= {("c-trial.de.txt.0", "c-trial.en.txt.0")}
    assert {s.group_id for s in store.query("stories_told")} == {None}
    before = store.query("translations")
    assert len(before) == 10
    assert run_all(store)[:2] == (0, 0)
    assert store.query("translations") == before
