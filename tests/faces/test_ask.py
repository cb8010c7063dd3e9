"""A study whose endpoint suggests codings: off unless turned on, told about, counted, rebuilt the same, scored."""

import json
import re
import shutil

import pytest

KEY = "sk-very-secret-7431"
STORY = (
    "Rosa Tamblyn, 27, left the Long Furrow in February. She left because there was nothing to eat, she said. "
    "She did not leave for money.\n"
)
LIVING = "Living conditions and quality of life"


def finding(words, **given):
    blank = {"before": None, "after": None, "value": "present", "person": 0, "certainty": "certain"}
    return {"words": words, **blank, "reason": "<b>hunger</b>", **given}


GOOD, BAD = finding("there was nothing to eat"), finding("there was plenty to eat")


@pytest.fixture(scope="session")
def read_already(once, command):
    """A study of one account, read and counted; nobody was asked."""

    def make(folder):
        account = folder.parent / "one-account.txt"
        account.write_text(STORY)
        for words in (["init", folder], ["add", folder, account], ["run", folder]):
            said = command(*words)
            assert said.code == 0, said.err

    return once("read_already", make)


@pytest.fixture
def hungry(read_already, endpoint, tmp_path, monkeypatch):
    """The same study with an endpoint to be asked about two codes; not run since."""
    monkeypatch.setenv("RECOUNT_ENDPOINT_KEY", KEY)

    def answer(body, _n):
        name = json.loads(body["messages"][1]["content"])["code"]["name"]
        return json.dumps({"findings": [GOOD, BAD] if name == LIVING else []})

    endpoint.answer = answer
    endpoint.usage = {"prompt_tokens": 700, "completion_tokens": 50, "total_tokens": 750}
    study = shutil.copytree(read_already, tmp_path / "study")
    settings = (study / "study.toml").read_text()
    for before, after in (
        ('address = ""', f'address = "{endpoint.address}"'),
        ('model = ""', 'model = "small-model"'),
        ("prompt_price = 0.0", "prompt_price = 2.5"),
        ("completion_price = 0.0", "completion_price = 10"),
        ("on = false", "on = true"),
        ('codes = ""', 'codes = "leave.push.living leave.pull.family"'),
    ):
        assert settings.count(before) == 1
        settings = settings.replace(before, after)
    (study / "study.toml").write_text(settings)
    return study


def setting(study, before, after):
    path = study / "study.toml"
    path.write_text(path.read_text().replace(before, after))


def test_a_study_asks_nobody_unless_it_is_turned_on(command, hungry, endpoint):
    setting(hungry, "on = true", "on = false")
    said = command("run", hungry)
    assert (said.code, endpoint.asked) == (0, [])
    assert "endpoint" not in said.err
    said = command("ask", hungry)
    assert said.code == 1
    assert "'on = false' under [ask]" in said.err
    assert endpoint.asked == []


def test_a_run_asks_says_whom_and_what_was_not_let_in_and_the_suggestion_raises_only_at_most(command, hungry, endpoint):
    said = command("run", hungry)
    assert said.code == 0, said.err
    assert "looked through for codes by small-model at 127.0.0.1" in said.err
    assert "nothing leaves it" in said.err
    assert "1 codings that were answered are not let in" in said.out
    assert len(endpoint.asked) == 2
    opened = json.loads(command("why", hungry, "leave.push.living", "--json").out)
    assert (opened["least"], opened["most"]) == (0, 1)
    told = [dict(row["evidence"]["facts"]) for row in opened["rows"] if row["evidence"]["words"] == GOOD["words"]]
    assert any("machine:endpoint" in facts["By"] for facts in told)
    page = (hungry / "report.html").read_text()
    assert "<b>hunger</b>" not in page
    assert "small-model, certain: &lt;b&gt;hunger" in page


def test_asking_says_calls_tokens_cost_and_why_the_rest_was_refused_and_asks_nothing_twice(command, hungry, endpoint):
    assert command("run", hungry).code == 0
    said = json.loads(command("ask", hungry, "--json").out)
    assert (said["questions"], said["sent"], said["let_in"], said["refused"]) == (0, 0, 1, {"negation": 1})
    setting(hungry, "most_characters = 24000", "most_characters = 23000")
    said = command("ask", hungry)
    words = " ".join(said.out.split())
    assert "sent now 0 0 0 0.0000" in words
    assert "answered from the study 2 1400 100 0.0045" in words
    assert "1 suggested codings stand, 1 are refused" in words
    assert "negation 1 the account says it with, or without, a negation" in words
    assert len(endpoint.asked) == 2


def test_how_many_questions_it_would_be_is_said_before_any_is_sent(command, hungry, endpoint):
    setting(hungry, "on = true", "on = false")
    assert command("run", hungry).code == 0
    said = command("ask", hungry, "--count")
    assert said.code == 0
    assert "2 codes in 1 stories: 2 questions, 0 answered already" in said.out
    assert endpoint.asked == []


def test_a_rebuild_asks_nobody_and_gives_the_same_bytes_and_the_key_stands_nowhere(command, hungry, endpoint):
    assert command("run", hungry).code == 0
    endpoint.answer = "something else altogether"
    said = command("rebuild", hungry)
    assert said.code == 0, said.out
    assert "the same report bytes" in said.out
    assert len(endpoint.asked) == 2
    assert "2 answers checked: clean" in command("verify", hungry).out
    assert not [p for p in hungry.rglob("*") if p.is_file() and KEY.encode() in p.read_bytes()]


def test_turned_off_again_its_suggestions_go_and_a_rebuild_is_as_if_nobody_had_been_asked(command, hungry, endpoint):
    assert command("run", hungry).code == 0
    setting(hungry, "on = true", "on = false")
    assert command("run", hungry).code == 0
    assert "machine:endpoint" not in (hungry / "report.html").read_text()
    assert command("rebuild", hungry).code == 0


def test_an_endpoint_that_fails_stops_with_one_line_and_what_was_answered_is_kept(command, hungry, endpoint):
    def answer(_body, n):
        endpoint.status = 503 if n > 1 else 200
        return '{"findings": []}'

    endpoint.answer = answer
    setting(hungry, "tries = 3", "tries = 1")
    said = command("run", hungry)
    assert said.code == 1
    assert "status 503" in said.err
    assert "Traceback" not in said.err
    endpoint.status, endpoint.answer = 200, '{"findings": []}'
    assert command("run", hungry).code == 0
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("on = true", "onn = true", "did you mean 'ask.on'"),
        ("on = true", 'on = "yes"', "must be bool"),
        ("leave.pull.family", "leave.pul", "no code 'leave.pul'"),
        ("prompt_price = 2.5", "prompt_price = -1", "0 or more"),
        ("http://127.0.0.1", "http://models.example.org", "not encrypted"),
    ],
)
def test_a_wrong_setting_is_one_line_and_nothing_is_sent(command, hungry, endpoint, before, after, says):
    setting(hungry, before, after)
    said = command("run", hungry)
    assert said.code == 1
    assert says in said.err
    assert endpoint.asked == []


def test_a_remote_address_is_announced_before_anything_goes_there(command, hungry):
    from recount import config
    from recount.faces.steps import goes_where

    setting(
        hungry,
        re.search(r'address = "[^"]+"', (hungry / "study.toml").read_text()).group(),
        'address = "https://x.example.org/v1"',
    )
    told = goes_where(config.load(hungry))
    assert told.startswith(
        "THE WORDS OF ACCOUNTS LEAVE THIS MACHINE: each story that is not looked through for codes yet"
    )
    assert "x.example.org" in told


# --- on the demo


def test_the_demo_says_how_good_its_suggester_is_beside_its_coders(demo, command):
    said = json.loads(command("suggesters", demo, "--json").out)
    rows = {(r["suggester"], r["codes"]): r for r in said["rows"]}
    machine, people = rows["machine:cues", "(all codes)"], rows["(another coder)", "(all codes)"]
    for share in (machine["precision"], machine["recall"], people["precision"], people["recall"]):
        assert share["low"] < share["share"] < share["high"]
    assert machine["recall"]["of"] == said["findings"] > 300
    assert people["precision"]["low"] > machine["precision"]["high"]
    page = (demo / "report.html").read_text()
    assert "How good the suggestions are" in page
    assert f"{machine['precision']['share']:.2f}" in page
    assert "How good the suggestions are" not in (demo / "report-public.html").read_text()
    table = command("suggesters", demo, "--unit", "sentence", "--by", "all").out
    assert "machine:cues" in table
    assert "by sentence" in table
