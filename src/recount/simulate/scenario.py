"""What can be planted, and what was: the nouns of a planted study."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from recount.errors import InputError

MOST = 1_000_000  # persons, outlets
FEATURES = ("gender", "age", "origin", "place", "work", "role", "joined", "left", "children")
SHARES = (
    "anonymous", "alias", "missing", "wrong", "misspelt", "copying", "overlap", "roundup", "same_interviewer",
    "in_custody", "once", "follows", "avoids",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scenario:
    """How a planted study is made. Shares are 0 to 1; the same scenario gives the same bytes on every machine."""

    persons: int = field(default=60, metadata={"help": "Persons who belonged and left, told of or not."})
    seed: int = field(default=1, metadata={"help": "Fixes every byte."})
    outlets: int = field(default=12, metadata={"help": "Outlets that publish accounts."})
    reach: float = field(default=0.12, metadata={"help": "Share of persons that an outlet of middling reach tells of."})
    overlap: float = field(default=0.3, metadata={"help": "Share of accounts on somebody told of before."})
    roundup: float = field(default=0.12, metadata={"help": "Share of accounts that tell of several persons."})
    copying: float = field(
        default=0.15,
        metadata={"help": "Share of accounts that another outlet copies; each copied one may be copied again."},
    )
    delay_days: int = field(default=90, metadata={"help": "Mean days between leaving and the first account."})
    anonymous: float = field(default=0.3, metadata={"help": "Share of mentions without a name."})
    alias: float = field(default=0.1, metadata={"help": "Share of mentions under a changed name or a kunya."})
    misspelt: float = field(default=0.3, metadata={"help": "Share of names spelt in another way than usual."})
    missing: float = field(default=0.35, metadata={"help": "Share of facts that an account does not tell."})
    wrong: float = field(default=0.03, metadata={"help": "Share of told facts that are not as they were."})
    same_interviewer: float = field(default=0.2, metadata={"help": "Share of accounts by the outlet's one specialist."})
    in_custody: float = field(default=0.15, metadata={"help": "Share of persons spoken to in a prison."})
    uneven: float = field(
        default=1.0, metadata={"help": "How far persons differ in how often they are told of: 0 all alike, 1 as usual."}
    )
    once: float = field(default=0.0, metadata={"help": "Share of persons who can be told of only once."})
    follows: float = field(
        default=0.0, metadata={"help": "Share of persons of the national family whom a regional outlet takes up."}
    )
    avoids: float = field(
        default=0.0, metadata={"help": "Share of persons of the national family whom regional outlets pass over."}
    )
    hoax: bool = field(default=True, metadata={"help": "Plant a fabricated account and a fabricator told of twice."})

    def __post_init__(self) -> None:
        for name in (*SHARES, "reach"):
            if not 0 <= getattr(self, name) <= 1:
                raise InputError(f"{name} of a planted study is a share, 0 to 1, got {getattr(self, name)}")
        for name in ("persons", "outlets"):
            if not 1 <= getattr(self, name) <= MOST:
                raise InputError(f"{name} of a planted study must be 1 to {MOST:,}, got {getattr(self, name)}")
        for name in ("delay_days", "uneven"):
            if getattr(self, name) < 0:
                raise InputError(f"{name} of a planted study must be 0 or more, got {getattr(self, name)}")


@dataclass(frozen=True, slots=True)
class Leaver:
    """One person as they are; what is told of them may differ. `real` is False of somebody who made it all up."""

    person: str  # "p0007"
    gender: str  # "man" or "woman"
    given: tuple[str, ...]  # spellings in use, the usual one first
    family: tuple[str, ...]
    kunya: tuple[str, ...]  # empty: takes none
    alias: str  # the name an account gives that changes names
    born: date
    origin: str  # a country
    place: str  # the town they come from
    work: str
    role: str  # what they did inside
    joined: date
    left: date
    children: int
    reasons: tuple[str, ...]  # codes of exit-narratives, the main one first
    fame: float  # how many times more often than others they are told of, if `uneven` is 1
    custody: str | None  # the prison they are spoken to in
    real: bool = True
    once: bool = False  # can be told of only once


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. Outlets of one family share what they know."""

    name: str
    family: str  # "agency", "national", "regional", "institute", "court"
    reach: float  # share of persons told of
    writers: tuple[str, ...]  # the first is the specialist


@dataclass(frozen=True, slots=True)
class Said:
    """One mention: what one account tells of one person."""

    mention: str  # "0012.0"
    person: str
    account: str
    naming: str  # "named", "alias", "anonymous"
    name: str | None  # as the account spells it
    told: dict[str, str]  # feature -> value as told; what is not told is not there
    wrong: tuple[str, ...] = ()  # features that are told otherwise than they were
    reasons: tuple[str, ...] = ()  # codes


@dataclass(frozen=True, slots=True)
class Account:
    """One published account."""

    account: str  # "0012"
    outlet: int  # index
    writer: str
    published: date
    mentions: tuple[Said, ...]
    copy_of: str | None = None  # the account it copies
    hoax: bool = False  # fabricated


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted study: who there is, who publishes, what is told; accounts in the order of publication."""

    scenario: Scenario
    persons: tuple[Leaver, ...]
    outlets: tuple[Outlet, ...]
    accounts: tuple[Account, ...]

    @property
    def mentions(self) -> list[Said]:
        """All mentions, account by account: the quick way to a test that needs no words."""
        return [said for account in self.accounts for said in account.mentions]

    @property
    def told(self) -> list[str]:
        """Persons that some account tells of, fabricated ones among them, sorted."""
        return sorted({said.person for said in self.mentions})

    def histories(self) -> dict[str, list[int]]:
        """In how many independent accounts of each outlet family each real person stands, families sorted."""
        families = self.families
        held = {p.person: [0] * len(families) for p in self.persons if p.real}
        for account in self.accounts:
            for said in account.mentions if account.copy_of is None and not account.hoax else ():
                if said.person in held:
                    held[said.person][families.index(self.outlets[account.outlet].family)] += 1
        return held

    @property
    def families(self) -> list[str]:
        """The outlet families, sorted."""
        return sorted({outlet.family for outlet in self.outlets})
