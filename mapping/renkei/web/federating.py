"""SERVICE for endpoints that the operator allows (連合問い合わせ): asked here, never by a worker.

A worker has no network, and the store would follow any address. So each `SERVICE <iri> { … }` is
asked by the server itself before the query runs, and its solutions take its place as a VALUES block,
which means the same (SPARQL 1.1 Federated Query §2, §4). Only addresses of the list are asked, only
where every address of the host is public at the moment of connecting, and no redirect is followed.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from renkei.querying.scanning import TOKEN, has_escapes, scan
from renkei.web.limits import Limits
from renkei.web.responses import ProblemError

if TYPE_CHECKING:
    import httpx

_RESULTS = "application/sparql-results+json"
_FORM_WORDS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_AT_ONCE = 4
# The name of a variable as an endpoint gives it: `label`; nothing with a space or a bracket in it.
_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Call:
    """One SERVICE clause: where it stands in the text, whom it asks for what."""

    start: int
    end: int
    endpoint: str
    group: str
    silent: bool


def _guarded() -> httpx.BaseTransport:
    """Connects to public addresses only, to the very one that was checked."""
    from renkei.reading.fetching.guarding import GuardedTransport  # noqa: PLC0415  # rarely needed

    return GuardedTransport()


@dataclass(frozen=True)
class Federation:
    """The endpoints that queries may ask; `transport` is another one in tests only."""

    limits: Limits
    transport: Callable[[], httpx.BaseTransport] = _guarded
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def resolved(self, text: str) -> str:
        """A query with the solutions of its SERVICE clauses in their place.

        Raises `ProblemError`: an endpoint that is not allowed or does not answer, too many rows.
        """
        if not self.limits.services or has_escapes(text):
            raise ProblemError("service-refused")
        found = list(calls(text))
        if not found or len(found) > self.limits.service_calls:
            raise ProblemError("service-form", limit=str(self.limits.service_calls))
        for call in found:
            if call.endpoint not in self.limits.services:
                raise ProblemError("service-not-allowed", allowed=", ".join(self.limits.services))
        head = prologue(text)
        for call in reversed(found):
            block = await self._block(call, head)
            text = f"{text[: call.start]}{block}{text[call.end :]}"
        if scan(text).calls_service:
            raise ProblemError("service-form", limit=str(self.limits.service_calls))
        return text

    async def _block(self, call: Call, head: str) -> str:
        limit = self.limits.service_rows + 1
        asked = f"{head}\nSELECT * WHERE {call.group}\nLIMIT {limit}"
        try:
            async with self._turn:
                body = await asyncio.to_thread(self._ask, call.endpoint, asked)
            return values(body, self.limits.service_rows)
        except (ServiceError, SyntaxError, ValueError) as error:
            if call.silent:
                return "{ }"
            raise ProblemError("service-failed", endpoint=call.endpoint) from error

    def _ask(self, endpoint: str, query: str) -> bytes:
        """The answer of an endpoint, within bounds; raises `ServiceError`."""
        import httpx  # noqa: PLC0415  # heavy, and only here

        seconds = self.limits.service_seconds
        deadline = time.monotonic() + seconds
        with httpx.Client(
            transport=self.transport(), follow_redirects=False, timeout=seconds, trust_env=False
        ) as client:
            try:
                headers = {"accept": _RESULTS, "accept-encoding": "identity"}
                with client.stream(
                    "POST", endpoint, data={"query": query}, headers=headers
                ) as response:
                    return self._body(response, deadline)
            except httpx.HTTPError as error:
                raise ServiceError(type(error).__name__) from error

    def _body(self, response: httpx.Response, deadline: float) -> bytes:
        if response.status_code != 200:  # noqa: PLR2004  # OK; a redirect is no answer
            raise ServiceError(str(response.status_code))
        parts, size = [], 0
        for part in response.iter_raw():
            size += len(part)
            if size > self.limits.service_bytes or time.monotonic() > deadline:
                raise ServiceError("too large or too slow")
            parts.append(part)
        return b"".join(parts)


class ServiceError(Exception):
    """An endpoint did not answer as it should (連合先の障害)."""


def prologue(text: str) -> str:
    """The PREFIX and BASE lines of a query: what stands before its form.

    >>> prologue("PREFIX ex: <https://example.org/SELECT> SELECT * { ?s ex:a ?o }")
    'PREFIX ex: <https://example.org/SELECT> '
    """
    for token in TOKEN.finditer(text):
        if token["word"] and token["word"].upper() in _FORM_WORDS:
            return text[: token.start()]
    return ""


def calls(text: str) -> Iterator[Call]:
    """The SERVICE clauses of a query, in their order; raises `ProblemError` for a form not known.

    An endpoint is an IRI in full; a clause inside another is not taken apart.

    >>> [call.group for call in calls("SELECT * { SERVICE SILENT <https://a.example/> { ?s ?p '}' } }")]
    ["{ ?s ?p '}' }"]
    """
    tokens = list(TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        if (tokens[at]["word"] or "").upper() == "SERVICE":
            call, at = _call(text, tokens, at)
            yield call
        at += 1


def _call(text: str, tokens: Sequence[re.Match[str]], at: int) -> tuple[Call, int]:
    """The clause that begins at a token, and the number of the token that ends it."""
    words = [token[0] for token in tokens[at + 1 : at + 4]]
    silent = bool(words) and words[0].upper() == "SILENT"
    name, opening = (*words[silent:], "", "")[:2]
    if not name.startswith("<") or opening != "{":
        raise ProblemError("service-form", limit="")
    first = at + 2 + silent
    last = _closing(tokens, first)
    begin, end = tokens[first].start(), tokens[last].end()
    return Call(tokens[at].start(), end, name[1:-1], text[begin:end], silent), last


def _closing(tokens: Sequence[re.Match[str]], first: int) -> int:
    """The number of the bracket that closes the one at `first`."""
    depth = 0
    for at in range(first, len(tokens)):
        token = tokens[at]
        if at > first and (token["word"] or "").upper() == "SERVICE":
            break
        depth += bool(token["open"]) - bool(token["close"])
        if not depth:
            return at
    raise ProblemError("service-form", limit="")


def values(body: bytes, most: int) -> str:
    """The solutions of an endpoint as a VALUES block; raises `ProblemError`, `ServiceError`.

    The RDF library writes each term, so that nothing of an answer is read as SPARQL.
    """
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise ServiceError("no solutions")
    names = [variable.value for variable in found.variables]
    if not all(_NAME.fullmatch(name) for name in names):
        raise ServiceError("a name that is none")
    rows: list[str] = []
    for solution in found:
        if len(rows) == most:
            raise ProblemError("service-too-large", limit=str(most))
        rows.append(" ".join(_written(solution[name]) for name in names))
    head = " ".join(f"?{name}" for name in names)
    return f"VALUES ({head}) {{ {' '.join(f'({row})' for row in rows)} }}"


def _written(term: object) -> str:
    if term is None:
        return "UNDEF"
    if isinstance(term, ox.NamedNode | ox.Literal):
        return str(term)
    # A blank node of another store has no name here, and VALUES can hold none.
    raise ProblemError("service-blank")
