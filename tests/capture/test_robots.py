import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.capture.robots import rules_of


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("user-AGENT : *  # all\ndisallow:/a", "/a/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?q", True),
        ("User-agent: *\nDisallow: /a/*/print", "/a/b/print?x=1", False),
        ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Recount/2.0\nDisallow: /x", "/a", True),
        ("User-agent: recountbot\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: recount\nDisallow: /a", "/a", False),
        (
            "User-agent: recount\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: recount\nDisallow: /b",
            "/b",
            False,
        ),
        ("User-agent: *\nSitemap: http://x\nDisallow: /a%C3%A9", "/aé", False),
        ("Disallow: /", "/a", True),
    ],
)
def test_the_longest_rule_of_the_group_for_us_decides(robots, path, allowed):
    assert rules_of(robots).allow(path) is allowed


@given(st.text(), st.text())
def test_any_robots_txt_gives_an_answer(robots, path):
    assert rules_of(f"User-agent: *\nDisallow: {robots}").allow("/" + path.encode("utf-8", "ignore").decode()) in (
        True,
        False,
    )
