import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.text.page import media


def _zip(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


CASES = [
    (b"<!DOCTYPE html><html><p>Hello", "x", media.HTML),
    (b"\xef\xbb\xbf  <html lang=en>", "x.txt", media.HTML),
    (b"<?xml version='1.0'?><!-- a --><html xmlns='x'>", "", media.HTML),
    (b"<p>Only a piece <b>of</b> a page</p>", "", media.HTML),
    (b"A plain line, 3 < 4 and 5 > 2.", "x.txt", media.PLAIN),
    (b"# Heading\n\nWords", "x.md", media.MARKDOWN),
    (b"%PDF-1.7\n", "x.txt", media.PDF),
    (b"junk\n%PDF-1.4\n", "x", media.PDF),
    (_zip(word__document_xml="<w/>"), "x.zip", media.DOCX),
    (_zip(a_txt="words"), "x.docx", media.ZIP),
    (b"1\n00:00:01,000 --> 00:00:02,500\nHello\n", "x", media.SRT),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", "x", media.VTT),
    (b"WEBVTTX is a word", "x", media.PLAIN),
    (b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nHello", "x", media.EML),
    (b"From: the editor\n\nHello there, readers.", "x.txt", media.PLAIN),
    (b'{"text": "a"}', "x", media.JSON),
    (b'[{"text": "a"}]', "x", media.JSON),
    (b'{"text": "a"}\n{"text": "b"}\n', "x", media.JSONL),
    (b'{"text": "a"}', "x.jsonl", media.JSONL),
    (b"{curly} words are no JSON", "x.txt", media.PLAIN),
    (b"WARC/1.1\r\n", "x", media.WARC),
    (gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo", mtime=0), "x", media.WARC),
    (gzip.compress(b"words", mtime=0), "x.warc.gz", media.GZIP),
    (b"{\\rtf1 words}", "x.txt", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "x.html", "image/png"),
    ("Worte und Sätze".encode("utf-16"), "x.txt", media.PLAIN),
    ("Worte und Worte".encode("utf-16-le"), "x.txt", media.PLAIN),
    (bytes(range(256)), "x.txt", media.BINARY),
]


@pytest.mark.parametrize(("data", "name", "kind"), CASES)
def test_the_kind_is_told_from_the_bytes_and_only_then_from_the_name(data, name, kind):
    assert media.sniff(data, name) == kind


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_have_a_kind(data, name):
    assert "/" in media.sniff(data, name)


@given(st.sampled_from([case for case in CASES if not case[0].startswith(b"PK")]), st.binary(max_size=64))
def test_the_head_of_a_file_is_enough(case, more):
    data = case[0] + b"\n" * media.HEAD
    assert media.sniff((data + more)[: media.HEAD], case[1]) == media.sniff(data + more, case[1])
