"""Requests of the live server: the SPARQL protocol row by row, forms, validators, headers."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

HERE = Path(__file__).parent
KEY = "43100-43214-20160330"
BASE = "https://w3id.org/renkei"
GRAPHS = {"ontology": f"{BASE}/graph/ontology", "register": f"{BASE}/graph/municipalities"}
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "sparql_protocol.toml").read_text("utf-8"))[
    "case"
]


@pytest.fixture(scope="module")
def counts(kg: Path) -> dict[str, int]:
    store = ox.Store.read_only(str(kg / "store"))
    sizes = {
        name: sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
        for name, iri in GRAPHS.items()
    }
    union = {quad.triple for quad in store}
    return {**sizes, "both": sum(sizes.values()), "none": 0, "all": len(union)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["reason"])
def test_protocol(server, counts, case) -> None:
    found = server.ask(**_request(case))
    assert found.status == case["status"], found.text[:300]
    if "media" in case:
        assert found.headers["content-type"] == case["media"]
    if "count" in case:
        assert int(found.text.split()[1]) == counts[case["count"]]
    for name, value in case.get("header", {}).items():
        assert found.headers[name] == value
    assert case.get("contains", "") in found.text
    if case["status"] >= 400:
        assert json.loads(found.body)["status"] == case["status"]


def _request(case: dict[str, Any]) -> dict[str, Any]:
    path = case.get("path", "/sparql")
    target = f"{path}?{_filled(case['get'])}" if case.get("get") else path
    text, times = case.get("direct_times", ("", 0))
    body = _filled(case.get("form") or case.get("direct") or text * times) or None
    kind = "application/sparql-query" if "form" not in case else "application/x-www-form-urlencoded"
    headers = {"Content-Type": case.get("content_type", kind)} if body else {}
    if "accept" in case:
        headers["Accept"] = case["accept"]
    method = case.get("method", "POST" if body else "GET")
    return {"target": target, "method": method, "headers": headers, "body": body}


def _filled(text: str) -> str:
    for name, iri in GRAPHS.items():
        text = text.replace(f"{{{name}}}", iri)
    return text


def test_every_case_is_asked() -> None:
    assert len(CASES) == 40


FORMS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "rdf": ox.RdfFormat.RDF_XML,
}


def test_every_form_says_the_same(server) -> None:
    said = {}
    for ending, form in FORMS.items():
        body = server.ask(f"/data/agreement/{KEY}.{ending}").body
        said[ending] = {str(quad.triple) for quad in ox.parse(body, format=form)}
    assert len(said["nq"]) > 2000
    assert all(triples == said["nq"] for triples in said.values())


def test_validators_and_packing(server) -> None:
    target = f"/data/agreement/{KEY}.ttl"
    plain = server.ask(target)
    packed = server.ask(target, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in plain.headers["vary"]
    for answer in (plain, packed):
        again = server.ask(target, headers={"If-None-Match": f'"x", W/{answer.headers["etag"]}'})
        assert (again.status, again.body) == (304, b"")
    since = {"If-Modified-Since": plain.headers["last-modified"]}
    assert server.ask(target, headers=since).status == 304
    # A tag goes before a date (RFC 9110 §13.2.2).
    assert server.ask(target, headers={**since, "If-None-Match": '"x"'}).status == 200
    assert server.ask(target, headers={"If-Modified-Since": "nonsense"}).status == 200


def test_head_is_get_without_body(server) -> None:
    for target in (f"/data/agreement/{KEY}.ttl", f"/id/agreement/{KEY}", "/nothing", "/health"):
        get, head = server.ask(target), server.ask(target, method="HEAD")
        assert head.status == get.status
        assert head.body == b""
        drop = {"date"}
        assert {k: v for k, v in head.headers.items() if k not in drop} == {
            k: v for k, v in get.headers.items() if k not in drop
        }


def test_links_tell_the_three_things_apart(server) -> None:
    link = server.ask(f"/data/agreement/{KEY}.ttl").headers["link"]
    assert f'</data/agreement/{KEY}.ttl>; rel="canonical"' in link
    assert f'</data/agreement/{KEY}.jsonld>; rel="alternate"; type="application/ld+json"' in link
    assert '</ns>; rel="describedby"' in link
    assert f'<{BASE}/id/agreement/{KEY}>; rel="describes"' in link


def test_security_headers_are_everywhere(server) -> None:
    for target in (
        "/health",
        "/nothing",
        f"/agreement/{KEY}",
        "/sparql?query=x",
        "/dumps/renkei.nq",
    ):
        headers = server.ask(target).headers
        assert headers["content-security-policy"].startswith("default-src 'none';")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["access-control-allow-origin"] == "*"
        assert "set-cookie" not in headers
        assert "server" not in headers


def test_pages_hold_their_subject_as_json_ld(server) -> None:
    page = server.ask(f"/agreement/{KEY}", headers={"Accept": "text/html"}).text
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert f"{BASE}/id/agreement/{KEY}" in json.dumps(json.loads(block))


def test_language_of_a_page_is_negotiated(server) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "en-GB,en;q=0.9,ja;q=0.1"}
    found = server.ask(f"/id/agreement/{KEY}", headers=headers)
    assert found.headers["location"] == f"/en/agreement/{KEY}"
    assert found.headers["vary"] == "Accept, Accept-Language"
