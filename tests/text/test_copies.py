import gzip
import json
import random
from datetime import date
from itertools import combinations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from recount.text.story.copies import Sampled, Telling, copies, grouped
from recount.text.story.likeness import agency_of
from recount.text.story.phrases import Sample

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["copies"]
WORDS = [f"w{n}" for n in range(4000)]


def story(seed, size=200):
    return random.Random(seed).sample(WORDS, size)


def text(*runs):
    return " ".join(word for run in runs for word in run)


def groups(tellings):
    found = {}
    for copy in copies(tellings):
        found.setdefault(copy.group_id, set()).add(copy.story_id)
    return found


def test_the_same_words_twice_are_one_group_whose_earliest_is_the_first_published():
    words = text(story(1))
    found = copies(
        [
            Telling("a", words, date(2031, 5, 2)),
            Telling("b", words.upper(), date(2031, 5, 1)),
            Telling("c", text(story(2))),
        ]
    )
    assert [(c.story_id, c.group_id, c.earliest) for c in found] == [("b", "b", True), ("a", "b", False)]
    assert [c.reason for c in found] == ["earliest of 2: same text", "same text"]


def test_a_copy_with_another_tail_says_so():
    found = copies([Telling("a", text(story(1), story(2))), Telling("b", text(story(1), story(3, 60)))])
    assert [c.reason.rpartition(": ")[2] for c in found] == ["same story with another head or tail"] * 2


def test_a_short_copy_inside_a_long_story_is_found():
    long = text(story(1, 900), story(2, 60), story(3, 900))
    assert groups([Telling("long", long), Telling("short", text(story(2, 60)))]) == {"long": {"long", "short"}}


def test_a_rewrite_with_a_shared_quotation_says_how_much_it_shares():
    quote = '"we had boiled the same bones four times before anybody left"'
    shared = story(5, 40)
    left = f"{text(story(1, 80))} {quote} {text(shared)}"
    right = f"{text(shared)} {quote} {text(story(2, 90))}"
    first, second = copies([Telling("a", left), Telling("b", right)])
    assert second.reason.startswith("rewrite: shares 1 quote and ")
    assert second.reason.endswith(" % of its phrases")
    assert first.earliest
    assert not second.earliest


def test_stories_that_share_a_quotation_alone_are_two():
    quote = '"we had boiled the same bones four times before anybody left"'
    assert copies([Telling("a", f"{text(story(1))} {quote}"), Telling("b", f"{text(story(2))} {quote}")]) == ()


def test_rewrites_do_not_chain():
    a, b, c = story(1, 100), story(2, 100), story(3, 100)
    tellings = [
        Telling("a", text(a, b[:50])),
        Telling("b", text(b[:50], a[50:], c[:50])),
        Telling("c", text(c[:50], b[50:], story(4, 50))),
    ]
    for members in groups(tellings).values():
        linked = {
            frozenset(p) for p in combinations(sorted(members), 2) if copies([t for t in tellings if t.story_id in p])
        }
        assert any(all(frozenset((hub, m)) in linked for m in members - {hub}) for hub in members)


def test_a_copy_of_a_copy_is_a_copy():
    a, b = text(story(1, 300)), text(story(1, 300)[60:], story(2, 60))
    c = text(story(1, 300)[120:], story(2, 60), story(3, 60))
    assert groups([Telling("a", a), Telling("b", b), Telling("c", c)]) == {"a": {"a", "b", "c"}}


def test_no_story_and_one_story_are_no_copies():
    assert copies([]) == copies([Telling("a", text(story(1)))]) == ()


def test_stories_without_words_are_no_copies_of_one_another():
    assert copies([Telling("a", ""), Telling("b", ""), Telling("c", "Two words")]) == ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 120)), min_size=2, max_size=7),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_depend_on_the_order_given(made, shuffler):
    tellings = [Telling(f"s{n}", text(story(seed)[: 200 - cut])) for n, (seed, cut) in enumerate(made)]
    again = list(tellings)
    shuffler.shuffle(again)
    assert copies(tellings) == copies(again)


def test_one_page_seen_through_several_extractors_is_one_story(shared):
    with gzip.open(shared / "data" / "02_neardup" / "extractor_variants.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    cluster = {row["id"]: row["cluster"] for row in rows}
    wanted = {frozenset(p) for p in combinations(cluster, 2) if cluster[p[0]] == cluster[p[1]]}
    found = {
        frozenset(p)
        for members in groups([Telling(r["id"], r["text"]) for r in rows]).values()
        for p in combinations(members, 2)
    }
    right = len(found & wanted)
    assert 2 * right / (len(found) + len(wanted)) >= FLOORS["variants_pair_f1"]


def test_agency_stories_in_several_papers_are_grouped_and_other_battles_are_not(shared):
    path = shared / "data" / "12_accounts" / "texts.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {}
    for row in rows:
        if row["near_dup_group"]:
            wanted.setdefault(row["near_dup_group"], set()).add(row["id"])
    found = groups([Telling(r["id"], r["text"]) for r in rows])
    assert sorted(map(sorted, found.values())) == sorted(sorted(m) for m in wanted.values() if len(m) > 1)


def test_a_copy_changed_in_the_middle_says_so_and_an_agency_that_signs_both_is_named():
    words = story(1, 300)
    left, right = text(words), text(words[:100], story(2, 25), words[125:])
    assert copies([Telling("a", left), Telling("b", right)])[1].reason == "same story with changed parts"
    signed = [Telling("a", f"HARNBECK (Reuters) - {left}"), Telling("b", f"HARNBECK (Reuters) - {right}")]
    assert copies(signed)[1].reason == "updated agency copy"


def test_an_agency_is_known_by_how_it_signs_not_by_being_spoken_of():
    assert agency_of("HARNBECK (AP) - The ferry sank.") == "AP"
    assert agency_of("The ferry sank.\n\nBy The Associated Press") == "AP"
    assert agency_of("The ferry sank.\n\n© AFP") == "AFP"
    assert agency_of("She told Reuters that the ferry sank. The AP was not there.") is None


def sampled(tellings):
    return [Sampled(t.story_id, Sample.of(t.words), t.published) for t in tellings]


def test_new_stories_are_compared_with_the_kept_ones_and_those_are_not_compared_again():
    old = [Telling(f"s{n}", text(story(n % 20), story(100 + n, 60))) for n in range(60)]
    new = [Telling("t0", text(story(3), story(300, 30))), Telling("t1", text(story(301)))]
    known, asked = {}, []
    by_id = {t.story_id: t.words for t in [*old, *new]}

    def words(story_id):
        asked.append(story_id)
        return by_id[story_id]

    grouped(sampled(old), words, known=known)
    asked.clear()
    after = grouped(sampled([*old, *new]), words, known=known)
    assert after == copies([*old, *new])
    assert set(asked) == {"s3", "s23", "s43", "t0"}


def test_what_no_pair_needs_any_more_is_not_kept():
    both, known = [Telling("a", text(story(1))), Telling("b", text(story(1), story(2, 20)))], {}
    words = {t.story_id: t.words for t in both}.__getitem__
    grouped(sampled(both), words, known=known)
    assert len(known) == 1
    grouped(sampled(both[:1]), words, known=known)
    assert known == {}


def test_a_story_printed_a_hundred_times_is_one_group():
    words = story(1, 300)
    tellings = [Telling(f"s{n:03}", text(words[n % 20 :], story(1000 + n, 20))) for n in range(100)]
    tellings += [Telling(f"t{n:03}", text(words)) for n in range(100)]
    assert len(groups(tellings)["s000"]) == 200


def test_the_numbers_of_phrases_are_the_same_in_every_process():
    sample = Sample.of("She left the camp in winter with a sack of oats")
    assert (sample.same, sample.count) == ("2d709a73fa5b746d22dbf97dd9b0bfb3", 9)
    assert [int(n) for n in sample.kept[:2]] == [2538372428636845160, 3045251002919661703]
