import gzip
import itertools
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.model import Block, Metadata, Span, Text
from recount.text.page.layout import paragraphs, unbroken
from recount.text.story.stories import stories

FERRY = """Harbour board raises the toll

Passengers on the Oldwater ferry will pay two crowns more from April, the harbour board has decided after a long night.

A crossing will cost nine crowns and a car thirty-one. "We have not raised the toll for six years," said Jory Peck, the chairman.

The fishermen's guild called the toll a tax on living across the water. The board will hear objections to the new toll in March."""

COOK = """Cook left the camp with a pot on the stove

Rosa Tamblyn cooked for eighty fighters with food for thirty. In February she left them a pot of water and crossed the pass.

"There was one sack of oats in the store," Tamblyn told the Herald. "I had boiled the same bones four times before I left the camp."

She walked for eleven hours without a lamp, because the camp watches the path. Two of the cook's brothers are still with the fighters."""


def told(body, **metadata):
    return [(s.kind, s.title, s.belongs_to) for s in stories(Text(body, Metadata(**metadata)))]


def test_a_page_of_two_stories_is_cut_at_the_second_headline():
    found = stories(Text(f"{FERRY}\n\n{COOK}\n"))
    assert [(s.kind, s.title) for s in found] == [
        ("story", "Harbour board raises the toll"),
        ("story", "Cook left the camp with a pot on the stove"),
    ]
    assert [s.span for s in found] == [Span(0, len(FERRY)), Span(len(FERRY) + 2, len(FERRY) + 2 + len(COOK))]


def test_a_subheading_keeps_the_words_of_its_story_and_does_not_cut_it():
    first, _, rest = COOK.partition('\n\n"There')
    assert told(f'{first}\n\nTHE EMPTY STORE\n\n"There{rest}') == [
        ("story", "Cook left the camp with a pot on the stove", None)
    ]


def test_a_story_whose_first_line_is_prose_has_no_title():
    assert told(COOK.partition("\n\n")[2]) == [("story", None, None)]


def test_a_list_under_a_heading_is_a_sidebar_of_the_story_it_shares_most_words_with():
    box = "Why they leave the camp\n\n• Hunger, bones and one sack of oats.\n• The path the fighters watch."
    assert told(f"{COOK}\n\n{FERRY}\n\n{box}") == [
        ("story", "Cook left the camp with a pot on the stove", None),
        ("story", "Harbour board raises the toll", None),
        ("sidebar", "Why they leave the camp", 0),
    ]


def test_a_sidebar_in_the_middle_lies_inside_the_span_of_the_story_that_goes_on():
    first, _, rest = COOK.partition("\n\nShe walked")
    body = f"{first}\n\nAt a glance\n\n• One sack of oats\n• Eighty fighters\n\nShe walked{rest}"
    story, box = stories(Text(body))
    assert (story.span, box.kind, box.belongs_to) == (Span(0, len(body)), "sidebar", 0)
    assert box.span.of(body).startswith("At a glance")
    assert box.span.of(body).endswith("fighters")


def test_links_and_notices_are_boilerplate():
    body = f"{COOK}\n\nRead also: Toll on the ferry to rise\n\nCopyright 2031 The Oldwater Herald. All rights reserved."
    assert [s.kind for s in stories(Text(body))] == ["story", "boilerplate"]
    assert stories(Text(body))[0].span == Span(0, len(COOK))


def test_a_list_of_headlines_after_a_story_is_boilerplate():
    links = "First snow closes Tolva pass\n\nCastrel lose again at home\n\nBakers want a longer night"
    assert [s.kind for s in stories(Text(f"{COOK}\n\n{links}"))] == ["story", "boilerplate"]


TALK = """The Bulletin talked to a man who came over in March.

The Bulletin: You had a house and a horse.

Fenn: The horse was lame and the house had no door.

The Bulletin: When did you break with them?

Fenn: On the day the steward called me a coward.

I could not serve under that man after what he said."""


@pytest.mark.parametrize(
    ("style", "plain"),
    [("{}: ", True), ("[{}] ", True), ("**{}:** ", True), ("(({}))  ", True)],
)
def test_a_transcript_is_one_story_with_a_turn_for_each_speaker(style, plain):
    body = TALK.replace("The Bulletin: ", style.format("Bulletin")).replace("Fenn: ", style.format("Fenn"))
    story, *turns = stories(Text(body))
    assert (story.kind, story.span) == ("story", Span(0, len(body)))
    assert [(t.kind, t.speaker, t.belongs_to) for t in turns] == [("turn", who, 0) for who in ("Bulletin", "Fenn") * 2]
    assert turns[-1].span.of(body).endswith("after what he said."), (
        "a paragraph without a speaker goes on with the turn"
    )


@pytest.mark.parametrize("shape", ["{}\n", "{}\n\n", "{} (of the press)\n", "{}  0:14\n", "[00:03:14] {}:\n"])
@pytest.mark.parametrize("cased", [str, str.upper])
def test_a_name_on_a_line_of_its_own_opens_a_turn(shape, cased):
    body = re.sub(r"(?m)^(?:The )?(Bulletin|Fenn): ", lambda found: shape.format(cased(found[1])), TALK)
    _, *turns = stories(Text(body))
    assert [(t.kind, t.speaker, t.belongs_to) for t in turns] == [
        ("turn", cased(who), 0) for who in ("Bulletin", "Fenn") * 2
    ]
    assert turns[-1].span.of(body).endswith("after what he said.")


def test_credits_under_pictures_open_no_turns():
    paragraphs = [p for p in COOK.split("\n\n")[1:] for _ in range(4)]
    signs = ["Upland Press", "Ede Marr", "Upland Press", "Ede Marr"]
    body = "\n\n".join(w for n, p in enumerate(paragraphs) for w in (p, *signs[n // 3 : n // 3 + (n % 3 == 0)]))
    assert body.count("Ede Marr") == 2
    assert not [s for s in stories(Text(body)) if s.kind == "turn"]


def test_labels_before_a_colon_are_no_turns():
    body = f"Photo: The pass in winter\n\n{COOK}\n\nUpdate: The camp denies it.\n\nNote: names were changed."
    assert not [s for s in stories(Text(body)) if s.kind == "turn"]


def test_what_markup_says_wins_over_how_a_line_looks():
    body = "Not a heading to the eye.\n\n" + COOK.partition("\n\n")[2]
    (story,) = stories(Text(body, blocks=(Block(Span(0, 25), "heading", 1),)))
    assert story.title == "Not a heading to the eye."


def test_the_name_of_a_section_above_the_headline_is_no_title():
    assert told(f"UPLAND PAGE\n\n{COOK}") == [
        ("boilerplate", None, None),
        ("story", "Cook left the camp with a pot on the stove", None),
    ]


def test_questions_of_an_interview_do_not_cut_it():
    body = "\n\n".join(
        [COOK.partition("\n\n")[2], "Do you feel used by the people who film you now?", FERRY.partition("\n\n")[2]]
    )
    assert [s.kind for s in stories(Text(body))] == ["story"]


def test_lines_broken_at_a_width_are_one_paragraph():
    broken = "   THE CONTRA COMMANDER HAS TOLD THE PAPER THAT HIS\nREBELS WILL STAY ARMED, REGARDLESS OF THE RESULTS OF THE\nELECTIONS IN THE COUNTRY, TO MAKE SURE THE CHANGES TAKE\nPLACE. HE ADDED THAT THE COUNCIL OF THE REBELS KNEW OF\nTHE PLAN."
    (paragraph,) = paragraphs(Text(broken))
    assert paragraph.kind == "prose"
    assert len(unbroken(broken)) == len(broken)
    assert "\n" not in unbroken(broken)


def test_lines_of_a_list_are_not_joined():
    body = "• One sack of oats\n• Eighty fighters\n• A pass in winter\n• No lamp"
    assert unbroken(body) == body
    assert [p.kind for p in paragraphs(Text(body))] == ["item"] * 4


def test_a_blank_text_has_no_stories():
    assert stories(Text("")) == stories(Text(" \n\n")) == ()


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                COOK,
                FERRY,
                "• an item",
                "- another item",
                "NAME: words",
                "Read also",
                "***",
                "By Ann Doe",
                "A Heading",
            ]
        ),
        st.text(max_size=60),
    ),
    max_size=12,
).map("\n".join)


@settings(deadline=None)  # a busy machine is no fault of the words
@given(LINES)
def test_spans_lie_in_the_text_in_order_without_blank_ends_and_belong_to_a_story(body):
    found = stories(Text(body))
    assert bool(found) == bool(body.strip())
    assert [(s.span.start, -s.span.end) for s in found] == sorted((s.span.start, -s.span.end) for s in found)
    told = [s for s in found if s.kind == "story"]
    for a, b in itertools.pairwise(told):
        assert not a.span.overlaps(b.span)
    for s in found:
        words = s.span.of(body)
        assert words == words.strip()
        assert words
        assert s.belongs_to is None or found[s.belongs_to].kind == "story"
        assert (s.kind in ("turn", "sidebar")) <= (s.belongs_to is not None)
        assert s.title is None or s.title in body
    assert len(unbroken(body)) == len(body)


def test_the_seed_page_is_cut_as_a_reader_cuts_it(shared):
    body = (shared / "seed" / "defectors-article.txt").read_text(encoding="utf-8")
    wanted = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))["stories"]
    found = stories(Text(body))
    assert [(s.kind, s.belongs_to) for s in found] == [(w["kind"], w.get("belongs_to")) for w in wanted]
    assert [s.title for s in found] == [w["title"] for w in wanted]
    assert all(
        abs(s.span.start - w["start"]) <= 5 and abs(s.span.end - w["end"]) <= 5
        for s, w in zip(found, wanted, strict=True)
    )


STORY = (
    "Almost nine hundred people have left the valley since the harvest failed, the interior ministry said on Monday.\n\n"
    "The governor of the valley said that most of them would be back by winter and that there was bread for all.\n\n"
    "A miller who crossed the pass with his wife and his mother said that his store had been emptied by soldiers."
)


def test_a_box_of_figures_without_bullets_is_a_sidebar_of_its_story():
    box = "The numbers\n\n890 people counted since April\n330 of them children\n31 sent back by the guards"
    found = stories(Text(f"Hundreds leave the valley as the harvest fails\n\n{STORY}\n\n{box}"))
    assert [(s.kind, s.title) for s in found] == [
        ("story", "Hundreds leave the valley as the harvest fails"),
        ("sidebar", "The numbers"),
    ]
    assert found[1].belongs_to == 0


def test_the_name_of_the_paper_above_the_headline_is_not_the_storys():
    found = stories(Text(f"THE UPPER VALLEY LEDGER\n\nHundreds leave the valley as the harvest fails\n\n{STORY}"))
    assert [s.title for s in found if s.kind == "story"] == ["Hundreds leave the valley as the harvest fails"]


def test_who_reported_and_edited_a_story_is_no_part_of_it():
    credit = "(Reporting by Ada Crone; Editing by Ivo Marn)"
    found = stories(Text(f"Hundreds leave the valley as the harvest fails\n\n{STORY}\n\n{credit}"))
    assert [s.kind for s in found] == ["story", "boilerplate"]


def test_accounts_that_are_one_story_stay_whole(shared):
    path = shared / "data" / "12_accounts" / "texts.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    cut = [r["id"] for r in rows if r["lang"] == "en" and sum(s.kind == "story" for s in stories(Text(r["text"]))) > 1]
    assert cut == []


def test_most_pages_of_several_stories_are_cut_near_their_seams(shared):
    """Floor for where headlines stand between stories of other topics; bench/reading.py measures Pk and boundaries."""
    path = shared / "data" / "03_segmentation" / "news_pages.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines][::20]
    found = wanted = right = 0
    for page in pages:
        starts, at = {}, 0
        for n, sentence in enumerate(page["sentences"]):
            starts[at] = n
            at += len(sentence) + 2
        cuts = {
            starts.get(s.span.start) for s in stories(Text("\n\n".join(page["sentences"]))) if s.kind == "story"
        } - {0, None}
        found, wanted, right = (
            found + len(cuts),
            wanted + len(page["boundaries"]),
            right + len(cuts & set(page["boundaries"])),
        )
    assert right / found >= 0.7
    assert right / wanted >= 0.35


INTERVIEW = """Katrine Holm: "I owe them a witness"

Six weeks ago this paper told of Katrine Holm, the nurse who came home from the valley. Since then she has spoken at four colleges.

Why do you keep talking about it?

Because the farmers cannot. Somebody who had seen it had to get out and say it.

I owe them a witness.

Do you feel used by the media?

A little. But if one of the girls stays at home, I will put up with the cameras.

And the band?

It is a band of thieves with a beautiful text, and I helped it to look kind."""


def test_questions_set_as_headings_and_their_answers_are_turns():
    story, *turns = stories(Text(INTERVIEW))
    assert (story.kind, story.span) == ("story", Span(0, len(INTERVIEW)))
    assert [t.speaker for t in turns] == ["Q", "Katrine Holm"] * 3
    assert turns[1].span.of(INTERVIEW).endswith("I owe them a witness.")


def test_one_heading_with_a_question_mark_makes_no_interview():
    first, _, rest = COOK.partition('\n\n"There')
    assert not [s for s in stories(Text(f'{first}\n\nWhy did she go?\n\n"There{rest}')) if s.kind == "turn"]


def test_a_headline_with_a_colon_and_the_narrators_last_words_are_no_turns():
    body = f"FROM OUR RANKS: Fenn tells why he changed sides\n\n{TALK}\n\nBulletin: And now?\n\nFenn: Now I sleep.\n\nLukas Fenn will speak in the hall at Harnbeck."
    found = stories(Text(body.replace("The Bulletin:", "Bulletin:")))
    assert found[0].title == "FROM OUR RANKS: Fenn tells why he changed sides"
    turns = [s for s in found if s.kind == "turn"]
    assert {t.speaker for t in turns} == {"Bulletin", "Fenn"}
    assert turns[-1].span.of(body.replace("The Bulletin:", "Bulletin:")) == "Fenn: Now I sleep."


LIST = "Read also\n\nFishermen call the toll a tax on water\n\nSchool bell rings again after nine years"


def test_headlines_listed_below_words_that_say_so_are_nobodys_and_the_next_story_begins_with_its_own():
    body = f"{FERRY}\n\n{LIST}\n\n{COOK}"
    assert [(s.kind, s.title) for s in stories(Text(body)) if s.kind == "story"] == [
        ("story", "Harbour board raises the toll"),
        ("story", "Cook left the camp with a pot on the stove"),
    ]


def test_a_headline_that_begins_like_such_a_list_is_a_headline():
    body = COOK.replace("Cook left the camp with a pot on the stove", "Latest cook left the camp and its stove")
    assert told(body) == [("story", "Latest cook left the camp and its stove", None)]
