"""Where an endpoint is: on this machine, or somewhere that the words of accounts would go to."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from recount.errors import EndpointUnfit
from recount.model import EndpointSettings


def is_here(address: str) -> bool:
    """Whether the address is this machine's own (loopback), so that nothing leaves it."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def where(endpoint: EndpointSettings) -> str:
    """Host and port of the endpoint, as people are told them.

    Raises:
        EndpointUnfit: no address or model, an address that is none, holds a password, or would send accounts
            unencrypted over a network.
    """
    parts = urlsplit(endpoint.address)
    if not endpoint.address or not endpoint.model:
        raise EndpointUnfit(endpoint.address, "needs both an address and the name of a model")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise EndpointUnfit(endpoint.address, "is no http(s) address")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise EndpointUnfit(parts.hostname, "must be a plain address; a key belongs into the environment variable")
    if parts.scheme == "http" and not is_here(endpoint.address):
        raise EndpointUnfit(endpoint.address, "is not encrypted; accounts only leave this machine over https")
    return parts.netloc
