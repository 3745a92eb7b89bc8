"""Staged and switched (段階的な送信と一括切り替え): through SPARQL Update, readers see old or new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from renkei.publishing.remote import wording
from renkei.publishing.remote.connection import Connection
from renkei.publishing.remote.faults import PublishError
from renkei.publishing.remote.graphs import Dataset
from renkei.publishing.remote.pieces import INDEX, STAGING, Piece, pieces
from renkei.publishing.remote.plan import VERSION, Plan, Remote, publication

_PAGE = 500
_DROPS = 50


def look(connection: Connection, dataset: Dataset) -> Remote:
    """What the store holds of ours, asked by queries."""
    names = dataset.names
    versions: dict[str, str] = {}
    while True:
        after = max(versions, default="")
        text = wording.versions(publication(names), VERSION, after, _PAGE)
        page = {_value(row["g"]): _value(row["v"]) for row in connection.select(text)}
        if not page:
            break
        versions |= page
    return Remote(versions, _counts(connection, names.graph("").value))


def _counts(connection: Connection, prefix: str) -> dict[str, int]:
    # A store may give fewer rows than were asked for, so only an empty page is the last one.
    counts: dict[str, int] = {}
    while page := connection.select(wording.counts(prefix, max(counts, default=""), _PAGE)):
        counts |= {_value(row["g"]): int(_value(row["n"])) for row in page}
    return counts


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _lines(triples: list[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


@dataclass(slots=True)
class Staging:
    """One run: pieces are staged, counted, switched, counted again, and cleared away."""

    connection: Connection
    dataset: Dataset
    plan: Plan
    remote: Remote
    sent: int = 0
    found: int = 0
    _needed: dict[str, int] = field(default_factory=dict)
    _index: list[Triple] = field(default_factory=list)

    def run(self, step: Callable[[int, int, str], None]) -> None:
        """Bring the store to the dataset; `step` is told before each graph. Raises `PublishError`."""
        if self.plan.has_work:
            self._stage(step)
            self._demand(self._staged(), self._needed, "incomplete")
            self.connection.update(wording.switch(self._node(INDEX)))
            self._demand(self._live(), self._expected(), "not-switched")
        self._clear()

    def _stage(self, step: Callable[[int, int, str], None]) -> None:
        staged = self.remote.counts or {}
        # The index of an interrupted run would switch what it lists, not what is listed here.
        if self._node(INDEX).value in staged:
            self._drop([self._node(INDEX)])
        for piece in self._pieces(step):
            self._needed[piece.name.value] = piece.triples
            self._index.append(Triple(piece.name, wording.PART_OF, piece.target))
            if staged.get(piece.name.value) == piece.triples:
                self.found += 1
            else:
                self._send(piece)
        replaced = (*(g.name for g in self.plan.sent), *self.plan.dropped, self._record)
        index = self._node(INDEX)
        self._send_index([*self._index, *(Triple(index, wording.REPLACES, g) for g in replaced)])

    def _send_index(self, listed: list[Triple]) -> None:
        """The list of pieces and of graphs to replace; by Update in parts that a store can take."""
        index = self._node(INDEX)
        self._needed[index.value] = len(listed)
        if self.connection.target.graph_store:
            self.connection.put(index, _lines(listed))
            return
        self._drop([index])
        size = self.connection.target.piece
        for start in range(0, len(listed), size):
            self.connection.update(wording.add(index, _lines(listed[start : start + size])))

    def _pieces(self, step: Callable[[int, int, str], None]) -> Iterator[Piece]:
        names, size = self.dataset.names, self.connection.target.piece
        for position, graph in enumerate(self.plan.sent, start=1):
            step(position, len(self.plan.sent), graph.name.value)
            yield from pieces(graph.name, self.dataset.triples(graph), names, size=size)
        yield from pieces(self._record, self.plan.record, names, size=size)

    def _send(self, piece: Piece) -> None:
        if self.connection.target.graph_store:
            self.connection.put(piece.name, piece.lines)
        else:
            text = wording.replace(piece.name, piece.lines, blank=piece.blank)
            self.connection.update(text)
        self.sent += 1

    def _expected(self) -> dict[str, int]:
        expected = {graph.name.value: graph.statements for graph in self.dataset.graphs}
        expected |= {graph.value: 0 for graph in self.plan.dropped}
        return expected | {self._record.value: len(self.plan.record)}

    def _demand(self, found: dict[str, int], expected: dict[str, int], kind: str) -> None:
        for name, count in sorted(expected.items()):
            if found.get(name, 0) != count:
                raise PublishError(
                    kind,
                    url=self.connection.target.name,
                    graph=name,
                    expected=str(count),
                    found=str(found.get(name, 0)),
                )

    def _clear(self) -> None:
        """Remove every staged graph, the index first; and the husks of graphs that were dropped."""
        index = self._node(INDEX)
        staging = [NamedNode(name) for name in sorted(self._staged()) if name != index.value]
        if staging or self.plan.has_work:
            self._drop([index, *staging, *self.plan.dropped])

    def _drop(self, graphs: list[NamedNode]) -> None:
        for start in range(0, len(graphs), _DROPS):
            self.connection.update(wording.drop(graphs[start : start + _DROPS]))

    def _staged(self) -> dict[str, int]:
        return _counts(self.connection, self._node(STAGING).value)

    def _live(self) -> dict[str, int]:
        return _counts(self.connection, self._node("").value)

    def _node(self, name: str) -> NamedNode:
        return self.dataset.names.graph(name)

    @property
    def _record(self) -> NamedNode:
        return publication(self.dataset.names)
