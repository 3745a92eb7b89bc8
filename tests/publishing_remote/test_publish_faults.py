"""What a store may answer, and what the person who publishes is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from renkei.publishing.remote import (
    Credentials,
    PublishError,
    Retries,
    Target,
    TargetError,
    Via,
    publish,
    target_at,
)
from renkei.store.faults import wordings

Answer = tuple[int, dict[str, str], str]
# The answer to every write → the kind of fault, how many times it was tried, and why it is here.
ANSWERS: dict[str, tuple[Answer, str, int]] = {
    "an error that may pass is tried three times": ((503, {}, "busy"), "server-failed", 3),
    "a broken gateway too": ((502, {}, ""), "server-failed", 3),
    "too many requests too": ((429, {}, "slow down"), "server-failed", 3),
    "a size limit is no passing fault": ((413, {}, ""), "too-large", 1),
    "nobody was asked for before": ((401, {}, ""), "no-credentials", 1),
    "reading is allowed, writing is not": ((403, {}, "read only"), "forbidden", 1),
    "a wrong path": ((404, {}, ""), "not-found", 1),
    "a store without the protocol": ((405, {}, "GET only"), "not-supported", 1),
    "a store that takes no N-Triples": ((415, {}, ""), "not-supported", 1),
    "a text that the store cannot read": ((400, {}, "line 4990: memory"), "refused", 1),
    "a move to a stranger is not followed": (
        (307, {"Location": "http://198.51.100.1/"}, ""),
        "redirected",
        1,
    ),
}


@pytest.mark.parametrize(("answer", "kind", "tries"), ANSWERS.values(), ids=ANSWERS.keys())
def test_each_answer_has_its_words(
    kg: Path, loopback: Any, answer: Answer, kind: str, tries: int
) -> None:
    loopback.fault = lambda request: answer if request.writes else None
    waits: list[float] = []
    with pytest.raises(PublishError) as caught:
        publish(kg, loopback.target(piece=77), pause=waits.append)
    assert caught.value.kind == kind
    assert len(loopback.writes()) == tries
    assert waits == [0.5, 1.0][: tries - 1]
    for language in ("ja", "en"):
        said = caught.value.message(language)
        assert loopback.url in said
        assert "{" not in said, "every blank is filled"
        assert "graph=" not in said, "the URL of the endpoint is enough"


def test_the_words_of_a_size_limit(kg: Path, loopback: Any) -> None:
    loopback.fault = lambda request: (413, {}, "") if request.writes else None
    with pytest.raises(PublishError) as caught:
        publish(kg, loopback.target(piece=77))
    assert caught.value.message("en") == (
        f"{loopback.url}/data says that a request was too large (413). "
        "Give --piece a number smaller than 77."
    )
    assert caught.value.message("ja") == (
        f"{loopback.url}/data は一度に受け取れる大きさを超えたと答えました（413）。"
        "--piece に 77 より小さい数を指定してください。"
    )


def test_503_twice_and_then_fine_is_fine(kg: Path, loopback: Any, tools: Any) -> None:
    left = {"count": 2}

    def fault(request: Any) -> Answer | None:
        if not request.writes or not left["count"]:
            return None
        left["count"] -= 1
        return 503, {"Retry-After": "7"}, ""

    loopback.fault = fault
    waits: list[float] = []
    publish(kg, loopback.target(), pause=waits.append)
    assert waits == [7.0, 7.0], "as long as the store asks for"
    assert loopback.ours() == tools.dataset_of(kg)


def test_a_store_cannot_make_us_wait_for_ever(kg: Path, loopback: Any) -> None:
    loopback.fault = lambda _: (503, {"Retry-After": "86400"}, "")
    waits: list[float] = []
    with pytest.raises(PublishError):
        publish(kg, loopback.target(retries=Retries(attempts=3, most=9.0)), pause=waits.append)
    assert waits == [9.0, 9.0]


@pytest.mark.parametrize("breaking", ["cut-early", "cut-late"])
def test_a_connection_that_breaks_twice_is_mended(
    kg: Path, loopback: Any, tools: Any, breaking: str
) -> None:
    """Before the request is whole, or after it was carried out: sending it again does no harm."""
    times = {"left": 2}

    def fault(request: Any) -> str | None:
        if not request.writes or not times["left"]:
            return None
        times["left"] -= 1
        return breaking

    loopback.fault = fault
    publish(kg, loopback.target(), pause=lambda _: None)
    assert loopback.ours() == tools.dataset_of(kg)
    assert loopback.leftovers() == []


# What a query endpoint may answer with 200 → the kind of fault.
NO_RESULTS: dict[str, tuple[Answer, str]] = {
    "a page for people": ((200, {"Content-Type": "text/html"}, "<html>"), "not-results"),
    "an answer to ASK": ((200, {}, '{"head": {}, "boolean": true}'), "not-results"),
    "half an answer": (
        (200, {}, '{"head": {"vars": ["g"]}, "results": {"bindings": [{"g": '),
        "not-results",
    ),
    "an answer that Virtuoso's time limit cut off": (
        (200, {"X-SQL-State": "S1TAT"}, '{"head": {"vars": []}, "results": {"bindings": []}}'),
        "cut-off",
    ),
}


@pytest.mark.parametrize(("answer", "kind"), NO_RESULTS.values(), ids=NO_RESULTS.keys())
def test_what_is_no_result_is_not_taken_for_one(
    kg: Path, loopback: Any, answer: Answer, kind: str
) -> None:
    loopback.fault = lambda _: answer
    with pytest.raises(PublishError) as caught:
        publish(kg, loopback.target())
    assert caught.value.kind == kind
    assert loopback.writes() == []


def test_nobody_there(kg: Path) -> None:
    target = Target("http://127.0.0.1:9/q", "http://127.0.0.1:9/u", retries=Retries(attempts=1))
    with pytest.raises(PublishError) as caught:
        publish(kg, target)
    assert caught.value.kind == "unreachable"


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer"])
@pytest.mark.parametrize("endpoints", [{}, {"query": None, "update": None}], ids=["all", "gsp"])
def test_the_store_is_told_who_we_are(
    kg: Path,
    loopback: Any,
    tools: Any,
    scheme: str,
    endpoints: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    loopback.scheme = scheme
    who = _credentials(tools, scheme)
    target = loopback.target(credentials=who, **endpoints)
    report = publish(kg, target)
    assert loopback.ours() == tools.dataset_of(kg)
    shown = caplog.text + repr(target) + repr(who) + report.model_dump_json()
    assert not any(secret in shown for secret in (tools.password, tools.token, "秘密"))


@pytest.mark.parametrize("scheme", ["basic", "digest", "bearer"])
def test_wrong_credentials_are_said_without_being_shown(
    kg: Path, loopback: Any, scheme: str
) -> None:
    loopback.scheme = scheme
    given = ("", "", "zzz-secret") if scheme == "bearer" else ("u", "zzz-secret")
    wrong = Credentials(*given)
    with pytest.raises(PublishError) as caught:
        publish(kg, loopback.target(credentials=wrong))
    assert caught.value.kind == "wrong-credentials"
    assert "zzz-secret" not in caught.value.message("ja") + caught.value.message("en")


@pytest.mark.parametrize("scheme", ["basic", "bearer"])
def test_a_store_that_echoes_what_it_was_sent_gives_nothing_away(
    kg: Path, loopback: Any, tools: Any, scheme: str
) -> None:
    loopback.scheme = scheme
    who = _credentials(tools, scheme)
    loopback.fault = lambda request: (
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
        f"bad request: {request.authorization} {tools.password} \x1b[2J SPARQL query: all of it",
    )
    with pytest.raises(PublishError) as caught:
        publish(kg, loopback.target(credentials=who))
    sent = loopback.requests[-1].authorization.partition(" ")[2]
    assert sent
    said = caught.value.message("en")
    assert "***" in said
    assert sent not in said
    assert "\x1b" not in said, "no store writes to our terminal"
    assert "all of it" not in said
    if scheme == "basic":
        assert tools.password not in said


def _credentials(tools: Any, scheme: str) -> Credentials:
    if scheme == "bearer":
        return Credentials(token=tools.token)
    return Credentials(tools.user, tools.password)


def test_a_token_does_not_travel_readable(kg: Path) -> None:
    target = Target(graph_store="http://example.org/data", credentials=Credentials("", "", "t"))
    with pytest.raises(TargetError) as caught:
        publish(kg, target)
    assert caught.value.kind == "plain-http"


@pytest.mark.parametrize(
    ("offered", "url", "allowed", "sent"),
    [
        ("Basic realm=x", "http://example.org/", False, "plain-http"),
        ("Basic realm=x", "http://example.org/", True, "Basic"),
        ("Basic realm=x", "https://example.org/", False, "Basic"),
        # A digest shows no password to who listens.
        ('Digest realm="x", nonce="1", qop="auth"', "http://example.org/", False, "Digest"),
        # What we do not speak is not guessed at.
        ("Negotiate", "https://example.org/", False, ""),
    ],
)
def test_the_challenge_decides(offered: str, url: str, *, allowed: bool, sent: str) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization", "").partition(" ")[0])
        status = 200 if seen[-1] else 401
        return httpx.Response(status, headers={"WWW-Authenticate": offered})

    def allow(asked: httpx.URL) -> None:
        if asked.scheme == "http" and not allowed:
            raise TargetError("plain-http", url=str(asked))

    client = httpx.Client(
        auth=Credentials("u", "p").auth(allow), transport=httpx.MockTransport(answer)
    )
    with client:
        if sent == "plain-http":
            with pytest.raises(TargetError):
                client.get(url)
            assert seen == [""]
            return
        client.get(url)
        assert seen[-1] == sent
        client.get(url)
        assert seen[-1] == sent, "the second request is signed at once"


# The environment → the kind of fault, or nothing where it is fine.
ENVIRONMENTS: list[tuple[dict[str, str], str | None]] = [
    ({}, None),
    ({"USER": "u", "PASSWORD": "p"}, None),
    ({"TOKEN": "t"}, None),
    ({"USER": "u"}, "half-credentials"),
    ({"PASSWORD": "p"}, "half-credentials"),
    ({"USER": "u", "PASSWORD": "p", "TOKEN": "t"}, "two-credentials"),
    ({"TOKEN": "t\nHost: evil"}, "bad-credentials"),
    ({"TOKEN": "秘密"}, "bad-credentials"),
    ({"USER": "u\r", "PASSWORD": "p"}, "bad-credentials"),
    ({"USER": "u", "PASSWORD": "p\udce3"}, "bad-credentials"),
]


@pytest.mark.parametrize(("given", "kind"), ENVIRONMENTS)
def test_credentials_come_from_the_environment(given: dict[str, str], kind: str | None) -> None:
    environment = {f"RENKEI_PUBLISH_{name}": value for name, value in given.items()}
    if kind is None:
        found = Credentials.from_environment(environment)
        assert bool(found) == bool(given)
        return
    with pytest.raises(TargetError) as caught:
        Credentials.from_environment(environment)
    assert caught.value.kind == kind
    assert not any(value in str(caught.value) for value in given.values() if len(value) > 1)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "store.example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://user:secret-word@example.org/",
        "http://example.org/?access-token=secret-word",
        "http://example.org/#secret-word",
        "http://example.org:secret-word/",
        "http://[secret-word/",
        "http://example.org:0/",
    ],
)
@pytest.mark.parametrize("make", [target_at, lambda url: Target(graph_store=url)])
def test_a_url_that_cannot_be_used_is_not_repeated(url: str, make: Callable[..., Target]) -> None:
    with pytest.raises(TargetError) as caught:
        make(url)
    assert caught.value.kind == "bad-url"
    assert "secret-word" not in caught.value.message("ja") + caught.value.message("en")


# Kind of store, way → query, update, graph store, relative to http://h/x.
ENDPOINTS: list[tuple[str, Via, tuple[str | None, str | None, str | None]]] = [
    ("sparql", Via.AUTO, ("", "", None)),
    ("virtuoso", Via.AUTO, ("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth")),
    ("virtuoso", Via.UPDATE, ("/sparql-auth", "/sparql-auth", None)),
    ("fuseki", Via.AUTO, ("/query", "/update", "/data")),
    ("fuseki", Via.GRAPH_STORE, (None, None, "/data")),
    ("graphdb", Via.AUTO, ("", "/statements", "/rdf-graphs/service")),
    ("qlever", Via.AUTO, ("", "", "")),
    ("neptune", Via.AUTO, ("/sparql", "/sparql", "/sparql/gsp/")),
    ("graph-store", Via.AUTO, (None, None, "")),
]


@pytest.mark.parametrize(("store", "via", "ends"), ENDPOINTS)
def test_each_kind_of_store_has_its_endpoints(
    store: str, via: Via, ends: tuple[str | None, ...]
) -> None:
    found = target_at("http://h/x", store=store, via=via)
    expected = tuple(None if end is None else f"http://h/x{end}" for end in ends)
    assert (found.query, found.update, found.graph_store) == expected


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"store": "oracle"}, "unknown-store"),
        ({"store": "sparql", "via": Via.GRAPH_STORE}, "no-endpoint"),
        ({"store": "graph-store", "via": Via.UPDATE}, "no-endpoint"),
        ({"piece": 0}, "bad-piece"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(options: dict[str, Any], kind: str) -> None:
    with pytest.raises(TargetError) as caught:
        target_at("http://h/x", **options)
    assert caught.value.kind == kind


def test_every_wording_is_there_in_both_languages() -> None:
    found = wordings("renkei.publishing.remote")
    assert len(found) == 23
    assert all(words.ja and words.en for words in found.values())
