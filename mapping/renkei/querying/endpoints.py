"""Where a query is answered (問い合わせ先): one interface for a store here or elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Literal as OneOf
from typing import Protocol

import pyoxigraph as ox

from renkei.querying.faults import EndpointError, UsageError
from renkei.querying.terms import XSD, Term

Form = OneOf["select", "ask", "graph"]


@dataclass(frozen=True)
class Result:
    """What an endpoint answers (結果).

    An ASK has one row and one column, a boolean; a CONSTRUCT or DESCRIBE has a row per triple.
    """

    form: Form
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


class Endpoint(Protocol):
    """Something that answers SPARQL queries over the union of its graphs (問い合わせ先)."""

    @property
    def name(self) -> str:
        """A name for messages."""

    def run(self, text: str) -> Result:
        """The result of a query; raises `UsageError` for its text, else `EndpointError`."""


@dataclass(frozen=True)
class LocalEndpoint:
    """A store in this process (手元のストア), as `renkei.store.open_store` gives it.

    A query has no time limit here; whoever serves strangers runs it in a process that can be ended.
    """

    store: ox.Store
    name: str = "store"

    def run(self, text: str) -> Result:
        """The result of a query; raises `UsageError` for its text, else `EndpointError`."""
        try:
            return collected(self.store.query(text, use_default_graph_as_union=True))
        except SyntaxError as error:
            raise refusal(text, str(error)) from error
        except UnicodeEncodeError as error:
            raise _bad_query(_faults().reasons("character")) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise EndpointError("store-failed", reason=str(error)) from error


def query_text(content: bytes) -> str:
    """The text of a query as a file has it, in UTF-8 with or without a mark; raises `UsageError`.

    >>> query_text(b"\\xef\\xbb\\xbfASK {}")
    'ASK {}'
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad_query(_faults().reasons("encoding")) from error


def refusal(text: str, said: str = "") -> UsageError:
    """Why a text is no query: it is an update, or not SPARQL, as the store `said` in its own words."""
    # rdflib's parser takes long to load, and only a text that is wrong asks for it.
    from rdflib.plugins.sparql.parser import parseUpdate  # noqa: PLC0415  # see above

    from renkei.querying.parse_errors import PARSE_ERRORS  # noqa: PLC0415  # see above

    try:
        # An empty text is an update too, one that asks for nothing.
        is_update = bool(parseUpdate(text).request)
    except PARSE_ERRORS:
        is_update = False
    return UsageError("update-refused") if is_update else _bad_query(_faults().told(text, said))


def _bad_query(told: dict[str, str]) -> UsageError:
    """What is wrong with a query, the line and a mark below it where the place is known."""
    marked = f"\n\n{told['excerpt']}" if "excerpt" in told else ""
    return UsageError("bad-query", **told, marked=marked)


def _faults() -> ModuleType:
    # Words on bad queries are needed for bad queries alone.
    from renkei.querying import query_faults  # noqa: PLC0415  # see above

    return query_faults


def collected(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """A result of pyoxigraph, read to its end."""
    if isinstance(found, ox.QueryBoolean):
        return Result("ask", ("answer",), ((boolean(value=bool(found)),),))
    if isinstance(found, ox.QueryTriples):
        return graph_result(found)
    names = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(solution) for solution in found)
    return Result("select", names, rows)


def graph_result(triples: Iterable[ox.Triple | ox.Quad]) -> Result:
    """Triples as a result, sorted and without repetition."""
    rows = {(each.subject, each.predicate, each.object) for each in triples}
    return Result("graph", ("subject", "predicate", "object"), tuple(sorted(rows, key=str)))


def boolean(*, value: bool) -> ox.Literal:
    """A truth value as an RDF term."""
    return ox.Literal(str(value).lower(), datatype=ox.NamedNode(XSD + "boolean"))
