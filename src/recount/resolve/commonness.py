"""How much it tells that two accounts share a name or a fact, in bits: log2 of 1 / the share of people who have it.

The shares are orders of magnitude, set by hand from published frequency lists of given and family names; a study's own
counts are not used for names, because the same person told of ten times would make her own name look common.
"""

from __future__ import annotations

from functools import cache, lru_cache

from recount.text.names import consonant_skeleton

# Shares of people of one field and language region, chosen by hand; tests pin only their order.
GIVEN_BITS = 8.0  # 1 in 250
COMMON_GIVEN_BITS = 5.0  # 1 in 32
FAMILY_BITS = 10.0  # 1 in 1,000
COMMON_FAMILY_BITS = 6.5  # 1 in 90
KUNYA_BITS = 7.0  # 1 in 130
COMMON_KUNYA_BITS = 4.5  # 1 in 23
INITIAL_BITS = 3.0  # 1 in 8: letters are not equally frequent

_COMMON_GIVEN = """
mohammed muhammad ahmad ahmed ali hassan hussein omar umar ibrahim ismail yusuf youssef khalid khaled abdullah abdallah
abdulrahman abdelaziz hamza hamid mahmoud mustafa bilal said saad samir karim tariq walid nasser faisal jamal
amir anwar rashid salim salem suleiman osman uthman idris ilyas zaid zayd yahya musa isa daoud haroun
fatima aisha khadija maryam mariam zainab zaynab amina sara sarah layla leila nour noor hanan huda salma samira
john james william david michael robert thomas richard george paul peter mark daniel andrew joseph charles anthony
mary anna maria elizabeth jennifer linda susan margaret patricia laura emma julia sophie nina eva
jean pierre michel francois marie nicolas philippe jose juan carlos luis miguel antonio manuel francisco pedro jorge
ana carmen rosa hans thomas andreas stefan michael wolfgang ivan alexander sergei dmitri vladimir nikolai andrei olga
natalia tatiana elena irina wei li ming jing raj sanjay amit anil priya sunita samuel emmanuel grace joy
"""
_COMMON_FAMILY = """
ali ahmed hassan hussein khan ibrahim mohamed abdullah said omar salem saleh hamid rahman aziz
smith jones williams brown taylor johnson davis miller wilson moore thomas martin lee white harris clark
garcia martinez rodriguez lopez gonzalez hernandez perez sanchez silva santos oliveira
muller schmidt schneider meyer weber dubois bernard martin ivanov petrov novak nowak kowalski
wang li zhang liu chen yang nguyen tran kim park singh kumar sharma patel begum bibi
"""
_COMMON_KUNYA = """
muhammad mohammed ahmad ali hassan hussein omar ibrahim ismail yusuf khalid abdullah hamza bakr bilal musab
abdulrahman mustafa mahmoud saad usama maryam fatima aisha
"""


@cache
def _common(kind: str) -> frozenset[str]:
    words = {"given": _COMMON_GIVEN, "family": _COMMON_FAMILY, "kunya": _COMMON_KUNYA}[kind]
    return frozenset(consonant_skeleton(word) for word in words.split())


@lru_cache(maxsize=50_000)
def given_bits(name: str) -> float:
    """What sharing this given name tells."""
    return COMMON_GIVEN_BITS if consonant_skeleton(name) in _common("given") else GIVEN_BITS


@lru_cache(maxsize=50_000)
def family_bits(name: str) -> float:
    """What sharing this family name tells."""
    return COMMON_FAMILY_BITS if consonant_skeleton(name) in _common("family") else FAMILY_BITS


@lru_cache(maxsize=50_000)
def kunya_bits(name: str) -> float:
    """What sharing this kunya tells: fighters of many countries take the same few."""
    return COMMON_KUNYA_BITS if consonant_skeleton(name) in _common("kunya") else KUNYA_BITS
