import gzip
import io
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from recount.capture import take
from recount.errors import BadSources, NothingThere, SameOrigin
from recount.model.study import CaptureSettings
from recount.store import Store

NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "study") as made:
        yield made


@pytest.fixture
def accounts(tmp_path):
    folder = tmp_path / "accounts"
    (folder / "more").mkdir(parents=True)
    (folder / "b.txt").write_text("Orsa Tellin left in March.\n")
    (folder / "a.html").write_text("<html><body><p>Bo Lind left in May.</p></body></html>")
    (folder / "more" / "c.md").write_text("# Note\n\nThey left.\n")
    return folder


def taken(store, *what, **options):
    return take(store, what, by="ina", now=NOW, **options)


def rows(store):
    return {row.origin: row for row in store.query("captures")}


def test_a_folder_is_taken_with_its_bytes_under_origins_that_name_no_machine(store, accounts):
    (accounts / ".hidden").write_text("x")
    (accounts / "~$lock.docx").write_text("x")
    done = taken(store, accounts)
    assert (done.new, done.known, done.failed) == (3, 0, 0)
    assert list(rows(store)) == ["accounts/a.html", "accounts/b.txt", "accounts/more/c.md"]
    row = rows(store)["accounts/b.txt"]
    assert store.blob(row.sha256) == b"Orsa Tellin left in March.\n"
    assert (row.media_type, row.size, row.captured_at, row.captured_by, row.method) == (
        "text/plain",
        27,
        NOW,
        "ina",
        "file",
    )


def test_one_file_is_taken_under_its_name(store, accounts):
    taken(store, str(accounts / "b.txt"))
    assert list(rows(store)) == ["b.txt"]


def test_the_same_accounts_have_the_same_ids_in_another_place(tmp_path, accounts):
    place = tmp_path / "elsewhere" / "accounts"
    shutil.copytree(accounts, place)
    seen = []
    for n, folder in enumerate((accounts, place)):
        with Store.create(tmp_path / f"study{n}") as store:
            take(store, [folder], by=f"coder {n}", now=NOW)
            seen.append([(row.capture_id, row.source_id) for row in rows(store).values()])
    assert seen[0] == seen[1]


def test_adding_again_knows_what_it_has_and_takes_what_is_new(store, accounts):
    taken(store, accounts)
    before = len(store.decisions())
    (accounts / "d.txt").write_text("A new one left.")
    (accounts / "b.txt").write_text("Orsa Tellin left in April, as corrected.\n")
    done = taken(store, accounts)
    assert (done.new, done.known, done.failed) == (2, 2, 0)
    assert len(store.decisions()) == before + 2
    b = [row for row in store.query("captures") if row.origin == "accounts/b.txt"]
    assert len({row.source_id for row in b}) == 1
    assert len({row.capture_id for row in b}) == 2


def test_what_cannot_be_read_becomes_a_row_with_a_reason_and_the_rest_goes_on(store, accounts):
    (accounts / "0-empty.txt").write_bytes(b"")
    (accounts / "0-zeros.txt").write_bytes(b"\0" * 1000)
    (accounts / "0-cut.pdf").write_bytes(b"%PDF-1.4 cut")
    os.mkfifo(accounts / "0-pipe")
    (accounts / "0-gone").symlink_to("nowhere")
    (accounts / "0-circle").symlink_to(accounts)
    done = taken(store, accounts)
    assert (done.new, done.failed) == (3, 6)
    reasons = {failure.origin.removeprefix("accounts/0-"): failure.reason for failure in done.failures}
    assert list(reasons) == ["circle", "cut.pdf", "empty.txt", "gone", "pipe", "zeros.txt"]
    assert "truncated PDF" in reasons["cut.pdf"]
    assert "zeros" in reasons["zeros.txt"]
    assert "pipe" in reasons["pipe"]
    cut = rows(store)["accounts/0-cut.pdf"]
    assert cut.reason == reasons["cut.pdf"]
    assert store.blob(cut.sha256) == b"%PDF-1.4 cut"
    again = taken(store, accounts)
    assert (again.new, again.known, again.failed) == (0, 3, 6)
    assert len(rows(store)) == 9


def test_half_a_gigabyte_of_nothing_is_refused_by_its_size_and_not_read(store, accounts, monkeypatch):
    with (accounts / "nothing.txt").open("wb") as file:
        file.truncate(500_000_000)
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: pytest.fail("read") if path.name == "nothing.txt" else read(path)
    )
    done = taken(store, accounts)
    assert "500000000 bytes, more than the 50000000" in done.failures[0].reason
    assert rows(store)["accounts/nothing.txt"].sha256 is None


def test_the_study_itself_is_not_taken(tmp_path):
    (tmp_path / "a.txt").write_text("She left.")
    with Store.create(tmp_path / "study") as store:
        assert taken(store, tmp_path).new == 1
        assert taken(store, tmp_path / "study").new == 0


def test_an_interrupted_add_keeps_what_it_had_and_goes_on_when_added_again(store, accounts):
    def stop(_what, done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken(store, accounts, tell=stop)
    assert len(rows(store)) == 2
    done = taken(store, accounts)
    assert (done.new, done.known) == (1, 2)


def test_bytes_that_were_lost_come_back_when_their_file_is_added_again(store, accounts):
    taken(store, accounts)
    shutil.rmtree(store.folder / "captures")
    assert taken(store, accounts).known == 3
    assert store.blob(rows(store)["accounts/b.txt"].sha256) == b"Orsa Tellin left in March.\n"


def test_progress_is_told_from_the_first_to_the_last(store, accounts):
    told = []
    taken(store, accounts, tell=lambda *step: told.append(step))
    assert [step[1:] for step in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]


# Files that hold many accounts


def test_each_line_of_a_jsonl_file_is_one_capture(store, tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "One left."}\n\n{"text": "Two left."}\nnot json\n')
    done = taken(store, path)
    assert (done.new, done.failed) == (2, 1)
    assert sorted(rows(store)) == ["many.jsonl#1", "many.jsonl#3", "many.jsonl#4"]
    assert store.blob(rows(store)["many.jsonl#3"].sha256) == b'{"text": "Two left."}'


def test_each_member_of_a_json_list_is_one_capture_with_its_own_bytes(store, tmp_path):
    path = tmp_path / "many.json"
    path.write_text('[\n {"text": "Zoë left."},\n {"text":  "Two left."}\n]')
    assert taken(store, path).new == 2
    assert store.blob(rows(store)["many.json#1"].sha256) == '{"text": "Zoë left."}'.encode()
    (tmp_path / "one.json").write_text(json.dumps({"text": "One left."}))
    assert taken(store, tmp_path / "one.json").new == 1


def test_a_line_beyond_the_limit_ends_the_file_with_a_reason(store, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "One left."}\n{"text": "' + "x" * 500 + '"}\n')
    done = taken(store, tmp_path / "a.jsonl", limits=CaptureSettings(most_bytes=200))
    assert (done.new, done.failed) == (1, 1)
    assert "longer than the 200 bytes" in done.failures[0].reason


# sources.csv


def test_what_sources_csv_says_goes_with_the_source(store, accounts):
    (accounts / "sources.csv").write_text(
        "file,title,author,publication,published,language,address\n"
        'b.txt,"She left, alone",Ina Moor,The Harbour,2015-03,en,https://harbour.example/b\n'
        "more/c.md,,,,2014,,\n"
    )
    assert taken(store, accounts).new == 3
    told = rows(store)["accounts/b.txt"].supplied
    assert (told["title"], told["publication"], told["language"]) == ("She left, alone", "The Harbour", "en")
    assert (told["published"]["first"], told["published"]["last"]) == ("2015-03-01", "2015-03-31")
    assert ["title", "sources.csv"] in told["found"]
    assert rows(store)["accounts/more/c.md"].supplied["published"]["last"] == "2014-12-31"
    assert rows(store)["accounts/a.html"].supplied["title"] is None


def test_sources_csv_may_come_from_a_spreadsheet(store, accounts):
    (accounts / "sources.csv").write_bytes("\ufefffile;title\r\nb.txt;Schöner Titel\r\n".encode())
    taken(store, accounts / "sources.csv")
    assert rows(store)["b.txt"].supplied["title"] == "Schöner Titel"


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("file,titel\nb.txt,x\n", "line 1: unknown column 'titel'"),
        ("title\nx\n", "line 1: no column 'file'"),
        ("file,file\n", "line 1: column 'file' stands twice"),
        ("", "line 1: empty"),
        ("file,title\nb.txt,x\nz.txt,y\n", "line 3: no file 'z.txt'"),
        ('file,title\nb.txt,"two\nlines"\nz.txt,y\n', "line 4: no file 'z.txt'"),
        ("file,published\nb.txt,March 2015\n", "line 2: published is 'March 2015'"),
        ("file,published\nb.txt,2015-02-30\n", "line 2: published is '2015-02-30'"),
        ("file,language\nb.txt,english\n", "line 2: language is 'english'"),
        ("file,address\nb.txt,harbour.example\n", "line 2: address is"),
        ("file\n../b.txt\n", "line 2: file is '../b.txt'"),
        ("file,title\nb.txt,a\nb.txt,b\n", "line 3: file 'b.txt' stands twice"),
        ("file,title\nb.txt,a,b\n", "line 2: 3 cells, but 2 columns"),
        ('file,title\nb.txt,"a\n', "line 2: not a table"),
    ],
)
def test_a_wrong_sources_csv_names_its_line_and_nothing_is_stored(store, accounts, table, why):
    (accounts / "sources.csv").write_text(table)
    with pytest.raises(BadSources) as told:
        taken(store, accounts)
    assert f"{accounts / 'sources.csv'}, {why}" in str(told.value)
    assert "\n" not in str(told.value)
    assert not rows(store)
    assert not (store.folder / "captures").exists()


def test_an_absent_path_is_named_before_anything_is_stored(store, accounts):
    with pytest.raises(NothingThere, match="no-such"):
        taken(store, accounts, accounts / "no-such.txt")
    assert not rows(store)


def test_two_files_under_one_name_are_refused_and_one_file_twice_is_taken_once(store, accounts, tmp_path):
    (tmp_path / "b.txt").write_text("Another.")
    with pytest.raises(SameOrigin, match=r"b\.txt"):
        taken(store, accounts / "b.txt", tmp_path / "b.txt")
    assert taken(store, accounts / "b.txt", accounts / "b.txt").new == 1


# Web archives


def warc(*answers, gzipped=True):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    for address, status, kind, data, *more in answers:
        headers = [("Content-Type", kind), *more]
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        made = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(data),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2015-03-02T10:11:12Z"},
        )
        writer.write_record(made)
        writer.write_record(
            writer.create_warc_record(address, "request", http_headers=StatusAndHeaders("GET / HTTP/1.1", []))
        )
    return out.getvalue()


PAGE = b"<html><body><p>Orsa Tellin left in March.</p></body></html>"


@pytest.mark.parametrize("gzipped", [True, False])
def test_each_page_of_an_archive_is_one_capture_as_the_server_sent_it(store, tmp_path, gzipped):
    cyrillic = "<html><body><p>Он ушёл в марте.</p></body></html>"
    (tmp_path / "crawl.warc").write_bytes(
        warc(
            ("http://a.example/1", "200 OK", "text/html", PAGE),
            ("http://a.example/2", "200 OK", "text/html", gzip.compress(PAGE + b"2"), ("Content-Encoding", "gzip")),
            (
                "http://a.example/3",
                "200 OK",
                "text/html",
                b"5\r\n<p>wo\r\n6\r\nrds</p\r\n1\r\n>\r\n0\r\n\r\n",
                ("Transfer-Encoding", "chunked"),
            ),
            ("http://a.example/4", "200 OK", "text/html; charset=windows-1251", cyrillic.encode("cp1251")),
            ("http://a.example/5", "200 OK", "text/plain", b"Plain words."),
            ("http://a.example/style.css", "200 OK", "text/css", b"p { color: red }"),
            ("http://a.example/p.png", "200 OK", "image/png", b"\x89PNG\r\n\x1a\n"),
            ("http://a.example/gone", "404 Not Found", "text/html", PAGE),
            ("http://a.example/moved", "302 Found", "text/html", PAGE),
            gzipped=gzipped,
        )
    )
    done = taken(store, tmp_path / "crawl.warc")
    assert (done.new, done.failed, done.skipped) == (5, 0, 4)
    found = rows(store)
    assert store.blob(found["crawl.warc#http://a.example/2"].sha256) == PAGE + b"2"
    assert store.blob(found["crawl.warc#http://a.example/3"].sha256) == b"<p>words</p>"
    assert found["crawl.warc#http://a.example/4"].media_type == "text/html; charset=windows-1251"
    first = found["crawl.warc#http://a.example/1"]
    assert (first.method, first.captured_at, first.supplied["address"]) == (
        "archive",
        "2015-03-02T10:11:12Z",
        "http://a.example/1",
    )
    again = taken(store, tmp_path / "crawl.warc")
    assert (again.new, again.known) == (0, 5)


@pytest.mark.parametrize("gzipped", [True, False])
def test_an_archive_cut_off_anywhere_gives_what_is_whole_and_says_so(store, tmp_path, gzipped):
    data = warc(
        *((f"http://a.example/{n}", "200 OK", "text/html", PAGE + b" " * 50 + b"%d" % n) for n in range(3)),
        gzipped=gzipped,
    )
    for share in (0.2, 0.33, 0.45, 0.58, 0.7, 0.83, 0.9, 0.97):
        name = f"cut{share}.warc"
        (tmp_path / name).write_bytes(data[: int(len(data) * share)])
        done = taken(store, tmp_path / name)
        whole = [row for origin, row in rows(store).items() if origin.startswith(name) and row.reason is None]
        assert all(store.blob(row.sha256).startswith(PAGE) for row in whole)
        assert done.failed == 1
        assert re.search("cut off|broken|damaged", done.failures[0].reason)


def test_an_archive_broken_in_the_middle_says_after_how_many_parts(store, tmp_path):
    data = warc(("http://a.example/1", "200 OK", "text/html", PAGE), gzipped=False)
    (tmp_path / "a.warc").write_bytes(data + b"NOISE NOISE\r\n\r\n" + data)
    done = taken(store, tmp_path / "a.warc")
    assert (done.new, done.failed) == (1, 1)
    assert "broken archive after 3 sound parts" in done.failures[0].reason


def test_a_page_whose_bytes_are_not_those_of_its_digest_is_kept_with_the_reason(store, tmp_path):
    data = warc(("http://a.example/1", "200 OK", "text/html", PAGE), gzipped=False)
    (tmp_path / "a.warc").write_bytes(data.replace(b"Orsa", b"Olga"))
    done = taken(store, tmp_path / "a.warc")
    assert "not those of its WARC-Block-Digest" in done.failures[0].reason
    assert b"Olga" in store.blob(rows(store)["a.warc#http://a.example/1"].sha256)


def test_a_page_that_unpacks_beyond_the_limit_is_refused(store, tmp_path):
    bomb = gzip.compress(b"<html>" + b" " * 3_000_000)
    (tmp_path / "a.warc").write_bytes(
        warc(("http://a.example/1", "200 OK", "text/html", bomb, ("Content-Encoding", "gzip")))
    )
    done = taken(store, tmp_path / "a.warc", limits=CaptureSettings(most_bytes=1_000_000))
    assert "unpacks to more than 1000000 bytes" in done.failures[0].reason


WHOLE = {
    "example.warc": 1,
    "example.warc.gz": 1,
    "example-iana.org-chunked.warc": 1,
    "example-resource.warc.gz": 1,
    "example-wget-bad-target-uri.warc.gz": 1,
    "example-digest.warc": 0,
    "post-test.warc.gz": 0,
}


@pytest.mark.parametrize("name", WHOLE)
def test_the_public_archives_give_the_payloads_that_warcio_gives(store, shared, name):
    from warcio.archiveiterator import ArchiveIterator

    path = shared / "data/11_warc/data" / name
    if not path.exists():
        pytest.skip(f"no {name} in ../shared")
    done = taken(store, path)
    assert (done.new, done.failed) == (WHOLE[name], 0)
    expected = set()
    with path.open("rb") as stream:
        for part in ArchiveIterator(stream):
            if part.rec_type in ("response", "resource"):
                expected.add(part.content_stream().read())
    assert {store.blob(row.sha256) for row in store.query("captures")} <= expected


@pytest.mark.parametrize("name", ["example-trunc.warc", "example-wrong-chunks.warc.gz", "bad.arc", "example.arc.gz"])
def test_the_public_broken_archives_give_a_reason_and_no_crash(store, shared, name):
    path = shared / "data/11_warc/data" / name
    if not path.exists():
        pytest.skip(f"no {name} in ../shared")
    assert taken(store, path).failed >= 1


def test_a_corrected_sources_csv_is_a_new_word_on_a_source_and_a_decision(store, tmp_path):
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "a.txt").write_text("Mira Tolen left the camp in spring and never went back there.", encoding="utf-8")
    table = folder / "sources.csv"
    for published in ("2031-04", "2031-05", "2031-05"):
        table.write_text(f"file,published\na.txt,{published}\n", encoding="utf-8")
        taken = take(store, [folder], by="R. Amsel")
    assert (taken.new, taken.known, taken.corrected) == (0, 1, 0)
    (told,) = store.supplied().values()
    assert told["published"]["first"] == "2031-05-01"
    assert [d.kind for d in store.decisions()] == ["capture", "source"]
