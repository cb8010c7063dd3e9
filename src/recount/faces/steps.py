"""A study opened for work, and the steps of `recount run` in their order."""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recount import __version__, config
from recount.errors import StoreDamaged
from recount.model import Codebook, Study
from recount.store import Store

if TYPE_CHECKING:
    from recount import coding

REPORTS = {"team": "report.html", "public": "report-public.html"}  # written into the study's folder

UNREAD = "language not read"  # how a reader's note on a text or a story begins
Tell = Callable[[str, int, int], None]  # what, how many done, how many in all


@dataclass(frozen=True, slots=True)
class Opened:
    """A study with its store and its codebook."""

    folder: Path
    study: Study
    store: Store
    codebook: Codebook


@contextmanager
def opened(folder: Path) -> Iterator[Opened]:
    """The study in `folder`, its settings and codebook checked before its store is touched."""
    from recount import coding

    study = config.load(folder)
    beside = folder / study.codebook
    codebook = coding.load(beside if beside.is_file() else study.codebook, study.profile)
    if not study.store and not (folder / "study.db").exists():
        if (folder / "captures").exists():
            raise StoreDamaged(str(folder / "study.db"), "it is gone, while captures are there")
        Store.create(folder).close()  # settings written by hand: a study that has nothing yet
    with Store.open(folder, study.store) as store:
        yield Opened(folder, study, store, coding.revised(codebook, store.decisions("codebook", "withdraw")))


def whoever() -> str:
    """The name decisions are signed with unless another is given."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def run_study(at: Opened, tell: Tell) -> list[tuple[str, bool]]:
    """Read, resolve, code, estimate, release, report: only what changed. Each step and whether it had work to do."""
    from recount import coding, disclose, estimate, read, resolve

    store, study, codebook = at.store, at.study, at.codebook
    reader = read.reader(study.read, study.endpoint, study=at.folder)
    about = disclose.Circumstances(
        f"recount {__version__}",
        f"{codebook.codebook} {codebook.version}",
        codebook.digest,
        restricted=coding.restricted(codebook),
        number_rules=tuple(_number_rules()),
    )

    inside: dict[str, Callable[[], dict[str, object]]] = {
        "agreement": lambda: coding.summary(coding.agreement(store, codebook)),
        "suggesters": lambda: coding.scores_summary(coding.scores(store, codebook)),
    }

    steps: list[tuple[str, Callable[[], object]]] = [
        ("texts", lambda: read.texts(store, tell=tell)),
        ("stories", lambda: read.stories(store, reader=reader, tell=tell)),
        ("copies", lambda: read.copies(store)),
        ("claims", lambda: read.claims(store, reader=reader, tell=tell)),
        (
            "same-person suggestions",
            lambda: resolve.suggest(store, floor=study.resolve.floor, engine=study.resolve.engine),
        ),
        ("persons", lambda: resolve.persons(store)),
        ("suggested codings", lambda: coding.suggest(store, codebook, floor=study.coding.floor)),
        ("asked codings", lambda: coding.ask(store, codebook, asked_whom(at), tell=tell)),
        ("codings of people", lambda: coding.replay(store, codebook)),
        ("codings by likeness", lambda: suggested_by_likeness(at, tell)),
        ("figures", lambda: estimate.count(store, codebook, others=study.other_counts, breaks=study.method_breaks)),
        ("likely number of persons", lambda: estimate.likely(store)),
        ("those never seen", lambda: estimate.hidden(store, period=study.period, settings=study.hidden)),
        ("figures with all settled", lambda: estimate.settled(store, codebook)),
        ("corrected shares", lambda: estimate.correct(store, codebook)),
        ("team release", lambda: disclose.release(store, study, policy="team", about=about, inside=inside)),
        ("public release", lambda: disclose.release(store, study, policy="public", about=about)),
        ("reports", lambda: write_reports(at)),
    ]
    done = []
    for name, step in steps:
        tell(name, 0, 1)
        before = store.digest_of()
        step()
        done.append((name, store.digest_of() != before))
        tell(name, 1, 1)
    return done


def suggested_by_likeness(at: Opened, tell: Tell) -> int:
    """Suggest codes by likeness as the study's settings say; how many are made anew."""
    from recount import coding

    wanted = at.study.coding
    return coding.embedded(at.store, at.codebook, risk=wanted.risk, floor=wanted.floor, on=wanted.learns, tell=tell)


def asked_whom(at: Opened) -> coding.Whom:
    """Whom the study's settings say to ask for codings, with its kept answers."""
    from recount import coding, endpoint, read

    return coding.Whom(at.study.ask, at.study.endpoint, endpoint.Answers(at.folder / read.KEPT))


def goes_where(study: Study) -> str | None:
    """What a person must know before accounts are read elsewhere; None where they are read by the rules, here."""
    from recount import endpoint

    reads, codes = study.read.reader == "endpoint", study.ask.on
    if not reads and not codes:
        return None
    host, model = endpoint.where(study.endpoint), study.endpoint.model
    does = " and ".join(word for word, on in (("read", reads), ("looked through for codes", codes)) if on)
    if endpoint.is_here(study.endpoint.address):
        return f"Accounts are {does} by {model} at {host}, on this machine; nothing leaves it."
    keeps = " and ".join(
        word for word, on in (("'reader = \"rules\"'", reads), ("'on = false' under [ask]", codes)) if on
    )
    return (
        f"THE WORDS OF ACCOUNTS LEAVE THIS MACHINE: each story that is not {does} yet is sent to {host}, for {model}. "
        f"Whoever runs it can read and keep them. {keeps} in study.toml keeps them here."
    )


def not_read(at: Opened) -> Iterator[str]:
    """What reading left out, in words for the end of a run: languages that are not read, things that were refused."""
    languages = Counter(
        note.partition(": ")[2] for t in at.store.query("texts_told") for note in t.notes if note.startswith(UNREAD)
    )
    refused = at.store.query("refused")
    languages += Counter(r.reason.partition(": ")[2] for r in refused if r.reason.startswith(UNREAD))
    if languages:
        each = ", ".join(f"{n} in {code}" for code, n in sorted(languages.items()))
        yield f"Kept, but not read for persons and claims, because of their language: {each}"
    others = [r for r in refused if not r.reason.startswith(UNREAD)]
    codings = sum(r.what == "coding" for r in others)
    if codings:
        yield f"{codings} codings that were answered are not let in: 'recount ask STUDY' says why"
    read = len(others) - codings
    if read:
        yield f"{read} things that were answered of stories are not let in, since the words do not bear them out"


def _number_rules() -> Iterator[dict[str, object]]:
    from recount.text.quantity.rules import RULES, VAGUE

    for rule in VAGUE:
        told = RULES.get(rule.rule, rule.rule)
        yield {"id": told, "words": ", ".join(rule.words), "low": rule.low, "high": rule.high}


def write_reports(at: Opened) -> list[Path]:
    """The report of each release, written beside the study; a reader never sees half a page."""
    from recount import disclose, report

    written = []
    for policy, name in REPORTS.items():
        release = disclose.released(at.store, policy)  # type: ignore[arg-type]  # the keys are the policies
        if release is not None:
            path = at.folder / name
            scratch = path.with_suffix(".part")
            scratch.write_text(report.render(release), encoding="utf-8")
            scratch.replace(path)
            written.append(path)
    return written
