"""The server beside rdflib-endpoint on the same data (公開サーバーの測定), all on the loopback.

    python benchmarks/web.py --kg kg --seconds 5

Three numbers: time from start to the first answer; requests per second for the same SELECT at eight
connections, of both servers; how long normal requests take while a hostile query runs. Answers that
the server keeps are measured apart: the main figure is of queries that differ each time. A start is
that of an installed program, whose modules Python keeps compiled: the first one is not counted.
Last, each side by side, as how many times as much as rdflib-endpoint in this run.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from measuring import Row, spread, table

HERE = Path(__file__).resolve().parent
CONNECTIONS = 8
_FIRST, _P99, _RATIO = 1.0, 25.0, 5.0
_STARTS = 3
_WAIT = 60.0
_HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_OURS = """import sys
from renkei.cli import main
sys.argv[0] = "renkei"
main()
"""
_THEIRS = """import sys
import uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph()
graph.parse(sys.argv[1])
uvicorn.run(SparqlEndpoint(graph=graph), port=int(sys.argv[2]), log_level="error")
"""


def select(number: int) -> str:
    """A SELECT that differs from others in a comment only."""
    return (
        f"# {number}\nPREFIX renkei: <https://w3id.org/renkei/ns#> SELECT ?label ?text WHERE {{ "
        "?i a renkei:Initiative ; <http://www.w3.org/2000/01/rdf-schema#label> ?label ; "
        "renkei:roleAssignment ?role . ?role renkei:roleText ?text } LIMIT 50"
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(program: str, *arguments: str, port: int, path: str) -> Iterator[float]:
    """A server in a process of its own; gives the seconds until it answered at a path."""
    command = [sys.executable, "-c", program, *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603  # our own programs
    try:
        while True:
            with suppress(OSError, http.client.HTTPException):
                if get(port, path) == 200:  # noqa: PLR2004  # OK
                    break
            if process.poll() is not None or time.perf_counter() - begun > _WAIT:
                raise RuntimeError(f"{' '.join(arguments)} does not answer")
            time.sleep(0.005)
        yield time.perf_counter() - begun
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def started(program: str, *arguments: str, port: int, path: str) -> tuple[float, float, float]:
    """Seconds from a start to the first answer: median, least and greatest of some starts."""
    took = []
    for _ in range(1 + _STARTS):
        with running(program, *arguments, port=port, path=path) as seconds:
            took.append(seconds)
    return spread(took[1:])


def get(port: int, path: str, *, seconds: float = 30.0) -> int:
    """The status of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Accept": "*/*"})
        found = connection.getresponse()
        found.read()
        return found.status
    finally:
        connection.close()


def load(port: int, path: Callable[[int], str], seconds: float) -> tuple[int, list[float]]:
    """How many requests were answered well in a time, and how long each took."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    def work(start: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        at = start
        with suppress(OSError, http.client.HTTPException):
            while time.perf_counter() < end:
                at += CONNECTIONS
                begun = time.perf_counter()
                connection.request("GET", path(at), headers={"Accept": "application/json"})
                found = connection.getresponse()
                found.read()
                if found.status == 200:  # noqa: PLR2004  # OK
                    took.append(time.perf_counter() - begun)
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(took), took


def query_path(prefix: str, text: str) -> str:
    """The address of a query."""
    return f"{prefix}?query={quote(text)}"


def beside(port: int, prefix: str, page: str, seconds: float) -> list[float]:
    """Milliseconds of normal requests, one after another, while a hostile query runs."""
    hostile = query_path(prefix, _HOSTILE)

    def attack() -> None:
        with suppress(OSError, http.client.HTTPException):
            get(port, hostile, seconds=seconds + 2)

    attacker = threading.Thread(target=attack, daemon=True)
    attacker.start()
    time.sleep(0.3)
    took, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        try:
            get(port, page, seconds=seconds)
        except (OSError, http.client.HTTPException):
            took.append(1000 * seconds)
            break
        took.append(1000 * (time.perf_counter() - begun))
    attacker.join(seconds + 3)
    return took


def p99(values: list[float]) -> float:
    """The value below which 99 of 100 lie.

    >>> p99([1.0])
    1.0
    """
    return statistics.quantiles(values, n=100)[98] if len(values) > 1 else values[0]


def ours(kg: Path, seconds: float) -> Iterator[Row]:
    """Renkei's server."""
    port = free_port()
    arguments = (
        "serve",
        str(kg),
        "--port",
        str(port),
        "--rate",
        "0",
        "--query-seconds",
        str(seconds + 1),
    )
    key = min(json.loads((kg / "site" / "agreements.json").read_text("utf-8")), key=str)["key"]
    page = f"/agreement/{key}"
    for name, path in (("page", "/"), ("SPARQL answer", query_path("/sparql", "ASK {}"))):
        first = started(_OURS, *arguments, port=port, path=path)
        yield Row("renkei", f"start to first {name}", first[0], "s", *first[1:], budget=_FIRST)
    with running(_OURS, *arguments, port=port, path=page):
        varied, _ = load(port, lambda at: query_path("/sparql", select(at)), seconds)
        yield Row("renkei", "SELECT, each another", varied / seconds, "requests/s")
        same, _ = load(port, lambda _: query_path("/sparql", select(0)), seconds)
        yield Row("renkei", "SELECT, always the same", same / seconds, "requests/s")
        pages, _ = load(port, lambda _: page, seconds)
        yield Row("renkei", "agreement page", pages / seconds, "requests/s")
        found = beside(port, "/sparql", page, seconds)
        note = f"{len(found)} requests, median {statistics.median(found):.1f}"
        yield Row("renkei", "p99 beside a hostile query", p99(found), "ms", budget=_P99, note=note)


def theirs(kg: Path, seconds: float) -> Iterator[Row]:
    """rdflib-endpoint, with the same statements in one graph."""
    port = free_port()
    data = str(kg / "site" / "renkei.ttl")
    ask = query_path("/", "ASK {}")
    first = started(_THEIRS, data, str(port), port=port, path=ask)
    yield Row("rdflib-endpoint", "start to first SPARQL answer", first[0], "s", *first[1:])
    with running(_THEIRS, data, str(port), port=port, path=ask):
        varied, _ = load(port, lambda at: query_path("/", select(at)), seconds)
        yield Row("rdflib-endpoint", "SELECT, each another", varied / seconds, "requests/s")
        found = beside(port, "/", ask, seconds)
        yield Row("rdflib-endpoint", "p99 beside a hostile query", p99(found), "ms")


def side_by_side(rows: list[Row]) -> Iterator[Row]:
    """Ours to theirs, for what was measured of both."""
    theirs_by_name = {row.name: row.value for row in rows if row.section == "rdflib-endpoint"}
    for row in rows:
        other = theirs_by_name.get(row.name)
        if row.section != "renkei" or not row.value or not other:
            continue
        ratio, note = row.value / other, "less is better"
        if row.name == "SELECT, each another":
            note = f"budget {_RATIO:g} or more  {'ok' if ratio >= _RATIO else 'UNDER'}"
        yield Row("renkei to rdflib-endpoint", row.name, ratio, "times", note=note)


def main() -> None:
    """Measure both and print a table, and JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kg", type=Path, default=HERE.parent / "kg")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = list(ours(given.kg, given.seconds))
    try:
        rows += theirs(given.kg, given.seconds)
    except RuntimeError as error:
        print(f"rdflib-endpoint was not measured: {error}", file=sys.stderr)
    rows += side_by_side(rows)
    print(table(rows))
    if given.json:
        given.json.write_text(json.dumps([row._asdict() for row in rows], indent=1), "utf-8")


if __name__ == "__main__":
    main()
