from hypothesis import given
from hypothesis import strategies as st

from recount.text.page.pdf_flow import Printed, flowed, without_furniture

LEADING, SIZE = 14.0, 10.0


def printed(rows, page=0, left=72.0, top=700.0):
    """Lines down a page; None leaves one line free, and a pair moves a line to the right by so much."""
    made, at = [], top
    for row in rows:
        at -= LEADING
        if row is None:
            at -= LEADING / 2
            continue
        indent, words = row if isinstance(row, tuple) else (0.0, row)
        made.append(Printed(words, page, left + indent, left + indent + 5.0 * len(words), at, at, SIZE))
    return made


def words_of(lines):
    return [line.words for line in flowed(lines)]


WIDE = "Orsa Tellin left the Quiet Hand in March with two of her cousins and"
FULL = "walked for three days to the harbour, where the boats were waiting, "


def test_a_wider_gap_a_short_line_or_an_indent_ends_a_paragraph():
    assert words_of(printed([WIDE, FULL, "and sailed.", None, WIDE])) == [f"{WIDE} {FULL} and sailed.", WIDE]
    assert words_of(printed([WIDE, FULL, "and sailed.", WIDE, FULL])) == [
        f"{WIDE} {FULL} and sailed.",
        f"{WIDE} {FULL}",
    ]
    full = FULL[:-2] + "."
    assert words_of(printed([WIDE, full, (12.0, WIDE), FULL])) == [f"{WIDE} {full}", f"{WIDE} {FULL}"]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page():
    column = printed([WIDE], left=72.0) + printed(["they walked for three days to the harbour."], left=420.0)
    assert words_of(column) == [f"{WIDE} they walked for three days to the harbour."]
    pages = printed([WIDE], page=0) + printed(["her sister, and they walked to the harbour."], page=1)
    assert words_of(pages) == [f"{WIDE} her sister, and they walked to the harbour."]


def test_a_word_broken_by_a_hyphen_is_whole_again():
    assert words_of(printed([WIDE[:-4] + " two har-", "bour pilots."])) == [WIDE[:-4] + " two harbour pilots."]


def test_larger_letters_make_a_heading_and_marks_make_items_whose_numbers_stay():
    rows = printed(
        [
            "Findings",
            None,
            WIDE,
            FULL,
            "and sailed.",
            "\u2022 hunger",
            "\u2022 fear of the guards",
            "12. The applicant left.",
        ]
    )
    big = Printed("Findings", 0, 72.0, 150.0, rows[0].first_base, rows[0].last_base, 18.0)
    made = list(flowed([big, *rows[1:]]))
    assert [(line.kind, line.words) for line in made if line.kind != "paragraph"] == [
        ("heading", "Findings"),
        ("item", "hunger"),
        ("item", "fear of the guards"),
        ("item", "12. The applicant left."),
    ]


def test_page_numbers_and_running_heads_are_left_out():
    lines = [
        line
        for n in range(4)
        for line in printed(["The Harbour, issue 12", f"{WIDE} {n * 'x'}", f"{n * 'y'} {FULL}", f"{n + 1}"], page=n)
    ]
    kept = [line.words for line in without_furniture(lines, 4)]
    assert "The Harbour, issue 12" not in kept
    assert "3" not in kept
    assert len(kept) == 8


@given(
    st.lists(
        st.tuples(
            st.text("abc .-", min_size=1, max_size=30),
            st.floats(0, 600),
            st.floats(0, 800),
            st.floats(0, 40),
            st.integers(0, 3),
        )
    )
)
def test_no_letter_is_lost_or_added(rows):
    lines = [Printed(words.strip(), page, left, left + 50, base, base, size) for words, left, base, size, page in rows]
    letters = [ch for line in lines for ch in line.words if ch.isalpha()]
    assert [ch for line in flowed(lines) for ch in line.words if ch.isalpha()] == letters
