"""The verb that asks an endpoint for codings: one code of one story at a time, resumable, every refusal kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from recount import endpoint as client
from recount.coding.answered import CODER, let_in, refusal
from recount.coding.ground import coding_row, reading_of, readings, rules, signed, silent, verdicts_of, with_verdicts
from recount.coding.question import account_of, asked_about, question
from recount.endpoint import NOTHING, asked_how, where
from recount.store import digest
from recount.text.tongues import is_read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recount.coding.answered import Refusal
    from recount.coding.placing import Placed
    from recount.coding.question import Account
    from recount.endpoint import Answers, Spent
    from recount.model import AskSettings, Code, Codebook, Coding, EndpointSettings, Reading
    from recount.store import Row, Store

STEP = "coding.ask"
TOLD = ("story", "sidebar")  # entries of a text that have sentences of their own


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking came to, this time."""

    texts: int = 0  # looked at anew
    questions: int = 0
    spent: Spent = NOTHING


@dataclass(frozen=True, slots=True)
class Ahead:
    """What asking would come to: nothing was sent to say so."""

    questions: int = 0
    answered: int = 0  # of them, those whose answers are kept
    characters: int = 0  # of the others' accounts and rules
    stories: int = 0
    codes: int = 0


@dataclass(frozen=True, slots=True)
class Suggested:
    """What stands of one suggester."""

    coder: str
    codings: int
    refused: dict[str, int] = field(default_factory=dict)  # by kind


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom to ask, about what."""

    settings: AskSettings
    endpoint: EndpointSettings
    answers: Answers


def ask(store: Store, codebook: Codebook, whom: Whom, *, tell: Callable[[str, int, int], None] = silent) -> Asked:
    """Ask for codings in every text that changed. Off: what was suggested before goes.

    Not asked about are copies of a story whose original is there, retracted accounts, and languages that are not read.
    Each answer is kept as it comes, so who is stopped goes on where she was and asks nothing twice.

    Raises:
        EndpointUnfit: the address may not be used.
        EndpointFailed: no answer at all; what was answered before is kept.
        InputError: ask.codes names a code that is not there.
    """
    if not whom.settings.on:
        if store.query("runs_standing", step=STEP):
            store.forget(STEP)
        return Asked()
    codes, version = asked_about(codebook, whom.settings.codes), _version(codebook, whom)
    chosen, verdicts = _chosen(store), verdicts_of(store, codebook)
    todo = list(_todo(store, version, chosen, verdicts))
    total = sum(len(chosen.get(row.text_id, ())) for row, _ in todo) * len(codes)
    done, spent = 0, NOTHING
    for row, inputs in todo:
        passages = store.query("passages_of_text", text_id=row.text_id)
        made = _Made(reading_of(store, row, passages), codebook, whom)
        for n in chosen.get(row.text_id, ()):
            for code in codes:
                tell("asked codings", done, total)
                made.take(n, code)
                done += 1
        spent += made.spent
        settings = {**_settings(whom, codes), "served": sorted(made.served)}
        with store.run(STEP, scope=row.text_id, version=version, inputs=inputs, settings=settings) as run:
            if not run.done:
                run.add("coding", with_verdicts(made.rows(row.text_id, passages), verdicts[row.text_id]))
                run.add("refused", _refused_rows(row.text_id, made.refused))
    return Asked(len(todo), done, spent)


def ahead(store: Store, codebook: Codebook, whom: Whom) -> Ahead:
    """How many questions the settings mean, and how many of them are answered already; nothing is sent."""
    where(whom.endpoint)
    codes, chosen = asked_about(codebook, whom.settings.codes), _chosen(store)
    questions = answered = characters = stories = 0
    for row in store.query("texts_read"):
        if row.text_id not in chosen:
            continue
        reading = reading_of(store, row, store.query("passages_of_text", text_id=row.text_id))
        for n in chosen[row.text_id]:
            account = account_of(reading, n)
            if len(account.words) > whom.settings.most_characters:
                continue
            stories += 1
            for code in codes:
                one = question(account, code, reading)
                questions += 1
                if client.is_answered(whom.endpoint, one, whom.answers):
                    answered += 1
                else:
                    characters += len(one.orders) + len(str(one.material))
    return Ahead(questions, answered, characters, stories, len(codes))


def suggested(store: Store) -> list[Suggested]:
    """What stands of each suggester: codings, and what of its answers was refused, by kind."""
    codings = Counter(row.coder for row in store.query("codings_suggested"))
    refused = Counter(row.reason.partition(":")[0] for row in store.query("refused") if row.what == "coding")
    names = {*codings, *([CODER] if refused else [])}
    return [Suggested(c, codings[c], dict(refused.most_common()) if c == CODER else {}) for c in sorted(names)]


class _Made:
    """The codings and refusals of one text, question by question."""

    def __init__(self, reading: Reading, codebook: Codebook, whom: Whom) -> None:
        self.codings: list[Coding] = []
        self.refused: list[Refusal] = []
        self.spent = NOTHING
        self.served: set[str] = set()
        self._reading, self._codebook, self._whom = reading, codebook, whom
        self._accounts: dict[int, Account] = {}

    def take(self, n: int, code: Code) -> None:
        """Ask about one code in story `n`, and let in what the story bears out."""
        account = self._accounts.setdefault(n, account_of(self._reading, n))
        most = self._whom.settings.most_characters
        if len(account.words) > most:
            self.refused.append(refusal(account, code.code, "", "story", f"more than {most} characters; not sent"))
            return
        asked = self._whom.endpoint
        answer = client.ask(asked, question(account, code, self._reading), self._whom.answers)
        self.spent += answer.spent
        self.served |= {answer.served} - {""}
        if answer.value is None:
            self.refused.append(refusal(account, code.code, "", "answer", answer.reason or "no answer"))
            return
        version = self._codebook.version
        made, refused = let_in(answer.value, account, code, self._reading, version=version, model=asked.model)
        self.codings += made
        self.refused += refused

    def rows(self, text_id: str, passages: list[Row]) -> list[dict[str, Any]]:
        """The codings as the store keeps them."""
        return [coding_row(text_id, "a", k, c, passages[c.passage or 0]) for k, c in enumerate(self.codings)]


def _settings(whom: Whom, codes: list[Code]) -> dict[str, Any]:
    """Whom is asked, how, and about what; no key."""
    about = {"most_characters": whom.settings.most_characters, "codes": [c.code for c in codes]}
    return {**asked_how(whom.endpoint), **about}


def _version(codebook: Codebook, whom: Whom) -> str:
    signs = [codebook.digest, [asdict(c) for c in codebook.changes], rules(), asdict(whom.settings)]
    settings = _settings(whom, asked_about(codebook, whom.settings.codes))
    return f"{whom.endpoint.model} at {where(whom.endpoint)}; {digest([signs, settings])[:32]}"


def _todo(
    store: Store, version: str, chosen: dict[str, tuple[int, ...]], verdicts: dict[str, list[Placed]]
) -> Iterator[tuple[Row, str]]:
    """The texts whose run does not stand, with what it is to be signed with."""
    standing = {row.scope: (row.version, row.inputs) for row in store.query("runs_standing", step=STEP)}
    read = readings(store)
    for row in store.query("texts_read"):
        own = [row.run_id, read[row.text_id], chosen.get(row.text_id, ()), signed(verdicts[row.text_id])]
        inputs = digest(own)[:32]
        if standing.get(row.text_id) != (version, inputs):
            yield row, inputs


def _chosen(store: Store) -> dict[str, tuple[int, ...]]:
    """The stories that are asked about, by text: their places in its reading."""
    gone = store.retracted()
    foreign = {row.story_id for row in store.query("refused") if row.what == "story"}
    found: dict[str, tuple[int, ...]] = {}
    for row in store.query("stories_to_code"):
        first = row.group_id is None or bool(row.earliest)
        fit = row.kind in TOLD and is_read(row.language) and row.story_id not in foreign
        if fit and first and row.text_id not in gone:
            found[row.text_id] = (*found.get(row.text_id, ()), row.n)
    return found


def _refused_rows(text_id: str, refused: list[Refusal]) -> Iterator[dict[str, Any]]:
    for n, one in enumerate(refused):
        yield {
            "refused_id": f"{text_id}.q{n}",
            "text_id": text_id,
            "story_id": f"{text_id}.{one.story}",
            "n": n,
            "what": "coding",
            "code": one.code,
            "given": one.given,
            "reason": one.reason,
        }
