"""What is read of a request (要求の読み取り), within bounds."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request

from renkei.web.limits import Limits
from renkei.web.responses import ProblemError

_MOST_FIELDS = 100
Parameters = QueryParams


def client_of(request: Request) -> str:
    """By what a client is counted: its address, an IPv6 one by its network of 64 bits.

    >>> from starlette.requests import Request
    >>> client_of(Request({"type": "http", "client": ("2001:db8:1:2:3::4", 5), "headers": []}))
    '2001:db8:1:2'
    """
    host = request.client.host if request.client else ""
    if ":" not in host:
        return host
    import ipaddress  # noqa: PLC0415  # most clients are not counted this way

    try:
        return ":".join(
            part.lstrip("0") or "0"
            for part in ipaddress.IPv6Address(host.partition("%")[0]).exploded.split(":")[:4]
        )
    except ValueError:
        return host


async def body(request: Request, limits: Limits) -> bytes:
    """The body of a request; raises `ProblemError` if it is too large or too slow."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limits.body_bytes:
        raise _too_large(limits)
    try:
        async with asyncio.timeout(limits.body_seconds):
            return await _collected(request, limits)
    except TimeoutError:
        raise ProblemError("body-too-slow", headers={"connection": "close"}) from None
    except ClientDisconnect:
        raise ProblemError("bad-request", reason="disconnected") from None


async def _collected(request: Request, limits: Limits) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limits.body_bytes:
            raise _too_large(limits)
        parts.append(part)
    return b"".join(parts)


def _too_large(limits: Limits) -> ProblemError:
    headers = {"connection": "close"}
    return ProblemError("body-too-large", headers=headers, limit=str(limits.body_bytes))


def form(data: bytes | str) -> Parameters:
    """The fields of a form or a query string in UTF-8; raises `ProblemError`.

    >>> form("a=1&a=2").getlist("a")
    ['1', '2']
    """
    try:
        text = data.decode("ascii") if isinstance(data, bytes) else data
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except (UnicodeDecodeError, ValueError) as error:
        raise ProblemError("bad-request", reason=type(error).__name__) from error
    return QueryParams(pairs)


def query_string(request: Request) -> Parameters:
    """The fields of the query string; raises `ProblemError`."""
    return form(request.scope.get("query_string", b""))
