"""Publishing into a store on the loopback: what arrives, what is spared, what readers see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from renkei.publishing.remote import (
    GraphAction,
    PublishError,
    Switch,
    TargetError,
    publish,
)
from renkei.store import StoreError

PREFIX = "https://w3id.org/renkei/graph/"
# How statements travel → the endpoints that a target then has, and how readers come to new data.
WAYS: dict[str, tuple[dict[str, Any], Switch]] = {
    "graph store and update": ({}, Switch.ONE_REQUEST),
    "update alone": ({"graph_store": None}, Switch.ONE_REQUEST),
    "graph store alone": ({"query": None, "update": None}, Switch.GRAPH_BY_GRAPH),
}
way = pytest.mark.parametrize(("endpoints", "switch"), WAYS.values(), ids=WAYS.keys())


def no_pause(_: float) -> None:
    """Waiting proves nothing here."""


@way
def test_the_store_equals_the_dataset_and_a_second_run_sends_nothing(
    kg: Path, loopback: Any, tools: Any, endpoints: dict[str, Any], switch: Switch
) -> None:
    target = loopback.target(**endpoints)
    first = publish(kg, target)
    assert loopback.ours() == tools.dataset_of(kg)
    assert (first.switch, first.count(GraphAction.SENT), first.pieces_found) == (switch, 7, 0)
    assert loopback.leftovers() == []

    written = len(loopback.writes())
    second = publish(kg, target)
    assert (second.switch, second.count(GraphAction.UNCHANGED)) == (Switch.NONE, 7)
    assert len(loopback.writes()) == written


@way
def test_only_what_differs_is_sent_and_only_what_is_ours_is_dropped(
    kg: Path,
    variant: Callable[..., Path],
    loopback: Any,
    tools: Any,
    endpoints: dict[str, Any],
    switch: Switch,
) -> None:
    target = loopback.target(**endpoints)
    publish(kg, target)
    strangers = (
        "https://w3id.org/renkei/graphics",  # begins almost like ours
        "https://example.org/https://w3id.org/renkei/graph/x",  # holds ours
        "http://w3id.org/renkei/graph/agreement/x",  # another scheme
    )
    for name in strangers:
        s = ox.NamedNode("https://example.org/s")
        loopback.store.add(ox.Quad(s, s, s, ox.NamedNode(name)))
    names = sorted({line.rsplit(b" ", 2)[-2] for line in tools.lines_of(kg)})
    gone, changed = names[0], names[1]
    lines = [line for line in tools.lines_of(kg) if line.rsplit(b" ", 2)[-2] != gone]
    dropped_line = next(line for line in lines if line.rsplit(b" ", 2)[-2] == changed)
    lines.remove(dropped_line)
    newer = variant(kg, "newer", lines)

    report = publish(newer, target)
    assert [g.name for g in report.graphs if g.action is GraphAction.DROPPED] == [
        gone.decode().strip("<>")
    ]
    assert [g.name for g in report.graphs if g.action is GraphAction.SENT] == [
        changed.decode().strip("<>")
    ]
    assert report.switch is switch
    assert loopback.ours() == tools.dataset_of(newer)
    assert all(loopback.store.contains_named_graph(ox.NamedNode(name)) for name in strangers)


@way
def test_keep_leaves_graphs_that_this_dataset_lacks(
    kg: Path,
    variant: Callable[..., Path],
    loopback: Any,
    tools: Any,
    endpoints: dict[str, Any],
    switch: Switch,
) -> None:
    del switch
    target = loopback.target(**endpoints)
    publish(kg, target)
    one = [line for line in tools.lines_of(kg) if b"/graph/municipalities>" in line]
    part = variant(kg, "part", one)
    report = publish(part, target, keep=True)
    assert {graph.action for graph in report.graphs} == {GraphAction.UNCHANGED}
    assert loopback.ours() == tools.dataset_of(kg)
    again = publish(kg, target)
    assert again.count(GraphAction.UNCHANGED) == 7, "the record still knows the kept graphs"


def test_a_graph_that_was_changed_by_hand_is_mended(kg: Path, loopback: Any, tools: Any) -> None:
    publish(kg, loopback.target())
    mended = PREFIX + "municipalities"
    victim = next(iter(loopback.store.quads_for_pattern(None, None, None, ox.NamedNode(mended))))
    loopback.store.remove(victim)
    report = publish(kg, loopback.target())
    assert [g.name for g in report.graphs if g.action is GraphAction.SENT] == [mended]
    assert loopback.ours() == tools.dataset_of(kg)


@way
def test_a_dry_run_says_the_same_and_writes_nothing(
    kg: Path, loopback: Any, endpoints: dict[str, Any], switch: Switch
) -> None:
    target = loopback.target(**endpoints)
    told = publish(kg, target, dry_run=True)
    assert loopback.writes() == []
    assert len(loopback.store) == 0
    done = publish(kg, target)
    assert told.graphs == done.graphs
    assert told.switch is done.switch is switch


def test_progress_names_each_graph_that_is_sent(kg: Path, loopback: Any) -> None:
    steps: list[tuple[int, int, str]] = []
    publish(kg, loopback.target(), progress=lambda *step: steps.append(step))
    assert [(position, total) for position, total, _ in steps] == [(n, 7) for n in range(1, 8)]
    assert all(name.startswith(PREFIX) for *_, name in steps)


@pytest.mark.parametrize("endpoints", [{}, {"graph_store": None}], ids=["put", "update"])
def test_broken_off_at_any_request_readers_see_old_or_new_and_the_next_run_finishes(
    small: Path,
    variant: Callable[..., Path],
    loopback: Any,
    tools: Any,
    endpoints: dict[str, Any],
) -> None:
    """The store dies for good at the n-th request that writes, for every n there is."""
    target = loopback.target(**endpoints, piece=25)
    titles = [line.replace(b'"@ja <', b'\xe6\x94\xb9"@ja <') for line in tools.lines_of(small)]
    newer = variant(small, "newer", titles)
    old, new = tools.dataset_of(small), tools.dataset_of(newer)
    publish(newer, target)
    glances = {loopback.glance()}
    loopback.store.clear()
    publish(small, target)
    glances.add(loopback.glance())
    assert len(glances) == 2
    seen: set[int] = set()
    moment = 0

    for moment, breaking in ((m, b) for m in range(60) for b in ("cut-early", "cut-late")):
        loopback.store.clear()
        loopback.fault, loopback.after = _never, _nothing
        publish(small, target)
        loopback.after = lambda: seen.add(loopback.glance())
        loopback.requests.clear()
        loopback.fault = _dies_at(loopback, moment, breaking)
        if _kind_of_end(newer, target) == "done":
            break
        assert loopback.ours() in (old, new)
        loopback.fault = _never
        publish(newer, target)
        assert loopback.ours() == new
        assert loopback.leftovers() == []
    assert seen == glances, "old or new, never a mixture, whatever the moment"
    assert moment >= 8, f"only {moment} requests were broken off"


def _kind_of_end(kg: Path, target: Any) -> str:
    try:
        publish(kg, target, pause=no_pause)
    except PublishError as error:
        return error.kind
    return "done"


def _never(_: object) -> None:
    return None


def _nothing() -> None:
    return None


def _dies_at(loopback: Any, moment: int, breaking: str) -> Callable[[Any], str | None]:
    def fault(request: Any) -> str | None:
        writes = len(loopback.writes())
        if writes == moment + 1 and request.writes:
            return breaking
        return "cut-early" if writes > moment + 1 else None

    return fault


def test_an_interrupted_run_is_taken_up_where_it_ended(kg: Path, loopback: Any) -> None:
    target = loopback.target()
    loopback.fault = _dies_at(loopback, 9, "cut-early")
    with pytest.raises(PublishError):
        publish(kg, target, pause=no_pause)
    loopback.fault = _never
    report = publish(kg, target)
    assert report.pieces_found == 9
    assert publish(kg, target, dry_run=True).count(GraphAction.UNCHANGED) == 7


def test_staged_statements_answer_no_question(kg: Path, loopback: Any) -> None:
    """While pieces wait, the union of all graphs says nothing about agreements."""
    asked = """SELECT (COUNT(*) AS ?n) { ?s a ?class
        FILTER(STRSTARTS(STR(?class), "https://w3id.org/renkei/ns#")) }"""
    counts: list[int] = []

    def count() -> None:
        rows = loopback.store.query(asked, use_default_graph_as_union=True)
        counts.append(int(next(iter(rows))["n"].value))

    loopback.after = count
    publish(kg, loopback.target(piece=3000))
    assert len(set(counts)) == 2, "nothing, then everything"
    assert counts[0] == 0
    assert sorted(counts) == counts


def test_a_store_that_loses_statements_is_not_switched(kg: Path, loopback: Any) -> None:
    publish(kg, loopback.target())
    before = loopback.ours()
    loopback.store.update(f"DROP GRAPH <{PREFIX}publication>")
    lost = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#object")

    def lose() -> None:
        for quad in list(loopback.store.quads_for_pattern(None, lost, None, None))[:1]:
            loopback.store.remove(quad)

    loopback.after = lose
    with pytest.raises(PublishError) as caught:
        publish(kg, loopback.target())
    assert caught.value.kind == "incomplete"
    assert loopback.ours() == before


def test_a_store_that_says_done_and_did_not_is_found_out(kg: Path, loopback: Any) -> None:
    def fault(request: Any) -> tuple[int, dict[str, str], str] | None:
        return (204, {}, "") if request.path == "/update" else None

    loopback.fault = fault
    with pytest.raises(PublishError) as caught:
        publish(kg, loopback.target())
    assert caught.value.kind == "not-switched"


def test_no_build_is_said(tmp_path: Path, loopback: Any) -> None:
    with pytest.raises(StoreError) as caught:
        publish(tmp_path / "nothing", loopback.target())
    assert caught.value.kind == "missing"


def test_a_store_that_gives_three_rows_at_a_time_is_read_to_the_end(
    kg: Path, loopback: Any, tools: Any
) -> None:
    loopback.most_rows = 3
    publish(kg, loopback.target(piece=100))
    assert loopback.ours() == tools.dataset_of(kg)
    assert loopback.leftovers() == []
    assert publish(kg, loopback.target()).switch is Switch.NONE


def test_a_dataset_with_a_graph_that_is_not_ours_is_refused(
    kg: Path, variant: Callable[..., Path], loopback: Any
) -> None:
    foreign = variant(kg, "foreign", [b"<http://x/s> <http://x/p> <http://x/o> <http://x/g> .\n"])
    with pytest.raises(TargetError) as caught:
        publish(foreign, loopback.target())
    assert caught.value.kind == "foreign-graph"
    assert loopback.requests == []


def test_a_graph_whose_lines_stand_apart_is_one_graph(
    kg: Path, variant: Callable[..., Path], loopback: Any, tools: Any
) -> None:
    """Two sources may give lines of the same graph, some of them twice."""
    lines = tools.lines_of(kg)
    scattered = variant(kg, "scattered", [*lines[::2], *lines[1::2], *lines[:10]])
    publish(scattered, loopback.target())
    assert loopback.ours() == tools.dataset_of(kg)
    assert publish(kg, loopback.target()).switch is Switch.NONE, "the same graphs, the same sums"
