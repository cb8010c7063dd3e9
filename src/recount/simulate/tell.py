"""An account in words: the text that an outlet prints, and where each person stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recount.simulate import lines
from recount.simulate.chance import Chance
from recount.simulate.colour import Words, colour, memory
from recount.simulate.people import ADJECTIVE

if TYPE_CHECKING:
    from recount.simulate.scenario import Account, Leaver, Planted, Said

_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = ("", "a child", "two children", "three children", "four children", "five children")
SAME_WORDS = 0.1  # share of reasons that a person gives in the same words to everybody
_MARK = "\x00"  # stands before and after a place of a person while a text is put together; no template holds it


@dataclass(frozen=True, slots=True)
class Written:
    """One account as it is printed."""

    account: Account
    title: str
    text: str
    places: tuple[tuple[str, int, int], ...]  # mention, start, end in code points of the text


@dataclass(slots=True)
class _Words:
    """How one mention is spoken of."""

    said: Said
    person: Leaver
    chance: Chance
    used: set[str] = field(default_factory=set)

    @property
    def he(self) -> dict[str, str]:
        """Pronouns and the movement."""
        man = self.person.gender == "man"
        he, his, him = ("he", "his", "him") if man else ("she", "her", "her")
        group = lines.GROUP
        return {
            "he": he, "his": his, "him": him, "He": he.capitalize(), "group": group,
            "Group": group[0].upper() + group[1:], "parent": "father" if man else "mother",
        }  # fmt: skip

    def fill(self, template: str, **more: str) -> str:
        """The template in words."""
        return template.format(**(self.he | more))

    def marked(self, words: str) -> str:
        """Words that speak of the person, with marks around them."""
        return f"{_MARK}{self.said.mention}{_MARK}{words}{_MARK}"

    def described(self) -> str:
        """A description: "a 27-year-old Tunisian electrician", as far as it is told."""
        told = self.said.told
        noun = told.get("work") or ("man" if self.person.gender == "man" else "woman")
        before = [f"{told['age']}-year-old"] if "age" in told else []
        before += [ADJECTIVE[told["origin"]]] if "origin" in told else []
        if not before and "work" not in told:
            before = ["young"]
        words = " ".join([*before, noun])
        # "an 18-year-old", "an 11-year-old", "an 80-year-old": numbers that begin with the sound of a vowel.
        vowel = words[0].lower() in "aeiou" or words.startswith(("8", "11-", "18-"))
        return f"{'an' if vowel and not words.startswith(('Uz', 'uni', 'Eu')) else 'a'} {words}"

    def details(self) -> str:
        """What stands after a name: "27, a Tunisian electrician, " or nothing."""
        told = self.said.told
        parts = [told["age"]] if "age" in told else []
        noun = told.get("work") or (("man" if self.person.gender == "man" else "woman") if "origin" in told else "")
        if noun:
            words = f"{ADJECTIVE[told['origin']]} {noun}" if "origin" in told else noun
            parts.append(f"{'an' if words[0].lower() in 'aeio' else 'a'} {words}")
        return "".join(f"{part}, " for part in parts)


def write(planted: Planted) -> list[Written]:
    """Every account in words, in the order of publication; a copy has the words of what it copies."""
    chance = Chance("recount words", planted.scenario.seed)
    people = {p.person: p for p in planted.persons}
    made: dict[str, Written] = {}
    for account in planted.accounts:
        own = chance.apart(account.account)
        if account.copy_of is None:
            made[account.account] = _written(account, people, own)
        else:
            first = made[account.copy_of]
            made[account.account] = _copied(planted, account, first, own)
    return list(made.values())


def _written(account: Account, people: dict[str, Leaver], chance: Chance) -> Written:
    words = [_Words(said, people[said.person], chance.apart(n)) for n, said in enumerate(account.mentions)]
    several = len(words) > 1
    first = words[0]
    if several:
        title = first.fill(chance.of(lines.HEADS_SEVERAL))
    elif first.said.name and first.said.naming == "named" and " " in first.said.name:
        title = first.fill(chance.of(lines.HEADS_NAMED), who=first.said.name)
    else:
        title = first.fill(chance.of(lines.HEADS_UNNAMED))
    blocks = [title]
    for own in words:
        blocks += _part(own, short=several)
    # A first sentence stays first: what an account is about stands there.
    scenery = chance.apart("scenery")
    blocks.insert(2, colour(scenery, scenery.between(3, 5)))
    blocks.append(colour(scenery, scenery.between(4, 8)))
    blocks += [first.fill(chance.of(lines.CLOSERS if not several else lines.CLOSERS[:4])), lines.NOTICE]
    text, places = _unmarked("\n\n".join(blocks) + "\n")
    return Written(account, title, text, places)


def _part(words: _Words, *, short: bool) -> list[str]:
    """The paragraphs on one person."""
    said, chance = words.said, words.chance
    sentences = [_lead(words)]
    told = said.told
    plain = [
        words.fill(chance.of(lines.JOINED), month=_month(told["joined"])) if "joined" in told else "",
        words.fill(chance.of(lines.ROLE), role=told["role"]) if "role" in told else "",
        words.fill(chance.of(lines.PLACE), place=told["place"]) if "place" in told else "",
        words.fill(chance.of(lines.CHILDREN), n=_NUMBERS[min(5, int(told["children"]))]) if "children" in told else "",
    ]
    sentences += [s for s in plain if s]
    why = [_why(words, reason) for reason in said.reasons]
    if words.person.custody:
        why.append(words.fill(chance.of(lines.CUSTODY), prison=words.person.custody))
    return [" ".join(sentences + why)] if short else [" ".join(sentences), *why]


def _why(words: _Words, reason: str) -> str:
    """A reason; some persons are quoted with the same words in every account, most say it anew each time."""
    person = Chance("what they say", words.person.person, words.person.left, reason)
    chance = person if person.falls(SAME_WORDS) else words.chance
    template = chance.of(lines.REASONS[reason])
    if template.startswith("“"):
        template = f"“{memory(chance)} {template[1:]}"
    return template.format_map(Words(chance, words.he))


def _lead(words: _Words) -> str:
    said, chance = words.said, words.chance
    when = f" in {_month(said.told['left'])}" if "left" in said.told else ""
    if said.name is None:
        who = words.described()
        return words.fill(chance.of(lines.LEADS_UNNAMED), who=words.marked(who[0].upper() + who[1:]), when=when)
    leads = lines.LEADS_NAMED if said.naming == "named" else lines.LEADS_ALIAS
    lead = chance.of([one for one in leads if when or not one.startswith("It was{when}")])
    return words.fill(lead, who=words.marked(said.name), details=words.details(), when=when)


def _month(told: str) -> str:
    return f"{_MONTHS[int(told[5:]) - 1]} {told[:4]}"


def _copied(planted: Planted, account: Account, first: Written, chance: Chance) -> Written:
    """The same words; perhaps another head and a line that says where they are from."""
    names = {old.mention: new.mention for old, new in zip(first.account.mentions, account.mentions, strict=True)}
    outlet = planted.outlets[first.account.outlet].name
    text = first.text
    if chance.falls(0.7):
        text += "\n" + chance.of(lines.REWRITTEN).format(outlet=outlet) + "\n"
    places = tuple((names[mention], start, end) for mention, start, end in first.places)
    return Written(account, first.title, text, places)


def _unmarked(marked: str) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The text without marks, and the places that were marked."""
    parts = marked.split(_MARK)
    text, places = parts[0], []
    for n in range(1, len(parts), 3):
        mention, words, after = parts[n : n + 3]
        places.append((mention, len(text), len(text) + len(words)))
        text += words + after
    return text, tuple(places)
