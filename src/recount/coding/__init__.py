"""Codes on passages: people assign them with exact words, a machine suggests them with reasons."""

from recount.coding.agree import Agreement, agreement, summary
from recount.coding.answered import CODER as ASKED
from recount.coding.answered import KINDS
from recount.coding.ask import Ahead, Asked, Suggested, Whom, ahead, ask, suggested
from recount.coding.assign import REJECTED, VALUES, Assignment, assign
from recount.coding.attributes import Analysed, attribute_values, code_values
from recount.coding.blind import as_seen, hidden
from recount.coding.changes import change, revised
from recount.coding.codebook import check, load, profiles, restricted, shipped
from recount.coding.disagreements import Disagreement, Verdict, disagreements, settle
from recount.coding.embedded import embedded
from recount.coding.following import Following, Next, following
from recount.coding.likened import CODER as LIKENESS
from recount.coding.memos import Memo, memos, note
from recount.coding.placing import Adrift
from recount.coding.plan import Deals, Dealt, Share, deal, deal_drawn, dealt, finish, plan
from recount.coding.replay import Replayed, replay
from recount.coding.scored import Score, Scores, scores, scores_summary
from recount.coding.sheet import read_codings, read_plan, read_verdicts
from recount.coding.stale import Stale, confirm, stale
from recount.coding.suggest import suggest
from recount.coding.suggestions import suggest_codings
from recount.coding.undo import redo, undo
from recount.coding.versions import diff, kept, rules_of

__all__ = [
    "ASKED",
    "KINDS",
    "LIKENESS",
    "REJECTED",
    "VALUES",
    "Adrift",
    "Agreement",
    "Ahead",
    "Analysed",
    "Asked",
    "Assignment",
    "Deals",
    "Dealt",
    "Disagreement",
    "Following",
    "Memo",
    "Next",
    "Replayed",
    "Score",
    "Scores",
    "Share",
    "Stale",
    "Suggested",
    "Verdict",
    "Whom",
    "agreement",
    "ahead",
    "as_seen",
    "ask",
    "assign",
    "attribute_values",
    "change",
    "check",
    "code_values",
    "confirm",
    "deal",
    "deal_drawn",
    "dealt",
    "diff",
    "disagreements",
    "embedded",
    "finish",
    "following",
    "hidden",
    "kept",
    "load",
    "memos",
    "note",
    "plan",
    "profiles",
    "read_codings",
    "read_plan",
    "read_verdicts",
    "redo",
    "replay",
    "restricted",
    "revised",
    "rules_of",
    "scores",
    "scores_summary",
    "settle",
    "shipped",
    "stale",
    "suggest",
    "suggest_codings",
    "suggested",
    "summary",
    "undo",
]
