"""Figure -> Release; nothing else can make one."""

from recount.disclose.evidence import evidence
from recount.disclose.release import Circumstances, pseudonyms, release, released, sealed_rows

__all__ = ["Circumstances", "evidence", "pseudonyms", "release", "released", "sealed_rows"]
