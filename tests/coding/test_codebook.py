import pytest

from recount import coding
from recount.errors import CodebookFault, UnknownCodebook, UnknownProfile

HEAD = """codebook: {id: small, version: 0.2.0, language: en, title: Small}
placeholders: {movement: the group that was left}
"""
CODES = """codes:
- id: leave
  label: Leaving
  definition: Why the person left {movement}.
  examples: ["That is why."]
  children:
  - {id: leave.push, label: Pushed, definition: From inside.}
- {id: stay, label: Staying, definition: Why the person stayed., restricted: true}
"""
PROFILES = """profiles:
  choir: {movement: the choir, switch_off: [stay], label_overrides: {leave: Out of the choir}, rules_added: [Sing.]}
rollups:
  all: [leave.push, stay]
"""


@pytest.fixture
def file(tmp_path):
    def write(*parts):
        path = tmp_path / "small.yaml"
        path.write_text("".join(parts), encoding="utf-8")
        return path

    return write


def test_the_shipped_codebook_loads_with_each_of_its_six_profiles():
    assert coding.shipped() == ("exit-narratives",)
    assert len(coding.check("exit-narratives")) == 6
    for profile in coding.profiles("exit-narratives"):
        loaded = coding.load("exit-narratives", profile)
        assert not any("{" in c.definition for c in loaded.codes)


def test_a_profile_fills_placeholders_renames_and_switches_off(file):
    loaded = coding.load(file(HEAD, CODES, PROFILES), "choir")
    assert loaded.code("leave").definition == "Why the person left the choir."
    assert loaded.code("leave").label == "Out of the choir"
    assert loaded.code("stay") is None
    assert loaded.rollups == (("all", ("leave.push",)),)
    assert loaded.rules == ("Sing.",)


def test_without_a_profile_placeholders_say_what_they_stand_for(file):
    loaded = coding.load(file(HEAD, CODES, PROFILES))
    assert loaded.code("leave").definition == "Why the person left the group that was left."
    assert loaded.below("leave") == ("leave", "leave.push")
    assert loaded.version == "0.2.0"
    assert coding.restricted(loaded) == ("stay",)


def test_switching_a_code_off_takes_all_below_it():
    off = coding.load("exit-narratives", "migrants")
    assert not [c for c in off.codes if c.code.split(".")[0] in {"join", "role"}]


def test_the_digest_tells_files_and_profiles_apart(file):
    path = file(HEAD, CODES, PROFILES)
    plain, choir = coding.load(path), coding.load(path, "choir")
    assert plain.digest != choir.digest
    assert coding.load(path).digest == plain.digest


FAULTS = {
    "duplicate id": (CODES + "- {id: leave, label: Again, definition: Again.}\n", 11, "duplicate id 'leave'"),
    "duplicate of a child": (CODES + "- {id: leave.push, label: A, definition: B.}\n", 11, "duplicate id 'leave.push'"),
    "cycle of parents": (
        "codes:\n- {id: a, label: A, definition: A., parent: b}\n- {id: b, label: B, definition: B., parent: a}\n",
        4,
        "a cycle",
    ),
    "alias inside itself": ("codes:\n- &x {id: a, label: A, definition: A., children: [*x]}\n", 4, "a cycle"),
    "parent not the prefix": (
        "codes:\n- {id: a, label: A, definition: A.}\n- {id: b.c, label: C, definition: C., parent: a}\n",
        5,
        "does not fit its parent",
    ),
    "child not below": (
        "codes:\n- {id: a, label: A, definition: A., children: [{id: b, label: B, definition: B.}]}\n",
        4,
        "does not fit its parent",
    ),
    "unknown parent": ("codes:\n- {id: a.b, label: A, definition: A., parent: a}\n", 4, "is no code"),
    "unknown key": ("codes:\n- {id: a, label: A, definition: A., colour: red}\n", 4, "unknown key 'colour'"),
    "unknown part": (CODES + "colours: {}\n", 11, "unknown key 'colours'"),
    "missing label": ("codes:\n- {id: a, definition: A.}\n", 4, "no 'label'"),
    "empty label": ("codes:\n- {id: a, label: '', definition: A.}\n", 4, "must be words"),
    "unknown placeholder": ("codes:\n- {id: a, label: A, definition: 'Left {it}.'}\n", 4, "unknown placeholder {it}"),
    "unknown code in a roll-up": (CODES + "rollups:\n  all: [leave.pull]\n", 12, "'leave.pull'"),
    "unknown code switched off": (CODES + "profiles:\n  p: {movement: m, switch_off: [quit]}\n", 12, "'quit'"),
    "unknown key in a profile": (CODES + "profiles:\n  p: {mouvement: m}\n", 12, "unknown key 'mouvement'"),
    "key twice": ("codes:\n- {id: a, id: b, label: A, definition: A.}\n", 4, "given twice"),
    "no codes": ("", 1, "no codes"),
    "not YAML": ("codes: [\n", 4, "not YAML"),
    "a bad name": ("codes:\n- {id: Leave Me, label: A, definition: A.}\n", 4, "is not a name"),
}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_one_line_that_names_file_and_line(name, file):
    body, line, what = FAULTS[name]
    path = file(HEAD, body)
    with pytest.raises(CodebookFault) as error:
        coding.check(path)
    told = str(error.value)
    assert told.startswith(f"{path}:{line}: ")
    assert what in told
    assert "\n" not in told


def test_a_profile_that_leaves_a_placeholder_out_is_a_fault(file):
    with pytest.raises(CodebookFault, match="gives no 'movement'"):
        coding.load(file(HEAD, CODES, "profiles:\n  bare: {switch_off: [stay]}\n"), "bare")


def test_an_unknown_profile_or_codebook_says_what_there_is(file, tmp_path):
    with pytest.raises(UnknownProfile, match="its profiles: choir"):
        coding.load(file(HEAD, CODES, PROFILES), "gang")
    with pytest.raises(UnknownCodebook, match="exit-narratives"):
        coding.load("exit-narrative")
    with pytest.raises(UnknownCodebook):
        coding.load(tmp_path / "absent.yaml")


def test_bytes_that_are_no_text_are_a_fault(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"codebook:\n  id: \xff\n")
    with pytest.raises(CodebookFault, match=r"bad\.yaml:2: a byte that is not UTF-8"):
        coding.load(path)
