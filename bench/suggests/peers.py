"""What most people would do: word weights, or sentence vectors, with a logistic regression for each code.

Each peer is run in two forms and takes part with the better one: codes balanced and cut at one half; or as they are,
with the cut that cross-validation on the codings finds best for F1. Without codings there is nothing to fit: the peer
then goes by its similarity to the definition, cut where it does best on the sets that our settings were chosen on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from suggests.sets import CodedSet

FORMS = ("balanced", "cut")
CUTS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)  # of a similarity, in its standard deviations over the passages
STRENGTH = 10.0  # C of the regression: the better of 1 and 10 on all sets
FOLDS = 5


def features(chosen: CodedSet, vectors: NDArray[np.float32], said: NDArray[np.float32]) -> dict[str, tuple[Any, Any]]:
    """Of each peer: what it sees of the passages, and of the definitions."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit([*chosen.passages, *chosen.definitions])
    seen = words.transform(chosen.passages), words.transform(chosen.definitions)
    return {"tfidf": seen, "vectors": (vectors, said)}


def similar(seen: tuple[Any, Any]) -> NDArray[np.float64]:
    """Cosine of every passage with every definition, in standard deviations."""
    near = seen[0] @ seen[1].T
    found = np.asarray(near.toarray() if hasattr(near, "toarray") else near, dtype=np.float64)
    made: NDArray[np.float64] = (found - found.mean(axis=0)) / np.maximum(found.std(axis=0), 1e-9)
    return made


def answered(
    seen: Any, said: NDArray[np.int64], test: NDArray[np.int64], form: str
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Whether each passage of the test has each code, and the chance that the peer gives it, [test, codes]."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    yes = np.zeros((len(test), said.shape[1]), dtype=bool)
    chance = np.zeros(yes.shape)
    for code in range(said.shape[1]):
        known = np.flatnonzero(said[:, code] >= 0)
        has = said[known, code] == 1
        if has.sum() < 2 or has.all():
            continue
        model = LogisticRegression(
            C=STRENGTH, max_iter=300, class_weight="balanced" if form == "balanced" else None
        ).fit(seen[known], has)
        chance[:, code] = model.predict_proba(seen[test])[:, 1]
        cut = 0.5
        if form == "cut":
            folds = StratifiedKFold(min(FOLDS, int(has.sum())), shuffle=True, random_state=0)
            inside = cross_val_predict(model, seen[known], has, cv=folds, method="predict_proba")[:, 1]
            cut = _best(inside, has)
        yes[:, code] = chance[:, code] >= cut
    return yes, chance


def _best(chance: NDArray[np.float64], has: NDArray[np.bool_]) -> float:
    order = np.argsort(-chance, kind="stable")
    f1 = 2 * np.cumsum(has[order]) / (np.arange(1, len(has) + 1) + has.sum())
    return float(chance[order[int(np.argmax(f1))]])
