"""Schema versions: a new study gets the newest, an older one is brought up, a newer one is left alone."""

from __future__ import annotations

from importlib.resources import files

import sqlalchemy as sa

from recount.errors import StudyIsNewer

VERSIONS = ("0001", "0002")  # in order; the file of each stands in migrations/versions


def bring_up(engine: sa.Engine, path: str) -> None:
    """Make the database's schema the newest known one; StudyIsNewer when it is newer still."""
    found = _found(engine)
    if found == VERSIONS[-1]:
        return
    if found is not None and found not in VERSIONS:
        raise StudyIsNewer(path, found, VERSIONS[-1])
    _upgrade(engine)


def _found(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("select version_num from alembic_version")).scalar()


def _upgrade(engine: sa.Engine) -> None:
    # Alembic costs most of a second to import, and nearly every command finds the schema in place.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("recount.store") / "migrations"))
    with engine.connect().execution_options(recount_writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
