"""Which language a text is in, when it is long enough to know."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

# Below 60 letters the identifier confuses names with languages; its certainty decides above. Chosen by us on
# single sentences of news: at 0.9 and 60 letters no English sentence was taken for another language.
_LEAST_LETTERS: Final = 60
_SURE: Final = 0.9
_SAMPLE: Final = 2_000  # characters; more cost time in proportion and change no verdict on whole stories
# Words that no other language has in such numbers. A text in which they are a fifth of all words is English, which
# is most of what is read; the identifier, fifty times slower, is asked about the rest.
_ENGLISH: Final = frozenset(
    "the of and to that was were with for from by had have has not they their this which who his her she said".split()
)
_ENGLISH_SHARE: Final = 0.2
_ENGLISH_WORDS: Final = 40


@cache
def _identifier() -> Any:
    # Imported on use: the model takes 0.3 s to load, and many commands need no language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`; None when it is too short or too mixed to know."""
    sample = text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(map(len, words)) < _LEAST_LETTERS:
        return None
    if len(words) >= _ENGLISH_WORDS and sum(w in _ENGLISH for w in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    code, sure = _identifier().classify(sample)
    return str(code) if float(sure) >= _SURE else None
