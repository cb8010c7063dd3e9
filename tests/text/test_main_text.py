import io
import json
import subprocess
import sys
import unicodedata
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recount.errors import Unreadable
from recount.model import DateRange, Metadata
from recount.text.page import media
from recount.text.page.main_text import check, reader_version, text_of

PROSE = (
    "Orsa Tellin, 34, left the Quiet Hand in March with two of her cousins. She told the paper that nobody had stopped "
    "them on the road to the harbour. Researchers have counted at least 14 people who went the same way that spring."
)


def read(data, name="x.txt", **options):
    return text_of(data, media.sniff(data, name), name, **options)


def words_of(text, kind):
    return [block.span.of(text.body) for block in text.blocks if block.kind == kind]


def or_reason(data, kind, name):
    try:
        return text_of(data, kind, name)
    except Unreadable as error:
        return error.reason


def assert_kept_form(text):
    body = text.body
    assert unicodedata.is_normalized("NFC", body)
    assert not any(unicodedata.category(ch) in ("Cc", "Cs") for ch in body if ch not in "\n\t")
    assert body.strip()
    at = 0
    for block in text.blocks:
        assert at <= block.span.start < block.span.end <= len(body)
        assert block.span.of(body).strip() == block.span.of(body)
        at = block.span.end


# Laws


ANY_BYTES = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<h2>", "<article>", "</article>", "<nav>", "word ", "\n", "é", "&#146;", "<li>"]
        )
    ).map(lambda parts: "".join(["<html><body>", *parts]).encode()),
    st.lists(
        st.sampled_from(["1\n", "00:00:01,000 --> 00:00:02,000\n", "ANN: hello\n", "- yes\n", "\n", "<v Bo>hi\n"])
    ).map(lambda parts: "".join(["WEBVTT\n\n", *parts]).encode()),
)


@settings(max_examples=150, deadline=None)
@given(ANY_BYTES, st.sampled_from(["a.txt", "a.html", "a.md", "a.srt", "a.eml", "a.json", "a.pdf", "a.docx", "a.gz"]))
@example(b"<html><body>\x00<p>\xff", "a.html")
@example(b"\x1f\x8b", "a.gz")
def test_any_bytes_become_a_sound_text_or_say_why_not(data, name):
    kind = media.sniff(data, name)
    text = or_reason(data, kind, name)
    if isinstance(text, str):
        assert text
        with pytest.raises(Unreadable):
            check(data, kind, name)
    else:
        check(data, kind, name)
        assert_kept_form(text)
        assert text_of(data, kind, name) == text


KINDS = [
    media.HTML,
    media.PLAIN,
    media.MARKDOWN,
    media.PDF,
    media.DOCX,
    media.SRT,
    media.EML,
    media.JSON,
    media.GZIP,
    "x/y",
]


@settings(max_examples=100, deadline=None)
@given(ANY_BYTES, st.sampled_from(KINDS))
def test_bytes_taken_for_the_wrong_kind_do_not_crash(data, kind):
    try:
        assert_kept_form(text_of(data, kind, "x"))
    except Unreadable:
        with pytest.raises(Unreadable):
            check(data, kind, "x")


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff")), st.text("ab \n\t")
)
def test_a_plain_text_in_nfc_with_lf_keeps_its_characters_and_offsets(some, more):
    body = unicodedata.normalize("NFC", f"Words {some}\n{more}")
    assert text_of(body.encode(), media.PLAIN, "x.txt").body == body


def test_line_ends_and_composed_letters_take_the_kept_form():
    text = text_of("Cafe\u0301\r\nand\rbar\x07.".encode(), media.PLAIN, "x.txt")
    assert text.body == "Café\nand\nbar ."


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_western_text_is_read_in_the_encodings_it_comes_in(encoding):
    words = "She said “no” to the café owner – twice. " * 3
    assert read(words.encode(encoding)).body == words


def test_a_guessed_encoding_is_said():
    assert read("He went to the café.".encode("cp1252")).notes == ("encoding guessed: cp1252",)


def test_cyrillic_is_read_by_its_declared_or_guessed_encoding():
    words = "Он ушёл из группы в марте и рассказал об этом журналистам. " * 4
    assert read(words.encode("cp1251")).body == words
    page = f"<html><head><meta charset=windows-1251></head><body><p>{words}</p></body></html>".encode("cp1251")
    assert words.strip() in read(page, "x.html").body


def test_the_charset_a_server_stated_is_believed():
    page = "<html><body><p>Ő elment innen márciusban.</p></body></html>".encode("iso8859-2")
    assert "Ő elment" in text_of(page, "text/html; charset=iso-8859-2", "x").body


def test_stray_bytes_in_sound_utf8_do_not_spoil_the_rest():
    text = read("Zoë left Łódź – and Ana stayed.".encode() + b" \x93No\x94.")
    assert text.body == "Zoë left Łódź – and Ana stayed. “No”."
    assert "2 stray bytes" in text.notes[0]


def test_letters_spoilt_before_capture_are_noted():
    assert "spoilt" in read("CafÃ© and naÃ¯ve rÃ©sumÃ© here".encode()).notes[0]


# What cannot be read


def _docx(*, members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def _word(*paragraphs):
    document = Document()
    for words, style in paragraphs:
        document.add_paragraph(words, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(*lines, password=b""):
    """A small PDF with one page and a text layer, as the format's reference shows one."""
    shown = b" ".join(b"(%s) '" % line.encode() for line in lines)
    stream = b"BT /F1 12 Tf 14 TL 72 720 Td %s ET" % shown
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        password or b"<</Title(A walk)/Author(Ina Moor)>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"/Encrypt 6 0 R/ID[<00><00>]" if password else b"/Info 6 0 R"
    return out + b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        trailer,
        len(out),
    )


LOCKED = b"<</Filter/Standard/V 1/R 2/P -4/O(" + b"x" * 32 + b")/U(" + b"y" * 32 + b")>>"
WHOLE_PDF = _pdf("Orsa Tellin left in March.")
WHOLE_WORD = _word(("Orsa Tellin left in March.", None))

UNREADABLE = [
    (b"", "a.txt", "empty"),
    (b"\0" * 5000, "a.txt", "zeros"),
    (b" \n\t \n", "a.txt", "white space"),
    (b"...---...", "a.txt", "no words"),
    (bytes(range(256)) * 8, "a.txt", "binary"),
    (bytes(range(128, 256)) * 8, "a.txt", "encoding"),
    (WHOLE_PDF[:-60], "a.pdf", "truncated PDF"),
    (b"%PDF-1.4 nothing %%EOF", "a.pdf", "damaged or truncated PDF"),
    (_pdf("secret", password=LOCKED), "a.pdf", "password"),
    (_pdf(""), "a.pdf", "no text layer|without a text layer"),
    (WHOLE_WORD[:-100], "a.docx", "truncated or damaged"),
    (_docx(members={"word/document.xml": b"<w/>"}), "a.docx", "damaged docx"),
    (_docx(members={"word/document.xml": b"0" * 3_000_000}), "a.docx", "zip bomb"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "a.docx", "password"),
    (_docx(members={"a.txt": "words"}), "a.zip", "unpack it"),
    (b"WEBVTT\n\nno cues", "a.vtt", "no words"),
    (b'{"title": "x"}', "a.json", "without words"),
    (b'{"text": ', "a.json", "not valid JSON.*line 1"),
    (b'[{"text": "a"}, {"text": "b"}]', "a.json", "list of 2"),
    (b'{"text": "a"}\n{"text": "b"}', "a.jsonl", "2 accounts"),
    (b"WARC/1.0\r\n", "a.warc", "web archive"),
    (
        b"<html><body><script>var words</script><noscript>Turn it on</noscript></body></html>",
        "a.html",
        "without visible words",
    ),
    (
        b"Subject: x\nFrom: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: image/png\n\nxx",
        "a.eml",
        "without words",
    ),
    (b"\x89PNG\r\n\x1a\n", "a.png", "image/png"),
]


@pytest.mark.parametrize(("data", "name", "why"), UNREADABLE, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_read_says_why(data, name, why):
    with pytest.raises(Unreadable, match=why) as told:
        read(data, name, most_unpacked_bytes=2_000_000)
    assert str(told.value).startswith(name)
    assert "\n" not in str(told.value)


def test_a_packed_file_that_unpacks_beyond_the_limit_is_stopped():
    import gzip

    bomb = gzip.compress(b"word " * 2_000_000)
    with pytest.raises(Unreadable, match="unpacks to more than"):
        read(bomb, "a.txt.gz", most_unpacked_bytes=100_000)
    with pytest.raises(Unreadable, match="truncated gzip"):
        read(gzip.compress(PROSE.encode())[:-20], "a.txt.gz")
    assert read(gzip.compress(PROSE.encode()), "a.txt.gz").body == PROSE


# Kinds of files


def test_a_pdf_gives_its_paragraphs_without_the_line_breaks_of_the_page():
    text = read(
        _pdf("Orsa Tellin left the Quiet Hand in March with two", "of her cousins from the har-", "bour town."), "a.pdf"
    )
    assert text.body == "Orsa Tellin left the Quiet Hand in March with two of her cousins from the harbour town."
    assert (text.metadata.title, text.metadata.author) == ("A walk", "Ina Moor")


def test_a_word_file_keeps_headings_items_and_tables_in_order():
    document = Document()
    document.core_properties.title = "The note"
    document.add_heading("Statement", 1)
    document.add_paragraph("Orsa Tellin left in March.")
    document.add_paragraph("a first reason", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Name", "Age"
    document.add_paragraph("Signed.")
    out = io.BytesIO()
    document.save(out)
    text = read(out.getvalue(), "a.docx")
    assert text.body == "Statement\n\nOrsa Tellin left in March.\n\na first reason\n\nName | Age\n\nSigned."
    assert [block.kind for block in text.blocks] == ["heading", "paragraph", "item", "paragraph", "paragraph"]
    assert text.metadata.title == "The note"


def test_words_inserted_by_a_reviewer_are_read_and_deleted_ones_are_not():
    document = Document()
    paragraph = document.add_paragraph("She left")
    wns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    from lxml import etree

    for tag, inner, words in (("del", "delText", " in May"), ("ins", "t", " in March")):
        change = etree.SubElement(paragraph._p, f"{{{wns}}}{tag}")
        run = etree.SubElement(change, f"{{{wns}}}r")
        etree.SubElement(run, f"{{{wns}}}{inner}").text = words
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue(), "a.docx").body == "She left in March"


def test_markdown_loses_its_marks_and_keeps_its_words():
    data = b"---\ntitle: A walk\nauthor: [Ina Moor, Bo Lind]\ndate: 2015-03\n---\n# Head\n\nShe **left** the [town](http://x.example)\nby night.\n\n- one\n- two\n"
    text = read(data, "a.md")
    assert text.body == "Head\n\nShe left the town by night.\n\none\ntwo"
    assert (text.metadata.title, text.metadata.author) == ("A walk", "Ina Moor; Bo Lind")
    assert text.metadata.published == DateRange(date(2015, 3, 1), date(2015, 3, 31))
    assert words_of(text, "heading") == ["Head"]


def test_subtitles_flow_into_turns_with_their_speakers():
    srt = b"1\r\n00:00:01,000 --> 00:00:02,000\r\nMARA KELL: I left\r\nin the spring.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nINTERVIEWER: Why?\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n[music]\r\n\r\n4\r\n00:00:07,000 --> 00:00:08,000\r\nMARA KELL: They <i>lied</i>.\r\n"
    text = read(srt, "a.srt")
    assert text.body == "MARA KELL: I left in the spring.\n\nINTERVIEWER: Why?\n\nMARA KELL: They lied."
    assert [(b.speaker, b.span.of(text.body)) for b in text.blocks] == [
        ("MARA KELL", "I left in the spring."),
        ("INTERVIEWER", "Why?"),
        ("MARA KELL", "They lied."),
    ]
    vtt = b"WEBVTT\n\nNOTE not said\n\n00:01.000 --> 00:02.000\n<v Mara Kell>I left\n\n00:02.000 --> 00:03.000\n<v Mara Kell>in the spring.\n\n00:03.000 --> 00:04.000\n<v Bo>Why &amp; when?\n"
    text = read(vtt, "a.vtt")
    assert [(b.kind, b.speaker, b.span.of(text.body)) for b in text.blocks] == [
        ("turn", "Mara Kell", "I left in the spring."),
        ("turn", "Bo", "Why & when?"),
    ]


def test_captions_that_roll_up_the_screen_are_not_read_twice():
    vtt = b"WEBVTT\n\n00:01.000 --> 00:02.000\nshe left the town\n\n00:02.000 --> 00:03.000\nshe left the town\nand did not come back\n\n00:09.000 --> 00:10.000\nthen it rained\n"
    assert read(vtt, "a.vtt").body == "she left the town and did not come back\n\nthen it rained"


def test_a_letter_gives_its_plain_words_and_its_headers():
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = (
        "She left – at last",
        "Ina Moor <ina@example.org>",
        "bo@example.org",
    )
    letter["Date"] = "Tue, 03 Mar 2015 23:30:00 -0500"
    letter.set_content("Orsa left in March.\n\n> Did she?\n")
    letter.add_alternative("<p>HTML <b>words</b></p>", subtype="html")
    letter.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="photo.png")
    text = read(letter.as_bytes(), "a.eml")
    assert text.body.strip() == "Orsa left in March.\n\n> Did she?"
    about = text.metadata
    assert (about.title, about.author, about.published.first) == ("She left – at last", "Ina Moor", date(2015, 3, 3))
    assert "attachment not read: photo.png" in text.notes
    bare = EmailMessage()
    bare["Subject"], bare["From"], bare["To"] = "x", "a@example.org", "b@example.org"
    bare.set_content(f"<html><body><p>{PROSE}</p></body></html>", subtype="html")
    assert read(bare.as_bytes(), "a.eml").body == PROSE


def test_json_fields_become_words_and_metadata():
    account = {"content": "She left.", "headline": "T", "author": [{"name": "Ina Moor"}], "source": {"name": "The Harbour"}, "date": "2015-03-02T10:00:00Z", "language": "en-GB", "url": "https://x.example/1"}  # fmt: skip
    text = read(json.dumps(account).encode(), "a.json")
    about = text.metadata
    assert text.body == "She left."
    assert (about.title, about.author, about.publication) == ("T", "Ina Moor", "The Harbour")
    assert (about.language, about.address, about.published.precise) == ("en", "https://x.example/1", True)
    assert dict(about.found)["published"] == "json date"
    html = {"html": f"<html><body><nav>Menu</nav><p>{PROSE}</p></body></html>"}
    assert read(json.dumps(html).encode(), "a.json").body == PROSE


# Plain text


def test_lines_wrapped_by_hand_are_one_paragraph_and_others_are_their_own():
    wrapped = (
        "Orsa Tellin left the Quiet Hand in March with two of her\ncousins from the harbour, where the boats were waiting\n"
        "for them.\n\nANN: Why?\nBO: They lied.\n"
    )
    text = read(wrapped.encode())
    assert text.body == wrapped
    assert [len(words.split("\n")) for words in words_of(text, "paragraph")] == [3, 1, 1]


# Metadata, language


def test_what_is_supplied_wins_over_what_is_read_and_both_say_where_from():
    page = b'<html lang="en"><head><meta property="og:title" content="Read title"><meta name="author" content="Read Author"></head><body><p>She left.</p></body></html>'
    supplied = Metadata(
        title="Given", published=DateRange(date(2015, 1, 1), date(2015, 12, 31)), found=(("title", "sources.csv"),)
    )
    about = read(page, "a.html", supplied=supplied).metadata
    assert (about.title, about.author, about.published.first) == ("Given", "Read Author", date(2015, 1, 1))
    assert dict(about.found) == {
        "author": "meta author",
        "language": "html lang",
        "published": "supplied",
        "title": "sources.csv",
    }


def test_a_language_that_is_not_read_is_noted_and_a_short_text_has_none():
    german = "Die Frau verließ die Gruppe im März und erzählte der Zeitung, dass niemand sie aufgehalten habe. " * 2
    assert "language not read: de" in read(german.encode()).notes
    assert read(PROSE.encode()).metadata.language == "en"
    assert read(b"Orsa left.").metadata.language is None


def test_the_reader_names_its_versions():
    assert "lxml" in reader_version()
    assert read(b"Orsa left.").reader == "plain"


def test_reading_plain_text_loads_none_of_the_heavy_packages():
    code = (
        "import sys; from recount.text.page.main_text import check; check(b'She left.', 'text/plain', 'x');"
        "print([m for m in ('trafilatura', 'spacy', 'pypdfium2', 'docx', 'lxml', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
