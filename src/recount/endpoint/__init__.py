"""A language model behind an OpenAI-compatible address, asked one question at a time; its answers are kept.

Below the stages, so that each may ask; it knows nothing of accounts, claims or codes, and decides nothing.
"""

from recount.endpoint.address import is_here, where
from recount.endpoint.answers import Answers, checked
from recount.endpoint.client import Answer, Question, ask, asked_how, is_answered
from recount.endpoint.spent import NOTHING, Spent, money

__all__ = [
    "NOTHING",
    "Answer",
    "Answers",
    "Question",
    "Spent",
    "ask",
    "asked_how",
    "checked",
    "is_answered",
    "is_here",
    "money",
    "where",
]
