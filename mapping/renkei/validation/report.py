"""The report of a validation (検証報告): frozen values, in order, and their text and RDF."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Self

import rdflib
from rdflib import RDF, SH, BNode, Graph, URIRef

from renkei.model.base import Frozen
from renkei.validation.paths import copy_path
from renkei.validation.telling import report_text
from renkei.validation.words import Clause, Messages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

Language = Literal["ja", "en"]


class Level(StrEnum):
    """How grave a result is (重大度), as SHACL names it: only a violation breaks conformance."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def iri(self) -> URIRef:
        """The term of SHACL for it."""
        return {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}[self.value]


class Term(Frozen):
    """An RDF term as the JSON results of SPARQL write it (項): IRI, literal or blank node."""

    type: Literal["uri", "literal", "bnode"]
    value: str
    language: str | None = None
    datatype: str | None = None

    @classmethod
    def of(cls, node: Node) -> Self:
        """The term of an rdflib node.

        >>> Term.of(rdflib.Literal("甲", lang="ja")).language
        'ja'
        """
        if isinstance(node, rdflib.Literal):
            datatype = str(node.datatype) if node.datatype else None
            return cls(type="literal", value=str(node), language=node.language, datatype=datatype)
        return cls(type="bnode" if isinstance(node, BNode) else "uri", value=str(node))

    def node(self) -> URIRef | BNode | rdflib.Literal:
        """The term as an rdflib node."""
        if self.type == "uri":
            return URIRef(self.value)
        if self.type == "bnode":
            return BNode(self.value)
        datatype = URIRef(self.datatype) if self.datatype else None
        return rdflib.Literal(self.value, lang=self.language, datatype=datatype, normalize=False)


class Result(Frozen):
    """One requirement that one node does not meet (検証結果).

    `path` is a property path as in SPARQL, None where the requirement is on the node itself;
    `component` is the IRI of the constraint component of SHACL; `remedy` says what to do, None for
    shapes that state none; `clause` is where the value, or else the focus, was read.
    """

    focus: Term
    path: str | None
    value: Term | None
    shape: str
    severity: Level
    messages: Messages
    component: str
    remedy: Messages | None = None
    clause: Clause | None = None

    def sort_key(self) -> tuple[str, ...]:
        """Gravest first, then by focus node, requirement and value."""
        value = self.value.model_dump_json() if self.value else ""
        rank = str(list(Level).index(self.severity))
        return (rank, self.focus.value, self.shape, value, self.component)


class Report(Frozen):
    """What the shapes say of a graph (検証報告): it conforms if there is no violation."""

    conforms: bool
    results: tuple[Result, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Result]) -> Self:
        """The report of some results, each once and in order."""
        ordered = tuple(sorted(set(results), key=Result.sort_key))
        return cls(
            conforms=all(found.severity is not Level.VIOLATION for found in ordered),
            results=ordered,
        )

    def count(self, level: Level) -> int:
        """The number of results of a severity."""
        return sum(1 for found in self.results if found.severity is level)

    def text(self, language: Language = "ja") -> str:
        """The report for people, in Japanese or English; ends with a line end.

        >>> print(Report(conforms=True).text("en"), end="")
        The graph conforms. Violations: 0, warnings: 0, hints: 0.
        """
        return report_text(self, language)

    def to_graph(self, shapes: Graph | None = None) -> Graph:
        """The report in the terms of SHACL; the paths are copied from the given shapes graph."""
        graph = Graph()
        graph.bind("sh", SH)
        report = BNode()
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, rdflib.Literal(self.conforms)))
        for found in self.results:
            graph.add((report, SH.result, _add(graph, found, shapes)))
        return graph


def _add(graph: Graph, found: Result, shapes: Graph | None) -> BNode:
    node = BNode()
    shape = URIRef(found.shape)
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, found.focus.node()))
    graph.add((node, SH.sourceShape, shape))
    graph.add((node, SH.resultSeverity, found.severity.iri))
    graph.add((node, SH.sourceConstraintComponent, URIRef(found.component)))
    for language in ("ja", "en"):
        said = rdflib.Literal(getattr(found.messages, language), lang=language)
        graph.add((node, SH.resultMessage, said))
    if found.value:
        graph.add((node, SH.value, found.value.node()))
    path = shapes.value(shape, SH.path) if shapes is not None else None
    if shapes is not None and path is not None:
        graph.add((node, SH.resultPath, copy_path(shapes, path, graph)))
    return node
