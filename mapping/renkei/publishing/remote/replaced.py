"""Graph by graph (グラフごとの置き換え): for a store that offers the Graph Store Protocol only.

Each graph is replaced in one request; between two of them readers see some graphs old, some new.
"""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from renkei.publishing.remote.connection import Connection
from renkei.publishing.remote.graphs import Dataset
from renkei.publishing.remote.plan import VERSION, Plan, Remote, publication


def look(connection: Connection, dataset: Dataset) -> Remote:
    """What the store says that it holds of ours: the record of the last publication."""
    record = connection.get(publication(dataset.names))
    versions = {
        each.subject.value: each.object.value
        for each in record
        if each.predicate == VERSION
        and isinstance(each.subject, NamedNode)
        and isinstance(each.object, NamedNode)
    }
    return Remote(versions, None)


def replace(
    connection: Connection,
    dataset: Dataset,
    plan: Plan,
    remote: Remote,
    step: Callable[[int, int, str], None],
) -> int:
    """Replace and remove graphs one by one; the number of requests that carried statements.

    The record names a graph only while it is what the record says: it forgets first, learns last.
    """
    if not plan.has_work:
        return 0
    changing = {graph.name.value for graph in plan.sent}
    lasting = [
        Triple(NamedNode(name), VERSION, NamedNode(held))
        for name, held in sorted(remote.versions.items())
        if name not in changing
    ]
    record = publication(dataset.names)
    connection.put(record, _lines(lasting))
    for position, graph in enumerate(plan.sent, start=1):
        step(position, len(plan.sent), graph.name.value)
        connection.put(graph.name, _lines(dataset.triples(graph)))
    for gone in plan.dropped:
        connection.delete(gone)
    connection.put(record, _lines(plan.record))
    return len(plan.sent) + 2


def _lines(triples: list[Triple] | tuple[Triple, ...]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""
