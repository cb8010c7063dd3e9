"""One HTTP request on one connection, under a clock and a size limit, with every byte kept."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from recount.capture.targets import Target
from recount.errors import NotFetched

_STEP: Final = 65_536
# Headers beyond this are an attack or a fault; http.client allows 100 of 64 kB each.
_MOST_HEAD: Final = 1_000_000


class Clock:
    """Seconds left for one address, redirects and all."""

    def __init__(self, wait_s: float) -> None:
        self._wait_s = wait_s
        self._ends = time.monotonic() + wait_s

    def left(self, address: str) -> float:
        """Seconds left; NotFetched when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise NotFetched(address, f"took longer than {self._wait_s:g} s")
        return left


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what came, byte for byte."""

    target: Target
    ip: str
    request: bytes
    response: bytes
    whole: bool  # False: the server closed before it had sent all it announced


class _Kept(io.RawIOBase):
    """Reads a socket, keeps what it reads, and stops at the clock's or the size limit's end."""

    def __init__(self, wire: socket.socket, clock: Clock, most: int, address: str) -> None:
        self._wire, self._clock, self._most, self._address = wire, clock, most, address
        self.data = bytearray()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the buffer is writable
        """Some bytes, or 0 at the end."""
        self._wire.settimeout(self._clock.left(self._address))
        got = self._wire.recv_into(buffer)
        self.data += memoryview(buffer)[:got]
        if len(self.data) > self._most:
            raise NotFetched(self._address, f"sends more than {self._most} bytes, the most that is kept")
        return got


class _Socket:
    """As much of a socket as http.client asks for."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The reading end."""
        return io.BufferedReader(self._kept)


@cache
def _trust() -> ssl.SSLContext:
    import certifi  # loading its list takes some milliseconds

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _connected(target: Target, ips: Sequence[str], clock: Clock) -> tuple[socket.socket, str]:
    """A connection to one of the checked addresses, the name proven where the scheme has proof."""
    last: OSError | None = None
    for ip in ips:
        try:
            wire = socket.create_connection((ip, target.port), timeout=clock.left(target.address))
        except OSError as error:
            last = error
            continue
        if target.scheme == "http":
            return wire, ip
        try:
            wire.settimeout(clock.left(target.address))
            return _trust().wrap_socket(wire, server_hostname=target.host), ip
        except BaseException:
            wire.close()
            raise
    clock.left(target.address)
    why = (last.strerror or str(last)) if last else "no address"
    raise NotFetched(target.address, f"no connection ({why})") from last


def _request(target: Target, agent: str) -> bytes:
    host = target.site.partition("://")[2]
    lines = (
        f"GET {target.path} HTTP/1.1",
        f"Host: {host}",
        f"User-Agent: {agent}",
        "Accept: text/html,application/xhtml+xml,text/plain,application/pdf;q=0.9,*/*;q=0.5",
        "Accept-Language: en,*;q=0.5",
        # Unpacked, so that the size limit is one of what travels and the archive can be read by eye.
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _announced(response: http.client.HTTPResponse, most: int, address: str) -> None:
    told = response.getheader("Content-Length") or ""
    if told.isdigit() and int(told) > most:
        raise NotFetched(address, f"{told} bytes, more than the {most} that are kept; it was not fetched")


def _read(kept: _Kept, most: int, address: str) -> bool:
    """Reads one answer to its end; whether it was whole."""
    response = http.client.HTTPResponse(_Socket(kept), method="GET")  # type: ignore[arg-type]  # see _Socket
    response.begin()
    _announced(response, most, address)
    try:
        while response.read1(_STEP):
            pass
    except (http.client.IncompleteRead, ConnectionResetError):
        return False
    return response.length in (None, 0)


def exchange(target: Target, ips: Sequence[str], *, agent: str, clock: Clock, most: int) -> Exchange:
    """Ask once; no redirect is followed.

    Raises:
        NotFetched: no connection, no proof of the name, not HTTP, too slow or too large.
    """
    address = target.address
    try:
        wire, ip = _connected(target, ips, clock)
        with wire:
            request = _request(target, agent)
            wire.settimeout(clock.left(address))
            wire.sendall(request)
            kept = _Kept(wire, clock, most + _MOST_HEAD, address)
            whole = _read(kept, most, address)
    except ssl.SSLCertVerificationError as error:
        raise NotFetched(address, f"the server cannot prove its name ({error.verify_message})") from error
    except TimeoutError as error:
        clock.left(address)
        raise NotFetched(address, "no answer in time") from error
    except http.client.HTTPException as error:
        raise NotFetched(address, f"no HTTP answer ({type(error).__name__})") from error
    except (OSError, ValueError) as error:
        raise NotFetched(address, f"connection lost ({getattr(error, 'strerror', None) or error})") from error
    return Exchange(target, ip, request, bytes(kept.data), whole)
