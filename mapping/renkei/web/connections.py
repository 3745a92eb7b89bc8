"""Connections that cannot be held for nothing (接続の制限): slow or endless headers are cut off."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from renkei.web.limits import Limits

_TOO_LONG = {
    414: b"URI Too Long",
    431: b"Request Header Fields Too Large",
    408: b"Request Timeout",
    503: b"Service Unavailable",
}


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 with bounds on the time and the size of what comes before a body.

    A connection that has not sent whole headers in `header_seconds` is closed, be it new or kept
    alive; so is one whose address or headers are longer than allowed, with 414 or 431.
    """

    limits: ClassVar[Limits] = Limits()
    _header_size = 0
    _raw_size = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """A client has come: it has so long to say what it wants."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            self._refuse(503)
        else:
            self._await_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes have come, of headers or of a body."""
        if self.transport.is_closing():
            return
        # The parser keeps an unfinished header for itself, so what came is counted here as well.
        waiting = self._deadline is not None
        self._raw_size = self._raw_size + len(data) if waiting else 0
        super().data_received(data)
        most = self.limits.target_bytes + self.limits.header_bytes
        if waiting and self._deadline is not None and self._raw_size > most:
            self._refuse(431)

    def on_message_begin(self) -> None:
        """A request begins; on a kept connection its headers have their time from here."""
        super().on_message_begin()
        self._header_size = 0
        self._raw_size = 0
        if self._deadline is None:
            self._await_headers()

    def on_url(self, url: bytes) -> None:
        """A piece of the address."""
        super().on_url(url)
        if len(self.url) > self.limits.target_bytes:
            self._refuse(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        self._header_size += len(name) + len(value)
        if self._header_size > self.limits.header_bytes:
            self._refuse(431)
            return
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The headers are whole."""
        self._stop_waiting()
        if not self.transport.is_closing():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body; of a refused request nothing more is read."""
        if not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        if not self.transport.is_closing():
            super().on_message_complete()

    def _await_headers(self) -> None:
        self._deadline = self.loop.call_later(self.limits.header_seconds, self._refuse, 408)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _refuse(self, status: int) -> None:
        """Answer without the application, and close."""
        self._stop_waiting()
        if self.transport.is_closing():
            return
        reason = _TOO_LONG[status]
        self.transport.write(
            b"HTTP/1.1 %d %b\r\ncontent-length: 0\r\nconnection: close\r\nretry-after: 5\r\n\r\n"
            % (status, reason)
        )
        self.transport.close()


def bounded(limits: Limits) -> type[asyncio.Protocol]:
    """The protocol with its limits, as a class, since that is what uvicorn wants."""
    return type("LimitedProtocol", (BoundedProtocol,), {"limits": limits})
