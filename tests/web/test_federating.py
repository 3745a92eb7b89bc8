"""SERVICE: nothing is asked unless the operator allowed it, and never what is not public."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import httpx
import pyoxigraph as ox
import pytest

from renkei.web.federating import Federation
from renkei.web.limits import Limits
from renkei.web.responses import ProblemError

OTHER = ox.Store()
OTHER.load(
    b'<urn:a> <urn:name> "\\"} SERVICE <urn:x> {"@ja . <urn:b> <urn:name> "B" . '
    b"<urn:b> <urn:n> 5 . _:c <urn:blank> 1 . ",
    format=ox.RdfFormat.TURTLE,
)
OWN = ox.Store()
OWN.load(b"<urn:a> a <urn:T> . <urn:c> a <urn:T> . ", format=ox.RdfFormat.TURTLE)


@dataclass
class Endpoint:
    """A SPARQL endpoint on the loopback; `mode` is how it behaves."""

    url: str
    mode: str = "fine"
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    found = Endpoint("")

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            query = parse_qs(body).get("query", [""])[0]
            found.asked.append(self.path)
            if found.mode == "redirect" and self.path == "/sparql":
                self.send_response(307)
                self.send_header("location", found.url.replace("/sparql", "/elsewhere"))
                self.end_headers()
                return
            self.send_response(500 if found.mode == "broken" else 200)
            self.end_headers()
            self.wfile.write(self._content(query))

        def _content(self, query: str) -> bytes:
            if found.mode == "huge":
                return b" " * 2_000_000
            if found.mode == "names":
                head = {"head": {"vars": ["x) { } DROP ALL #"]}, "results": {"bindings": []}}
                return json.dumps(head).encode()
            if found.mode == "slow":
                time.sleep(1.5)
            solutions = OTHER.query(query)
            assert isinstance(solutions, ox.QuerySolutions)
            return solutions.serialize(format=ox.QueryResultsFormat.JSON) or b""

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
            del format, args

    host = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    found.url = f"http://127.0.0.1:{host.server_port}/sparql"
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield found
    host.shutdown()
    host.server_close()


def _limits(*services: str) -> Limits:
    return Limits(services=services, service_rows=10, service_bytes=1_000_000, service_seconds=1)


def _asked(text: str, *services: str, private: bool = True) -> str:
    """The query resolved; `private` is the switch of tests by which the loopback may be asked."""
    limits = _limits(*services)
    federation = Federation(limits, httpx.HTTPTransport) if private else Federation(limits)
    return asyncio.run(federation.resolved(text))


def _kind(text: str, *services: str, private: bool = True) -> str:
    with pytest.raises(ProblemError) as error:
        _asked(text, *services, private=private)
    return error.value.kind


JOINS = (
    ("SELECT * {{ ?s a <urn:T> SERVICE <{url}> {{ ?s <urn:name> ?name }} }}", 1, "a join"),
    ("SELECT * {{ ?s a <urn:T> OPTIONAL {{ SERVICE <{url}> {{ ?s <urn:name> ?n }} }} }}", 2, "optional"),
    ("PREFIX u: <urn:> SELECT * {{ SERVICE <{url}> {{ ?s u:name ?n . OPTIONAL {{ ?s u:n ?k }} }} }}", 2, "a prefix, an unbound value"),
    ("SELECT * {{ SERVICE <{url}> {{ ?s <urn:name> 'none' }} }}", 0, "no solution"),
    ("SELECT * {{ service silent <{url}> {{ ?s <urn:name> ?n }} # SERVICE <urn:x> {{ }}\n }}", 2, "small letters, a comment"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "count", "reason"), JOINS)
def test_it_means_what_service_means(
    endpoint: Endpoint, text: str, count: int, reason: str
) -> None:
    resolved = _asked(text.format(url=endpoint.url), endpoint.url)
    solutions = OWN.query(resolved)
    assert isinstance(solutions, ox.QuerySolutions)
    assert len(list(solutions)) == count, reason
    assert endpoint.asked == ["/sparql"]


REFUSED = (
    ("SELECT * {{ SERVICE <http://169.254.169.254/> {{ ?s ?p ?o }} }}", "service-not-allowed", "not on the list"),
    ("SELECT * {{ SERVICE <{url}/> {{ ?s ?p ?o }} }}", "service-not-allowed", "nearly on the list"),
    ("SELECT * {{ BIND(<{url}> AS ?g) SERVICE ?g {{ ?s ?p ?o }} }}", "service-form", "a variable"),
    ("PREFIX e: <{url}> SELECT * {{ SERVICE e: {{ ?s ?p ?o }} }}", "service-form", "a prefixed name"),
    ("SELECT * {{ SERVICE <{url}> {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}", "service-form", "nested"),
    ("SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }}", "service-form", "does not end: text is not taken apart"),
    ("SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}", "service-refused", "written as code points"),
    ("SELECT * {{ SERVICE <{url}> {{ ?s <urn:blank> ?o }} }}", "service-blank", "a blank node has no name here"),
    ("SELECT * {{ " + "SERVICE <{url}> {{ ?s ?p ?o }} " * 4 + "}}", "service-form", "too many"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "reason"), REFUSED)
def test_what_is_refused(endpoint: Endpoint, text: str, kind: str, reason: str) -> None:
    if reason.startswith("does not end"):
        text = text[: text.rindex("}}")]
    assert _kind(text.format(url=endpoint.url), endpoint.url) == kind, reason
    assert len(endpoint.asked) == (kind == "service-blank")


ONE = "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"


@pytest.mark.parametrize("mode", ["broken", "redirect", "huge", "slow", "names"])
def test_a_bad_endpoint_fails_and_silent_goes_on(endpoint: Endpoint, mode: str) -> None:
    endpoint.mode = mode
    text = ONE.format(url=endpoint.url)
    assert _kind(text, endpoint.url) == "service-failed"
    assert endpoint.asked == ["/sparql"]
    assert "{ }" in _asked(text.replace("SERVICE", "SERVICE SILENT"), endpoint.url)


def test_too_many_rows(endpoint: Endpoint) -> None:
    several = "{{ ?s <urn:name> ?o }} UNION " * 5 + "{{ ?s <urn:name> ?o }}"
    text = "SELECT * {{ SERVICE <{url}> {{ " + several + " }} }}"
    assert _kind(text.format(url=endpoint.url), endpoint.url) == "service-too-large"


def test_an_allowed_name_may_not_lead_inside(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the switch of tests: loopback, also behind a name of the outside world."""
    assert _kind(ONE.format(url=endpoint.url), endpoint.url, private=False) == "service-failed"
    port = int(endpoint.url.split(":")[2].partition("/")[0])
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    named = f"http://data.example.org:{port}/sparql"
    assert _kind(ONE.format(url=named), named, private=False) == "service-failed"
    assert endpoint.asked == []


def test_nothing_is_allowed_unless_named(endpoint: Endpoint) -> None:
    assert _kind(ONE.format(url=endpoint.url)) == "service-refused"
    assert endpoint.asked == []
