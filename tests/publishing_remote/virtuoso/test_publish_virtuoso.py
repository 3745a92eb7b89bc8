"""Publishing into a real Virtuoso: digest, both ways, readers beside it, a kill in the middle."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from renkei.publishing.remote import GraphAction, Switch, Target, Via, publish, target_at
from renkei.querying import LocalEndpoint, RemoteEndpoint, ask, questions
from renkei.store import open_store

pytestmark = pytest.mark.component("virtuoso")

PREFIX = "https://w3id.org/renkei/graph/"
LOOKS, MOST_ROUNDS = 20, 10
COMMAND = """
import typer
from renkei.cli.faults import told
from renkei.cli.publishing import publish
with told():
    typer.run(publish)
"""
ENDS_ITSELF = """
import os, signal, httpx
left, send = int(os.environ["REQUESTS"]), httpx.Client.send
def counted(*given, **named):
    global left
    answer, left = send(*given, **named), left - 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
httpx.Client.send = counted
"""
GRAPHS = f"""SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }}
    FILTER(STRSTARTS(STR(?g), "{PREFIX}")) }}"""
# Every label and text that differs between two datasets, from the union of all graphs.
TITLES = "SELECT ?t { ?a <http://purl.org/dc/terms/title> ?t }"


def target(virtuoso: Any, via: Via = Via.AUTO, piece: int = 1000) -> Target:
    return target_at(
        virtuoso.url, store="virtuoso", via=via, piece=piece, credentials=virtuoso.credentials
    )


def rows(virtuoso: Any, query: str) -> list[str]:
    """The first column of an answer, asked as the public asks: without credentials."""
    answer = httpx.post(
        f"{virtuoso.url}/sparql",
        data={"query": query},
        headers={"Accept": "application/sparql-results+json"},
        timeout=120,
    )
    answer.raise_for_status()
    found = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
    return [solution[0].value for solution in found]


def ours(virtuoso: Any, tools: Any) -> frozenset[str]:
    """All graphs of ours but the record and staged ones, read back by the Graph Store Protocol."""
    hidden = (PREFIX + "publication", PREFIX + "staging/")
    quads: list[ox.Quad] = []
    for name in rows(virtuoso, GRAPHS):
        if not name.startswith(hidden):
            quads += _graph(virtuoso, name)
    return tools.canonical(quads)


def _graph(virtuoso: Any, name: str) -> Iterator[ox.Quad]:
    answer = httpx.get(
        f"{virtuoso.url}/sparql-graph-crud",
        params={"graph-uri": name},
        headers={"Accept": "application/n-triples"},
    )
    answer.raise_for_status()
    # Labels of blank nodes are Virtuoso's own in the whole store, so graphs share none by chance.
    for triple in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(name))


def changed(kg: Path, variant: Callable[..., Path], tools: Any) -> Path:
    """Another dataset: every title says something else, and one agreement is gone."""
    lines = tools.lines_of(kg)
    gone = min(line.rsplit(b" ", 2)[-2] for line in lines)
    kept = [line for line in lines if line.rsplit(b" ", 2)[-2] != gone]
    # `… <http://purl.org/dc/terms/title> "…協約書"@ja <graph> .`; not the label of anything else.
    title = re.compile(rb'(/dc/terms/title> ".*)("@ja <)')
    new = "（改）".encode()
    return variant(kg, "newer", [title.sub(lambda m: m[1] + new + m[2], line) for line in kept])


def titles_of(kg: Path) -> frozenset[str]:
    store = ox.Store()
    store.bulk_load(path=kg / "site" / "renkei.nq", format=ox.RdfFormat.N_QUADS)
    found = store.query(TITLES, use_default_graph_as_union=True)
    return frozenset(solution[0].value for solution in found)


@pytest.mark.parametrize("via", [Via.AUTO, Via.UPDATE, Via.GRAPH_STORE])
def test_virtuoso_ends_equal_to_the_dataset(
    full: Path, kg: Path, variant: Callable[..., Path], virtuoso: Any, tools: Any, via: Via
) -> None:
    one = full if via is Via.AUTO else kg
    newer = changed(one, variant, tools)
    httpx.put(
        f"{virtuoso.url}/sparql-graph-crud-auth",
        params={"graph-uri": "https://w3id.org/renkei/graphics"},
        content=b"<http://x/s> <http://x/p> <http://x/o> .\n",
        headers={"Content-Type": "application/n-triples"},
        auth=httpx.DigestAuth(virtuoso.user, virtuoso.password),
    ).raise_for_status()
    for wanted in (one, newer):
        publish(wanted, target(virtuoso, via))
        assert ours(virtuoso, tools) == tools.dataset_of(wanted)
    again = publish(newer, target(virtuoso, via))
    assert (again.switch, again.count(GraphAction.UNCHANGED)) == (Switch.NONE, 6)
    names = rows(virtuoso, GRAPHS.replace("/graph/", "/graph"))
    assert "https://w3id.org/renkei/graphics" in names, "what is not ours stays"
    assert not [name for name in names if name.startswith(PREFIX + "staging/")]


ASKED = [q.name for q in questions() if all(p.default or not p.required for p in q.params)]


def test_there_are_questions_to_ask() -> None:
    assert len(ASKED) >= 10


@pytest.mark.parametrize("name", ASKED)
def test_a_packaged_question_has_the_same_answer_there(
    name: str, full: Path, virtuoso: Any
) -> None:
    publish(full, target(virtuoso))
    here = LocalEndpoint(open_store(full / "store", read_only=True))
    there = RemoteEndpoint(f"{virtuoso.url}/sparql")
    assert ask(name, there).records() == ask(name, here).records()


@contextmanager
def watching(virtuoso: Any) -> Iterator[list[frozenset[str]]]:
    """What readers see meanwhile, one look after another."""
    seen: list[frozenset[str]] = []
    enough = Event()

    def look() -> None:
        while not enough.is_set():
            seen.append(frozenset(rows(virtuoso, TITLES)))

    with ThreadPoolExecutor() as readers:
        looks = [readers.submit(look) for _ in range(2)]
        try:
            yield seen
        finally:
            enough.set()
        for each in looks:
            each.result()


@pytest.mark.parametrize("via", [Via.AUTO, Via.UPDATE])
def test_readers_see_old_or_new_and_never_a_mixture(
    full: Path, kg: Path, variant: Callable[..., Path], virtuoso: Any, tools: Any, via: Via
) -> None:
    one = full if via is Via.AUTO else kg
    newer = changed(one, variant, tools)
    publish(one, target(virtuoso))
    with watching(virtuoso) as seen:
        # As often as it takes until readers looked often enough to have noticed: on a busy machine a look is slow.
        for wanted in (newer, one) * MOST_ROUNDS:
            publish(wanted, target(virtuoso, via))
            if wanted is one and len(seen) >= LOOKS:
                break
    assert set(seen) == {titles_of(one), titles_of(newer)}
    assert len(seen) >= LOOKS, "they looked often enough to have noticed"


def test_killed_in_the_middle_and_run_again(
    kg: Path, variant: Callable[..., Path], virtuoso: Any, tools: Any
) -> None:
    publish(kg, target(virtuoso))
    newer = changed(kg, variant, tools)
    with watching(virtuoso) as seen:
        _killed_after(20, newer, virtuoso)
        assert len(_staged(virtuoso)) >= 10
        assert ours(virtuoso, tools) == tools.dataset_of(kg), "nothing was switched"
        report = _finished(newer, virtuoso)
    assert report["pieces_found"] >= 9
    assert ours(virtuoso, tools) == tools.dataset_of(newer)
    assert _staged(virtuoso) == []
    assert set(seen) == {titles_of(kg), titles_of(newer)}


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.4])
def test_killed_while_it_switches_the_store_is_old_or_new(
    full: Path, variant: Callable[..., Path], virtuoso: Any, tools: Any, seconds: float
) -> None:
    """Virtuoso would keep half of a request with two operations when the client is gone."""
    publish(full, target(virtuoso))
    newer = changed(full, variant, tools)
    _killed_when(lambda: f"{PREFIX}staging/index" in _staged(virtuoso), seconds, newer, virtuoso)
    # Virtuoso may be busy with the switch for a while yet, and we read graph by graph.
    one_of = (tools.dataset_of(full), tools.dataset_of(newer))
    _until(lambda: ours(virtuoso, tools) in one_of, pause=1)
    _finished(newer, virtuoso)
    assert ours(virtuoso, tools) == tools.dataset_of(newer)
    assert _staged(virtuoso) == []


def _command(kg: Path, virtuoso: Any, piece: int) -> tuple[list[str], dict[str, str]]:
    words = [kg, "--to", virtuoso.url, "--store", "virtuoso", "--piece", piece, "--json"]
    given = {
        "RENKEI_PUBLISH_USER": virtuoso.user,
        "RENKEI_PUBLISH_PASSWORD": virtuoso.password,
    }
    return [sys.executable, "-c", COMMAND, *map(str, words)], os.environ | given


def _killed_after(requests: int, kg: Path, virtuoso: Any) -> None:
    """Run the command, and end it at once when it has its nth answer: no look from outside is quick enough."""
    command, environment = _command(kg, virtuoso, 20)
    command[2] = ENDS_ITSELF + command[2]
    environment["REQUESTS"] = str(requests)
    done = subprocess.run(
        command, check=False, env=environment, stdout=subprocess.DEVNULL, timeout=300
    )
    assert done.returncode == -signal.SIGKILL


def _killed_when(due: Callable[[], bool], seconds: float, kg: Path, virtuoso: Any) -> None:
    """Run the command, and end it so that it can do nothing about it."""
    command, environment = _command(kg, virtuoso, 1000)
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as sending:
        _until(lambda: due() or sending.poll() is not None, pause=0.02)
        time.sleep(seconds)
        sending.send_signal(signal.SIGKILL)
    assert sending.returncode in (-signal.SIGKILL, 0), "0 if it was quicker than we were"


def _finished(kg: Path, virtuoso: Any) -> dict[str, Any]:
    command, environment = _command(kg, virtuoso, 20)
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=300
    )
    assert virtuoso.password not in done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _staged(virtuoso: Any) -> list[str]:
    return [name for name in rows(virtuoso, GRAPHS) if name.startswith(PREFIX + "staging/")]


def _until(reached: Callable[[], bool], pause: float) -> None:
    end = time.monotonic() + 300
    while not reached():
        assert time.monotonic() < end
        time.sleep(pause)
