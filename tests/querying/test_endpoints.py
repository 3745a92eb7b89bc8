"""Endpoints: every kind of query, and every way in which an answer can fail to come."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from renkei.querying import (
    EndpointError,
    LocalEndpoint,
    RemoteEndpoint,
    UsageError,
    ask,
    ask_text,
    render,
)

RENKEI = "https://w3id.org/renkei/ns#"
TITLES = f"SELECT ?t WHERE {{ ?a a <{RENKEI}Agreement> ; <http://purl.org/dc/terms/title> ?t }}"
ALIASES = f"CONSTRUCT {{ ?p <{RENKEI}alias> ?a }} WHERE {{ ?p <{RENKEI}alias> ?a }}"
UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "LOAD <http://127.0.0.1/x>",
    "# SELECT\nPREFIX a: <urn:a> WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "COPY <urn:a> TO <urn:b>",
]
NO_QUERIES = ["", "SELECT", "hello", "SELECT * WHERE { ?s ?p ?o } ; DROP ALL", "ASK {} \ud800"]


def test_a_query_of_ones_own(local: LocalEndpoint) -> None:
    found = ask_text(TITLES + " ORDER BY ?t", local)
    assert [column.name for column in found.columns] == ["t"]
    assert {record["t"] for record in found.records()} == {
        "白浜圏の連携協約",
        "緑川市及び東雲町における連携協約",
        "緑川市及び西雲村における連携協約",
    }


def test_the_default_graph_belongs_to_the_union() -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c")))
    assert len(ask_text("SELECT * WHERE { ?s ?p ?o }", LocalEndpoint(store)).rows) == 1


@pytest.mark.component("virtuoso")
@pytest.mark.parametrize("text", [TITLES, "ASK { ?s ?p ?o }", "ASK { <urn:none> ?p ?o }", ALIASES])
def test_every_kind_of_query_is_answered_alike(
    text: str, local: LocalEndpoint, remote: RemoteEndpoint
) -> None:
    here, there = ask_text(text, local), ask_text(text, remote)
    assert there.result.form == here.result.form
    assert sorted(render(there, "csv").splitlines()) == sorted(render(here, "csv").splitlines())


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_refused(text: str, local: LocalEndpoint) -> None:
    before = len(local.store)
    for endpoint in (local, RemoteEndpoint("http://127.0.0.1:9/never-asked")):
        with pytest.raises(UsageError) as caught:
            ask_text(text, endpoint)
        assert caught.value.kind == "update-refused"
    assert len(local.store) == before


@pytest.mark.parametrize("text", NO_QUERIES)
def test_what_is_no_query_is_refused(text: str, local: LocalEndpoint) -> None:
    for endpoint in (local, RemoteEndpoint("http://127.0.0.1:9/never-asked")):
        with pytest.raises(UsageError) as caught:
            ask_text(text, endpoint)
        assert caught.value.kind == "bad-query"


@pytest.mark.parametrize(
    "url",
    ["", "kg/store", "file:///etc/hostname", "ftp://example.org/x", "http://", "http://[",
     "http://user:secret@example.org/sparql"],
)  # fmt: skip
def test_only_a_web_address_is_an_endpoint(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        RemoteEndpoint(url)
    assert caught.value.kind == "bad-url"


class Scripted(BaseHTTPRequestHandler):
    """Answers every POST as it is told; `delay` is set to wait until the test is over."""

    status: ClassVar[int] = 200
    headers_sent: ClassVar[dict[str, str]] = {}
    body: ClassVar[bytes] = b""
    delay: ClassVar[threading.Event | None] = None

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.delay is not None:
            self.delay.wait(10)
        self.send_response(self.status)
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def scripted(**script: Any) -> Iterator[str]:
    handler = type("Handler", (Scripted,), script)
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sparql"
        finally:
            server.shutdown()
            thread.join()


JSON = {"Content-Type": "application/sparql-results+json"}
EMPTY = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
# what the server does, kind of the fault, what the message holds, why
FAULTS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"status": 400, "body": b"no such function"}, "refused", "no such function", "bad query"),
    ({"status": 401}, "refused", "", "a password is asked"),
    ({"status": 404}, "refused", "", "no endpoint there"),
    ({"status": 500, "body": b"out of memory"}, "refused", "out of memory", "server fault"),
    ({"status": 503}, "refused", "503", "overloaded"),
    ({"body": b"<html>login</html>"}, "not-results", "", "a page instead of results"),
    ({"headers_sent": JSON, "body": EMPTY[:-3]}, "not-results", "", "cut in the middle"),
    (
        {"headers_sent": {**JSON, "Content-Length": "999"}, "body": EMPTY},
        "unreachable",
        "",
        "the line broke",
    ),
    (
        {"headers_sent": {**JSON, "X-SPARQL-MaxRows": "10000"}, "body": EMPTY},
        "cut-off",
        "10000",
        "a limit on rows",
    ),
    (
        {"headers_sent": {**JSON, "X-SQL-State": "S1TAT"}, "body": EMPTY},
        "cut-off",
        "S1TAT",
        "a limit on time",
    ),
]


@pytest.mark.parametrize(("script", "kind", "holds", "why"), FAULTS)
def test_a_fault_of_the_endpoint_is_told(
    script: dict[str, Any], kind: str, holds: str, why: str
) -> None:
    with scripted(**script) as url, pytest.raises(EndpointError) as caught:
        ask_text("SELECT ?s WHERE { ?s ?p ?o }", RemoteEndpoint(url))
    assert (caught.value.kind, holds in caught.value.message("en")) == (kind, True), why
    assert url in caught.value.message("ja")


def test_the_table_of_faults_is_complete() -> None:
    assert (len(FAULTS), len(UPDATES), len(NO_QUERIES)) == (10, 7, 5)


def test_an_endpoint_that_is_silent_is_left() -> None:
    silence = threading.Event()
    with scripted(delay=silence) as url:
        with pytest.raises(EndpointError) as caught:
            ask_text("ASK {}", RemoteEndpoint(url, timeout=1))
        silence.set()
    assert caught.value.message("en") == (
        f"{url} did not answer within 1 seconds. Try later, or allow more time."
    )


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/sparql"
        with pytest.raises(EndpointError) as caught:
            ask_text("ASK {}", RemoteEndpoint(url, timeout=5))
    assert caught.value.kind == "unreachable"
    assert caught.value.message("ja").startswith(f"{url} に接続できません: ")


def test_an_answer_without_a_declared_column_is_a_fault() -> None:
    with scripted(headers_sent=JSON, body=EMPTY) as url, pytest.raises(EndpointError) as caught:
        ask("legal-citations", RemoteEndpoint(url))
    assert caught.value.message("en") == f"The answer of {url} lacks the column title."


@pytest.mark.component("virtuoso")
def test_a_limit_on_rows_does_not_pass_as_an_answer(remote: RemoteEndpoint) -> None:
    with pytest.raises(EndpointError) as caught:
        ask_text("SELECT * WHERE { ?a ?b ?c }", remote)
    assert caught.value.kind == "cut-off"
