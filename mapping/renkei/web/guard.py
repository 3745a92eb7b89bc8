"""What holds for every request (共通の処理): headers, methods, rates, logs, counts."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from renkei.publishing.pages.assets import assets
from renkei.web.limits import Limits
from renkei.web.metrics import Metrics
from renkei.web.rates import Rates
from renkei.web.requests import client_of
from renkei.web.responses import ProblemError, problem

LOG = logging.getLogger("renkei.web")
# Nothing from elsewhere, nothing inline. Scripts are those of the query editor, in files of ours.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "cross-origin",
    # Everything here is public and nobody is known by a cookie, so any page may read it.
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Last-Modified, Link, Location, Retry-After",
}
"""The headers of every response."""

# What a page needs to be readable, those of refused requests too: they are let through, and cost
# no more than a refusal does.
_FREE = ("pages.css", "icon.svg")
_READ = ("GET", "HEAD", "OPTIONS")
_WATCHED = {"/health", "/metrics"}
_QUERYING = ("/sparql", "/api/questions/", "/query/", "/en/query/")


def allowed(path: str) -> tuple[str, ...]:
    """The methods of a path.

    >>> allowed("/sparql")
    ('GET', 'HEAD', 'OPTIONS', 'POST')
    """
    return (*_READ, "POST") if path == "/sparql" else _READ


class Guard:
    """The outermost layer of the application (ASGI)."""

    def __init__(
        self,
        application: ASGIApp,
        limits: Limits,
        metrics: Metrics,
        url_path: str = "",
        *,
        refused: Callable[[Request, ProblemError], Response] = problem,
    ) -> None:
        """`refused` tells of what is not let through, as JSON where nothing else is given."""
        self.application = application
        self.limits = limits
        self.metrics = metrics
        self.url_path = url_path
        self.refused = refused
        self.free = {*_WATCHED, *(assets()[name].path for name in _FREE)}
        self.rates = Rates(rate=limits.rate, burst=limits.burst, clients=limits.clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers that every response has, and note what was answered."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(message)
            await send(message)

        try:
            early = self._early(Request(scope))
            await (early or self.application)(scope, receive, noting)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    def _early(self, request: Request) -> Response | None:
        """The answer to what needs no further thought: OPTIONS, wrong methods, too many."""
        path = request.url.path.removeprefix(self.url_path)
        methods = allowed(path)
        allow = ", ".join(methods)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_preflight(allow))
        if request.method not in methods:
            error = ProblemError("not-allowed", headers={"allow": allow}, allowed=allow)
            return self.refused(request, error)
        if path in self.free:
            return None
        cost = self.limits.query_cost if path.startswith(_QUERYING) else 1.0
        wait = self.rates.wait(client_of(request), now=time.monotonic(), cost=cost)
        if not wait:
            return None
        retry = {"retry-after": str(math.ceil(wait))}
        return self.refused(request, ProblemError("too-many-requests", headers=retry))

    def _note(self, scope: MutableMapping[str, Any], status: int, seconds: float) -> None:
        """Count and log a request: no address, no query string, no header, no unknown path."""
        route = scope.get("state", {}).get("route", "other")
        self.metrics.observe(route, status, seconds)
        if LOG.isEnabledFor(logging.INFO):
            method = scope["method"] if scope["method"] in {*_READ, "POST"} else "other"
            record = {"method": method, "route": route, "status": status}
            LOG.info(json.dumps({**record, "ms": round(seconds * 1000, 1)}))


def _preflight(allow: str) -> dict[str, str]:
    return {
        "allow": allow,
        "access-control-allow-methods": allow,
        "access-control-allow-headers": "Accept, Accept-Language, Content-Type, If-None-Match",
        "access-control-max-age": "86400",
    }


def _add_headers(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
