import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.text.page import media
from recount.text.page.main_text import text_of

NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
FOOT = "<footer><p>Copyright 2015 The Harbour. All rights reserved.</p></footer>"
PROSE = [
    "Orsa Tellin, 34, left the Quiet Hand in March with two of her cousins and walked for three days to the harbour, where boats were waiting for everybody who wanted to go.",
    "She told the paper on Tuesday that nobody had stopped them on the road, and that the guards at the bridge had looked the other way when the three of them passed by night.",
    "Researchers have counted at least 14 people who went the same way that spring, but they believe that the true number is higher, because many never speak about it.",
]
OTHERS = [
    "Bo Lind, a nurse from the hills, said he had been told to treat members only. It was not what they had promised him when he joined, he said, and so he left by the first bus.",
    "He now works in a bakery at the port during the night hours and writes letters to those who stayed behind, of whom he says that most would leave if somebody showed them the way.",
    "The council denied on Friday that anybody had left. A spokesman said that all reports of departures were inventions of the capital's newspapers and would be answered in court.",
]


def page(body, head=""):
    return f"<html lang=en><head><title>Page</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>".encode()


def read(data):
    return text_of(data, media.HTML, "page.html")


def headings(text):
    return [block.span.of(text.body) for block in text.blocks if block.kind == "heading"]


def story(tag, title, lines, level=2):
    said = "".join(f"<p>{line}</p>" for line in lines)
    return f'<{tag} class="story"><h{level}>{title}</h{level}><p class="byline">By Ina Moor</p>{said}</{tag}>'


@pytest.mark.parametrize("tag", ["article", "section", "div"])
@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("wrap", ["<main>{}</main>", '<div id="content">{}</div>', "{}"])
def test_a_page_with_three_stories_keeps_all_of_them_with_their_headings(tag, level, wrap):
    stories = (("She walked", PROSE), ("He baked", OTHERS[:2]), ("They deny", [*OTHERS[2:], PROSE[2]]))
    text = read(page(wrap.format("".join(story(tag, title, lines, level) for title, lines in stories))))
    for title, lines in stories:
        assert title in headings(text)
        assert all(line in text.body for line in lines)
    assert [h for h in headings(text) if h in ("She walked", "He baked", "They deny")] == [
        "She walked",
        "He baked",
        "They deny",
    ]
    assert "World" not in text.body
    assert "Copyright" not in text.body


def test_stories_of_one_make_are_kept_and_teasers_beside_them_are_not():
    body = story("article", "She walked", PROSE) + story("article", "He baked", OTHERS)
    teaser = '<article class="story"><h2>More</h2><p>A short teaser with a link only.</p></article>'
    text = read(page(f"<main>{body}{teaser}</main>"))
    assert all(line in text.body for line in PROSE + OTHERS)
    assert "teaser" not in text.body


def test_menus_comments_and_calls_to_subscribe_are_no_story():
    comments = '<div id="comments"><h3>Comments</h3><p>Reader One: I never believed a word of what these people say about us.</p></div>'
    told = "".join(f"<p>{line}</p>" for line in PROSE)
    text = read(page(f"<main><h1>She walked</h1>{told}<p>Sign up for our newsletter</p></main>{comments}"))
    assert all(line in text.body for line in PROSE)
    assert "Reader One" not in text.body
    assert "readers' comments left out" in text.notes
    assert all(b.kind == "boilerplate" for b in text.blocks if "newsletter" in b.span.of(text.body))


def test_a_very_short_page_is_read_too():
    assert read(b"<html><body><p>Orsa left in March, said Bo.</p></body></html>").body == "Orsa left in March, said Bo."
    assert read(b"Orsa left in March.").body == "Orsa left in March."


def test_references_to_windows_characters_are_read_as_browsers_read_them():
    assert (
        "They\u2019re gone"
        in read(page("<p>They&#146;re gone, she said, and &#x93;never&#x94; came back to the town.</p>")).body
    )


def test_a_paywall_stub_and_a_cookie_wall_are_noted():
    stub = read(page(f"<main><h1>She walked</h1><p>{PROSE[0]}</p><div>Subscribe to continue reading</div></main>"))
    assert any("paywall stub" in note for note in stub.notes)
    declared = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert any("paywall" in note for note in read(page(f"<main><p>{PROSE[0]}</p></main>", declared)).notes)
    wall = read(
        b"<html><body><div><p>We and our partners use cookies. Accept all cookies to go on.</p></div></body></html>"
    )
    assert any("cookie wall" in note for note in wall.notes)
    assert not any("wall" in note for note in read(page("".join(f"<p>{line}</p>" for line in PROSE * 4))).notes)


def test_metadata_is_read_from_linked_data_before_meta_tags_and_says_where_it_stood():
    data = {"@graph": [{"@type": "WebSite", "name": "Site"}, {"@type": ["NewsArticle"], "headline": "She walked", "author": [{"name": "Ina Moor"}, {"name": "Bo Lind"}], "publisher": {"name": "The Harbour"}, "datePublished": "2015-03-02T23:00:00+02:00", "dateModified": "2015-03-05"}]}  # fmt: skip
    head = (
        f'<script type="application/ld+json">{json.dumps(data)}</script><meta property="og:title" content="Other">'
        '<meta property="og:url" content="https://harbour.example/a"><link rel="canonical" href="https://harbour.example/b">'
    )
    about = read(page("".join(f"<p>{line}</p>" for line in PROSE), head)).metadata
    assert (about.title, about.author, about.publication) == ("She walked", "Ina Moor; Bo Lind", "The Harbour")
    assert (about.published.first, about.modified.first) == (date(2015, 3, 2), date(2015, 3, 5))
    assert about.address == "https://harbour.example/a"
    found = dict(about.found)
    assert (found["title"], found["published"], found["address"]) == (
        "json-ld headline",
        "json-ld datePublished",
        "meta og:url",
    )


def test_broken_linked_data_is_passed_over():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script><meta name="date" content="2015-03-02">'
    about = read(page(f"<p>{PROSE[0]}</p>", head)).metadata
    assert (about.published.first, dict(about.found)["published"]) == (date(2015, 3, 2), "meta date")


def test_no_page_is_dated_after_it_was_captured():
    told = "".join(f"<p>{line}</p>" for line in PROSE)
    data = page(f"<main><p>Published 12 March 2031</p>{told}</main>")
    about = text_of(data, media.HTML, "x", not_after=date(2016, 1, 1)).metadata
    assert about.published.first is None or about.published.first <= date(2016, 1, 1)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["words here", "é", " ", "&lt;b&gt;", "&#0;", "<br>", "<img>", "<!-- x -->"]),
        lambda inner: st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
            st.sampled_from(
                [
                    "p",
                    "div",
                    "article",
                    "ul",
                    "li",
                    "table",
                    "tr",
                    "td",
                    "h1",
                    "h2",
                    "nav",
                    "span",
                    "a",
                    "noscript",
                    "title",
                ]
            ),
            st.lists(inner, max_size=4),
        ),
        max_leaves=25,
    )
)
def test_any_markup_gives_blocks_that_cover_all_its_words(markup):
    from recount.errors import Unreadable

    try:
        text = read(f"<html><body>{markup}</body></html>".encode())
    except Unreadable:
        return
    covered = "".join(block.span.of(text.body) for block in text.blocks)
    assert "".join(covered.split()) == "".join(text.body.split())


PAGES_THAT_WOULD_HANG = {
    "a byline that can be cut up in many ways": f"<p>{PROSE[0]}</p><p>By {'A' * 60}!</p>",
    "a tag of many attributes": "<div " + " ".join(f'a{n}="x"' for n in range(30_000)) + f"><p>{PROSE[0]}</p>",
    "parts within parts": '<div class="sidebar comment article-body">' * 1_500 + f"<p>{PROSE[0]}</p>",
    "a day in every line": f"<p>{PROSE[0]}</p>" + "<p>2015-03-03 or 03/04/2015</p>" * 5_000,
    "a script that repeats itself": f"<p>{PROSE[0]}</p><script>" + '"datePublished":"' * 20_000 + "</script>",
    "linked data nested deep": f'<p>{PROSE[0]}</p><script type="application/ld+json">' + "[" * 50_000 + "</script>",
    "many times": '<li><span class="time">10:20</span><p>It was quiet at the bridge that day, he said.</p></li>'
    * 3_000,
}


@pytest.mark.parametrize("body", PAGES_THAT_WOULD_HANG.values(), ids=PAGES_THAT_WOULD_HANG)
def test_no_page_takes_long(body):
    from recount.text.page.layout import paragraphs

    start = time.process_time()
    paragraphs(read(f"<html><body>{body}</body></html>".encode()))
    # Hangs took minutes; a busy machine takes ten times as long as an idle one.
    assert time.process_time() - start < 10


def test_a_day_of_publication_that_lies_ahead_is_believed_only_where_the_markup_states_it():
    body = "<p>Mira Tolhurst left the commune and told of it at length to a reporter in Harnbeck, she said.</p>" * 4
    stated = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-06-02T06:30:00+01:00"}</script>'
    for head, first in ((stated, "2031-06-02"), ("", None)):
        page = f"<html lang='en'><head><title>She left</title>{head}</head><body><article><h1>She left</h1><p>Published 2 June 2031</p>{body}</article></body></html>"
        about = text_of(page.encode(), media.HTML, "x", not_after=date(2026, 1, 1)).metadata
        assert (about.published.first.isoformat() if about.published.first else None) == first
    assert not text_of(page.encode(), media.HTML, "x", not_after=date(2026, 1, 1)).metadata.published.known
