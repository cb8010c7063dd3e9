import gzip
import io
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from warcio.archiveiterator import ArchiveIterator

from recount.capture import take, targets
from recount.capture.fetch import Fetcher
from recount.capture.targets import is_public, target_of
from recount.errors import NotFetched
from recount.model.study import CaptureSettings
from recount.store import Store

NOW = "2026-01-02T03:04:05Z"
PAGE = b"<html><body><p>Orsa Tellin left in March.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A small site with every trouble on a path of its own."""

    protocol_version = "HTTP/1.1"
    robots = (404, b"")
    asked = ()

    def do_GET(self):
        type(self).asked.append((self.path, self.headers.get("User-Agent")))
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            return self.send(*self.robots, kind="text/plain")
        if path.startswith("/hop/"):
            n = int(path.removeprefix("/hop/"))
            return self.send(302, b"", Location=f"/hop/{n - 1}" if n else "/page")
        if path in ("/large", "/endless", "/slow", "/slow-head", "/cut", "/chunked"):
            return self.trouble(path)
        packed = {"Content-Encoding": "gzip"}
        status, data, headers = {
            "/inside": (301, b"", {"Location": "http://10.0.0.1/secret"}),
            "/file": (301, b"", {"Location": "file:///etc/passwd"}),
            "/closed": (302, b"", {"Location": "/private/page"}),
            "/missing": (404, b"<html><body>Nothing here</body></html>", {}),
            "/packed": (200, gzip.compress(PAGE), packed),
            "/bomb": (200, gzip.compress(b" " * 3_000_000), packed),
        }.get(path, (200, PAGE, {}))
        return self.send(status, data, **headers)

    def send(self, status, data, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def trouble(self, path):
        self.close_connection = True
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        try:
            if path == "/large":
                self.wfile.write(head + b"Content-Length: 999999999\r\n\r\n")
            elif path == "/endless":
                self.wfile.write(head + b"\r\n")
                for _ in range(400):
                    self.wfile.write(b"words " * 2000)
            elif path == "/cut":
                self.wfile.write(head + b"Content-Length: 500\r\n\r\n" + PAGE)
            elif path == "/chunked":
                self.wfile.write(head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))
            else:
                self.wfile.write(head + (b"\r\n" if path == "/slow" else b""))
                for _ in range(60):
                    self.wfile.write(b"X" if path == "/slow" else b"A: b\r\n")
                    self.wfile.flush()
                    time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    handler = type("OneSite", (Site,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    handler.address = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


def fetcher(**options):
    limits = CaptureSettings(most_bytes=1_000_000, wait_s=options.pop("wait_s", 5.0), most_redirects=3)
    return Fetcher(limits, now=lambda: NOW, **{"allow_private": True, **options})


def refused(address, why, **options):
    with pytest.raises(NotFetched, match=why) as told:
        fetcher(**options).fetch(address)
    assert "\n" not in str(told.value)


def test_an_address_gives_its_payload_and_an_archive_of_all_that_was_said(site):
    got = fetcher().fetch(f"{site.address}/hop/1")
    assert (got.data, got.media_type, got.address, got.at) == (PAGE, "text/html", f"{site.address}/page", NOW)
    assert {agent.split("/")[0] for _, agent in site.asked} == {"recount"}
    parts = [
        (p.rec_type, p.rec_headers.get_header("WARC-Target-URI"), p.content_stream().read())
        for p in ArchiveIterator(io.BytesIO(got.archive))
    ]
    kinds = [kind for kind, _, _ in parts]
    assert kinds == ["warcinfo"] + ["response", "request"] * 3
    assert [where.removeprefix(site.address) for kind, where, _ in parts if kind == "response"] == [
        "/hop/1",
        "/hop/0",
        "/page",
    ]
    assert parts[-2][2] == PAGE


@pytest.mark.parametrize("path", ["/packed", "/chunked"])
def test_a_packed_or_chunked_answer_is_unpacked(site, path):
    assert fetcher().fetch(site.address + path).data == PAGE


def test_targets_inside_the_machine_or_network_are_refused_by_default(site):
    refused(f"{site.address}/page", "inside this machine or network", allow_private=False)
    refused(
        f"http://localhost:{site.address.rpartition(':')[2]}/", "inside this machine or network", allow_private=False
    )
    refused("http://[::1]/", "inside this machine or network", allow_private=False)
    refused("http://2130706433/", "inside|not known", allow_private=False)
    assert site.asked == []


def test_a_redirect_into_the_network_is_refused_too(site, monkeypatch):
    port = site.address.rpartition(":")[2]
    real = targets.is_public
    # The test server stands in for a public one.
    monkeypatch.setattr(targets, "is_public", lambda ip: ip == "127.0.0.1" or real(ip))
    guest = fetcher(allow_private=False, resolve=lambda host, _: ["127.0.0.1" if host == "public.example" else host])
    with pytest.raises(NotFetched, match=r"10\.0\.0\.1.*inside"):
        guest.fetch(f"http://public.example:{port}/inside")
    with pytest.raises(NotFetched, match="only http and https"):
        guest.fetch(f"http://public.example:{port}/file")


def test_a_name_that_changes_its_answer_is_asked_once_for_each_connection(site):
    port = site.address.rpartition(":")[2]
    answers = []

    def resolve(_host, _port):
        answers.append(1)
        return ["127.0.0.1"]

    fetcher(resolve=resolve).fetch(f"http://changes.example:{port}/page")
    assert len(answers) == 2  # robots.txt and the page; the connection goes to the address that was checked


def test_more_redirects_than_allowed_end_the_fetch(site):
    assert fetcher().fetch(f"{site.address}/hop/2").data == PAGE
    refused(f"{site.address}/hop/9", "more than 3 redirects")


def test_a_server_that_drips_is_left_when_the_time_is_over(site):
    for path in ("/slow", "/slow-head"):
        begun = time.monotonic()
        refused(site.address + path, r"longer than 0\.4 s|in time", wait_s=0.4)
        assert time.monotonic() - begun < 2.5


def test_an_answer_beyond_the_size_limit_is_not_read_to_its_end(site):
    refused(f"{site.address}/large", "999999999 bytes, more than the 1000000")
    refused(f"{site.address}/endless", "more than")
    assert "unpacks to more" in fetcher().fetch(f"{site.address}/bomb").reason


def test_an_error_page_or_half_an_answer_is_kept_with_the_reason(site):
    assert fetcher().fetch(f"{site.address}/missing").reason == "the server answered 404 Not Found"
    half = fetcher().fetch(f"{site.address}/cut")
    assert "cut off" in half.reason
    assert half.data == PAGE


@pytest.mark.parametrize(
    ("robots", "path", "why"),
    [
        ((200, b"User-agent: *\nDisallow: /private/\n"), "/private/page", "asks not to fetch"),
        ((200, b"User-agent: *\nDisallow: /private/\n"), "/closed", "asks not to fetch"),
        ((200, b"User-agent: *\nDisallow: /\n\nUser-agent: recount\nAllow: /\n"), "/page", None),
        ((200, b"User-agent: recount\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), "/page", "asks not to fetch"),
        ((403, b""), "/page", None),
        ((503, b""), "/page", r"robots\.txt cannot be read \(503\)"),
    ],
)
def test_robots_txt_is_asked_first_and_obeyed_at_every_hop(site, robots, path, why):
    site.robots = robots
    if why is None:
        assert fetcher().fetch(site.address + path).data == PAGE
    else:
        refused(site.address + path, why)
        assert "/private/page" not in [asked for asked, _ in site.asked]


def test_robots_txt_is_read_once_for_a_site_and_its_pause_is_kept(site):
    site.robots = (200, b"User-agent: *\nCrawl-delay: 3\n")
    pauses = []
    one = fetcher(sleep=pauses.append)
    for n in range(3):
        one.fetch(f"{site.address}/page?{n}")
    assert [asked for asked, _ in site.asked].count("/robots.txt") == 1
    assert len(pauses) == 2
    assert all(2.0 < pause <= 3.0 for pause in pauses)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://a.example/", "only http and https"),
        ("http:///x", "without a host"),
        ("http://user:word@a.example/", "name or password"),
        ("http://a.example:99999/", "not an address"),
        ("http://a b/", "without a host"),
        ("http://no-such-host.invalid/", "not known"),
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(address, why):
    refused(address, why, resolve=lambda host, port: (_ for _ in ()).throw(socket.gaierror(8, "unknown")))


def test_an_address_is_quoted_so_that_it_cannot_smuggle_a_header():
    target = target_of("http://Bücher.example/a b\r\nX: y?q=ü#part")
    assert target.host == "xn--bcher-kva.example"
    assert target.path == "/a%20bX:%20y?q=%C3%BC"


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("no address", False),
    ],
)
def test_which_addresses_are_on_the_open_internet(ip, public):
    assert is_public(ip) is public


def test_fetched_addresses_are_captures_with_their_archive_and_failures_are_rows(site, tmp_path):
    with Store.create(tmp_path / "study") as store:
        what = [
            f"{site.address}/page",
            f"{site.address}/missing",
            f"{site.address}/large",
            "http://no-such-host.invalid/",
        ]
        done = take(
            store, what, by="ina", now=NOW, allow_private=True, limits=CaptureSettings(most_bytes=1_000_000, wait_s=5)
        )
        assert (done.new, done.failed) == (1, 3)
        rows = {row.origin.removeprefix(site.address): row for row in store.query("captures")}
        page = rows["/page"]
        assert (page.method, page.media_type, store.blob(page.sha256)) == ("fetch", "text/html", PAGE)
        assert store.blob(page.archive_sha256).startswith(b"\x1f\x8b")
        assert page.supplied["address"] == f"{site.address}/page"
        assert rows["/missing"].archive_sha256
        assert rows["/large"].sha256 is None
        again = take(store, what[:1], by="ina", now="2026-02-02T03:04:05Z", allow_private=True)
        assert (again.new, again.known) == (0, 1)


def test_private_addresses_are_failures_unless_allowed(site, tmp_path):
    with Store.create(tmp_path / "study") as store:
        done = take(store, [f"{site.address}/page"], by="ina", now=NOW)
    assert "inside this machine or network" in done.failures[0].reason
