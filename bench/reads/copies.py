"""How well and how fast copies of stories are found, beside datasketch's MinHash and simhash.

* `variants`: 709 texts, one page seen through several extractors; pairwise F1 (scorers/score_clusters.py neardup).
* `rewrites`: short answers that copy, lightly or heavily rewrite, or do not use a source (Clough and Stevenson 2011);
  B-cubed of the groups, for each degree alone beside those that do not use it, and AUC (scorers/score_reuse.py).
* `planted`: invented stories with planted copies, among set phrases and stories on one theme; seconds of one process
  (processor seconds are what it takes on a machine that does nothing else), and the seconds when ten more come to a
  study that kept its samples and comparisons.
* `translations`: invented stories in five languages, some of them translations; pairs marked.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from reads.part import Goal, Measured
from recount.text.story.copies import Known, Sampled, Telling, copies, grouped
from recount.text.story.phrases import Phrases, Sample, shared
from recount.text.story.translations import marks_of, translations

Groups = dict[str, str]  # by id of a text, the group it is in
_WORD = re.compile(r"\w+")
PERMUTATIONS = 128
SIMHASH_BITS = 6  # that may differ; the figure its makers use on pages is 3


def ours(texts: Mapping[str, str]) -> Groups:
    """Groups of `recount.text.story.copies`."""
    return {c.story_id: c.group_id for c in copies([Telling(i, t) for i, t in texts.items()])}


def _joined(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Groups:
    home = {i: i for i in ids}

    def root(i: str) -> str:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for a, b in pairs:
        home[root(a)] = root(b)
    return {i: root(i) for i in home}


def datasketch(texts: Mapping[str, str]) -> Groups:
    """MinHash of three-word phrases and its own index at a Jaccard of .3: the best of its settings on the variants."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.3, num_perm=PERMUTATIONS)
    prints = {}
    for i, t in texts.items():
        words = _WORD.findall(t.lower())
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([" ".join(words[n : n + 3]).encode() for n in range(max(1, len(words) - 2))])
        prints[i] = made
        index.insert(i, made)
    return _joined(
        texts, ((i, j) for i, p in prints.items() for j in index.query(p) if j != i and p.jaccard(prints[j]) >= 0.3)
    )


def simhash(texts: Mapping[str, str]) -> Groups:
    """64 bits over words, joined where at most six differ."""
    from simhash import Simhash, SimhashIndex

    prints = {i: Simhash(_WORD.findall(t.lower()) or [""]) for i, t in texts.items()}
    index = SimhashIndex(list(prints.items()), k=SIMHASH_BITS, log=_Quiet())
    return _joined(texts, ((i, j) for i, p in prints.items() for j in index.get_near_dups(p)))


class _Quiet:
    def info(self, *_: object) -> None: ...
    def warning(self, *_: object) -> None: ...
    def debug(self, *_: object) -> None: ...


WAYS: dict[str, Callable[[Mapping[str, str]], Groups]] = {"ours": ours, "datasketch": datasketch, "simhash": simhash}


def pair_f1(gold: Groups, found: Groups) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs in one group."""
    alone = {i: found.get(i, f"alone {i}") for i in gold}
    both = sum(n * (n - 1) // 2 for n in Counter((gold[i], alone[i]) for i in gold).values())
    wanted = sum(n * (n - 1) // 2 for n in Counter(gold.values()).values())
    had = sum(n * (n - 1) // 2 for n in Counter(alone.values()).values())
    precision, recall = both / max(1, had), both / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def b_cubed(gold: Groups, found: Groups) -> float:
    """F1 of B-cubed precision and recall (Bagga and Baldwin 1998)."""
    alone = {i: found.get(i, f"alone {i}") for i in gold}
    both = Counter((gold[i], alone[i]) for i in gold)
    wanted, had = Counter(gold.values()), Counter(alone.values())
    precision = sum(n * n / had[k[1]] for k, n in both.items()) / len(gold)
    recall = sum(n * n / wanted[k[0]] for k, n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def _variants(data: Path, figures: dict[str, float], *, quick: bool) -> None:
    with gzip.open(data / "02_neardup" / "extractor_variants.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: 200 if quick else None]
    texts, gold = {r["id"]: r["text"] for r in rows}, {r["id"]: r["cluster"] for r in rows}
    for name, way in WAYS.items():
        precision, recall, f1 = pair_f1(gold, way(texts))
        figures |= {
            f"variants.{name}.pair_precision": precision,
            f"variants.{name}.pair_recall": recall,
            f"variants.{name}.pair_f1": f1,
        }


def _rewrites(data: Path, figures: dict[str, float]) -> str:
    folder = data / "02_neardup" / "clough_stevenson"
    with (folder / "file_information.csv").open(encoding="utf-8") as lines:
        rows = [r for r in csv.DictReader(lines) if r["Category"].strip()]
    texts = {r["File"]: (folder / "texts" / r["File"]).read_text(encoding="utf-8", errors="replace") for r in rows}
    grade = {r["File"]: r["Category"].strip() for r in rows}
    task = {r["File"]: r["Task"] for r in rows}
    for degree, called in (("cut", "near_copy"), ("light", "light"), ("heavy", "heavy")):
        some = {f: t for f, t in texts.items() if grade[f] in (degree, "orig", "non")}
        gold = {f: f"{task[f]} told" if grade[f] != "non" else f for f in some}
        for name, way in WAYS.items():
            figures[f"rewrites.{called}.{name}.b_cubed"] = b_cubed(gold, way(some))
    prints = {f: Phrases.of(t).threes for f, t in texts.items()}
    scores = {
        f: shared(p, prints[f"orig_task{task[f]}.txt"]) / max(1, len(p))
        for f, p in prints.items()
        if grade[f] != "orig"
    }
    return _reuse(data, scores)


def _reuse(data: Path, scores: Mapping[str, float]) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as kept:
        kept.write("file,score\n" + "".join(f"{f},{s}\n" for f, s in scores.items()))
        kept.flush()
        scorer = data / "scorers" / "score_reuse.py"
        made = subprocess.run([sys.executable, str(scorer), kept.name], capture_output=True, text=True, check=True)
    return f"share of an answer's three-word phrases that its source has: {made.stdout.strip()}"


class _Paper:
    """Invented news: words by Zipf's law, set phrases of a paper, sentences shared by stories on one theme."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self.plain = random.Random(seed)
        ranks = np.arange(1, 40_001)
        self._odds = np.cumsum(1 / ranks) / (1 / ranks).sum()
        self._set = [self.sentence() for _ in range(60)]
        self._themes = [[self.sentence() for _ in range(12)] for _ in range(400)]

    def sentence(self) -> str:
        size = int(self._chance.integers(8, 32))
        return " ".join(f"w{n}" for n in np.searchsorted(self._odds, self._chance.random(size))) + "."

    def story(self) -> list[str]:
        """Some 400 words in sentences: mostly its own, two of its theme, one of its paper."""
        own = [self.sentence() for _ in range(int(self.plain.triangular(8, 40, 17)))]
        for line in (*self.plain.sample(self.plain.choice(self._themes), 2), self.plain.choice(self._set)):
            own.insert(self.plain.randrange(len(own)), line)
        return own

    def copied(self, story: Sequence[str]) -> tuple[str, list[str]]:
        """One of the ways in which stories are printed again, and the story so printed."""
        how, told = self.plain.choice(("same", "edges", "updated", "rewrite")), list(story)
        if how == "edges":
            cut = len(told) // 5
            told = [self.sentence(), *told[self.plain.randrange(cut + 1) : len(told) - self.plain.randrange(cut + 1)]]
            told += [self.sentence() for _ in range(2)]
        elif how == "updated":
            for at in self.plain.sample(range(len(told)), len(told) // 8):
                told[at] = self.sentence()
        elif how == "rewrite":
            told = [t if self.plain.random() < 0.6 else self.sentence() for t in told]
        return how, told


def planted(count: int, seed: int = 5) -> tuple[dict[str, str], Groups]:
    """So many stories by id, a fifth of them copies of others, and the group of each."""
    paper = _Paper(seed)
    texts: dict[str, str] = {}
    gold: Groups = {}
    while len(texts) < count:
        story = paper.story()
        group = str(len(gold))
        told = [story]
        if paper.plain.random() < 0.1:
            told += [paper.copied(story)[1] for _ in range(min(200, int(paper.plain.paretovariate(1.2))))]
        for one in told:
            name = f"s{len(texts):06}"
            texts[name], gold[name] = "\n".join(one), group
    return texts, gold


def _speed(figures: dict[str, float], *, quick: bool) -> str:
    texts, gold = planted(2_000 if quick else 50_000)
    held, new = dict(list(texts.items())[:-10]), dict(list(texts.items())[-10:])
    begun = time.perf_counter(), time.process_time()
    known: Known = {}
    sampled = [Sampled(i, Sample.of(t)) for i, t in held.items()]
    before = grouped(sampled, held.__getitem__, known=known)
    figures["planted.stories"] = len(held)
    figures["planted.seconds"] = time.perf_counter() - begun[0]
    figures["planted.cpu_seconds"] = time.process_time() - begun[1]
    figures["planted.pair_f1"] = pair_f1({i: gold[i] for i in held}, {c.story_id: c.group_id for c in before})[2]
    begun = time.perf_counter(), time.process_time()
    asked: list[str] = []

    def words(story_id: str) -> str:
        asked.append(story_id)
        return texts[story_id]

    after = grouped([*sampled, *(Sampled(i, Sample.of(t)) for i, t in new.items())], words, known=known)
    figures["planted.ten_more_seconds"] = time.perf_counter() - begun[0]
    figures["planted.ten_more_read_again"] = len(set(asked))
    if quick and after != copies([Telling(i, t) for i, t in texts.items()]):
        raise AssertionError("ten more stories gave other groups than all at once")
    few = dict(list(texts.items())[: 500 if quick else 4_000])
    for name, way in WAYS.items():
        begun_s = time.process_time()
        found = way(few)
        figures[f"planted.{name}.stories_per_cpu_second"] = len(few) / (time.process_time() - begun_s)
        figures[f"planted.{name}.pair_f1_of_few"] = pair_f1({i: gold[i] for i in few}, found)[2]
    kinds: defaultdict[str, int] = defaultdict(int)
    for copy in after:
        kinds[copy.reason.rpartition(": ")[2] if copy.earliest else copy.reason.partition(":")[0]] += not copy.earliest
    return "reasons given: " + ", ".join(f"{n} {k}" for k, n in sorted(kinds.items()) if n)


def _translations(figures: dict[str, float]) -> None:
    made = Path(__file__).parents[2] / "tests" / "golden" / "translations" / "stories.json"
    rows = json.loads(made.read_text(encoding="utf-8"))["stories"]
    told = {r["id"]: r["story"] for r in rows}
    found = translations([marks_of(r["id"], r["language"], r["text"]) for r in rows])
    right = sum(told[t.left_id] == told[t.right_id] for t in found)
    sizes = Counter(told.values())
    figures["translations.pairs"] = sum(n * (n - 1) // 2 for n in sizes.values())
    figures["translations.marked_rightly"] = right
    figures["translations.marked_wrongly"] = len(found) - right


def measure(data: Path, *, quick: bool) -> Measured:
    """Groups of copies of ours and of the peers, and the time of 50,000 stories."""
    figures: dict[str, float] = {}
    _variants(data, figures, quick=quick)
    _translations(figures)
    remarks = (_rewrites(data, figures), _speed(figures, quick=quick))
    goals = [Goal("variants.ours.pair_f1", ">=", 0.95), Goal("planted.cpu_seconds", "<=", 60)]
    goals += [Goal("variants.ours.pair_f1", ">=", f"variants.{peer}.pair_f1") for peer in ("datasketch", "simhash")]
    return Measured(figures, tuple(goals), remarks)
