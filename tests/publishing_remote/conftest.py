"""Fixtures for publishing: builds, a store on the loopback that can be made to fail."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from sample_build import sample_build

from renkei.publishing.remote import Credentials, Retries, Target

HERE = Path(__file__).parent
PREFIX = "https://w3id.org/renkei/graph/"
USER, PASSWORD = "publisher", "pass-word 秘密"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy on the way to the loopback, and no credentials of whoever runs the tests."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"RENKEI_PUBLISH_{name}", raising=False)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the five samples."""
    return sample_build(tmp_path_factory)


@pytest.fixture(scope="session")
def kg(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same seven graphs with at most 300 statements each, those with blank nodes among them."""
    return _made(full, tmp_path_factory.mktemp("part") / "kg", _some_of(full, 300))


def _some_of(kg: Path, size: int) -> list[bytes]:
    taken: dict[bytes, list[bytes]] = {}
    for line in lines_of(kg):
        taken.setdefault(line.rsplit(b" ", 2)[-2], []).append(line)
    # Labels are what tests change, and blank nodes what is hard to send.
    wanted = [
        sorted(held, key=lambda each: (b'"@ja <' not in each, each))[: size // 2]
        + sorted(held, key=lambda each: (b"_:" not in each, each))[: size // 2]
        for held in taken.values()
    ]
    return sorted({line for held in wanted for line in held})


def _made(kg: Path, folder: Path, lines: Iterable[bytes]) -> Path:
    (folder / "site").mkdir(parents=True)
    shutil.copyfile(kg / "build.json", folder / "build.json")
    (folder / "site" / "renkei.nq").write_bytes(b"".join(lines))
    return folder


def lines_of(kg: Path) -> list[bytes]:
    return (kg / "site" / "renkei.nq").read_bytes().splitlines(keepends=True)


@pytest.fixture
def variant(tmp_path: Path) -> Callable[[Path, str, Iterable[bytes]], Path]:
    """A build with other lines than the one that it was made from."""

    def make(kg: Path, name: str, lines: Iterable[bytes]) -> Path:
        return _made(kg, tmp_path / name, lines)

    return make


@pytest.fixture
def small(variant: Callable[..., Path], kg: Path) -> Path:
    """A build small enough to be broken off at every single request: three graphs of 40."""
    lines = [line for line in _some_of(kg, 40) if b"/graph/agreement/0" in line]
    lines += [line for line in _some_of(kg, 40) if b"/graph/agreement" not in line]
    return variant(kg, "small", lines)


Canonical = frozenset[str]


def canonical(quads: Iterable[ox.Quad]) -> Canonical:
    """Quads with blank nodes named by what they are, so that two stores can be compared."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))


def dataset_of(kg: Path) -> Canonical:
    return canonical(ox.parse(path=kg / "site" / "renkei.nq", format=ox.RdfFormat.N_QUADS))


@dataclass
class Request:
    """What the loopback store was asked."""

    method: str
    path: str
    authorization: str
    body: bytes

    @property
    def writes(self) -> bool:
        return self.method in {"PUT", "DELETE"} or self.path == "/update"


@dataclass
class Loopback:
    """A SPARQL 1.1 store on the loopback: Oxigraph behind HTTP, failing on demand.

    `fault` sees each request before it is carried out, and answers a status, headers and a body
    instead of the store, or the name of a way to break the connection.
    """

    url: str = ""
    store: ox.Store = field(default_factory=ox.Store)
    requests: list[Request] = field(default_factory=list)
    scheme: str = ""
    most_rows: int = 1000
    fault: Callable[[Request], tuple[int, dict[str, str], str] | str | None] = lambda _: None
    after: Callable[[], None] = lambda: None
    lock: Lock = field(default_factory=Lock)

    def target(self, **options: object) -> Target:
        given = {
            "query": f"{self.url}/query",
            "update": f"{self.url}/update",
            "graph_store": f"{self.url}/data",
            "credentials": Credentials(),
            "retries": Retries(attempts=3),
        }
        return Target(**(given | options))

    def ours(self) -> Canonical:
        """The published statements: without staged ones and without the record of versions."""
        return canonical(self._published())

    def glance(self) -> int:
        """Something that two states of the published statements do not share; quickly had."""
        named = (q for q in self._published() if not isinstance(q.subject, ox.BlankNode))
        return hash(frozenset((q.subject, q.predicate, q.graph_name, _named(q)) for q in named))

    def _published(self) -> Iterator[ox.Quad]:
        hidden = (PREFIX + "staging/", PREFIX + "publication")
        for graph in self.store.named_graphs():
            if graph.value.startswith(PREFIX) and not graph.value.startswith(hidden):
                yield from self.store.quads_for_pattern(None, None, None, graph)

    def leftovers(self) -> list[str]:
        names = sorted(graph.value for graph in self.store.named_graphs())
        return [name for name in names if name.startswith(PREFIX + "staging/")]

    def writes(self) -> list[Request]:
        return [request for request in self.requests if request.writes]


def _named(quad: ox.Quad) -> object:
    return None if isinstance(quad.object, ox.BlankNode) else quad.object


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *_: object) -> None:
        """Tests say enough themselves."""

    def do_POST(self) -> None:
        self._answer()

    # http.server finds what to do by these names.
    do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815  (the names that http.server calls)

    def _answer(self) -> None:
        loopback = self.server.loopback
        length = int(self.headers.get("Content-Length", 0))
        parts = urlsplit(self.path)
        request = Request(self.command, parts.path, self.headers.get("Authorization", ""), b"")
        with loopback.lock:
            loopback.requests.append(request)
            fault = loopback.fault(request)
            if fault == "cut-early":
                self.rfile.read(min(length, 10))
                self.close_connection = True
                return
            request.body = self.rfile.read(length)
            if not _is_admitted(loopback.scheme, request, self.path):
                self._say(401, {"WWW-Authenticate": _CHALLENGES[loopback.scheme]})
                return
            if isinstance(fault, tuple):
                self._say(fault[0], fault[1], fault[2].encode())
                return
            status, headers, body = self._carried_out(loopback, request, parts.query)
            loopback.after()
            if fault == "cut-late":
                self.close_connection = True
                return
            self._say(status, headers, body)

    def _say(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _carried_out(
        self, loopback: Loopback, request: Request, query: str
    ) -> tuple[int, dict[str, str], bytes]:
        store = loopback.store
        if request.path == "/query":
            text = parse_qs(request.body.decode())["query"][0]
            found = store.query(text, use_default_graph_as_union=True)
            body = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON))
            del body["results"]["bindings"][loopback.most_rows :]
            headers = {"Content-Type": "application/sparql-results+json"}
            return 200, headers, json.dumps(body).encode()
        if request.path == "/update":
            store.update(request.body.decode())
            return 204, {}, b""
        graph = ox.NamedNode(parse_qs(query)["graph"][0])
        return self._graph_store(store, request, graph)

    def _graph_store(
        self, store: ox.Store, request: Request, graph: ox.NamedNode
    ) -> tuple[int, dict[str, str], bytes]:
        if request.method == "PUT":
            store.remove_graph(graph)
            store.load(request.body, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
            return 204, {}, b""
        if not store.contains_named_graph(graph):
            return 404, {}, b""
        if request.method == "DELETE":
            store.remove_graph(graph)
            return 204, {}, b""
        return 200, {}, store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)


_CHALLENGES = {
    "basic": 'Basic realm="store"',
    "digest": 'Digest realm="store", nonce="abc123", qop="auth", algorithm="MD5"',
    "bearer": "Bearer",
}
# A parameter of a Digest header, quoted or not: `username="publisher"`, `nc=00000001`.
_PARAMETER = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


def _is_admitted(scheme: str, request: Request, path: str) -> bool:
    kind, _, value = request.authorization.partition(" ")
    if scheme == "bearer":
        return (kind, value) == ("Bearer", "token-秘密".encode().hex())
    if scheme == "basic":
        import base64  # noqa: PLC0415  # only here

        return (kind, base64.b64decode(value or "").decode()) == ("Basic", f"{USER}:{PASSWORD}")
    if scheme == "digest":
        given = {name: quoted or bare for name, quoted, bare in _PARAMETER.findall(value)}
        return kind == "Digest" and given["response"] == _digest(given, request.method, path)
    return True


def _digest(given: dict[str, str], method: str, path: str) -> str:
    """The response that RFC 7616 asks for, with MD5 and qop=auth."""

    def md5(*parts: str) -> str:
        return hashlib.md5(":".join(parts).encode()).hexdigest()  # noqa: S324  # the RFC's

    who, what = md5(USER, "store", PASSWORD), md5(method, path)
    return md5(who, "abc123", given["nc"], given["cnonce"], "auth", what)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    loopback: Loopback

    def handle_error(self, *_: object) -> None:
        """A client that is killed in a test breaks its connection: no news."""


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.loopback = Loopback(url=f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.loopback
        server.shutdown()
        thread.join()


@dataclass(frozen=True)
class Tools:
    """What tests and fixtures share; test modules cannot import a conftest."""

    lines_of: Callable[[Path], list[bytes]] = lines_of
    canonical: Callable[[Iterable[ox.Quad]], Canonical] = canonical
    dataset_of: Callable[[Path], Canonical] = dataset_of
    user: str = USER
    password: str = PASSWORD
    token: str = "token-秘密".encode().hex()


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools()
