"""Which addresses may be asked (接続先の制限): public ones, checked at the moment of connecting."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx


class BlockedAddressError(httpcore.ConnectError):
    """A host has an address that is not public (公開されていない接続先)."""


def is_blocked(error: BaseException) -> bool:
    """Whether a request failed since an address is not public."""
    return isinstance(error, BlockedAddressError) or isinstance(
        error.__cause__, BlockedAddressError
    )


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet; an embedded IPv4 address counts too.

    >>> [is_public(each) for each in ("8.8.8.8", "127.0.0.1", "10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast


class _GuardedBackend(httpcore.SyncBackend):
    """Connects to the very address that was checked, so that a name cannot change in between."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a host whose addresses are all public. Raises `BlockedAddressError`."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        private = [address for address in addresses if not is_public(address)]
        if private or not addresses:
            raise BlockedAddressError(f"{host} has the address {', '.join(private)}")
        return super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)


class GuardedTransport(httpx.HTTPTransport):
    """A transport that connects to public addresses only."""

    def __init__(self) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=_GuardedBackend()
        )
