"""What a publication did (公開の報告)."""

from __future__ import annotations

from enum import StrEnum

from renkei.model.base import Frozen


class GraphAction(StrEnum):
    """What became of a graph: sent anew, left as it was, or dropped."""

    SENT = "sent"
    UNCHANGED = "unchanged"
    DROPPED = "dropped"


class Switch(StrEnum):
    """How readers came to the new data: in one request, graph by graph, or not at all."""

    ONE_REQUEST = "one-request"
    GRAPH_BY_GRAPH = "graph-by-graph"
    NONE = "none"


class GraphResult(Frozen):
    """One graph of the dataset or of the store, with its number of statements."""

    name: str
    action: GraphAction
    statements: int


class PublishReport(Frozen):
    """What was published, or with `dry_run` what would be.

    `pieces_sent` counts requests that carried statements, `pieces_found` those that an interrupted
    run had already brought.
    """

    to: str
    dry_run: bool
    switch: Switch
    graphs: tuple[GraphResult, ...]
    pieces_sent: int = 0
    pieces_found: int = 0

    def count(self, action: GraphAction) -> int:
        """How many graphs had this done to them."""
        return sum(graph.action is action for graph in self.graphs)

    def statements(self, action: GraphAction) -> int:
        """How many statements are in the graphs that had this done to them."""
        return sum(graph.statements for graph in self.graphs if graph.action is action)
