"""A crawler on the live server and on the static site: every link and every IRI leads somewhere.

It begins at the start page, the catalogue and VoID, and follows every link of a page, every Link
header and every IRI below the base in Turtle.
"""

from __future__ import annotations

import http.client
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pyoxigraph as ox
import pytest

BASE = "https://w3id.org/renkei"
BEGIN = ("/", "/en/", "/catalog.ttl", "/void.ttl")
MEDIA = {
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.found.add(value)
            if name == "id" and value:
                self.ids.add(value)


@dataclass
class Crawler:
    """Asks over one connection; `seen` holds the addresses without fragments."""

    port: int
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    fragments: set[tuple[str, str]] = field(default_factory=set)
    nodes: dict[str, set[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str, accept: str) -> tuple[int, dict[str, str], bytes]:
        self.connection.request("GET", path, headers={"Accept": accept})
        answer = self.connection.getresponse()
        body = answer.read()
        return answer.status, {n.lower(): v for n, v in answer.getheaders()}, body

    def crawl(self) -> None:
        waiting = deque(BEGIN)
        while waiting:
            path = waiting.popleft()
            if path not in self.seen:
                waiting.extend(self._visit(path))

    def _visit(self, path: str) -> set[str]:
        status, headers, body = self.get(path, "text/html,*/*;q=0.8")
        kind = headers.get("content-type", "")
        self.seen[path] = (status, kind)
        if status == 303:
            return {self._inside(headers["location"])}
        if status != 200:
            self.wrong.append(f"{path}: {status}")
            return set()
        ending = urlsplit(path).path.rpartition(".")[2]
        if ending in MEDIA and kind != MEDIA[ending]:
            self.wrong.append(f"{path}: {kind}")
        if kind.startswith("text/html"):
            return self._page(path, body.decode())
        if kind.startswith("text/turtle"):
            return {self._inside(iri) for iri in self.read(path, body) if iri.startswith(BASE)}
        return set()

    def _page(self, path: str, text: str) -> set[str]:
        page = Links()
        page.feed(text)
        self.ids[path] = page.ids
        found = set()
        for link in page.found:
            target, fragment = urldefrag(urljoin(path, link))
            if target.startswith(("/", BASE)):
                inside = self._inside(target)
                found.add(inside)
                self.fragments.add((inside, unquote(fragment)))
        return found

    def read(self, path: str, body: bytes) -> set[str]:
        """The IRIs of a Turtle document."""
        if path not in self.nodes:
            quads = list(ox.parse(body, format=ox.RdfFormat.TURTLE))
            self.nodes[path] = {
                node.value
                for quad in quads
                for node in (quad.subject, quad.object)
                if isinstance(node, ox.NamedNode)
            }
        return self.nodes[path]

    def _inside(self, address: str) -> str:
        inside = address.removeprefix(f"http://127.0.0.1:{self.port}").removeprefix(BASE)
        return urldefrag(inside)[0] or "/"


@pytest.fixture(
    scope="module", params=["live", pytest.param("nginx", marks=pytest.mark.component("nginx"))]
)
def crawler(request, hosts) -> Iterator[Crawler]:
    made = Crawler(hosts(request.param).port)
    made.crawl()
    yield made
    made.connection.close()


def test_no_link_is_dead(crawler: Crawler) -> None:
    assert crawler.wrong == []
    assert len(crawler.seen) > 1500
    kinds = {kind.partition(";")[0] for status, kind in crawler.seen.values() if status == 200}
    assert {"text/html", "text/turtle", "application/rdf+xml", "text/csv", "text/plain"} <= kinds


def test_fragments_of_links_are_there(crawler: Crawler) -> None:
    dead = {
        f"{path}#{fragment}"
        for path, fragment in crawler.fragments
        if fragment and path in crawler.ids and fragment not in crawler.ids[path]
    }
    assert dead == set()


def _iris(site: Path) -> set[str]:
    found: set[str] = set()
    for name in ("renkei.nq", "catalog.ttl", "void.ttl"):
        for quad in ox.parse(path=site / name):
            nodes = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            found.update(node.value for node in nodes if isinstance(node, ox.NamedNode))
    return {iri for iri in found if iri.startswith(f"{BASE}/")}


def test_every_iri_dereferences(crawler: Crawler, site_kg: Path) -> None:
    """As data that speaks of it; a source text, a dump or the start page as what it is."""
    iris = _iris(site_kg / "site")
    assert len(iris) > 2500
    wrong = [f"{iri}: {found}" for iri in sorted(iris) if (found := _leads_nowhere(crawler, iri))]
    assert wrong == []


def _leads_nowhere(crawler: Crawler, iri: str) -> str:
    path = urldefrag(iri.removeprefix(BASE))[0] or "/"
    for _ in range(2):
        status, headers, body = _once(crawler, path)
        if status != 303:
            break
        path = urldefrag(headers["location"])[0]
    if status != 200:
        return str(status)
    if not headers["content-type"].startswith("text/turtle"):
        return "" if path == "/" or "/source/" in iri or "." in path else headers["content-type"]
    is_document = iri.removeprefix(BASE) == path or "/graph/" in iri
    return "" if is_document or iri in crawler.read(path, body) else f"not in {path}"


_ASKED: dict[tuple[int, str], tuple[int, dict[str, str], bytes]] = {}


def _once(crawler: Crawler, path: str) -> tuple[int, dict[str, str], bytes]:
    key = (crawler.port, path)
    if key not in _ASKED:
        _ASKED[key] = crawler.get(path, "text/turtle, */*;q=0.1")
    return _ASKED[key]
