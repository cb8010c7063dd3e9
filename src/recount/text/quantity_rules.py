"""The written rules that turn words into bounds: data, each with an id that is printed beside the figures it made.

Chosen by hand from how news prose uses the words. A vague quantity is an at-least: "dozens" is at least two dozen and
nothing in the word says how many more, so its high bound stays open. Change a row here and every figure that used
it says so through its rule id.
"""

from __future__ import annotations

from dataclasses import dataclass

NEARLY = 0.9  # "nearly 300" is from this share of 300 up to, not including, 300; chosen by hand
FRACTION_GIVE = 0.05  # "about half" is half give or take this share of the whole; chosen by hand

RULES: dict[str, str] = {
    "at_least": "at least N (no fewer than N, N or more, a minimum of N): N or more",
    "more_than": "more than N (over N, upwards of N): N + 1 or more; of a share or amount, N or more",
    "up_to": "up to N (as many as N, at most N, no more than N): 0 to N",
    "fewer_than": "fewer than N (less than N, under N, below N): 0 to N - 1; of a share or amount, 0 to N",
    "nearly": "nearly N (almost N, close to N, just under N): from nine tenths of N up to, not including, N",
    "just_over": "just over N (slightly more than N): from N + 1 up to eleven tenths of N",
    "about": "about N (some, around, roughly, an estimated, N or so): N give or take half the unit of its last digit that is not 0",
    "about_share": "about a half, a third and so on: the fraction give or take 5 in 100 of the whole",
    "range": "between A and B, A to B, from A to B: A to B, both included",
    "share": "a share of a stated number: the share times the number, marked as derived",
    "ratio": "one in N (two out of N): a share; of a stated number, the share times the number",
    "majority": "most of N, a majority of N: from the first count above half of N up to N",
    "none": "none of N: 0",
    "all": "all N, all of the N: N",
    "higher": "a figure told as higher than one stated before: that figure's low bound or more",
    "lower": "a figure told as lower than one stated before: 0 up to that figure's high bound",
    "vague.couple": "a couple: 2",
    "vague.few": "a few: 3 or more",
    "vague.several": "several: 3 or more",
    "vague.handful": "a handful: 3 to 9",
    "vague.dozens": "dozens, several dozen, a few dozen: 24 or more",
    "vague.scores": "scores: 40 or more",
    "vague.hundreds": "hundreds, several hundred, a few hundred: 200 or more",
    "vague.thousands": "thousands, several thousand, a few thousand: 2,000 or more",
    "vague.tens_of_thousands": "tens of thousands: 20,000 or more",
    "vague.hundreds_of_thousands": "hundreds of thousands: 200,000 or more",
    "vague.millions": "millions, several million, a few million: 2,000,000 or more",
}


@dataclass(frozen=True, slots=True)
class Vague:
    """Words that name no number, and the bounds this house gives them."""

    rule: str
    words: tuple[str, ...]  # lower case
    low: float
    high: float | None
    people_only: bool = False  # too common in idle prose ("several reasons") to be kept of anything but persons


def _scaled(scale: str) -> tuple[str, ...]:
    before = ("several", "a few", "few", "many", "a couple of", "a couple", "multiple")
    return (f"{scale}s", f"many {scale}s", *(f"{word} {scale}" for word in before))


VAGUE: tuple[Vague, ...] = (
    Vague("vague.dozens", (*_scaled("dozen"), "dozens and dozens"), 24, None),
    Vague("vague.scores", ("scores",), 40, None),
    Vague("vague.hundreds", (*_scaled("hundred"), "hundreds and hundreds"), 200, None),
    Vague("vague.thousands", (*_scaled("thousand"), "thousands and thousands"), 2_000, None),
    Vague("vague.tens_of_thousands", ("tens of thousands",), 20_000, None),
    Vague(
        "vague.hundreds_of_thousands",
        ("hundreds of thousands", "several hundred thousand", "a few hundred thousand"),
        200_000,
        None,
    ),
    Vague("vague.millions", (*_scaled("million"), "millions and millions"), 2_000_000, None),
    Vague("vague.handful", ("a handful", "handful"), 3, 9, people_only=True),
    Vague("vague.several", ("several",), 3, None, people_only=True),
    Vague("vague.few", ("a few",), 3, None, people_only=True),
    Vague("vague.couple", ("a couple",), 2, 2, people_only=True),
)

# Words before a number, longest first when matched. "Exactly" and its kin change no bound and are kept as written.
BEFORE: dict[str, tuple[str, ...]] = {
    "at_least": (
        "at least", "no fewer than", "no less than", "not fewer than", "not less than", "a minimum of", "minimum of",
        "as few as", "at the very least", "at the least", "at minimum",
    ),
    "more_than": (
        "more than", "over", "upwards of", "upward of", "in excess of", "greater than", "higher than", "above", "well over",
        "well above", "far more than", "many more than", "exceeding", "north of", "larger than", "beyond", "topping", "topped",
        "exceeded", "exceeds", "not just", "well more than", "considerably more than", "significantly more than",
    ),
    "up_to": (
        "up to", "as many as", "as much as", "at most", "no more than", "not more than", "a maximum of", "maximum of",
        "at the most", "no greater than", "as high as",
    ),
    "fewer_than": (
        "fewer than", "less than", "under", "below", "lower than", "smaller than", "well under", "well below", "far fewer than",
        "far less than", "many fewer than",
    ),
    "nearly": (
        "nearly", "almost", "close to", "just under", "just short of", "approaching", "not quite", "slightly under", "slightly fewer than",
        "just below", "slightly less than", "a little under", "nearing", "little short of", "a little less than",
    ),
    "just_over": ("just over", "slightly more than", "slightly over", "a little over", "just above", "a little more than"),
    "about": (
        "about", "some", "around", "roughly", "approximately", "an estimated", "estimated", "circa", "c.", "ca.", "more or less", "in the region of",
        "in the order of", "on the order of", "or so", "perhaps", "maybe", "somewhere around", "an approximate", "in the neighbourhood of",
        "in the neighborhood of", "something like", "as estimated", "an average of", "on average",
    ),
    "exact": ("exactly", "precisely", "only", "just", "a total of", "total of", "a mere", "a further", "another", "an additional", "all of", "merely", "fully", "a record", "a combined"),
}  # fmt: skip

# Words after a number.
AFTER: dict[str, tuple[str, ...]] = {
    "at_least": ("or more", "at least", "at a minimum", "and counting", "or over", "plus", "upwards", "and over", "and above", "and more", "at the very least"),
    "up_to": ("or fewer", "or less", "at most", "at the most", "at maximum", "or under", "at best", "tops"),
    "about": ("or so", "or thereabouts", "give or take", "-odd", "odd", "-ish", "approximately"),
}  # fmt: skip

FRACTIONS: dict[str, float] = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fourth": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7, "eighth": 1 / 8,
    "ninth": 1 / 9, "tenth": 1 / 10, "twelfth": 1 / 12, "twentieth": 1 / 20, "hundredth": 1 / 100, "thousandth": 1 / 1000,
}  # fmt: skip
