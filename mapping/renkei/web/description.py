"""The service description (サービス記述): https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from renkei.graph.vocabulary import term
from renkei.web.formats import RDF, RESULTS, Form

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
# The names that W3C gave to formats: https://www.w3.org/ns/formats/.
_NAMES = {
    "ttl": "Turtle", "jsonld": "JSON-LD", "trig": "TriG", "nt": "N-Triples", "nq": "N-Quads",
    "rdf": "RDF_XML", "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV", "tsv": "SPARQL_Results_TSV",
}  # fmt: skip


def service_quads(endpoint: str, store: Store) -> list[Quad]:
    """What the endpoint at an address is and can do: read-only, the union as default graph."""
    service, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    statements: list[tuple[NamedNode | BlankNode, NamedNode, NamedNode | BlankNode | Literal]] = [
        (service, term("rdf:type"), _sd("Service")),
        (service, _sd("endpoint"), service),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        (service, _sd("defaultDataset"), dataset),
        (dataset, term("rdf:type"), _sd("Dataset")),
        (dataset, _sd("defaultGraph"), default),
        (default, term("rdf:type"), _sd("Graph")),
        *((service, _sd("resultFormat"), _format(form)) for form in (*RESULTS, *RDF)),
    ]
    for position, graph in enumerate(sorted(store.named_graphs(), key=str)):
        named = BlankNode(f"graph{position}")
        statements += [
            (dataset, _sd("namedGraph"), named),
            (named, term("rdf:type"), _sd("NamedGraph")),
        ]
        if isinstance(graph, NamedNode):
            statements.append((named, _sd("name"), graph))
    return [Quad(*each) for each in statements]


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _format(form: Form) -> NamedNode:
    return NamedNode(_FORMATS + _NAMES[form.ending])
