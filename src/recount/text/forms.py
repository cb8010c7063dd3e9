"""Parts of speech, morphology and base forms, looked up instead of matched: the same outcome, ten times faster.

spaCy's English pipeline derives them by patterns over one token or two and by a table of endings. What a pattern finds
depends on the tag, for some words on the word, the dependency or a neighbour; a base form on the word, its part of
speech and its morphology. So each such case is put once to the pipeline's own components and then remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REMEMBERED: Final = 200_000  # cases and base forms kept; some 40 MB each
_ASKED: Final = frozenset(("TAG", "LOWER", "DEP", "IS_SPACE"))  # what patterns may ask of a token for this to hold
_APART: Final = ("x", "FW", "dep")  # a word of no pattern, its tag and dependency; keeps cases from being neighbours

Case = tuple[int, ...]


class Forms:
    """A component that stands for the pipeline's `attribute_ruler` and `lemmatizer`."""

    def __init__(self, nlp: Language) -> None:
        from spacy.attrs import DEP, IS_SPACE, LEMMA, MORPH, ORTH, POS, TAG

        ruler: Any = nlp.get_pipe("attribute_ruler")
        self._ruler = ruler
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer")
        self._vocab = nlp.vocab
        self._asked, self._told, self._lemma = [ORTH, TAG, DEP, IS_SPACE], [POS, MORPH, LEMMA, TAG, DEP], LEMMA
        patterns = [p for rule in ruler.patterns for p in rule["patterns"]]
        if any(len(p) > 2 or not all(_ASKED.issuperset(token) for token in p) for p in patterns):  # noqa: PLR2004
            raise ValueError("the parser's patterns ask more of a token than its word, tag and dependency")
        strings, every = nlp.vocab.strings, [token for p in patterns for token in p]
        pairs = [p for p in patterns if len(p) == 2]  # noqa: PLR2004
        self._words = frozenset(strings[w] for token in every for w in _values(token.get("LOWER")))
        self._paired = frozenset(strings[w] for p in pairs for token in p for w in _values(token.get("LOWER")))
        self._deps = frozenset(strings[d] for token in every for d in _values(token.get("DEP")))
        self._lower: dict[int, int] = {}
        self._known: dict[Case, tuple[int, ...]] = {}
        self._base: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology, base form, and the tag and dependency of blank space."""
        if not len(doc):
            return doc
        rows: list[list[int]] = doc.to_array(self._asked).tolist()
        cases = self._cases(rows)
        if len(self._known) + len(cases) > max(REMEMBERED, len(cases)):
            self._known.clear()
        new = {case: at for at, case in enumerate(cases) if case not in self._known}
        if new:
            self._known.update(zip(new, self._found(doc, list(new.values())), strict=True))
        told: Any = np.array([self._known[case] for case in cases], dtype=np.uint64)
        for at, (_, _, dep, space) in enumerate(rows):
            if not space:
                told[at, 4] = dep  # patterns change it for blank space alone
        doc.from_array(self._told, told)
        self._give_bases(doc, [row[0] for row in rows], told)
        return doc

    def _cases(self, rows: list[list[int]]) -> list[Case]:
        """Of each token what a pattern may ask: its tag, and the rest where some pattern lists it."""
        lower = [self._word(row[0]) for row in rows]
        cases: list[Case] = []
        for at, (_, tag, dep, space) in enumerate(rows):
            word = lower[at] if lower[at] in self._words else 0
            if dep not in self._deps and not space:
                dep = 0  # noqa: PLW2901  # any other is alike to every pattern
            if word not in self._paired or not word:
                cases.append((tag, word, dep, space))
                continue
            before = lower[at - 1] if at and lower[at - 1] in self._paired else 0
            hung = rows[at - 1][2] if at and rows[at - 1][2] in self._deps else 0
            after = lower[at + 1] if at + 1 < len(rows) else 0
            cases.append((tag, word, dep, space, before, hung, after))
        return cases

    def _word(self, orth: int) -> int:
        low = self._lower.get(orth)
        if low is None:
            if len(self._lower) >= REMEMBERED:
                self._lower.clear()
            low = self._lower[orth] = self._vocab[orth].lower
        return low

    def _found(self, doc: Doc, places: list[int]) -> Iterator[tuple[int, ...]]:
        """What the pipeline's own patterns make of the tokens there, each beside its neighbours."""
        from spacy.tokens import Doc

        words: list[tuple[str, str, str]] = []
        own = []
        for at in places:
            some = doc[max(0, at - 1) : at + 2]
            own.append(len(words) + at - some.start)
            words += [(t.text, t.tag_, t.dep_) for t in some]
            words.append(_APART)
        texts, tags, deps = ([word[n] for word in words] for n in range(3))
        alone = Doc(
            doc.vocab, words=texts, spaces=[False] * len(words), tags=tags, deps=deps, heads=list(range(len(words)))
        )
        made: list[list[int]] = self._ruler(alone).to_array(self._told).tolist()
        return (tuple(made[n]) for n in own)

    def _give_bases(self, doc: Doc, words: list[int], told: Any) -> None:
        """Set the base form of every token that no pattern gave one."""
        forms: list[list[int]] = told[:, :3].tolist()
        bases: Any = np.empty((len(words), 1), np.uint64)
        for at, (word, (pos, morph, lemma)) in enumerate(zip(words, forms, strict=True)):
            key = (word, pos, morph)
            if not lemma and (lemma := self._base.get(key, 0)) == 0:
                if len(self._base) >= REMEMBERED:
                    self._base.clear()
                lemma = self._base[key] = self._vocab.strings.add(self._lemmatizer.lemmatize(doc[at])[0])  # noqa: PLW2901
            bases[at] = lemma
        doc.from_array([self._lemma], bases)


def _values(asked: object) -> Iterable[str]:
    """The words that a pattern's condition lists or shuts out; none where it has no list."""
    if isinstance(asked, str):
        return (asked,)
    return (*asked.get("IN", ()), *asked.get("NOT_IN", ())) if isinstance(asked, dict) else ()
