"""Names, dates and amounts as the pipeline's own `ner` finds them, decided for all words at once.

That component is a machine that goes from word to word, begins a name, goes on, or ends it (BILUO). Outside a name its
decision depends on the word alone, so it is taken for every word in one product of matrices; only inside names, a tenth
of the words, does one go from word to word. Weights, rules and outcome are those of spaCy's component.

Source: spaCy 3.8, `pipeline/_parser_internals/ner.pyx` (what may follow what) and `ml/parser_model.pyx` (scores).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Numbers = NDArray[np.float32]

FEATURES: Final = 3  # the word, the first of the name it stands in, the word before it in that name


class Tagger:
    """A component that stands for the pipeline's `ner`."""

    def __init__(self, nlp: Language) -> None:
        ner: Any = nlp.get_pipe("ner")
        model = ner.model
        self._words = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        features, hidden, pieces, width = lower.get_param("W").shape
        if features != FEATURES or model.attrs["unseen_classes"]:
            raise ValueError("the parser finds names in another way than the one that is known here")
        weights = lower.get_param("W").reshape(features, hidden * pieces, width)
        self._first, *self._rest = (np.ascontiguousarray(w.T) for w in weights)
        self._pads: list[Numbers] = [pad.reshape(-1) for pad in lower.get_param("pad")[0]]
        self._bias: Numbers = lower.get_param("b").reshape(-1)
        self._pieces = pieces
        self._scores, self._plus = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        names = [str(ner.moves.get_class_name(n)) for n in range(ner.moves.n_moves)]
        self._names = names
        self._place = {name: n for n, name in enumerate(names)}
        self._begins = np.array([name[:2] == "B-" for name in names])
        self._units = np.array([name[:2] == "U-" and len(name) > len("U-") for name in names])
        self._outside = self._begins | self._units | np.array([name == "O" for name in names])

    def __call__(self, doc: Doc) -> Doc:
        """Set the doc's names and the like."""
        from spacy.tokens import Span

        if len(doc):
            doc.set_ents([Span(doc, a, b, label=label) for a, b, label in self._found(doc)], default="outside")
        return doc

    def _found(self, doc: Doc) -> list[tuple[int, int, str]]:
        vectors: Numbers = self._words.predict([doc])
        vectors = vectors[0] if isinstance(vectors, list) else vectors
        here = vectors @ self._first
        ends = [bool(token.is_sent_start) for token in doc[1:]] + [True]  # whether a sentence ends with the word
        chosen = self._beside(doc, here, np.array(ends))
        found = []
        busy = 0  # words before it are in a name
        for at in np.flatnonzero(chosen >= 0).tolist():
            if at < busy:
                continue
            move, label = self._names[chosen[at]].split("-", 1)
            busy = at + 1 if move == "U" else self._end(vectors, here, ends, at, label)
            found.append((at, busy, label))
        return found

    def _beside(self, doc: Doc, here: Numbers, ends: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Of each word the move taken where no name is open; -1 for none."""
        scores = self._scored(here + self._pads[1] + self._pads[2])
        scores[:, ~self._outside] = -np.inf
        blank = np.array([token.is_space for token in doc])
        scores[np.ix_(ends | blank, self._begins)] = -np.inf
        scores[np.ix_(blank, self._units)] = -np.inf
        best: NDArray[np.int64] = scores.argmax(axis=1)
        best[best == self._place["O"]] = -1
        return best

    def _end(self, vectors: Numbers, here: Numbers, ends: list[bool], first: int, label: str) -> int:
        """Behind which word the name ends that begins with `first`."""
        on, last = self._place[f"I-{label}"], self._place[f"L-{label}"]
        opened = vectors[first] @ self._rest[0]
        at = first + 1
        while not ends[at]:
            scores = self._scored((here[at] + opened + vectors[at - 1] @ self._rest[1])[None])[0]
            if scores[last] > scores[on] or (scores[last] == scores[on] and last < on):
                break
            at += 1
        return at + 1

    def _scored(self, sums: Numbers) -> Numbers:
        """The scores of all moves from the sums of features, one row a word."""
        hidden = (sums + self._bias).reshape(len(sums), -1, self._pieces).max(axis=2)
        scores: Numbers = hidden @ self._scores + self._plus
        return scores
