"""How many words a second the whole of reading takes in, beside the same parser run over every sentence.

`ours`: from a text to its stories, passages, persons and claims (`recount.read.reading`). The peer is the pipeline as
its package brings it, everything on, three ways: over each sentence for itself (`sentence`), over all sentences in
batches (`sentences`), and over whole texts (`texts`); the sentences are cut beforehand and that is not timed. The goal
is set against the fastest of the three. Each way runs in a process of its own that has read a page before; processor
seconds, one BLAS thread. The input mixes accounts of people who left, news by seven publishers, and pages glued from
news.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from reads.part import Goal, Measured

_READ = """
from recount.model import Text
from recount.read import reading
def work(texts, sentences):
    for text in texts: reading(Text(text))
"""
_PARSE = """
import spacy
from recount.text.parser import PIPELINE
nlp = spacy.load(PIPELINE)
def work(texts, sentences):
    {body}
"""
WAYS = {
    "ours": _READ,
    "sentence": _PARSE.format(body="for sentence in sentences: nlp(sentence)"),
    "sentences": _PARSE.format(body="for _ in nlp.pipe(sentences): pass"),
    "texts": _PARSE.format(body="for text in texts: nlp(text)"),
}
_TIMED = """
import json, resource, sys, time
told = json.load(open(sys.argv[1], encoding="utf-8"))
work(told["texts"][:1], told["sentences"][:20])
begun = time.process_time()
work(told["texts"], told["sentences"])
print(json.dumps([time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def mixture(data: Path, *, quick: bool) -> list[str]:
    """Texts of several kinds, every so-manyth of each."""
    step = 12 if quick else 1
    accounts = [json.loads(line)["text"] for line in (data / "12_accounts" / "texts.jsonl").open(encoding="utf-8")]
    with gzip.open(data / "04_quotes" / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        news = [json.loads(line)["text"] for line in lines]
    with gzip.open(data / "03_segmentation" / "news_pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = ["\n\n".join(json.loads(line)["sentences"]) for line in lines]
    return [*accounts[::step], *news[::step], *pages[:: 4 * step]]


def _sentences(texts: list[str]) -> list[str]:
    from recount.text.parser import parse

    return [s.text for text in texts for s in parse(text).sents if s.text.strip()]


def _timed(name: str, given: Path) -> tuple[float, float]:
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    made = subprocess.run(
        [sys.executable, "-c", WAYS[name] + _TIMED, str(given)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | one,
    )
    seconds, mib = json.loads(made.stdout)
    return seconds, mib


def measure(data: Path, *, quick: bool) -> Measured:
    """Words a second of each way, how many times the parser's ours is, and the peak memory of reading."""
    texts = mixture(data, quick=quick)
    words = sum(len(text.split()) for text in texts)
    figures: dict[str, float] = {"words": words}
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "texts.json"
        given.write_text(json.dumps({"texts": texts, "sentences": _sentences(texts)}), encoding="utf-8")
        for name in WAYS:
            seconds, mib = _timed(name, given)
            figures[f"{name}.words_per_second"] = words / seconds
            figures[f"{name}.peak_mib"] = mib
    peers = [figures[f"{name}.words_per_second"] for name in WAYS if name != "ours"]
    figures["parser.words_per_second"] = max(peers)
    ours = figures["ours.words_per_second"]
    figures["ours.times_parser"] = ours / max(peers)
    figures["ours.times_parser_by_sentence"] = ours / figures["sentence.words_per_second"]
    return Measured(figures, (Goal("ours.times_parser", ">=", 5), Goal("ours.peak_mib", "<=", 1500)))
