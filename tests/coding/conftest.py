import pytest

from recount import coding
from recount.model import Mention, Passage, Reading, Span, Story, Text
from recount.text.parser import parse


@pytest.fixture(scope="session")
def codebook():
    """The shipped codebook without a profile."""
    return coding.load("exit-narratives")


@pytest.fixture(scope="session")
def reading():
    """Reads plain words as one story of sentences; `cases` are names of people who left."""

    def read(body, cases=()):
        sentences = []
        for sentence in parse(body).sents:
            words = sentence.text.strip()
            if words:
                start = body.index(words, sentence.start_char)
                sentences.append(Passage(Span(start, start + len(words)), 0))
        mentions = tuple(
            Mention(0, name, (name,), is_case=True, naming="named", places=tuple(_places(body, name))) for name in cases
        )
        return Reading(Text(body), (Story(Span(0, len(body)), "story"),), tuple(sentences), mentions)

    return read


def _places(body, name):
    for word in (name, name.split()[-1]):
        at = body.find(word)
        while at >= 0:
            yield Span(at, at + len(word))
            at = body.find(word, at + 1)
