"""Pages of every form that accounts take, invented; each with what must be said of it and what it must keep."""

from datetime import date

import pytest

from recount.text.page import media
from recount.text.page.main_text import text_of
from recount.text.story.stories import stories

TOLD = [
    "Orsa Tellin, 34, left the Quiet Hand in March with two of her cousins and walked for three days to the harbour, where boats were waiting for everybody who wanted to go.",
    "She told the paper on Tuesday that nobody had stopped them on the road, and that the guards at the bridge had looked the other way when the three of them passed by night.",
    "Researchers have counted at least 14 people who went the same way that spring, but they believe that the true number is higher, because many never speak about it.",
]


def read(body, head="", **options):
    page = f"<html lang=en><head><title>Three left - The Harbour</title>{head}</head><body>{body}</body></html>"
    return text_of(page.encode(), media.HTML, "page.html", **options)


def paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def spans(text, kind):
    return [block.span.of(text.body) for block in text.blocks if block.kind == kind]


def said(text, words):
    return any(words in note for note in text.notes)


STORY = f"<article><h1>Three left</h1>{paragraphs(TOLD)}</article>"


# Readers


@pytest.mark.parametrize("name", ["comments", "comment-list", "disqus_thread", "reader-comments", "kommentare"])
def test_what_readers_write_is_left_out_and_said(name):
    posts = "".join(
        f"<p>Reader {n}: I never believed a word of what these people say about all of us.</p>" for n in range(9)
    )
    text = read(f'{STORY}<div id="{name}"><h3>9 comments</h3>{posts}</div>')
    assert text.body.endswith(TOLD[-1])
    assert "readers' comments left out" in text.notes


def test_a_page_of_readers_posts_keeps_them():
    posts = "".join(f'<div class="comment"><p>{line}</p></div>' for line in TOLD * 2)
    text = read(f"<main><h1>Who left?</h1>{posts}</main>")
    assert all(line in text.body for line in TOLD)
    assert not said(text, "left out")


# Walls


def test_a_cookie_wall_is_said():
    wall = "<div><p>We and our partners use cookies to store information. Accept all cookies to go on to the page.</p></div>"
    assert said(read(wall), "cookie wall")
    assert not said(
        read(f'{STORY * 3}<div class="cookie-banner"><p>We use cookies. Accept all cookies.</p></div>'), "cookie"
    )
    assert (
        "cookies"
        not in read(f'{STORY}<div class="cookie-banner"><p>We use cookies to make this site work well.</p></div>').body
    )


def test_the_stub_before_a_pay_wall_is_said_and_kept():
    text = read(f"<article><h1>Three left</h1><p>{TOLD[0]}</p><div>Subscribe to continue reading</div></article>")
    assert said(text, "paywall stub")
    assert TOLD[0] in text.body


def test_words_behind_a_wall_that_the_page_carries_are_kept():
    text = read(
        f'<article class="article-body"><p>{TOLD[0]}</p><div class="paywall">{paragraphs(TOLD[1:])}</div></article>'
    )
    assert all(line in text.body for line in TOLD)


def test_words_that_a_page_hides_are_kept_and_said():
    text = read(f'<main><h1>Three left</h1><div style="display:none">{paragraphs(TOLD)}</div></main>')
    assert all(line in text.body for line in TOLD)
    assert said(text, "hides")
    shown = read(
        f'{STORY}<p style="display: none">Our editors wrote this line for machines alone, and nobody is to see it.</p>'
    )
    assert "machines" not in shown.body
    assert not said(shown, "hides")


# Galleries


def test_a_gallery_tells_its_account_in_captions():
    pictures = "".join(
        f'<figure><img src="{n}.jpg"><figcaption>{line}</figcaption></figure>' for n, line in enumerate(TOLD * 2)
    )
    text = read(f"<article><h1>Three left, in pictures</h1>{pictures}</article>")
    assert said(text, "gallery: the account stands in the captions of 6 pictures")
    assert all(line in text.body for line in TOLD)
    assert len(spans(text, "paragraph")) == 6


def test_a_caption_beside_a_story_is_not_its_words():
    figure = "<figure><img src=a.jpg><figcaption>The bridge over the river, seen from the harbour. Photo: Ina Moor</figcaption></figure>"
    text = read(f"<article><h1>Three left</h1>{paragraphs(TOLD[:1])}{figure}{paragraphs(TOLD[1:])}</article>")
    assert text.body == "\n\n".join(TOLD)
    assert not said(text, "gallery")


# Transcripts


def test_turns_of_a_talk_are_told_apart_with_their_speakers():
    turns = [
        ("MARA KELL", "Thank you for coming to us so early in the morning. When did you leave?"),
        ("ORSA TELLIN", "In March, with two of my cousins, when the snow had gone from the road."),
        ("MARA KELL", "Did anybody stop you?"),
        ("ORSA TELLIN", "Nobody. The guards at the bridge looked the other way when we passed."),
        ("MARA KELL", "Would you do it again?"),
    ]
    lines = "".join(f"<p><strong>{who}:</strong> {words}</p>" for who, words in turns)
    text = read(
        f"<article><h1>A talk</h1><p>The talk was held at the harbour in May and was shortened for print.</p>{lines}</article>"
    )
    assert said(text, "transcript: 5 turns of 2 speakers")
    assert [(b.speaker, b.span.of(text.body)) for b in text.blocks if b.kind == "turn"] == turns
    assert "MARA KELL: Did anybody stop you?" in text.body


def test_a_talk_with_names_on_lines_of_their_own_is_said_and_stays_as_it_was_published():
    turns = [
        ("ASTRID HOLM", "When did you come to the valley?"),
        ("RUBEN FALK", "I came in the spring, when the road had opened and the mill was looking for men."),
        ("ASTRID HOLM", "And when did you go?"),
        ("RUBEN FALK", "I went before the snow, because they had begun to count us in the evening."),
    ]
    lines = "".join(f"<p>{who}</p><p>{words}</p>" for who, words in turns)
    text = read(f"<article><h1>A talk</h1><p>The talk was held at the mill in May.</p>{lines}</article>")
    assert said(text, "transcript: 4 turns of 2 speakers")
    assert "ASTRID HOLM\n\nWhen did you come" in text.body
    told = [s for s in stories(text) if s.kind == "turn"]
    assert [s.speaker for s in told] == [who for who, _ in turns]


def test_a_story_with_a_label_or_two_is_no_transcript():
    text = read(
        f"<article><h1>Three left</h1>{paragraphs(TOLD)}<p>Note: names were changed.</p><p>Source: The Harbour.</p></article>"
    )
    assert not said(text, "transcript")


# Live blogs


@pytest.mark.parametrize("tag", ["article", "div", "li"])
def test_entries_of_a_live_blog_stand_under_their_times(tag):
    hours = ["16:40", "15:05", "12:30", "9:15"]
    entries = "".join(
        f'<{tag} class="entry"><span class="time">{hour}</span><p>{line}</p></{tag}>'
        for hour, line in zip(hours, [*TOLD, TOLD[0]], strict=True)
    )
    text = read(f"<main><h1>As it happened</h1><div>{entries}</div></main>")
    assert said(text, "live blog: 4 entries, the newest first")
    assert spans(text, "heading") == hours
    assert text.body.index("15:05") < text.body.index(TOLD[1]) < text.body.index("12:30")


def test_times_beside_teasers_make_no_live_blog():
    teasers = "".join(
        f'<li><span class="time">{n}:00</span> <a href="/{n}">Another headline of the day</a></li>' for n in range(9)
    )
    text = read(f"{STORY}<aside><ul>{teasers}</ul></aside>")
    assert not said(text, "live blog")
    assert text.body == "\n\n".join(TOLD)


# Scripts, right to left, broken markup


def test_right_to_left_text_is_kept_in_its_order():
    lines = [
        "غادرت المرأة المدينة في شهر مارس مع اثنتين من قريباتها وسارت ثلاثة أيام حتى وصلت إلى الميناء حيث كانت القوارب تنتظر.",
        "قالت للصحيفة يوم الثلاثاء إن أحدا لم يوقفهن على الطريق وإن الحراس نظروا إلى الجهة الأخرى عندما مررن ليلا.",
    ]
    page = f"<html lang=ar dir=rtl><head><title>x</title></head><body><nav>القائمة</nav><article>{paragraphs(lines)}</article></body></html>"
    text = text_of(page.encode(), media.HTML, "page.html")
    assert text.body == "\n\n".join(lines)
    assert "language not read: ar" in text.notes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252", "iso8859-15"])
def test_pages_come_in_many_encodings(encoding):
    words = "She said “no” – the café owner’s name was Zoë, and 50 € were gone."
    if encoding == "iso8859-15":
        words = "The café owner’s friend Zoë was gone by then, he said.".replace("’", "'")
    page = f'<html><head><meta charset="{encoding.removesuffix("-sig").removesuffix("-le")}"></head><body><article><p>{words}</p></article></body></html>'
    assert words in text_of(page.encode(encoding), media.HTML, "page.html").body


def test_entities_and_broken_markup_read_as_in_a_browser():
    text = read(
        f"<article><p>{TOLD[0]}<p>Caf&eacute; &amp; bar&nbsp;&#8211; &quot;no&quot;<b>, she said<p>{TOLD[1]}</i></div></article></p>"
    )
    assert text.body == f'{TOLD[0]}\n\nCafé & bar – "no", she said\n\n{TOLD[1]}'


def test_rows_of_a_table_are_lines():
    rows = "<table><tr><th>Year</th><th>Left</th></tr><tr><td>2014</td><td>12 persons</td></tr></table>"
    text = read(f"<article><h1>Three left</h1>{paragraphs(TOLD[:2])}{rows}<p>{TOLD[2]}</p></article>")
    assert "Year | Left" in text.body
    assert "2014 | 12 persons" in text.body


# Days


def day(text):
    about = text.metadata
    return about.published.first, dict(about.found).get("published")


def test_the_day_under_the_title_goes_before_what_machines_are_told():
    told = '<meta property="article:published_time" content="2015-03-03T02:10:00Z">'
    body = f'<article><h1>Three left</h1><p class="byline">By Ina Moor, 2 March 2015</p>{paragraphs(TOLD)}</article>'
    assert day(read(body, told)) == (date(2015, 3, 2), "printed under the title")
    assert day(read(STORY, told)) == (date(2015, 3, 3), "meta article:published_time")


def test_the_last_change_is_no_publication():
    body = (
        f"<article><h1>Three left</h1><p>Published 2 March 2015, updated 5 March 2015</p>{paragraphs(TOLD)}</article>"
    )
    about = read(body).metadata
    assert (about.published.first, about.modified.first) == (date(2015, 3, 2), date(2015, 3, 5))
    only = read(f"<article><h1>Three left</h1><p>Last updated: 5 March 2015</p>{paragraphs(TOLD)}</article>").metadata
    assert not only.published.known
    assert only.modified.first == date(2015, 3, 5)


@pytest.mark.parametrize(
    "printed",
    ["2 March 2015", "March 2nd, 2015", "2. März 2015", "2 de marzo de 2015", "2 mars 2015", "2 марта 2015", "02.03.2015", "2015-03-02", "2015年3月2日", "٢ مارس ٢٠١٥", "2 marca 2015"],
)  # fmt: skip
def test_days_are_read_in_the_languages_of_news(printed):
    body = f'<article><h1>Three left</h1><div class="date">{printed}</div>{paragraphs(TOLD)}</article>'
    assert day(read(body)) == (date(2015, 3, 2), "printed under the title")


def test_a_day_with_two_readings_stays_unknown_until_something_decides():
    body = f'<article><h1>Three left</h1><div class="date">03/04/2015</div>{paragraphs(TOLD)}</article>'
    assert day(read(body)) == (None, None)
    assert day(read(body, '<link rel="canonical" href="https://harbour.example/2015/04/03/left">'))[0] == date(
        2015, 4, 3
    )
    german = body.replace("<article>", "<article>").encode()
    page = b"<html lang=de><body>" + german + b"</body></html>"
    assert text_of(page, media.HTML, "x").metadata.published.first == date(2015, 4, 3)


def test_days_of_other_stories_and_of_what_is_told_date_nothing():
    teasers = "".join(
        f'<li><a href="/{n}">Another headline</a> <span class="date">{n} May 2015</span></li>' for n in range(1, 9)
    )
    told = [*TOLD, "On 4 June 2014 they had met for the first time, she said, and nobody had spoken of leaving then."]
    assert day(read(f"<article><h1>Three left</h1>{paragraphs(told)}</article><aside><ul>{teasers}</ul></aside>")) == (
        None,
        None,
    )


def test_title_author_and_publication_stand_on_the_page_where_no_markup_tells():
    body = f'<article><h1>Three left</h1><a rel="author" href="/ina">Ina Moor</a>{paragraphs(TOLD)}</article>'
    about = read(body).metadata
    assert (about.title, about.author, about.publication) == ("Three left", "Ina Moor", "The Harbour")
    assert dict(about.found) == {
        "author": "byline",
        "language": "py3langid",
        "publication": "title element",
        "title": "h1",
    }
