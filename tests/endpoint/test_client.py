import json

import pytest

from recount.endpoint import Answers, Question, Spent, ask, checked, is_answered, is_here, money, where
from recount.errors import AnswerChanged, EndpointFailed, EndpointUnfit
from recount.model import EndpointSettings

KEY = "sk-very-secret-7431"
QUESTION = Question("persons", "Say who.", {"account": "Mira left."}, {"type": "object"})


@pytest.fixture
def settings(endpoint, monkeypatch):
    monkeypatch.setenv("RECOUNT_ENDPOINT_KEY", KEY)
    return EndpointSettings(endpoint.address, "small-model", wait_s=5.0, tries=2)


def test_a_question_is_asked_with_its_schema_at_temperature_nought_and_the_key_only_in_its_header(endpoint, settings):
    endpoint.answer = '{"persons": []}'
    assert ask(settings, QUESTION, Answers()).value == {"persons": []}
    (body,) = endpoint.asked
    assert (body["model"], body["temperature"]) == ("small-model", 0)
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert json.loads(body["messages"][1]["content"]) == {"account": "Mira left."}
    assert endpoint.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(body)


def test_the_same_question_is_asked_once_and_answered_the_same_from_the_study(endpoint, settings, tmp_path):
    endpoint.answer = lambda _body, n: json.dumps({"n": n})
    first = ask(settings, QUESTION, Answers(tmp_path))
    assert ask(settings, QUESTION, Answers(tmp_path)) == first
    assert len(endpoint.asked) == 1
    assert checked(tmp_path) == (1, ())
    assert all(KEY not in path.read_text() for path in tmp_path.rglob("*.json"))


def test_another_model_or_another_account_is_another_question(endpoint, settings, tmp_path):
    ask(settings, QUESTION, Answers(tmp_path))
    ask(EndpointSettings(endpoint.address, "other", tries=2), QUESTION, Answers(tmp_path))
    ask(settings, Question("persons", "Say who.", {"account": "Mira stayed."}, {}), Answers(tmp_path))
    assert len(endpoint.asked) == 3


def test_tokens_and_the_served_model_are_as_the_server_tells_them_now_and_from_the_study(endpoint, settings, tmp_path):
    endpoint.usage = {"prompt_tokens": 700, "completion_tokens": 50, "total_tokens": 750}
    first, again = (ask(settings, QUESTION, Answers(tmp_path)) for _ in range(2))
    assert (first.spent, first.served) == (Spent(sent=1, prompt=700, completion=50), "small-model")
    assert (again.spent, again.served) == (Spent(kept=1, kept_prompt=700, kept_completion=50), "small-model")
    assert first.spent + again.spent == Spent(1, 1, 700, 50, 700, 50)


@pytest.mark.parametrize("usage", [None, {"prompt_tokens": -1, "completion_tokens": 3, "total_tokens": 2}])
def test_tokens_that_no_server_could_count_are_said_not_to_be_told(endpoint, settings, usage):
    endpoint.usage = usage
    assert ask(settings, QUESTION, Answers()).spent.untold == 1


def test_what_tokens_cost_is_said_only_where_a_price_is_set():
    assert money(EndpointSettings(), prompt=1_000_000, completion=5) is None
    priced = EndpointSettings(prompt_price=2.5, completion_price=10.0)
    assert money(priced, prompt=1_000_000, completion=100_000) == 3.5


def test_whether_a_question_is_answered_already_is_known_without_sending_it(endpoint, settings, tmp_path):
    kept = Answers(tmp_path)
    assert not is_answered(settings, QUESTION, kept)
    endpoint.answer = "no JSON"
    ask(settings, QUESTION, kept)
    assert is_answered(settings, QUESTION, kept)  # every try is kept
    assert not is_answered(EndpointSettings(endpoint.address, "small-model", tries=3), QUESTION, kept)
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize("words", ["no JSON at all", "[1, 2]", '{"persons": [', "", "null", "[" * 100_000])
def test_an_answer_that_is_no_object_is_asked_for_again_so_often_and_then_given_up_with_a_reason(
    endpoint, settings, tmp_path, words
):
    endpoint.answer = words
    answer = ask(settings, QUESTION, Answers(tmp_path))
    assert answer.value is None
    assert "2 tries" in answer.reason
    assert [(body["seed"], body["temperature"]) for body in endpoint.asked] == [(0, 0), (1, 0.4)]
    assert ask(settings, QUESTION, Answers(tmp_path)) == answer
    assert len(endpoint.asked) == 2  # the tries are kept: a rebuild ends as the first run did


def test_a_second_try_may_answer(endpoint, settings):
    endpoint.answer = lambda _body, n: "Sure! Here is" if n == 1 else "{}"
    assert ask(settings, QUESTION, Answers()).value == {}


def test_an_endpoint_that_does_not_answer_in_time_is_a_named_error_that_tells_the_host(endpoint):
    endpoint.wait_s = 1.0
    slow = EndpointSettings(endpoint.address, "m", wait_s=0.1, tries=1)
    with pytest.raises(EndpointFailed, match=r"127\.0\.0\.1.*no answer within 0\.1 s"):
        ask(slow, QUESTION, Answers())


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_a_named_error_that_repeats_neither_the_server_s_words_nor_the_key(endpoint, settings, status):
    endpoint.status = status
    with pytest.raises(EndpointFailed) as told:
        ask(settings, QUESTION, Answers())
    assert str(status) in str(told.value)
    assert "secret" not in str(told.value)


def test_nobody_listening_is_a_named_error():
    with pytest.raises(EndpointFailed, match="cannot be reached"):
        ask(EndpointSettings("http://127.0.0.1:9/v1", "m", tries=1), QUESTION, Answers())


def test_accounts_do_not_follow_a_redirect_to_another_host(endpoint, settings):
    endpoint.moved_to = "http://127.0.0.1:9/elsewhere"
    with pytest.raises(EndpointFailed, match="status 307"):
        ask(settings, QUESTION, Answers())
    assert len(endpoint.asked) == 1


def test_what_is_to_stay_on_this_machine_goes_through_no_proxy_and_tells_nothing_of_other_services(
    endpoint, settings, monkeypatch
):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another-service")
    assert ask(settings, QUESTION, Answers()).value == {}
    assert "org-of-another-service" not in json.dumps(endpoint.headers)


UNFIT = [
    ("", "m", "needs both"),
    ("http://127.0.0.1:8080/v1", "", "needs both"),
    ("http://models.example.org/v1", "m", "not encrypted"),
    ("ftp://models.example.org/v1", "m", "no http"),
    ("https://user:pass@models.example.org/v1", "m", "plain address"),
    ("https://models.example.org/v1?key=abc", "m", "plain address"),
]


@pytest.mark.parametrize(("address", "model", "why"), UNFIT)
def test_an_address_that_would_lose_accounts_or_keys_is_refused_before_anything_is_sent(address, model, why):
    with pytest.raises(EndpointUnfit, match=why) as told:
        where(EndpointSettings(address, model))
    assert "pass" not in str(told.value)


def test_this_machine_is_told_from_others():
    assert is_here("http://localhost:8080/v1")
    assert is_here("http://127.8.0.1/v1")
    assert is_here("http://[::1]:8080/v1")
    assert not is_here("https://localhost.example.org/v1")
    assert not is_here("https://10.0.0.5/v1")


@pytest.mark.parametrize(
    "harm",
    [
        lambda w: w.replace("Mira", "Mara"),
        lambda w: w.replace('"answer":"{}"', '"answer":"{ }"'),
        lambda w: w[:-9],
        lambda w: w.replace('"prompt":null', '"prompt":1'),
    ],
)
def test_a_kept_answer_that_was_changed_is_found_and_never_used(endpoint, settings, tmp_path, harm):
    ask(settings, QUESTION, Answers(tmp_path))
    (path,) = tmp_path.rglob("*.json")
    path.write_text(harm(path.read_text()))
    with pytest.raises(AnswerChanged):
        ask(settings, QUESTION, Answers(tmp_path))
    number, wrong = checked(tmp_path)
    assert (number, len(wrong)) == (1, 1)
