"""The requests to a store (通信): SPARQL 1.1 Protocol and Graph Store Protocol over HTTP.

Every request here may be sent twice without harm, so that all are repeated after a passing fault.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx
import pyoxigraph as ox

from renkei.publishing.remote.faults import PublishError, TargetError
from renkei.publishing.remote.targets import Target, is_loopback
from renkei.version import AGENT

Row = dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 507})
_KINDS = {403: "forbidden", 404: "not-found", 405: "not-supported", 413: "too-large"}
_KINDS |= dict.fromkeys((406, 415, 501), "not-supported")
_REASON_LENGTH = 300
_CONNECT_SECONDS = 30.0
# Virtuoso repeats the whole request after these words.
_ECHO = "SPARQL query:"
# Virtuoso names in this header the limit by which it left results out.
_CUT_OFF = "X-SQL-State"


class Connection:
    """An open way to a store; use it in a `with` block. Raises `PublishError` and `TargetError`."""

    def __init__(self, target: Target, pause: Callable[[float], None] = time.sleep) -> None:
        self.target = target
        self._pause = pause
        self._client = httpx.Client(
            auth=target.credentials.auth(self._demand_private),
            timeout=httpx.Timeout(target.timeout, connect=_CONNECT_SECONDS),
            headers={"User-Agent": AGENT},
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def select(self, text: str) -> list[Row]:
        """The rows of a SELECT query, each by the names of its variables."""
        url = self.target.query or ""
        response = self._done(
            "POST",
            url,
            data={"query": text},
            headers={"Accept": "application/sparql-results+json"},
        )
        if _CUT_OFF in response.headers:
            raise PublishError("cut-off", url=url, reason=self._plain(response.headers[_CUT_OFF]))
        try:
            found = ox.parse_query_results(response.content, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._not_results(url, error) from error
        if not isinstance(found, ox.QuerySolutions):
            raise PublishError("not-results", url=url, reason="boolean")
        names = [variable.value for variable in found.variables]
        try:
            return [{name: solution[name] for name in names} for solution in found]
        except (SyntaxError, ValueError) as error:
            raise self._not_results(url, error) from error

    def update(self, text: str) -> None:
        """Carry out a SPARQL Update request."""
        self._done(
            "POST",
            self.target.update or "",
            content=text.encode(),
            headers={"Content-Type": "application/sparql-update; charset=utf-8"},
        )

    def put(self, graph: ox.NamedNode, triples: bytes) -> None:
        """Put N-Triples in the place of a graph."""
        self._done(
            "PUT",
            self._graph_url(graph),
            content=triples,
            headers={"Content-Type": "application/n-triples"},
        )

    def get(self, graph: ox.NamedNode) -> list[ox.Triple]:
        """The triples of a graph; none if there is no such graph."""
        url = self._graph_url(graph)
        headers = {"Accept": "application/n-triples"}
        response = self._done("GET", url, headers=headers, missing=True)
        if response.status_code == httpx.codes.NOT_FOUND:
            return []
        try:
            found = ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)
            return [quad.triple for quad in found]
        except SyntaxError as error:
            raise self._not_results(str(url.copy_with(query=None)), error) from error

    def delete(self, graph: ox.NamedNode) -> None:
        """Remove a graph; nothing happens if there is none."""
        self._done("DELETE", self._graph_url(graph), missing=True)

    def _graph_url(self, graph: ox.NamedNode) -> httpx.URL:
        return httpx.URL(self.target.graph_store or "").copy_merge_params({"graph": graph.value})

    def _done(
        self, method: str, url: str | httpx.URL, *, missing: bool = False, **options: object
    ) -> httpx.Response:
        """The response to a request that was carried out; with `missing`, 404 is one too."""
        response = self._sent(method, httpx.URL(url), options)
        if response.is_success or (missing and response.status_code == httpx.codes.NOT_FOUND):
            return response
        raise self._refusal(response)

    def _sent(self, method: str, url: httpx.URL, options: dict[str, object]) -> httpx.Response:
        """The last response, after repeated attempts where a fault may pass."""
        attempt = 0
        while True:
            attempt += 1
            is_last = attempt >= self.target.retries.attempts
            wait = self.target.retries.wait(attempt)
            try:
                response = self._client.request(method, url, **options)  # type: ignore[arg-type]  # as the callers above give them
            except httpx.TransportError as error:
                if is_last:
                    raise self._unreachable(url, error) from error
            else:
                if is_last or response.status_code not in _PASSING:
                    return response
                wait = max(wait, self._wanted_wait(response))
            self._pause(wait)

    def _wanted_wait(self, response: httpx.Response) -> float:
        wanted = response.headers.get("Retry-After", "")
        return min(float(wanted), self.target.retries.most) if wanted.isdigit() else 0.0

    def _demand_private(self, url: httpx.URL) -> None:
        if url.scheme == "https" or self.target.allow_plain_http or is_loopback(url.host):
            return
        raise TargetError("plain-http", url=str(url.copy_with(query=None)))

    def _unreachable(self, url: httpx.URL, error: httpx.TransportError) -> PublishError:
        return PublishError(
            "unreachable",
            url=str(url.copy_with(query=None)),
            reason=self._plain(str(error)) or type(error).__name__,
            attempts=str(self.target.retries.attempts),
        )

    def _refusal(self, response: httpx.Response) -> PublishError:
        status = response.status_code
        kind = _KINDS.get(status, "refused")
        if status in _PASSING:
            kind = "server-failed"
        elif response.is_redirect:
            kind = "redirected"
        elif status == httpx.codes.UNAUTHORIZED:
            kind = "wrong-credentials" if self.target.credentials else "no-credentials"
        return PublishError(
            kind,
            url=str(response.url.copy_with(query=None)),
            status=f"HTTP {status}",
            reason=self._reason(response),
            attempts=str(self.target.retries.attempts),
            size=str(self.target.piece),
        )

    def _reason(self, response: httpx.Response) -> str:
        """What the store says in plain text; a page of HTML says nothing to a person here."""
        said = "" if "html" in response.headers.get("Content-Type", "") else response.text
        return self._plain(said.partition(_ECHO)[0]) or response.reason_phrase

    def _not_results(self, url: str, error: Exception) -> PublishError:
        return PublishError("not-results", url=url, reason=self._plain(str(error)))

    def _plain(self, said: str) -> str:
        """Words of the store on one line, without our secrets and without control characters."""
        shown = "".join(char if char.isprintable() else " " for char in said)
        return " ".join(self.target.credentials.redacted(shown).split())[:_REASON_LENGTH]
