"""Fetches one address as a guest: asks robots.txt first, checks where it is sent, keeps request and answer as WARC.

Own few lines on sockets and http.client, because the usual clients neither connect to an address that was checked
before nor put one limit of time on a whole fetch. Proxies in the environment are not used: they would resolve names
themselves, behind our check.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from recount import __version__
from recount.capture.archive import with_charset
from recount.capture.http_message import Answer, parsed, payload
from recount.capture.robots import NO_RULES, Rules, rules_of
from recount.capture.targets import Resolve, Target, allowed_ips, joined, looked_up, target_of
from recount.capture.wire import Clock, Exchange, exchange
from recount.errors import NotFetched
from recount.model.study import CaptureSettings
from recount.text.page import media

AGENT: Final = f"recount/{__version__}"
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_MOST_ROBOTS: Final = 524_288  # RFC 9309 asks for at least 500 KiB


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    address: str  # where the last redirect led
    data: bytes  # the payload, unpacked
    media_type: str
    archive: bytes  # all requests and answers on the way, as WARC
    at: str  # UTC, ISO 8601
    reason: str | None = None  # why the payload is no account: an error page, cut off


def _as_warc(exchanges: list[Exchange], at: str) -> bytes:
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    about = {"software": f"recount/{__version__}", "format": "WARC File Format 1.1", "robots": "obey"}
    writer.write_record(writer.create_warcinfo_record("fetch.warc.gz", about))
    for one in exchanges:
        common = {"WARC-Date": at, "WARC-IP-Address": one.ip}
        response = writer.create_warc_record(
            one.target.address, "response", payload=io.BytesIO(one.response), warc_headers_dict=dict(common)
        )
        asked = writer.create_warc_record(
            one.target.address, "request", payload=io.BytesIO(one.request), warc_headers_dict=dict(common)
        )
        asked.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
        writer.write_record(response)
        writer.write_record(asked)
    return out.getvalue()


class Fetcher:
    """Fetches addresses one after the other and remembers each site's robots.txt."""

    def __init__(
        self,
        limits: CaptureSettings,
        *,
        now: Callable[[], str],
        allow_private: bool = False,
        resolve: Resolve = looked_up,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits, self._now, self._allow_private = limits, now, allow_private
        self._resolve, self._sleep = resolve, sleep
        self._rules: dict[str, Rules | NotFetched] = {}
        self._last: dict[str, float] = {}

    def fetch(self, address: str) -> Fetched:
        """What stands at `address`.

        Raises:
            NotFetched: nothing was obtained; `.reason` says why.
        """
        clock = Clock(self._limits.wait_s)
        exchanges: list[Exchange] = []
        target = target_of(address)
        for _ in range(self._limits.most_redirects + 1):
            self._ask_leave(target, clock)
            got = self._exchange(target, clock, self._limits.most_bytes)
            exchanges.append(got)
            answer = self._answer(got)
            if answer.status not in _REDIRECTS or not answer.header("Location"):
                return self._fetched(got, answer, exchanges)
            target = target_of(joined(target, answer.header("Location")))
        raise NotFetched(address, f"more than {self._limits.most_redirects} redirects")

    def _exchange(self, target: Target, clock: Clock, most: int) -> Exchange:
        ips = allowed_ips(
            target, allow_private=self._allow_private, wait_s=clock.left(target.address), resolve=self._resolve
        )
        return exchange(target, ips, agent=AGENT, clock=clock, most=most)

    def _answer(self, got: Exchange) -> Answer:
        answer = parsed(got.response)
        if answer is None:
            raise NotFetched(got.target.address, "no HTTP answer")
        return answer

    def _fetched(self, got: Exchange, answer: Answer, exchanges: list[Exchange]) -> Fetched:
        at = self._now()
        data, reason = payload(answer, self._limits.most_bytes)
        if answer.status != HTTPStatus.OK:
            reason = f"the server answered {answer.status} {answer.words}".rstrip()
        elif reason is None and not got.whole:
            reason = "cut off: the server closed before all was sent"
        kind = media.sniff(data, got.target.path.partition("?")[0])
        if reason is None and kind in (media.WARC, media.JSONL):
            reason = "holds many accounts; download it and add the file"
        return Fetched(
            got.target.address, data, with_charset(kind, answer.charset), _as_warc(exchanges, at), at, reason
        )

    def _ask_leave(self, target: Target, clock: Clock) -> None:
        """Raise NotFetched where the site's robots.txt says no; wait where it asks for a pause."""
        if target.site not in self._rules:
            try:
                self._rules[target.site] = self._read_robots(target, clock)
            except NotFetched as error:
                self._rules[target.site] = error
        rules = self._rules[target.site]
        if isinstance(rules, NotFetched):
            raise NotFetched(target.address, rules.reason)
        if not rules.allow(target.path):
            raise NotFetched(target.address, f"{target.site}/robots.txt asks not to fetch it")
        if rules.pause_s and target.site in self._last:
            self._sleep(max(0.0, self._last[target.site] + rules.pause_s - time.monotonic()))
        self._last[target.site] = time.monotonic()

    def _read_robots(self, target: Target, clock: Clock) -> Rules:
        """The site's rules; none where it has no robots.txt (RFC 9309, section 2.3.1)."""
        where = target_of(f"{target.site}/robots.txt")
        for _ in range(5):
            got = self._exchange(where, clock, _MOST_ROBOTS)
            answer = self._answer(got)
            if answer.status in _REDIRECTS and answer.header("Location"):
                where = target_of(joined(where, answer.header("Location")))
                continue
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise NotFetched(
                    target.address, f"{target.site}/robots.txt cannot be read ({answer.status}); try again later"
                )
            if not answer.good:
                return NO_RULES
            return rules_of(payload(answer, _MOST_ROBOTS)[0].decode("utf-8", errors="replace"))
        return NO_RULES
