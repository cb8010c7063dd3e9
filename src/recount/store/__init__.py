"""The only SQL: captures and decisions that are kept for ever, derived rows that runs sign, queries by name."""

from recount.store.canonical import canonical, digest
from recount.store.run import Run
from recount.store.store import Row, Store, utc_now
from recount.store.verify import Finding, Verified, verify

__all__ = ["Finding", "Row", "Run", "Store", "Verified", "canonical", "digest", "utc_now", "verify"]
