"""Figure -> Release; nothing else can make one."""

from recount.disclose.evidence import evidence
from recount.disclose.exchange import exchange
from recount.disclose.release import Circumstances, pseudonyms, release, released, sealed_rows
from recount.disclose.why import opened_figure

__all__ = ["Circumstances", "evidence", "exchange", "opened_figure", "pseudonyms", "release", "released", "sealed_rows"]
