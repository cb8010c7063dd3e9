"""The first schema."""

import sqlalchemy as sa
from alembic import op

from recount.store.schema import metadata

revision = "0001"
down_revision = None

GUARDED = ("source", "capture", "decision")


def upgrade() -> None:
    """Make every table, and guard the precious ones against change."""
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        for table in GUARDED:
            for act in ("update", "delete"):
                op.execute(
                    f"create trigger {table}_no_{act} before {act} on {table} "
                    f"begin select raise(abort, '{table} is append-only'); end"
                )
        return
    op.execute(
        "create function recount_append_only() returns trigger language plpgsql as "
        "$$ begin raise exception '% is append-only', tg_table_name; end $$"
    )
    for table in GUARDED:
        op.execute(
            sa.text(
                f"create trigger {table}_append_only before update or delete or truncate on {table} "
                "for each statement execute function recount_append_only()"
            )
        )
