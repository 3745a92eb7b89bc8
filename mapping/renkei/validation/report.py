"""The report of a validation (検証報告): its results in order, and their text and RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import rdflib
from rdflib import RDF, SH, BNode, Graph, URIRef

from renkei.model.base import Frozen
from renkei.validation.paths import copy_path
from renkei.validation.results import Level, Result
from renkei.validation.telling import Language, report_text

if TYPE_CHECKING:
    from collections.abc import Iterable


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
        return report_text(self.results, language, conforms=self.conforms)

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
