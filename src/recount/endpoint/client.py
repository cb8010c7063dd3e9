"""One question to an OpenAI-compatible endpoint, one JSON object back; bounded in tries, time and size.

The package `openai` speaks the protocol (extra `[llm]`). The key is read from the environment when a question is
asked, goes nowhere but into that request's header, and stands in no file, error or run. Redirects are not followed:
words of accounts go to the address that was chosen, or nowhere.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from recount.endpoint.address import is_here, where
from recount.endpoint.answers import Answers, Kept, Request, digest
from recount.endpoint.spent import NOTHING, Spent, spent_on
from recount.errors import EndpointFailed, NotInstalled
from recount.model import EndpointSettings

if TYPE_CHECKING:
    from openai import OpenAI

MOST_CHARACTERS = 2_000_000  # of an answer; a longer one is no answer to one story
WARMER = 0.4  # temperature of each further try: at nought the same server says the same again, whatever the seed
MOST_NAME = 120  # characters of the name that a server gives its model


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: who the model is to be, the material as JSON, and the JSON schema its answer must keep to."""

    task: str  # short name of the schema, letters and underscores
    orders: str
    material: dict[str, Any]
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON object answered, or the reason why there is none."""

    value: dict[str, Any] | None
    reason: str | None = None
    spent: Spent = field(default=NOTHING, compare=False)  # the answer is the same, sent for or kept
    served: str = field(default="", compare=False)  # the model as the server names it


def ask(endpoint: EndpointSettings, question: Question, answers: Answers) -> Answer:
    """The endpoint's answer, from `answers` where the same was asked before.

    A try whose answer is no JSON object is kept as well, and the next one asks with another seed and a little warmer;
    so the same questions end in the same answer again.

    Raises:
        EndpointUnfit: the address may not be used.
        NotInstalled: the package `openai` is not there.
        EndpointFailed: no answer at all: unreachable, too slow, or refused by the server.
        AnswerChanged: a kept answer is not what was kept.
    """
    where(endpoint)
    spent = NOTHING
    for seed in range(endpoint.tries):
        request = _request(endpoint, question, seed)
        found = answers.find(digest(request))
        made = found or _sent(endpoint, request)
        if found is None:
            answers.keep(request, made)
        spent += spent_on(made, kept=found is not None)
        value = _object(made.words)
        if value is not None:
            return Answer(value, None, spent, made.served)
    return Answer(None, f"no JSON object in {endpoint.tries} tries", spent)


def asked_how(endpoint: EndpointSettings) -> dict[str, Any]:
    """Whom is asked and how, as runs are signed with it; no key."""
    return {
        "host": where(endpoint),
        "address": endpoint.address,
        "model": endpoint.model,
        "temperature": 0,  # of the first try
        "tries": endpoint.tries,
        "most_tokens": endpoint.most_tokens,
    }


def is_answered(endpoint: EndpointSettings, question: Question, answers: Answers) -> bool:
    """Whether asking would send nothing, since the answer, or every try, is kept."""
    for seed in range(endpoint.tries):
        found = answers.find(digest(_request(endpoint, question, seed)))
        if found is None:
            return False
        if _object(found.words) is not None:
            return True
    return True


def _request(endpoint: EndpointSettings, question: Question, seed: int) -> Request:
    """All that decides the answer; the address is part of it, the key is not."""
    named = {"name": question.task, "strict": True, "schema": question.schema}
    return {
        "address": endpoint.address.rstrip("/"),
        "model": endpoint.model,
        "temperature": round(WARMER * seed, 2),
        "seed": seed,
        "max_tokens": endpoint.most_tokens,
        "messages": [
            {"role": "system", "content": question.orders},
            {"role": "user", "content": json.dumps(question.material, ensure_ascii=False, sort_keys=True)},
        ],
        "response_format": {"type": "json_schema", "json_schema": named},
    }


def _sent(endpoint: EndpointSettings, request: Request) -> Kept:
    """The answer of the server. An error tells host and status, never what the server wrote: it may repeat the key."""
    client = _client(endpoint, os.environ.get(endpoint.key_variable) or "none")
    import openai

    body = {name: value for name, value in request.items() if name != "address"}
    try:
        made = client.chat.completions.create(**body)
        words = made.choices[0].message.content or ""
    except openai.APITimeoutError as error:
        why = f"no answer within {endpoint.wait_s:g} s, {endpoint.tries} times"
        raise EndpointFailed(where(endpoint), why) from error
    except openai.APIConnectionError as error:
        raise EndpointFailed(where(endpoint), "cannot be reached") from error
    except openai.APIStatusError as error:
        raise EndpointFailed(where(endpoint), f"refused the question with status {error.status_code}") from error
    except (openai.OpenAIError, AttributeError, IndexError, TypeError, ValueError) as error:
        raise EndpointFailed(where(endpoint), "does not speak the protocol") from error
    used = made.usage
    served = " ".join(filter(None, (made.model, made.system_fingerprint)))
    return Kept(
        words if len(words) <= MOST_CHARACTERS else "",
        _whole(used.prompt_tokens) if used else None,
        _whole(used.completion_tokens) if used else None,
        served[:MOST_NAME] if isinstance(made.model, str) else "",
    )


def _whole(told: object) -> int | None:
    """A number of tokens as a server should tell it."""
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else None


@lru_cache(maxsize=4)
def _client(endpoint: EndpointSettings, key: str) -> OpenAI:
    # Imported on use: it costs 0.4 to 1.3 s, and nobody needs it who did not choose an endpoint.
    try:
        from openai import DefaultHttpxClient, OpenAI
    except ImportError as error:
        raise NotInstalled(
            "the package openai, which speaks to endpoints,", "recount[llm]", "nothing was sent"
        ) from error
    return OpenAI(
        api_key=key,
        organization="",  # not what the environment holds for another service
        project="",
        base_url=endpoint.address,
        timeout=endpoint.wait_s,
        max_retries=endpoint.tries - 1,
        # A proxy of the environment would take words off this machine that were to stay on it.
        http_client=DefaultHttpxClient(
            follow_redirects=False, timeout=endpoint.wait_s, trust_env=not is_here(endpoint.address)
        ),
    )


def _object(words: str) -> dict[str, Any] | None:
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
