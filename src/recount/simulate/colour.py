"""Scenery: sentences that tell nothing of anybody and make one account's words its own.

Without it two accounts with the same few facts would share so many phrases that they would look like copies. Every
second word or so is chance, so that hardly any three words in a row come twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recount.simulate.chance import Chance

_PATTERNS = (
    "{Where} {a} {how} {thing} {did} {way} {near} the {how} {spot}.",
    "{A} {how} {thing} and {many} {how} {things} {did} {near} a {spot}.",
    "{Where}, {many} {things} {did} {way} {when}.",
    "{When} the {spot} smelled {way} of {smell} and {smell}.",
    "{Many} {how} {things} {did} {near} the {thing}; {when} the {how} {spot} {fell} {way}.",
    "{Where} the {how} {spot} {fell} {way} {when}, like {a} {how} {thing}.",
)
_MEMORIES = (
    "I remember {how} {things} {near} the {spot}.",
    "There were {many} {how} {things} {near} the {spot}.",
    "We had {many} {things} and {a} {how} {thing} {near} the {spot}.",
    "{When} the {how} {spot} {fell}.",
)
_WORDS = {
    "a": "a one some no that this another every",
    "how": "grey narrow crooked painted rusty heavy folded cracked woollen yellow dented muddy polished borrowed broken silent "
    "wooden frozen dusty slender faded spotless tilted striped mended greasy bright sunken hollow leaking",
    "thing": "lantern ladder kettle umbrella basket clock bicycle barrel mirror trunk stove drum anvil chessboard accordion "
    "curtain shovel teapot saddle typewriter birdcage wheelbarrow suitcase candle thermos",
    "things": "lanterns ladders kettles chairs baskets clocks barrels bottles boxes drums coats carpets maps shovels teapots "
    "crates bells jars sacks ropes candles planks onions geese buckets",
    "did": "stood leaned waited hung lay rattled shone dripped creaked glittered rusted swayed gathered rested smoked ticked",
    "way": "quietly slowly nearly always faintly plainly sadly slightly oddly sharply softly mostly barely stubbornly neatly",
    "near": "beside behind under above against before opposite beyond below along inside outside",
    "spot": "bakery canteen garage station library kitchen laundry chapel greenhouse ferry loft cellar courtyard stairwell "
    "boathouse tannery orchard workshop bridge corridor attic quay warehouse veranda",
    "where": "outside upstairs downstairs nearby overhead indoors elsewhere below opposite yonder underneath",
    "many": "two three four five six seven eight nine ten eleven twelve twenty several few countless",
    "when": "yesterday afterwards meanwhile today tonight overnight later eventually at_noon at_dusk by_dawn that_winter "
    "in_March in_June in_August in_October",
    "smell": "diesel oranges cabbage coffee paint cardamom toast smoke wax leather rain hay vinegar tar soap mint",
    "fell": "emptied darkened flooded closed shook filled cooled burned echoed froze",
}


def colour(chance: Chance, sentences: int) -> str:
    """So many sentences of scenery."""
    return " ".join(_filled(chance.of(_PATTERNS), chance) for _ in range(sentences))


def memory(chance: Chance) -> str:
    """A sentence to begin a quotation with, so that two who give one reason do not say it in the same words."""
    return _filled(chance.of(_MEMORIES), chance)


class Words(dict[str, str]):
    """Words to fill a template with: those given, and scenery for every other name in it."""

    def __init__(self, chance: Chance, given: Mapping[str, str]) -> None:
        super().__init__(given)
        self._chance = chance

    def __missing__(self, slot: str) -> str:
        found = self._chance.of(_WORDS[slot.lower()].split()).replace("_", " ")
        return found[0].upper() + found[1:] if slot[0].isupper() else found


def _filled(pattern: str, chance: Chance) -> str:
    return pattern.format_map(Words(chance, {}))
