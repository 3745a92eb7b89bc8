"""What has to be done (計画): the graphs of a build against those of the store."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from renkei.graph.vocabulary import Names, term
from renkei.publishing.remote.graphs import Dataset, DatasetGraph
from renkei.publishing.remote.pieces import STAGING
from renkei.publishing.remote.reports import GraphAction, GraphResult

VERSION = term("dcterms:hasVersion")


@dataclass(frozen=True, slots=True)
class Remote:
    """What a store holds of ours: the version that its record names for each graph, and counts.

    `counts` are the statements of each graph; None where the store takes no queries.
    """

    versions: Mapping[str, str]
    counts: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Which graphs are sent, which stay, which are dropped (計画)."""

    sent: tuple[DatasetGraph, ...]
    unchanged: tuple[DatasetGraph, ...]
    dropped: tuple[NamedNode, ...]
    record: tuple[Triple, ...]
    results: tuple[GraphResult, ...]
    has_work: bool


def publication(names: Names) -> NamedNode:
    """The graph that records which version of each graph is published."""
    return names.graph("publication")


def version(graph: DatasetGraph) -> NamedNode:
    """The name of a graph's content, as RFC 6920 names things by their SHA-256."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(graph.sha256)).decode().rstrip("=")
    return NamedNode(f"ni:///sha-256;{digest}")


def planned(dataset: Dataset, remote: Remote, *, keep: bool) -> Plan:
    """What brings a store from what it holds to a dataset; with `keep`, nothing is dropped."""
    sent = tuple(graph for graph in dataset.graphs if not _is_there(graph, remote))
    unchanged = tuple(graph for graph in dataset.graphs if _is_there(graph, remote))
    ours = {graph.name.value for graph in dataset.graphs}
    others = _others(dataset.names, remote) - ours
    dropped = () if keep else tuple(NamedNode(name) for name in sorted(others))
    kept = {name: NamedNode(remote.versions[name]) for name in others if name in remote.versions}
    record = {graph.name.value: version(graph) for graph in dataset.graphs}
    record |= kept if keep else {}
    return Plan(
        sent=sent,
        unchanged=unchanged,
        dropped=dropped,
        record=tuple(Triple(NamedNode(name), VERSION, record[name]) for name in sorted(record)),
        results=_results(sent, unchanged, dropped, remote),
        has_work=bool(sent or dropped),
    )


def _is_there(graph: DatasetGraph, remote: Remote) -> bool:
    recorded = remote.versions.get(graph.name.value) == version(graph).value
    if remote.counts is None:
        return recorded
    # Whoever changed the graph by hand did not change the record with it.
    return recorded and remote.counts.get(graph.name.value) == graph.statements


def _others(names: Names, remote: Remote) -> set[str]:
    """The graphs of the store under our base that hold data; never anybody else's."""
    prefix, staging = names.graph("").value, names.graph(STAGING).value
    held = set(remote.versions if remote.counts is None else remote.counts)
    return {
        name
        for name in held - {publication(names).value}
        if name.startswith(prefix) and not name.startswith(staging)
    }


def _results(
    sent: tuple[DatasetGraph, ...],
    unchanged: tuple[DatasetGraph, ...],
    dropped: tuple[NamedNode, ...],
    remote: Remote,
) -> tuple[GraphResult, ...]:
    counts = remote.counts or {}
    return (
        *(_result(graph, GraphAction.SENT) for graph in sent),
        *(_result(graph, GraphAction.UNCHANGED) for graph in unchanged),
        *(
            GraphResult(
                name=graph.value,
                action=GraphAction.DROPPED,
                statements=counts.get(graph.value, 0),
            )
            for graph in dropped
        ),
    )


def _result(graph: DatasetGraph, action: GraphAction) -> GraphResult:
    return GraphResult(name=graph.name.value, action=action, statements=graph.statements)
