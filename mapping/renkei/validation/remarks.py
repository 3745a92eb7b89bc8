"""What the statute lint says of an agreement, as statements (点検の指摘): for the graph of a build.

A remark points to what it is about, and so to the clause; where something is missing, that is the
agreement itself. The number of a remark follows the order of the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from renkei.graph.vocabulary import Names, term
from renkei.validation.report import Report
from renkei.validation.results import Level, Result
from renkei.validation.statute import statute_requirements

_SEVERITIES = {
    Level.VIOLATION: "renkei:Violation",
    Level.WARNING: "renkei:Warning",
    Level.INFO: "renkei:Hint",
}


def remark_quads(report: Report, key: str, names: Names) -> Iterator[Quad]:
    """The remarks on the agreement of a key, in the named graph of that agreement."""
    agreement, graph = names.agreement(key), names.agreement_graph(key)
    titles = {found.shape: found.name for found in statute_requirements()}
    for position, result in enumerate(report.results, start=1):
        remark = NamedNode(f"{agreement.value}/remark/{position}")
        yield Quad(agreement, term("renkei:remark"), remark, graph)
        yield Quad(remark, term("rdf:type"), term("renkei:Remark"), graph)
        yield Quad(remark, term("renkei:requirement"), NamedNode(result.shape), graph)
        yield Quad(remark, term("renkei:severity"), term(_SEVERITIES[result.severity]), graph)
        texts = {"rdfs:label": titles[result.shape], "renkei:message": result.messages}
        if result.remedy:
            texts["renkei:remedy"] = result.remedy
        for property_, said in texts.items():
            for language in ("ja", "en"):
                words = Literal(getattr(said, language), language=language)
                yield Quad(remark, term(property_), words, graph)
        for node in _concerned(result, agreement.value):
            yield Quad(remark, term("renkei:concerns"), NamedNode(node), graph)


def _concerned(result: Result, agreement: str) -> list[str]:
    """The nodes of the result; the agreement only where there is nothing else to point to."""
    values = [result.focus, result.value] if result.value else [result.focus]
    nodes = {found.value for found in values if found.type == "uri"}
    return sorted(nodes - {agreement}) or [agreement]
