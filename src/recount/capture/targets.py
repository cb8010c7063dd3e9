"""Which machines may be asked: addresses are resolved and checked before anything is sent to them."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from recount.errors import NotFetched

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_PORTS: Final = {"http": 80, "https": 443}

Resolve = Callable[[str, int], list[str]]  # host and port to IP addresses


@dataclass(frozen=True, slots=True)
class Target:
    """One address, taken apart. The host is ASCII, the path is quoted: both may go into a request as they are."""

    scheme: str
    host: str
    port: int
    path: str  # with the query, beginning with a slash

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def address(self) -> str:
        """The whole address in its normal form."""
        return self.site + self.path


def target_of(address: str) -> Target:
    """An address taken apart.

    Raises:
        NotFetched: not http(s), without a host, or holding a password.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise NotFetched(address, f"not an address ({error})") from error
    if parts.scheme not in _PORTS:
        raise NotFetched(
            address, f"only http and https are fetched, not {parts.scheme or 'an address without a scheme'}"
        )
    if not host or not _HOST.fullmatch(host):
        raise NotFetched(address, "an address without a host that can be looked up")
    if parts.username is not None or parts.password is not None:
        raise NotFetched(address, "holds a name or password, which would be published with it; leave it out")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], urlunsplit(("", "", path, query, "")))


def joined(base: Target, location: str) -> str:
    """Where a redirect leads."""
    try:
        return urljoin(base.address, location.strip())
    except ValueError as error:
        raise NotFetched(base.address, f"redirects to something that is no address ({error})") from error


def is_public(ip: str) -> bool:
    """Whether an IP address is on the open internet, whatever it is wrapped in."""
    try:
        one = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if inner is None and one in _NAT64:
            inner = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if inner is not None:
            one = inner
    return one.is_global and not (one.is_multicast or one.is_reserved or one.is_unspecified or one.is_loopback)


def looked_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as this machine resolves it.

    Raises:
        OSError: the host is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _in_time(resolve: Resolve, target: Target, wait_s: float) -> list[str]:
    """`resolve` with a limit: the system's resolver has none that could be set."""
    got: list[list[str] | OSError | UnicodeError] = []

    def ask() -> None:
        try:
            got.append(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            got.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(wait_s)
    if not got:
        raise NotFetched(target.address, f"{target.host} could not be looked up in time")
    found = got[0]
    if isinstance(found, list):
        return found
    raise NotFetched(target.address, f"{target.host} is not known (no such host, or no connection)") from found


def allowed_ips(target: Target, *, allow_private: bool, wait_s: float, resolve: Resolve = looked_up) -> list[str]:
    """The IP addresses that may be connected to; connect to these, never to the name, which could change its answer.

    Raises:
        NotFetched: unknown host, or one that leads into this machine or network.
    """
    ips = _in_time(resolve, target, wait_s)
    if not ips:
        raise NotFetched(target.address, f"{target.host} is not known")
    inside = [ip for ip in ips if not is_public(ip)]
    if inside and not allow_private:
        raise NotFetched(
            target.address,
            f"{target.host} is {inside[0]}, inside this machine or network; allow private addresses to fetch it",
        )
    return ips
