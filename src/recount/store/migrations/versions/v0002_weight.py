"""Weights learnt from a study's own pairs are kept."""

from alembic import op

from recount.store.schema import metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table; a study that is made new has it from the first version on, which makes all there are."""
    metadata.tables["weight"].create(op.get_bind(), checkfirst=True)
