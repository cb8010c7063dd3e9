import re
from dataclasses import replace

import pytest

from recount.model import Release
from recount.report import render


def figure(name, least, most, group, rows=(), withheld=None, **more):
    shown = "withheld" if withheld else str(most) if least == most else f"{least} to {most}"
    made = {
        "id": name,
        "name": name,
        "group": group,
        "unit": "person",
        "method": "Listed.",
        "least": least,
        "most": most,
    }
    made |= {"shown": shown, "withheld": withheld, "shares": [], "estimates": [], "reason": None, "note": None}
    made |= {"rows": list(rows)}
    return made | more


ROW = {"person": "P-1A2B", "standing": "accepted", "evidence": "coding:1"}
WORDS = {
    "brief": "No heat",
    "before": "She said: ",
    "words": "No heat <script>alert(1)</script>",
    "after": ".",
    "sha256": "ab" * 32,
    "facts": [["File", "a.txt"]],
}


@pytest.fixture
def release():
    share = {
        "share": 0.4,
        "low": 0.2,
        "high": 0.6,
        "hits": 8,
        "denominator": 20,
        "of": "all persons",
        "method": "Wilson 95 %",
        "words": "fewer than half",
    }
    figures = [
        figure("persons.cases", 23, 27, "persons", [ROW]),
        figure("pace.left.2031-01", 1, 3, "pace"), figure("pace.left.2031-02", 0, 0, "pace"),
        figure("leave", 20, 22, "reasons"), figure("leave.push.living", 8, 11, "reasons", [ROW], shares=[share]),
        figure("leave.push.duties", None, None, "reasons", withheld="fewer than 5"),
        figure("pair.leave.push.living+leave.push.duties", 2, 4, "pairs"),
        figure("attr.gender.woman", 7, 8, "attributes"),
    ]  # fmt: skip
    study = {
        "title": "A <study>",
        "question": "Why?",
        "population": "",
        "period": "",
        "notice": "All invented.",
        "codebook": "x 1",
        "codebook_digest": "",
        "profile": None,
        "breaks": [{"month": "2031-02", "why": "a second archive"}],
    }
    body = {
        "policy": "team",
        "program": "recount 0",
        "banner": "For the team.",
        "study": study,
        "rules": [["T1", "words"]],
        "figures": figures,
    }
    body |= {
        "evidence": {"coding:1": WORDS},
        "number_rules": [{"id": "r", "words": "dozens", "low": 24, "high": None}],
        "steps": [],
    }
    return Release("x" * 32, "team", body)


def test_each_number_is_a_link_to_its_rows_and_each_row_to_its_words(release):
    page = render(release)
    ids = set(re.findall(r'id="([^"]+)"', page))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert {f"f-{f['id']}" for f in release.body["figures"]} <= targets
    assert targets <= ids


def test_the_page_loads_nothing_and_says_so_to_the_browser(release):
    page = render(release)
    assert "default-src 'none'" in page
    assert not re.search(r'(src|href)="(https?:)?//', page)
    assert "url(" not in page.replace("url(#may)", "")


def test_words_of_accounts_are_text_never_markup(release):
    page = render(release)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<title>A &lt;study&gt;</title>" in page


def test_the_same_release_gives_the_same_bytes(release):
    assert render(release) == render(release)


def test_a_withheld_figure_prints_no_count(release):
    page = render(release)
    section = re.search(r'id="f-leave.push.duties">.*?</section>', page, re.DOTALL).group()
    assert "Withheld: fewer than 5" in section
    assert not re.search(r"P-[0-9A-F]{4}", section)


def test_a_release_without_figures_is_still_a_page(release):
    empty = Release("y" * 32, "team", release.body | {"figures": [], "evidence": {}})
    assert "Method and limits" in render(empty)


def test_a_break_of_method_is_drawn_and_said(release):
    page = render(release)
    assert page.count('class="break"') == 1
    assert "another method (a second archive)" in page


def test_what_several_rows_of_a_table_say_is_printed_once_below_it_and_with_each_number(release):
    words = "counted by reading each of the accounts twice over"
    two = [figure(f"attr.gender.{g}", 1, 2, "attributes", note=words) for g in ("man", "woman")]
    page = render(replace(release, body=release.body | {"figures": two}))
    table = page[page.index('<h2 id="part-attributes"') : page.index('<h2 id="method"')]
    assert re.sub(r'title="[^"]*"', "", table).count(words) == 1
    assert table.count(">note 1<") == 2
    assert page[page.index('<h2 id="rows"') :].count(words) == 2
