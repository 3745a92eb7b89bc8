"""The SPARQL 1.1 Protocol, query only (SPARQLプロトコル): https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import ModuleType

from pyoxigraph import NamedNode
from starlette.requests import Request

from renkei.querying.scanning import Scan, scan
from renkei.web import negotiation
from renkei.web.builds import Build
from renkei.web.federating import Federation
from renkei.web.formats import RDF, RESULTS, Form, by_media, media_types
from renkei.web.limits import Limits
from renkei.web.pool import QueryError, Task
from renkei.web.requests import Parameters, body, client_of, form, query_string
from renkei.web.responses import Content, ProblemError

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_GRAPHS = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation (§2.1): the text and the dataset that the request names, if any."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


async def operation(request: Request, limits: Limits) -> Operation | None:
    """The operation of a request by GET, POST of a form, or POST of the text itself.

    None for a GET that names no query: it asks for the service description. Raises `ProblemError`.
    """
    parameters = query_string(request)
    if request.method != "POST":
        if not parameters.getlist("query") and not parameters.getlist("update"):
            return None
        return _operation(parameters)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    content = await body(request, limits)
    if media == FORM:
        return _operation(form(content))
    if media == DIRECT:
        if parameters.getlist("query") or parameters.getlist("update"):
            raise ProblemError("no-query")
        return Operation(_text(content), *_dataset(parameters))
    if media == _UPDATE:
        raise ProblemError("update-refused")
    raise ProblemError("bad-media-type", wanted=f"{FORM}, {DIRECT}")


def _operation(parameters: Parameters) -> Operation:
    if parameters.getlist("update"):
        raise ProblemError("update-refused")
    texts = parameters.getlist("query")
    if len(texts) != 1:
        raise ProblemError("no-query")
    return Operation(texts[0], *_dataset(parameters))


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed("encoding") from error


def _dataset(parameters: Parameters) -> tuple[tuple[str, ...], tuple[str, ...]]:
    default, named = (tuple(parameters.getlist(name)) for name in _GRAPHS)
    for iri in (*default, *named):
        try:
            NamedNode(iri)
        except ValueError as error:
            raise ProblemError("bad-parameter", name="/".join(_GRAPHS)) from error
    return default, named


def checked(text: str, limits: Limits) -> Scan:
    """Look a query over before anything is spent on it; raises `ProblemError`."""
    if len(text) > limits.query_characters:
        raise ProblemError("query-too-long", limit=str(limits.query_characters))
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise _malformed("character")
    found = scan(text)
    if found.form == "update":
        raise ProblemError("update-refused")
    if found.calls_service and not limits.services:
        raise ProblemError("service-refused")
    if found.nesting > limits.nesting:
        raise ProblemError("query-too-deep", limit=str(limits.nesting))
    return found


def task(asked: Operation, seen: Scan, ending: str) -> Task:
    """The task of an operation (§2.1.4): what the protocol names goes before FROM in the text.

    Where neither names a dataset, the default graph is all graphs together.
    """
    if asked.default or asked.named:
        return Task(asked.text, ending, union=False, default=asked.default, named=asked.named)
    return Task(asked.text, ending, union=not seen.has_dataset)


def form_for(request: Request, seen: Scan) -> Form:
    """The form of the answer that suits the client; raises `ProblemError` if none does."""
    forms = RDF if seen.form in {"construct", "describe"} else RESULTS
    if seen.form == "unknown":
        # Not SPARQL, as the store will say: an answer that does not come needs no form.
        return RESULTS[0]
    media = negotiation.best(request.headers.get("accept"), media_types(forms))
    if media is None:
        offered = ", ".join(each.media for each in forms)
        raise ProblemError("not-acceptable", offered=offered)
    return by_media(forms, media)


async def answer(
    request: Request, asked: Operation, build: Build, limits: Limits, federation: Federation
) -> Content:
    """The answer to an operation; raises `ProblemError`."""
    seen = checked(asked.text, limits)
    chosen = form_for(request, seen)
    written = asked
    if seen.calls_service:
        # What another endpoint says changes, so the answer is not kept unless it says the same.
        asked = replace(asked, text=await federation.resolved(asked.text))
    work = task(asked, seen, chosen.ending)
    key = ("sparql", work)
    if (kept := build.cache.get(key)) is not None:
        return kept
    try:
        found = await build.queries.run(work, client=client_of(request))
    except QueryError as error:
        raise _problem(error, written, asked) from error
    content = Content(found, chosen.content_type, build.modified, {"vary": "Accept"})
    build.cache.put(key, content)
    return content


def _problem(error: QueryError, written: Operation, asked: Operation) -> ProblemError:
    """The problem of a query that was not answered; of a malformed one, what is wrong with it."""
    if error.kind != "malformed-query":
        return ProblemError.with_values(error.kind, error.values)
    # Where the store gave up says nothing if it read another text than the client wrote.
    said = error.values.get("reason", "") if written == asked else ""
    return ProblemError.with_values(error.kind, _faults().told(written.text, said))


def _malformed(kind: str) -> ProblemError:
    return ProblemError.with_values("malformed-query", _faults().reasons(kind))


def _faults() -> ModuleType:
    # Good queries, and pages, need no words on bad ones.
    from renkei.querying import query_faults  # noqa: PLC0415  # see above

    return query_faults
