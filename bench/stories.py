"""How well pages of several news stories are cut, against the trivial ways; and how accounts that are one story stay.

    python bench/stories.py ../shared/data

Pk and WindowDiff by Beeferman 1999 and Pevzner 2002, lower is better. Pages are glued from stories of one topic or of
several; half of the seams have no headline. The thresholds of text/story/stories.py were chosen on these very pages.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

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


def main(data: Path) -> None:
    """Print one line for each way of cutting and half of the pages."""
    with gzip.open(data / "03_segmentation" / "news_pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    for part in ("even", "odd"):
        mine = [p for p in pages if int(p["id"][-1]) % 2 == (part == "odd")]
        for way in ("ours", "none", "evenly"):
            made = []
            for page in mine:
                count, wanted = len(page["sentences"]), page["boundaries"]
                evenly = [round((i + 1) * count / (len(wanted) + 1)) for i in range(len(wanted))]
                found = cuts(page["sentences"]) if way == "ours" else evenly if way == "evenly" else []
                made.append((*errors(count, wanted, found), len(set(found) & set(wanted)), len(found), len(wanted)))
            pk, differ, right, told, true = (sum(m[i] for m in made) for i in range(5))
            precision, recall = right / max(1, told), right / max(1, true)
            print(
                f"{part:5} {way:7} Pk {pk / len(made):.3f} WD {differ / len(made):.3f} P {precision:.2f} R {recall:.2f}"
            )
    accounts = [json.loads(line) for line in (data / "12_accounts" / "texts.jsonl").open(encoding="utf-8")]
    whole = sum(sum(s.kind == "story" for s in stories(Text(a["text"]))) == 1 for a in accounts)
    print(f"accounts kept whole: {whole} of {len(accounts)}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
