"""How well pages of several news stories are cut, against the trivial ways.

Pk and WindowDiff by Beeferman 1999 and Pevzner 2002, lower is better. Pages are glued from stories of one topic or of
several; half of the seams have no headline. The thresholds of text/story/stories.py were chosen on these very pages.
`invented`: pages composed of the tests' articles (bench/composed.py), all on one theme, with boxes, lists and turns.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import composed

from reads.part import Goal, Measured
from recount.model import Text
from recount.text.story.stories import stories


def joined(sentence: str) -> str:
    """The tokenised sentence as a paper prints it."""
    for mark, plain in (("`` ", '"'), (" ''", '"'), ("``", '"'), ("''", '"')):
        sentence = sentence.replace(mark, plain)
    sentence = re.sub(r" ([.,;:!?)%\]])", r"\1", sentence)
    sentence = re.sub(r"([(\[$]) ", r"\1", sentence)
    sentence = re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m)\b", r"\1", sentence)
    sentence = re.sub(r"(\d) ?([:/]) (\d)", r"\1\2\3", sentence)
    sentence = re.sub(r"(\w) - (\w)", r"\1-\2", sentence)
    sentence = re.sub(r"([.!?,]) \"(?=$| )", r'\1"', sentence)
    return re.sub(r"\b([A-Z])\. (?=[A-Z]\.)", r"\1.", sentence).strip() or "."


def cuts(sentences: list[str]) -> list[int]:
    """Indices of the sentences where a story begins, the first one aside."""
    starts, at, printed = {}, 0, [joined(s) for s in sentences]
    for n, sentence in enumerate(printed):
        starts[at] = n
        at += len(sentence) + 2
    found = stories(Text("\n\n".join(printed)))
    begun = (max(a for a in starts if a <= s.span.start) for s in found if s.kind == "story")
    return sorted({starts[a] for a in begun} - {0})


def errors(count: int, wanted: list[int], found: list[int]) -> tuple[float, float]:
    """Pk and WindowDiff of one page."""
    k = max(2, round(count / (len(wanted) + 1) / 2))
    pairs = [(i, i + k) for i in range(count - k)]
    between = [[sum(a < b <= z for b in cut) for a, z in pairs] for cut in (wanted, found)]
    pk = sum((w > 0) != (f > 0) for w, f in zip(*between, strict=True))
    differ = sum(w != f for w, f in zip(*between, strict=True))
    return pk / max(1, len(pairs)), differ / max(1, len(pairs))


def measure(data: Path, *, quick: bool) -> Measured:
    """Pk, WindowDiff and boundaries of ours, of no cuts at all and of even cuts (which know the number of stories)."""
    with gzip.open(data / "03_segmentation" / "news_pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        glued = [json.loads(line) for line in lines][:: 8 if quick else 1]
    wanted = [list(page["boundaries"]) for page in glued]
    counts = [len(page["sentences"]) for page in glued]
    ways: dict[str, list[list[int]]] = {
        "ours": [cuts(page["sentences"]) for page in glued],
        "none": [[] for _ in glued],
        "even": [
            [round((i + 1) * n / (len(w) + 1)) for i in range(len(w))] for n, w in zip(counts, wanted, strict=True)
        ],
    }
    figures: dict[str, float] = {}
    for name, found in ways.items():
        each = [errors(n, w, f) for n, w, f in zip(counts, wanted, found, strict=True)]
        figures[f"{name}.pk"] = sum(pk for pk, _ in each) / len(each)
        figures[f"{name}.window_diff"] = sum(wd for _, wd in each) / len(each)
    right = sum(len(set(w) & set(f)) for w, f in zip(wanted, ways["ours"], strict=True))
    precision = right / max(1, sum(map(len, ways["ours"])))
    recall = right / max(1, sum(map(len, wanted)))
    figures["ours.boundary_f1"] = 2 * precision * recall / max(1e-9, precision + recall)
    figures["trivial.pk"] = min(figures["none.pk"], figures["even.pk"])
    figures |= {f"invented.{figure}": value for figure, value in composed.measured(40 if quick else 200).items()}
    accounts = [json.loads(line) for line in (data / "12_accounts" / "texts.jsonl").open(encoding="utf-8")]
    whole = sum(sum(s.kind == "story" for s in stories(Text(a["text"]))) == 1 for a in accounts)
    figures["ours.accounts_kept_whole"] = whole / len(accounts)  # single accounts are one story each
    return Measured(figures, (Goal("ours.pk", "<=", "trivial.pk", times=0.5),))
