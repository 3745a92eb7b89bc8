"""A SPARQL endpoint elsewhere (遠隔のSPARQLエンドポイント), asked through SPARQLWrapper."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pyoxigraph as ox
from rdflib.plugins.sparql.parser import parseQuery
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from renkei.querying.endpoints import (
    Form,
    Result,
    boolean,
    collected,
    graph_result,
    refusal,
)
from renkei.querying.faults import EndpointError, UsageError
from renkei.querying.parse_errors import PARSE_ERRORS

_FORMS: dict[str, Form] = {
    "SelectQuery": "select",
    "AskQuery": "ask",
    "ConstructQuery": "graph",
    "DescribeQuery": "graph",
}
# Virtuoso says in these headers that it left rows out: a limit on rows, a limit on time.
_CUT_OFF = ("X-SPARQL-MaxRows", "X-SQL-State")
_VIRTUOSO_ASK = "__ASK_RETVAL"
_AGENT = "renkei (https://w3id.org/renkei)"
_REASON_LENGTH = 500


class _Response(NamedTuple):
    body: bytes
    cut_off: str | None


@dataclass(frozen=True)
class RemoteEndpoint:
    """A SPARQL endpoint at an http or https URL; `timeout` in whole seconds.

    Its default graph has to be the union of its graphs, as it is in Virtuoso. An answer that the
    endpoint cut off is never passed on as if it were whole. Raises `UsageError` for another URL.
    """

    url: str
    timeout: int = 60

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
        except ValueError as error:
            raise UsageError("bad-url", url=self.url) from error
        # Messages show the URL, so it must hold no password.
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            raise UsageError("bad-url", url=self.url)

    @property
    def name(self) -> str:
        """The URL."""
        return self.url

    def run(self, text: str) -> Result:
        """The result of a query; raises `UsageError` for its text, else `EndpointError`."""
        form = query_form(text)
        response = self._fetch(text, form)
        if response.cut_off:
            raise EndpointError("cut-off", url=self.url, reason=response.cut_off)
        try:
            if form == "graph":
                return graph_result(ox.parse(response.body, ox.RdfFormat.TURTLE))
            found = collected(ox.parse_query_results(response.body, ox.QueryResultsFormat.JSON))
            return found if found.form == form else _truth(found)
        except (SyntaxError, ValueError) as error:
            raise EndpointError("not-results", url=self.url, reason=str(error)) from error

    def _fetch(self, text: str, form: Form) -> _Response:
        wrapper = SPARQLWrapper(self.url, agent=_AGENT)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(TURTLE if form == "graph" else JSON)
        wrapper.setTimeout(self.timeout)
        wrapper.setQuery(text)
        try:
            with wrapper.query().response as response:
                body = response.read()
                cut_off = [
                    f"{name}: {response.headers[name]}"
                    for name in _CUT_OFF
                    if response.headers[name]
                ]
        except SPARQLWrapperException as error:
            raise EndpointError("refused", url=self.url, reason=_short(error)) from error
        except (OSError, HTTPException) as error:
            raise self._translated(error) from error
        return _Response(body, "; ".join(cut_off) or None)

    def _translated(self, error: OSError | HTTPException) -> EndpointError:
        if isinstance(error, HTTPError):
            error.close()
            return EndpointError("refused", url=self.url, reason=f"HTTP {error.code}")
        cause = getattr(error, "reason", error)
        if isinstance(cause, TimeoutError):
            return EndpointError("timeout", url=self.url, seconds=str(self.timeout))
        return EndpointError("unreachable", url=self.url, reason=str(cause) or repr(cause))


def _truth(found: Result) -> Result:
    """The answer of an ASK that came as a table, as Virtuoso 7.2.5 writes it: one row with 1.

    Raises `ValueError` for any other table.
    """
    if found.variables != (_VIRTUOSO_ASK,):
        raise ValueError("a boolean was asked for, or rows where a boolean came")
    value = any(getattr(row[0], "value", "") in {"1", "true"} for row in found.rows)
    return Result("ask", ("answer",), ((boolean(value=value),),))


def _short(error: SPARQLWrapperException) -> str:
    reason = " ".join(str(error.args[0] if error.args else error.msg).split())
    return reason[:_REASON_LENGTH]


def query_form(text: str) -> Form:
    """Which kind of query a text is; raises `UsageError` for an update or what is not SPARQL 1.1.

    An endpoint may take an update where a query is due, so nothing leaves without this check.

    >>> query_form("ASK {}")
    'ask'
    """
    try:
        text.encode("utf-8")  # a lone surrogate could not be sent
        tree = parseQuery(text)
    except PARSE_ERRORS as error:
        raise refusal(text) from error
    return _FORMS[tree[1].name]
