"""Who said what: content, speaker and attribution on news and on novels, beside textacy in the same run.

PolNeAR's development part (84 news articles, read by several annotators), measured by the scorer that comes with the
data, and in words and marks besides (`content_token_f1`). Half of it, every second article by id, is held back since
2026-11-25: nothing is mended by looking at it, and both halves are told. RiQuA (novels) in its token form, put
together as printed, so that reading starts from text.

Direct speech: `direct` are contents with a quotation mark in them (the scorer's own rule), `quoted` those that are
nothing but words between marks. `speaker` is the share whose predicted source overlaps the gold one, of the gold
attributions of that kind that have a source and whose content was found (half of it inside one predicted content). The
predicted source is the words that name who speaks by the cue, with a "who" that stands for them, or, where there are
none, the place that names whoever was carried over. RiQuA's form has no ties between its labels: there, `speaker` is
taken over contents that punctuation ties to a cue and its source, as in `"...," X said` and `X said: "..."`.

Speed is of parsing and reading speech together.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reads.part import Goal, Measured
from recount.text.parser import parse
from recount.text.speech.speech import Said, speech

Spans = list[tuple[int, int]]
Attribution = dict[str, Spans]  # source, cue, content: places in the text
Reader = Callable[[str], list[Attribution]]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARKED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_TIGHT_BEFORE = re.compile(r"^(?:[.,;:?!)\]%]|n't|'(?:s|re|ve|ll|d|m)\b)", re.IGNORECASE)
_TIGHT_AFTER = frozenset(("``", "(", "[", "$"))
_MARKS = frozenset(("''", '"', "``", "'"))
_BESIDE = 3  # tokens that may stand between a content, its cue and its source in RiQuA


def ours(text: str) -> list[Attribution]:
    """What Recount reads: contents without their marks, cue, and the words that name who speaks."""
    return gathered(speech(parse(text)))


def gathered(told: Iterable[Said]) -> list[Attribution]:
    """As PolNeAR counts: words that go on from others without a cue of their own are one attribution with them."""
    every = list(told)
    found = [_attribution(said) for said in every]
    for said, own in zip(every, found, strict=True):
        if said.follows is not None:
            found[said.follows]["content"] += own["content"]
    return [own for said, own in zip(every, found, strict=True) if said.follows is None]


def _attribution(said: Said) -> Attribution:
    named = said.source or (said.chain[0].place if said.chain else None)
    source = [(s.start, s.end) for s in (named, said.pronoun) if s is not None]
    cue, content = ([(s.start, s.end) for s in spans] for spans in (said.cue, said.content))
    return {"source": source, "cue": cue, "content": content}


def textacy(text: str) -> list[Attribution]:
    """What textacy reads with the same pipeline; a text it stumbles over has nothing."""
    from textacy.extract.triples import direct_quotations

    def place(tokens: Iterable[Any]) -> Spans:
        each = list(tokens)
        return [(each[0].idx, each[-1].idx + len(each[-1]))] if each else []

    try:
        quotes = list(direct_quotations(parse(text)))
    except ValueError:  # an odd number of marks is an error there
        return []
    return [{"source": place(q.speaker), "cue": place(q.cue), "content": place(q.content)} for q in quotes]


def measure(data: Path, *, quick: bool) -> Measured:
    """Ours and textacy on the same articles; goals on PolNeAR's whole development part."""
    articles = _lines(data / "04_quotes" / "polnear" / "dev.jsonl.gz")
    articles.sort(key=lambda a: str(a["id"]))
    if quick:
        articles = articles[::6] + articles[1::6]
        articles.sort(key=lambda a: str(a["id"]))
    novels = [_printed(line) for line in _lines(data / "04_quotes" / "cofenet" / "riqua_valid.jsonl.gz")]
    novels = novels[:: 8 if quick else 1]
    figures: dict[str, float] = {}
    readers: dict[str, Reader] = {"ours": ours, "textacy": textacy}
    for name, reader in readers.items():
        begun = time.process_time()
        read = {str(a["id"]): reader(a["text"]) for a in articles}
        spent = time.process_time() - begun
        figures[f"{name}.words_per_s"] = sum(len(a["text"].split()) for a in articles) / spent
        halves = {"": articles, "worked_half.": articles[::2], "held_half.": articles[1::2]}
        for half, part in halves.items():
            figures |= {f"{name}.{half}{k}": v for k, v in _polnear(data, part, read).items()}
        figures |= {f"{name}.riqua.{k}": v for k, v in _riqua(novels, [reader(n[0]) for n in novels]).items()}
    goals = (
        Goal("ours.content_token_f1", ">=", 0.82),
        Goal("ours.attribution_f1", ">=", 0.60),
        Goal("ours.direct.speaker", ">=", 0.90),
        Goal("ours.riqua.speaker", ">=", 0.90),
        Goal("ours.riqua.content_token_f1", ">=", 0.82),
    )
    return Measured(figures, goals)


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _polnear(data: Path, articles: list[dict[str, Any]], read: dict[str, list[Attribution]]) -> dict[str, float]:
    """The measures of the data's own scorer over some articles, and those of this module's head."""
    scorer = _scorer(data)
    with tempfile.TemporaryDirectory() as folder:
        with gzip.open(Path(folder) / "dev.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(a) + "\n" for a in articles)
        scorer.D = folder  # where it looks for the articles
        told = scorer.score(read, "dev")
        direct = scorer.score(read, "dev", direct=True)
        quoted = {a["id"]: _quoted_only(a) for a in articles}
        with gzip.open(Path(folder) / "dev.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps({**a, "annotations": quoted[a["id"]]}) + "\n" for a in articles)
        whole = scorer.score(read, "dev")
    precision, recall, f1 = told["attribution"]
    return {
        "content_token_f1": _token_f1(articles, read),
        "content_overlap_f1": told["content.overlap"][2],
        "source_overlap_f1": told["source.overlap"][2],
        "cue_overlap_f1": told["cue.overlap"][2],
        "attribution_precision": precision,
        "attribution_recall": recall,
        "attribution_f1": f1,
        "content_found": told["content_found"],
        "speaker": told["speaker_right"],
        "direct.content_found": direct["content_found"],
        "direct.speaker": direct["speaker_right"],
        "quoted.content_found": whole["content_found"],
        "quoted.speaker": whole["speaker_right"],
    }


def _scorer(data: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_quotes", data / "scorers" / "score_quotes.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(data / "scorers" / "score_quotes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _quoted_only(article: dict[str, Any]) -> dict[str, list[Attribution]]:
    """The gold attributions whose content is words between marks and nothing else but stops and blanks."""
    marked = _places((m.start(), m.end()) for m in _MARKED.finditer(article["text"]))

    def inside(spans: Spans) -> bool:
        places = [i for a, b in spans for i in range(a, b) if article["text"][i].isalnum()]
        return bool(places) and all(i in marked for i in places)

    return {who: [g for g in gold if inside(g["content"])] for who, gold in article["annotations"].items()}


def _places(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def _token_f1(articles: list[dict[str, Any]], read: dict[str, list[Attribution]]) -> float:
    """F1 over words and marks inside any content; each annotator's reading weighs alike."""
    both = found = wanted = 0.0
    for article in articles:
        tokens = [m.start() for m in _TOKEN.finditer(article["text"])]
        ours_at = _places(s for a in read[str(article["id"])] for s in a["content"])
        predicted = {t for t in tokens if t in ours_at}
        weight = 1 / len(article["annotations"])
        for gold in article["annotations"].values():
            gold_at = _places(s for g in gold for s in g["content"])
            told = {t for t in tokens if t in gold_at}
            both += weight * len(told & predicted)
            found += weight * len(predicted)
            wanted += weight * len(told)
    return 2 * both / max(1e-9, found + wanted)


Novel = tuple[str, list[int], list[str], list[str]]  # text, where each token begins in it, tokens, labels


def _printed(line: dict[str, Any]) -> Novel:
    """Tokens as a book prints them; behind a dash the data has opening marks where the book closes, mended here."""
    text, starts, opened = "", [], False
    for before, token in zip(["", *line["tokens"]], line["tokens"], strict=False):
        closes = token == "''" or (token == "``" and opened)
        tight = not text or closes or _TIGHT_BEFORE.match(token) or before in _TIGHT_AFTER
        text += "" if tight else " "
        starts.append(len(text))
        if token in ("``", "''"):
            text += "”" if closes else "“"
            opened = not closes
        else:
            text += token
    return text, starts, line["tokens"], line["labels"]


def _riqua(novels: list[Novel], read: list[list[Attribution]]) -> dict[str, float]:
    counts = {k: [0, 0, 0] for k in ("content", "source", "cue")}
    right = tied = found = wanted = 0
    for (_, starts, tokens, labels), own in zip(novels, read, strict=True):
        for kind, count in counts.items():
            gold = {n for n, label in enumerate(labels) if label[2:] == kind}
            at = _places(s for a in own for s in a[kind])
            predicted = {n for n, start in enumerate(starts) if start in at}
            count[0] += len(gold & predicted)
            count[1] += len(predicted) + len(gold)
        contents = [({n for n, s in enumerate(starts) if s in _places(a["content"])}, a) for a in own]
        for content, source in _spoken(tokens, labels):
            place, attribution = max(contents, key=lambda c: len(c[0] & content), default=(set(), None))
            wanted += 1
            if attribution is None or 2 * len(place & content) < len(content):
                continue
            found += 1
            if source:
                tied += 1
                told = _places(attribution["source"])
                right += any(starts[n] in told for n in source)
    figures = {f"{k}_token_f1": 2 * c[0] / max(1, c[1]) for k, c in counts.items()}
    return {**figures, "content_found": found / max(1, wanted), "speaker": right / max(1, tied)}


def _spoken(tokens: list[str], labels: list[str]) -> list[tuple[set[int], set[int]]]:
    """Each content with the source that surely speaks it, by cue and punctuation, or with none."""
    runs: list[tuple[str, int, int]] = []
    for n, label in enumerate(labels):
        if label[:1] == "I" and runs and runs[-1][0] == label[2:] and runs[-1][2] == n:
            runs[-1] = (runs[-1][0], runs[-1][1], n + 1)
        elif label != "O":
            runs.append((label[2:], n, n + 1))
    found = []
    for at, (kind, start, end) in enumerate(runs):
        if kind == "content":
            source = _behind(tokens, runs[at + 1 : at + 3], end) or _before(tokens, runs[max(0, at - 3) : at], start)
            found.append((set(range(start, end)), source))
    return found


def _behind(tokens: list[str], runs: list[tuple[str, int, int]], end: int) -> set[int]:
    """The source of "...," X said and of "...?" said X."""
    kinds = [r[0] for r in runs]
    last = next((t for t in tokens[end - 1 : end - 3 : -1] if t not in _MARKS), "")
    if kinds not in (["cue", "source"], ["source", "cue"]) or (kinds[0] == "source" and last != ","):
        return set()
    near = runs[0][1] - end <= _BESIDE and runs[1][1] - runs[0][2] <= _BESIDE
    return _tokens_of(runs, "source") if near else set()


def _before(tokens: list[str], runs: list[tuple[str, int, int]], start: int) -> set[int]:
    """The source of X said to Y: "..."; whom it is said to is labelled a source as well."""
    kinds = [r[0] for r in runs]
    if kinds[-3:] == ["source", "cue", "source"]:
        runs = runs[-3:-1]
    elif kinds[-2:] == ["source", "cue"]:
        runs = runs[-2:]
    else:
        return set()
    tied = start > 0 and tokens[start - 1] in (",", ":", "--")
    near = start - runs[1][2] <= 2 * _BESIDE and runs[1][1] - runs[0][2] <= _BESIDE
    return _tokens_of(runs, "source") if tied and near else set()


def _tokens_of(runs: list[tuple[str, int, int]], kind: str) -> set[int]:
    _, start, end = next(r for r in runs if r[0] == kind)
    return set(range(start, end))
