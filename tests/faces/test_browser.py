"""The report in a browser: a number opens its rows, a row its words; and nothing leaves the machine."""

import re
import shutil

import pytest

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, demo):
    """Opens a page of the demo; afterwards, nothing was asked of a network and nothing went wrong in the page."""
    opened = []

    def go(name="report.html", **more):
        context = chromium.new_context(**more)
        page = context.new_page()
        asked, wrong = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto((demo / name).as_uri())
        opened.append((context, asked, wrong))
        return page

    yield go
    for context, asked, wrong in opened:
        context.close()
        assert [url for url in asked if not url.startswith("file:")] == []
        assert wrong == []


OPENERS = {
    "a card": ".card",
    "a bar": 'svg a[data-figure="leave.push.living"]',
    "a month": 'svg a[data-figure^="pace.left."]:has(rect.least:not([height="0.0"]))',
    "a cell of the square": 'svg a[data-figure^="pair."]',
    "a number in a table": 'td.count a.number[data-figure="leave.push.living"]',
}


@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS)
def test_a_number_opens_its_rows_and_a_row_its_words_source_and_hash(visit, opener):
    page = visit()
    link = page.locator(opener).first
    link.scroll_into_view_if_needed()
    link.locator("rect.hit, rect.cell").first.click() if "svg" in opener else link.click()
    drawer = page.locator("#drawer")
    assert drawer.is_visible()
    rows = drawer.locator("ul.rows > li")
    assert rows.count() > 0
    row = drawer.locator("ul.rows a.words").first
    row.click()
    shown = drawer.locator(".evidence").first
    assert shown.is_visible()
    marked = shown.locator("mark")
    assert marked.is_visible()
    assert marked.inner_text().strip()
    assert shown.locator("dt", has_text="File").is_visible()
    assert re.search(r"\b[0-9a-f]{64}\b", shown.inner_text())
    row.click()
    assert drawer.locator(".evidence").count() == 0


def test_escape_closes_the_rows_and_the_reader_is_where_she_was(visit):
    page = visit()
    link = page.locator("td.count a.number").first
    link.focus()
    page.keyboard.press("Enter")
    drawer = page.locator("#drawer")
    assert drawer.is_visible()
    assert page.evaluate("document.activeElement.id") == "drawer"
    page.keyboard.press("Escape")
    assert not drawer.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('href')") == link.get_attribute("href")
    link.click()
    page.locator("#drawer-close").click()
    assert not drawer.is_visible()


def test_the_page_works_by_keyboard_alone(visit):
    page = visit()
    page.locator(".card").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # to the close button, then into the rows
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#drawer .evidence mark").first.is_visible()


@pytest.mark.parametrize("opener", [".card", 'svg a[data-figure="leave.push.living"]', "td.count a.number"])
def test_with_scripts_off_the_links_still_lead_to_rows_and_words(visit, opener):
    page = visit(java_script_enabled=False)
    link = page.locator(opener).first
    figure = link.get_attribute("href")
    link.locator("rect.hit").first.click() if "svg" in opener else link.click()
    assert page.url.endswith(figure)
    rows = page.locator(f'[id="{figure[1:]}"]')
    assert rows.is_visible()
    words = rows.locator("a.words").first
    target = words.get_attribute("href")
    words.click()
    assert page.url.endswith(target)
    assert page.locator(f'[id="{target[1:]}"] mark').is_visible()


def test_the_page_prints_with_its_evidence(visit):
    page = visit()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator("#drawer").is_visible()
    for part in ("#rows", "#evidence", ".evidence mark", ".evidence dl code"):
        assert page.locator(part).first.is_visible(), part
    pypdfium2 = pytest.importorskip("pypdfium2")
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    sha = page.locator(".evidence dl code").first.inner_text()
    assert sha in "".join(text.split())


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("name", ["report.html", "report-public.html"])
def test_a_narrow_page_scrolls_in_one_direction_only(visit, name, width):
    page = visit(name, viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".card").first.click()
    assert page.locator("#drawer").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("#drawer").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width + 1


def test_the_public_page_opens_a_number_without_words(visit):
    page = visit("report-public.html")
    page.locator(".card").first.click()
    rows = page.locator("#drawer ul.rows > li")
    assert rows.count() > 0
    assert page.locator("mark").count() == 0
    assert rows.first.locator("code").inner_text().startswith("sealed:")
