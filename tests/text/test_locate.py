import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recount.errors import EvidenceError, QuoteDiffers, QuotePlaceUnclear
from recount.model import Span
from recount.text.locate import anchor, fold, locate

WORDS = st.sampled_from(
    "the café in Ostrava was not open “we can’t go” — she left: 1,500 people “back home” Łódź naïve élan co-op "
    "l’été 2031 ½ ﬁrst … “yes” noth-ing 12.5 % don’t Đorđe 한국 มา ".split()
)
SPACES = st.sampled_from([" ", "  ", "\n", "\u00a0", " \u200b", "\t", "\u00ad "])


@st.composite
def bodies(draw):
    words = draw(st.lists(WORDS, min_size=3, max_size=40))
    return "".join(w + draw(SPACES) for w in words)


@st.composite
def cuts(draw):
    body = draw(bodies())
    words = [(m.start, m.end) for m in _word_places(body)]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    return body, Span(words[first][0], words[last][1])


def _word_places(body):
    at = 0
    for piece in body.replace("\u200b", " ").replace("\u00ad", " ").split():
        at = body.index(piece, at)
        yield Span(at, at + len(piece))
        at += len(piece)


VARIANTS = {
    "straight quote marks": str.maketrans("“”‘’", "\"\"''"),
    "plain dashes": str.maketrans("—–‐", "---"),
    "no-break spaces": str.maketrans(" ", "\u00a0"),
    "line ends": str.maketrans(" ", "\n"),
    "no invisible characters": str.maketrans("", "", "\u200b\u00ad"),
}


@given(st.text(max_size=60), st.data())
def test_any_cut_is_found_where_it_was_cut_when_the_place_is_known(body, data):
    assume(body)
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    assert locate(body[start:end], body, near=start) == Span(start, end)


@given(cuts())
def test_any_cut_between_words_is_found_by_its_words_and_what_stands_around_it(case):
    body, span = case
    try:
        found = locate(span.of(body), body, prefix=body[: span.start], suffix=body[span.end :])
    except QuotePlaceUnclear:
        pytest.fail("the whole text before and after tells every repeat apart")
    assert found == span


def test_the_place_asked_for_is_taken_before_the_same_marks_elsewhere():
    assert locate("-", "the noth-ing — ", near=13) == Span(13, 14)
    assert locate("-", "a-b — c", near=1) == Span(1, 2)
    assert locate("she left. ", "In May she left. He stayed.", near=5) == Span(7, 17)


@given(cuts(), st.sampled_from(sorted(VARIANTS)), st.sampled_from(["NFC", "NFD"]))
def test_a_folded_variant_maps_back_to_the_very_characters(case, how, form):
    body, span = case
    words = unicodedata.normalize(form, span.of(body).translate(VARIANTS[how]))
    found = locate(words, body, near=span.start)
    assert found.start == span.start
    assert found.of(body).rstrip("\u200b\u00ad") == span.of(body).rstrip("\u200b\u00ad")


@given(bodies())
def test_folding_a_text_and_folding_a_quote_agree(body):
    assert fold(body).words.strip() == fold(" ".join(body.split())).words.strip()


@given(cuts())
def test_an_anchor_finds_its_words_again(case):
    body, span = case
    made = anchor(body, "capture", span)
    assert locate(made.words, body, prefix=made.prefix, suffix=made.suffix, near=made.start) == span


TEXT = (
    "Dana Orlik said she did not leave for money. “Of the 1,500 guards, none was able to go,” she said. "
    "The order was un-Islamic and unlawful, Petr Havel added. On 3 May 2031 they fled. She did not regret it.\n"
    "The others could stay, but they wouldn’t. He was unable to walk 12.5 kilometres."
)


@pytest.mark.parametrize(
    ("words", "differs"),
    [
        ("she did leave for money", "negation"),
        ("none was unable to go", "negation"),
        ("He was able to walk", "negation"),
        ("the others could not stay", "negation"),
        ("Of the 1,300 guards, none was able to go", "number"),
        ("On 3 May 2013 they fled", "number"),
        ("Of the fifteen guards", "number"),
        ("lawful, Petr Orlik added", "name"),
        ("Jana Orlik said she did not leave", "name"),
        ("she did not leave for love", "words"),
    ],
)
def test_changed_words_are_refused_with_what_differs(words, differs):
    with pytest.raises(QuoteDiffers) as error:
        locate(words, TEXT)
    assert differs in error.value.args[2]
    assert error.value.args[1] in TEXT
    assert error.value.args[1] in str(error.value) or repr(error.value.args[1]) in str(error.value)


@pytest.mark.parametrize(
    "words",
    [
        "500 guards",
        "Islamic and",
        "lawful, Petr",
        "was 1,50",
        "would",
        "able to walk",
        "5 kilometres",
        "12 kilometres",
        "regre",
    ],
)
def test_a_cut_inside_a_word_or_number_is_refused(words):
    with pytest.raises(QuoteDiffers):
        locate(words, TEXT)


def test_words_that_are_nowhere_near_are_refused_without_a_false_neighbour():
    with pytest.raises(QuoteDiffers, match="nothing like it"):
        locate("xylophones zigzag quizzically", TEXT)
    with pytest.raises(QuoteDiffers, match="no words"):
        locate("  ", TEXT)


def test_a_raised_two_is_not_a_plain_two():
    with pytest.raises(EvidenceError):
        locate("102 metres", "They ran 10² metres.")


def test_repeats_need_context_and_the_right_one_is_taken():
    body = "They fled at night. The boat sank. They fled at night. The truck waited."
    with pytest.raises(QuotePlaceUnclear, match="2 times"):
        locate("They fled at night", body)
    assert locate("They fled at night", body, suffix=". The truck").start == 35
    assert locate("They fled at night", body, prefix="sank. ").start == 35
    assert locate("They fled at night", body, near=3).start == 0
    assert locate("They fled at night.", body, near=30).start == 35


def test_a_quote_that_ends_in_a_folded_letter_keeps_its_beginning():
    assert locate("the\ncaf\u00e9", "the the the caf\u00e9 here", near=8) == Span(8, 16)


def test_a_letter_without_its_accent_is_another_letter():
    with pytest.raises(QuoteDiffers):
        locate("Rene left", "Rene\u0301 left in May.")
    assert locate("Ren\u00e9 left", "Rene\u0301 left in May.") == Span(0, 10)


NUMBERS = st.integers(2, 99_999)
NAMES = st.sampled_from(["Dana Orlik", "Petr Havel", "Miro Kos", "Ines Duarte", "Tala Reyes"])


@given(NUMBERS, NUMBERS, NAMES, NAMES, st.booleans())
def test_no_flipped_negation_changed_number_or_swapped_name_is_ever_accepted(one, other, name, stranger, negated):
    assume(one != other)
    assume(name != stranger)
    verb = "did not see" if negated else "did see"
    flipped = "did see" if negated else "did not see"
    body = f"It rained. {name} {verb} {one} guards at the gate. The road was closed."
    assert locate(f"{name} {verb} {one} guards", body).start == 11
    for bad in (
        f"{name} {flipped} {one} guards",
        f"{name} {verb} {other} guards",
        f"{stranger} {verb} {one} guards",
        f"{other} guards at the gate",
    ):
        with pytest.raises(QuoteDiffers):
            locate(bad, body)
