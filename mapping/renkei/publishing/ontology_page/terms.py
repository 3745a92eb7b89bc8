"""The terms of the ontology (語), read from its Turtle: what a page, a diagram and a diff need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from renkei import resources
from renkei.graph.vocabulary import PREFIXES

NAMESPACE = PREFIXES["renkei"]
KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object-property",
    OWL.DatatypeProperty: "datatype-property",
    OWL.AnnotationProperty: "annotation-property",
    OWL.NamedIndividual: "individual",
}


class Alignment(NamedTuple):
    """How a term relates to one of another vocabulary, and why (他の語彙との対応).

    `source` is the IRI of the document that it was compared with, `compared` the title of that.
    """

    relation: str
    target: str
    reason: dict[str, str]
    source: str
    compared: dict[str, str]


class Term(NamedTuple):
    """A class, property or individual of the ontology (語).

    `kind` is one of the values of `KINDS`. `domains`, `ranges` and `types` are IRIs; a union is
    given by its members. `label` and `definition` are by language.
    """

    name: str
    iri: str
    kind: str
    label: dict[str, str]
    definition: dict[str, str]
    types: tuple[str, ...]
    parents: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    functional: bool
    deprecated: bool
    replaced_by: tuple[str, ...]
    alignments: tuple[Alignment, ...]


@cache
def ontology_graph(*names: str) -> Graph:
    """Files of ontology/ as one graph; all of them if none is named. Not to be changed.

    Raises `ResourceError` when the installation lacks the folder.
    """
    folder = resources.folder("ontology")
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        if not names or path.name in names:
            graph.parse(path, format="turtle")
    return graph


def read_terms(graph: Graph | None = None) -> tuple[Term, ...]:
    """The terms in the namespace of Renkei, by kind and name; of the packaged ontology by default.

    >>> terms = {term.name: term for term in read_terms()}
    >>> terms["party"].label["ja"], terms["party"].kind
    ('締結当事者', 'object-property')
    """
    if graph is None:
        graph = ontology_graph("renkei.ttl", "alignments.ttl")
    found = [
        _term(graph, subject, name)
        for kind, name in KINDS.items()
        for subject in graph.subjects(RDF.type, kind)
        if isinstance(subject, URIRef) and str(subject).startswith(NAMESPACE)
    ]
    order = list(KINDS.values())
    return tuple(sorted(found, key=lambda term: (order.index(term.kind), term.name)))


def _term(graph: Graph, subject: URIRef, kind: str) -> Term:
    built_in = set(KINDS) | {OWL.FunctionalProperty}
    return Term(
        name=str(subject).removeprefix(NAMESPACE),
        iri=str(subject),
        kind=kind,
        label=_texts(graph, subject, RDFS.label),
        definition=_texts(graph, subject, SKOS.definition),
        types=_iris(set(graph.objects(subject, RDF.type)) - built_in),
        parents=_iris(
            [*graph.objects(subject, RDFS.subClassOf), *graph.objects(subject, RDFS.subPropertyOf)]
        ),
        domains=_iris(_members(graph, subject, RDFS.domain)),
        ranges=_iris(_members(graph, subject, RDFS.range)),
        functional=(subject, RDF.type, OWL.FunctionalProperty) in graph,
        deprecated=(subject, OWL.deprecated, Literal(lexical_or_value=True)) in graph,
        replaced_by=_iris(graph.objects(subject, DCTERMS.isReplacedBy)),
        alignments=_alignments(graph, subject),
    )


def _texts(graph: Graph, subject: Node, predicate: URIRef) -> dict[str, str]:
    values = graph.objects(subject, predicate)
    return {
        value.language: str(value)
        for value in sorted(values, key=str)
        if isinstance(value, Literal) and value.language
    }


def _iris(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted({str(node) for node in nodes if isinstance(node, URIRef)}))


def _members(graph: Graph, subject: Node, predicate: URIRef) -> Iterator[Node]:
    for value in graph.objects(subject, predicate):
        union = graph.value(value, OWL.unionOf) if isinstance(value, BNode) else None
        yield from [value] if union is None else graph.items(union)


def _alignments(graph: Graph, subject: URIRef) -> tuple[Alignment, ...]:
    found = []
    for axiom in graph.subjects(OWL.annotatedSource, subject):
        relation = graph.value(axiom, OWL.annotatedProperty)
        target = graph.value(axiom, OWL.annotatedTarget)
        source = graph.value(axiom, RDFS.seeAlso)
        found.append(
            Alignment(
                relation=str(relation),
                target=str(target),
                reason=_texts(graph, axiom, SKOS.note),
                source=str(source or ""),
                compared=_texts(graph, source, DCTERMS.title) if source else {},
            )
        )
    return tuple(sorted(found, key=lambda one: (one.relation, one.target)))
