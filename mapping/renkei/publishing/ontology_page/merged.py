"""The whole ontology in one file (一つにまとめたオントロジー), for Protégé and reasoners.

The parts of ontology/ import one another by IRI, which an editor can follow only where the IRIs
resolve. This file holds all of them under one header, imports nothing, and declares every foreign
property, as OWL 2 DL asks.
"""

from __future__ import annotations

from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph

from renkei.publishing.ontology_page.terms import ontology_graph
from renkei.publishing.ontology_page.versions import ONTOLOGY

MERGED = URIRef(f"{str(ONTOLOGY).removesuffix('ns#')}ontology/renkei-all.ttl")
"""The file is its own name: it is made of other ontologies, and their versions are its version."""
_OBJECT = (SKOS.topConceptOf, SKOS.hasTopConcept, SKOS.broader, SKOS.narrower, SKOS.related)
_ANNOTATION = (
    SKOS.altLabel,
    SKOS.broadMatch,
    SKOS.closeMatch,
    SKOS.example,
    SKOS.notation,
    SKOS.relatedMatch,
    SKOS.scopeNote,
)


def merged_ontology() -> Graph:
    """Ontology, alignments, schemes and theme mappings as one OWL 2 DL ontology.

    `dcterms:source` is said of schemes by an IRI outside and of agreements by an object property;
    both are object property assertions.
    """
    graph = Graph()
    for prefix, namespace in ontology_graph().namespaces():
        graph.bind(prefix, namespace)
    whole = ontology_graph()
    headers = set(whole.subjects(RDF.type, OWL.Ontology))
    for triple in whole:
        if triple[0] not in headers:
            graph.add(triple)
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.created):
        for value in whole.objects(ONTOLOGY, predicate):
            graph.add((MERGED, predicate, value))
    version = str(whole.value(ONTOLOGY, OWL.versionInfo))
    graph.add((MERGED, RDF.type, OWL.Ontology))
    graph.add((MERGED, OWL.versionInfo, Literal(version)))
    graph.add((SKOS.ConceptScheme, RDF.type, OWL.Class))
    for predicate in _OBJECT:
        graph.add((predicate, RDF.type, OWL.ObjectProperty))
    for predicate in _ANNOTATION:
        graph.add((predicate, RDF.type, OWL.AnnotationProperty))
    return graph


def merged_turtle() -> str:
    """The text of the packaged file `renkei-all.ttl`, the same whenever it is made.

    rdflib names the blank nodes of every file by chance and writes them in the order of their names.
    """
    graph = merged_ontology()
    named = Graph()
    for prefix, namespace in graph.namespaces():
        named.bind(prefix, namespace)
    named += to_canonical_graph(graph)
    return named.serialize(format="turtle")
