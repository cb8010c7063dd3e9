"""The public pages, half of them: the half that was not looked at while the rules were made."""

import gzip
import hashlib
import importlib.util
import json
import tarfile
from pathlib import Path

import pytest

from recount.errors import Unreadable
from recount.text.page import media
from recount.text.page.main_text import text_of

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["pages"]


@pytest.fixture(scope="module")
def extraction(shared):
    folder = shared / "data" / "01_extraction"
    if not folder.is_dir():
        pytest.skip("no public pages in ../shared")
    return folder


@pytest.fixture(scope="module")
def scorer(extraction):
    spec = importlib.util.spec_from_file_location("scorer", extraction.parent / "scorers" / "score_extraction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def packed(extraction):
    """Bytes of the pages that lie in one archive, by id."""
    with tarfile.open(extraction / "html_pages.tar.xz") as files:
        return {
            Path(m.name).stem: files.extractfile(m).read() for m in files if m.isfile() and held_out(Path(m.name).stem)
        }


def held_out(page):
    return hashlib.sha1(page.encode()).digest()[-1] % 2 == 1


def read(data):
    try:
        return text_of(data, media.HTML, "page.html")
    except Unreadable:
        return None


def lines_of(path):
    rows = [row for row in map(json.loads, path.open(encoding="utf-8")) if held_out(row["id"])]
    return rows[::3]  # for time; bench/reading.py measures all


def test_the_story_of_a_news_page_is_told_from_the_rest(extraction, scorer):
    gold = json.loads((extraction / "scrapinghub" / "ground-truth.json").read_text(encoding="utf-8"))
    precision, recall = [], []
    for page in filter(held_out, gold):
        data = gzip.decompress((extraction / "scrapinghub" / "html" / f"{page}.html.gz").read_bytes())
        wanted, made = scorer.shingles(gold[page]["articleBody"]), scorer.shingles(read(data).body)
        right = sum((wanted & made).values())
        precision.append(right / max(1, sum(made.values())))
        recall.append(right / max(1, sum(wanted.values())))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    assert 2 * p * r / (p + r) >= FLOORS["articles_f1"]


def test_pages_of_many_languages_keep_what_belongs_and_lose_what_does_not(extraction, packed):
    right = wrong = missed = 0
    for row in lines_of(extraction / "trafilatura" / "segments.jsonl"):
        text = read(packed[row["id"]])
        body = " ".join(text.body.split()) if text else ""
        found = sum(" ".join(words.split()) in body for words in row["with"])
        right, missed = right + found, missed + len(row["with"]) - found
        wrong += sum(" ".join(words.split()) in body for words in row["without"])
    assert 2 * right / (2 * right + wrong + missed) >= FLOORS["segments_f1"]


def test_days_of_publication_are_found_and_seldom_found_wrongly(extraction, packed):
    rows = lines_of(extraction / "htmldate" / "dates.jsonl")
    right = wrong = 0
    for row in rows:
        text = read(packed[row["id"]])
        day = text.metadata.published.first if text else None
        right += day is not None and day.isoformat() == row["date"]
        wrong += day is not None and day.isoformat() != row["date"]
    assert right / len(rows) >= FLOORS["published_right"]
    assert 1 - wrong / len(rows) >= FLOORS["published_not_wrong"]
