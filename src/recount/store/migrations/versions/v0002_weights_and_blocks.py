"""Weights learnt from a study's own pairs are kept, and what mentions can be found by is kept by blocks."""

from alembic import op

from recount.store.schema import metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; a study that is made new has them from the first version on, which makes all there are."""
    for table in ("weight", "block"):
        metadata.tables[table].create(op.get_bind(), checkfirst=True)
    op.execute("drop table if exists mention_key")
