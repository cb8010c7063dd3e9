"""Who said what on 244 invented sentences written beforehand, half of them held back: what is found never falls.

`tests/golden/speech/worked.jsonl` was mended for; `held.jsonl` was written on the same day by the same hand, before
anything was mended, and nothing is mended by looking at it. A `speaker` is the chain, nearest first: each step any of
some words of its name or role; empty where nobody is named. `words` are the whole of what is said, in its pieces.
"""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from recount.model import Span
from recount.text.parser import parse
from recount.text.speech.speech import speech

ROOT = Path(__file__).parents[1]
HERE = ROOT / "golden" / "speech"
FLOORS = json.loads((ROOT / "floors.json").read_text(encoding="utf-8"))["speech"]
OVERLAP = 0.5  # Jaccard of words, from which two contents are the same
OF_CHAIN = ("naming", "channel")
SAME_SPEECH = ("form", "act", "certainty", "question", "condition", "future", "stance", "response", "evidence")


def places(text, words):
    """The places of the words in the text, as numbers of its words."""
    tokens = [m.start() for m in re.finditer(r"\w+", text)]
    at, found = 0, set()
    for piece in words:
        start = text.index(piece, at)
        at = start + len(piece)
        found |= {n for n, t in enumerate(tokens) if start <= t < at}
    return found


def places_of(text, said):
    tokens = [m.start() for m in re.finditer(r"\w+", text)]
    return {n for n, t in enumerate(tokens) if any(s.start <= t < s.end for s in said.content)}


def pieces(text, said):
    tokens = [m.start() for m in re.finditer(r"\w+", text)]
    return [{n for n, t in enumerate(tokens) if s.start <= t < s.end} for s in said.content]


def same(one, other):
    return len(one & other) >= OVERLAP * len(one | other)


def step_is(step, wanted):
    told = f"{step.name or ''} {step.role or ''}".lower()
    return not wanted or any(w.lower() in told for w in wanted)


def chain_is(said, wanted):
    return len(said.chain) >= len(wanted) and all(map(step_is, said.chain, wanted))


def told(said, field):
    if field in OF_CHAIN:
        return getattr(said.chain[0], field, None) if said.chain else None
    return getattr(said, field, None)


def fits(value, wanted):
    return value in wanted if isinstance(wanted, list) else value == wanted


def sentence_checks(kind, text, wanted, near):
    """Whether the sentence of a longer quotation has its own polarity and certainty."""
    start = text.index(wanted["words"])
    place = Span(start, start + len(wanted["words"]))
    forces = [f for s in near for part, f in s.sentences if part.overlaps(place)]
    for field in ("polarity", "certainty"):
        got = getattr(forces[0], field) if forces else None
        yield (f"sentence_{field}", kind, got == wanted[field], f"{text} -> {wanted['words']}: {got}")


@cache
def checks(half):
    """(measure, phenomenon, whether it is right, text) of each thing that is asked of each sentence."""
    out = []
    for line in (HERE / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text, kind = case["text"], case["phenomenon"]
        found = [(places_of(text, s), s) for s in speech(parse(text))]
        gold = [(places(text, g["words"]), g) for g in case["said"]]
        for at, said in found:
            right = any(same(at, g) or g <= at for g, _ in gold)  # an outer step of a chain holds the inner one
            out.append(("precision", kind, right, f"{text} -> {[s.of(text) for s in said.content]}"))
        for at, wanted in gold:
            near = [s for place, s in found if same(place, at) or any(same(p, at) for p in pieces(text, s))]
            near.sort(key=lambda s, w=wanted: -chain_is(s, w["speaker"]))
            where = f"{text} -> {wanted['words']}"
            out.append(("recall", kind, bool(near), where))
            denied = wanted.get("polarity") == "denied"
            for sentence in wanted.get("sentences", ()):
                out += sentence_checks(kind, text, sentence, near)
            if denied:
                out.append(("denial_recall", kind, any(s.polarity == "denied" for s in near), where))
            if "response" in wanted:
                out.append(("response", kind, any(told(s, "response") == wanted["response"] for s in near), where))
            if not near:
                continue
            best = near[0]
            if "polarity" not in wanted and "response" not in wanted:
                out.append(("not_denied", kind, best.polarity == "asserted", where))
            if wanted["speaker"]:
                out.append(
                    ("source", kind, step_is(best.chain[0], wanted["speaker"][0]) if best.chain else False, where)
                )
                out.append(("chain", kind, chain_is(best, wanted["speaker"]), where))
            for field in (*OF_CHAIN, *SAME_SPEECH):
                if field in wanted and field != "response":
                    right = fits(told(best, field), wanted[field])
                    out.append((field, kind, right, f"{where}: {wanted[field]}, not {told(best, field)}"))
    return out


def shares(half, by=0):
    """Measure -> (right, of how many); `by=1`: phenomenon -> the same over what is to be found."""
    every = [c for c in checks(half) if by == 0 or c[0] == "recall"]
    names = dict.fromkeys(c[by] for c in every)
    return {n: (sum(c[2] for c in every if c[by] == n), sum(c[by] == n for c in every)) for n in names}


@pytest.mark.parametrize(("half", "measure"), [(half, m) for half, own in FLOORS.items() for m in sorted(own)])
def test_as_much_is_right_as_before(half, measure):
    right, of = shares(half)[measure]
    wrong = [c[3] for c in checks(half) if c[0] == measure and not c[2]] if half == "worked" else []
    assert right / of >= FLOORS[half][measure], (right, of, *wrong)
