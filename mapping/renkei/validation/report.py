"""The report of a validation (検証報告): frozen values, in order, and their text and RDF."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Self

import rdflib
from rdflib import RDF, SH, BNode, Graph, URIRef

from renkei.model.base import Frozen
from renkei.validation.paths import copy_path
from renkei.validation.places import place

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


class Messages(Frozen):
    """The same sentence in Japanese and in English."""

    ja: str
    en: str


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
    `component` is the IRI of the constraint component of SHACL.
    """

    focus: Term
    path: str | None
    value: Term | None
    shape: str
    severity: Level
    messages: Messages
    component: str

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
        lines = [_summary(self, language)]
        for found in self.results:
            lines += _lines(found, language)
        return "\n".join(lines) + "\n"

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


SUMMARY = {
    ("ja", True): "グラフは要件に適合しています: 違反{}件、注意{}件、参考{}件。",
    ("ja", False): "グラフは要件に適合していません: 違反{}件、注意{}件、参考{}件。",
    ("en", True): "The graph conforms. Violations: {}, warnings: {}, hints: {}.",
    ("en", False): "The graph does not conform. Violations: {}, warnings: {}, hints: {}.",
}
NAMES = {
    "ja": {Level.VIOLATION: "違反", Level.WARNING: "注意", Level.INFO: "参考"},
    "en": {Level.VIOLATION: "violation", Level.WARNING: "warning", Level.INFO: "hint"},
}
LABELS = {"ja": ("場所", "対象", "値"), "en": ("where", "focus", "value")}


def _summary(report: Report, language: Language) -> str:
    counts = [report.count(level) for level in Level]
    return SUMMARY[language, report.conforms].format(*counts)


def _lines(found: Result, language: Language) -> list[str]:
    where, focus, value = LABELS[language]
    requirement = found.shape.rsplit("/", 1)[-1]
    lines = [
        "",
        f"[{NAMES[language][found.severity]}] {getattr(found.messages, language)} ({requirement})",
    ]
    if placed := place(found.focus.value, language):
        lines.append(f"  {where}: {placed}")
    lines.append(f"  {focus}: {found.focus.value}")
    if found.value and found.value != found.focus:
        within = place(found.value.value, language)
        lines.append(f"  {value}: {found.value.value}" + (f" ({within})" if within else ""))
    return lines


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
