"""Makes the packed accounts of the demo study (docx, pdf, a damaged pdf) from plain words, same bytes each time.

Run it with the folder of the accounts to write them anew:
`python tests/demo/packed_accounts.py src/recount/demo/accounts`. Only the standard library is used and nothing is
compressed, so that the bytes depend on no version of anything.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

INVENTED = "This account is invented for the Recount demonstration. Persons, places and events do not exist."

GAGNON = (
    "Statement of Lucien Gagnon",
    (
        "Lucien Gagnon left the Long Furrow in January. He gave this statement on 2 March 2032 in the office of his "
        "lawyer, Beate Lorrimer. It is printed with his consent in the reader “Leaving in Their Own Words”."
    ),
    (
        "My name is Lucien Gagnon. I am a Canadian citizen and I am 30 years old. From the autumn of 2029 until January "
        "of this year I made films for the Long Furrow. If you have seen an old woman on a bed in the middle of a road, "
        "you have seen my work."
    ),
    (
        "I went there for the pictures. I had filmed weddings for six years and I wanted to be where something was "
        "happening, with dust and horses and a flag. I told myself that it was solidarity, but it was the horses."
    ),
    (
        "My films brought people to the valley. I know of eleven who wrote to say that they had come because of them, "
        "and I know of four graves."
    ),
    (
        "In July I was sent to Lismere to film a harvest festival. There was no festival. Our own men fired into the "
        "market, at farmers, at the same people I had filmed with garlands the year before, and I was told to film the "
        "empty square after it had been washed. That is why I left. I had to wait until January for the road."
    ),
    (
        "In the months between I could not work. My hands shook so badly that every picture was spoiled, and I dreamt of "
        "that wet square each night. I would not have lasted until spring. To be truthful, there was also the tedium. "
        "They gave me potatoes to film, for weeks, potatoes in all lights, and I began to think of the road only to have "
        "something to think of."
    ),
    (
        "I had been afraid to go home, because in Canada a man who makes films for an armed group can be tried for it. "
        "I left the movement all the same. One night in the third week of January I put a spare battery in each boot, told the driver "
        "that I needed a sunrise, got out at the top of the pass and ran."
    ),
    (
        "I have since been charged in my own country. I will answer. The Long Furrow is a machine for turning farmers "
        "into graves, and I was its lamp."
    ),
    INVENTED,
)

PIKE = (
    "Gorran Pike, farmer, aged 58",
    "Told to the Oldwater History Workshop on 5 April 2032. Leaflet no. 12.",
    "Mr Pike left the Long Furrow in March of this year.",
    "",
    "I never wanted to be in anything. I have a farm above Lismere, or I had.",
    "In the winter of 2030 the company closed the mill road, and then there was",
    "no flour to be had except from the Long Furrow. You signed or you starved.",
    "I signed. They made me a member and gave me a green band for my arm.",
    "",
    "I carted wood for them. I am not going to say that they were all bad. They",
    "mended my roof in the first year. In the second year they took the oats,",
    "and in the third they took the seed, and my wife and I ate nettles and bran.",
    "We would have had to leave for that reason alone before the summer came.",
    "",
    "But it was Harl Devlin that did it. Harl was my neighbour, sixty-six years",
    "old. In February he would not give up his cow, and they shot him at his own",
    "gate. They were meant to keep the company from doing such things. I took",
    "off the green band that day, and I said that I was done with them.",
    "",
    "We did not go at once. Our daughter is married in Tolva, and they let us",
    "know that they knew her house. We only went when she was safe in Oldwater.",
    "That was in the first week of March. We loaded the cart in full daylight",
    "and drove off. The sentry was a boy that I had taught to plough. He looked",
    "the other way.",
    "",
    "I am too old to hate anybody. But I will not go back while they are there.",
    "",
    "This account is invented for the Recount demonstration.",
    "Persons, places and events do not exist.",
)

STAMP = (2032, 3, 2, 0, 0, 0)  # of every member of the docx; a clock would change the bytes each time

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def docx(paragraphs: tuple[str, ...], *, title: str, author: str, created: str) -> bytes:
    """A Word file with a title line and plain paragraphs, nothing compressed."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in paragraphs)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCX}"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        "<dc:language>en</dc:language></cp:coreProperties>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts.items():
            member = zipfile.ZipInfo(name, STAMP)
            member.create_system = 0  # else the operating system's number goes into the bytes
            archive.writestr(member, HEAD + xml)
    return packed.getvalue()


def pdf(lines: tuple[str, ...], *, title: str, author: str, created: str) -> bytes:
    """A one-page PDF with the lines in Helvetica, uncompressed."""

    def text(words: str) -> bytes:
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode("cp1252") + b")"

    shown = b"\n".join(text(line) + b" Tj T*" for line in lines)
    stream = b"BT /F1 11 Tf 15 TL 60 780 Td\n" + shown + b"\nET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Title %s /Author %s /CreationDate %s >>" % (text(title), text(author), text(created)),
    )
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def damaged() -> bytes:
    """The first bytes of a larger PDF: the transfer broke off before its first page was complete."""
    note = b"% This account is invented for the Recount demonstration. Its page was lost on the way.\n"
    head = (
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n3 0 obj\n<< /Length 48211 /Filter /DCTDecode >>\nstream\n"
    )
    picture = bytes((i * 73 + i // 7) % 251 for i in range(2048))
    return (b"%PDF-1.7\n" + note + head + picture)[:2048]


def packed() -> dict[str, bytes]:
    """The bytes of each packed account by file name."""
    return {
        "34-statement-gagnon.docx": docx(
            GAGNON, title="Statement of Lucien Gagnon", author="Lucien Gagnon", created="2032-03-02T10:00:00Z"
        ),
        "35-workshop-pike.pdf": pdf(
            PIKE, title="Gorran Pike, farmer, aged 58", author="Oldwater History Workshop", created="D:20320405120000Z"
        ),
        "45-scan-broken-off.pdf": damaged(),
    }


if __name__ == "__main__":
    for file, data in packed().items():
        (Path(sys.argv[1]) / file).write_bytes(data)
