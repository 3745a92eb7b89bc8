"""The ontology: both languages, declared terms only, and what OWL 2 DL asks for."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).parents[2]
RENKEI = Namespace("https://w3id.org/renkei/ns#")
VANN = Namespace("http://purl.org/vocab/vann/")
ONTOLOGY = URIRef("https://w3id.org/renkei/ns#")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
KINDS = (OWL.Class, *PROPERTIES, OWL.NamedIndividual)
INDIVIDUALS = {
    "Capacity": {"CoreCity", "PartnerMunicipality"},
    "Completeness": {"Complete", "RolesIncomplete", "ArticlesOnly", "HeaderOnly"},
    "Severity": {"Violation", "Warning", "Hint"},
    "Method": {"ByStatement", "ByRule", "ByInference", "ByCuration"},
}
# What OWL 2, RDF and RDFS bring along and nobody declares.
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))


@cache
def _graph(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ROOT / "ontology" / name)
    return graph


ONTOLOGY_GRAPH = _graph("renkei.ttl")
TERMS = sorted(
    str(term)
    for term in set(ONTOLOGY_GRAPH.subjects(RDF.type))
    if str(term).startswith(str(RENKEI)) and term != ONTOLOGY
)


def _used(graph: Graph) -> set[URIRef]:
    return {
        term
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(str(RENKEI)) and term != ONTOLOGY
    }


def test_the_header_says_what_this_is() -> None:
    graph = ONTOLOGY_GRAPH
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in graph
    version = URIRef("https://w3id.org/renkei/ns/0.2.0")
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert graph.value(ONTOLOGY, OWL.versionIRI) == version
    assert graph.value(ONTOLOGY, OWL.versionInfo) == Literal("0.2.0")
    assert graph.value(ONTOLOGY, DCTERMS.license) == licence
    assert graph.value(ONTOLOGY, DCTERMS.created) == Literal("2026-11-21", datatype=XSD.date)
    assert graph.value(ONTOLOGY, VANN.preferredNamespacePrefix) == Literal("renkei")
    assert graph.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(RENKEI))
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert sorted(text.language for text in graph.objects(ONTOLOGY, predicate)) == ["en", "ja"]


def test_the_number_of_terms() -> None:
    """Whoever adds or takes away a term changes this number knowingly."""
    assert len(TERMS) == 195


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_labelled_and_defined_in_both_languages(term: str) -> None:
    node = URIRef(term)
    for predicate in (RDFS.label, SKOS.definition):
        texts = list(ONTOLOGY_GRAPH.objects(node, predicate))
        assert sorted(text.language for text in texts) == ["en", "ja"]
        assert all(text.strip() == str(text) for text in texts)
    assert list(ONTOLOGY_GRAPH.objects(node, RDFS.isDefinedBy)) == [ONTOLOGY]


def test_no_two_terms_share_a_label() -> None:
    labels = Counter(
        label for term in TERMS for label in ONTOLOGY_GRAPH.objects(URIRef(term), RDFS.label)
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_a_term_is_of_one_kind() -> None:
    for term in set(ONTOLOGY_GRAPH.subjects(RDF.type)):
        kinds = [kind for kind in KINDS if (term, RDF.type, kind) in ONTOLOGY_GRAPH]
        assert len(kinds) <= 1, term
        if str(term) in TERMS:
            assert len(kinds) == 1, term


def test_classes_begin_with_a_capital_and_properties_do_not() -> None:
    for term in TERMS:
        name = term.removeprefix(str(RENKEI))
        is_property = any((URIRef(term), RDF.type, kind) in ONTOLOGY_GRAPH for kind in PROPERTIES)
        assert name[0].islower() == is_property, name


def test_every_predicate_and_class_is_declared() -> None:
    graph = ONTOLOGY_GRAPH
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    for term in used:
        if not str(term).startswith(BUILT_IN):
            assert (term, RDF.type, None) in graph, term


@pytest.mark.parametrize("predicate", [RDFS.domain, RDFS.range])
def test_domains_and_ranges_are_declared(predicate: URIRef) -> None:
    graph = ONTOLOGY_GRAPH
    seen = 0
    for subject, value in graph.subject_objects(predicate):
        union = graph.value(value, OWL.unionOf)
        members = [value] if union is None else list(graph.items(union))
        is_data = predicate == RDFS.range and (subject, RDF.type, OWL.DatatypeProperty) in graph
        for member in members:
            seen += 1
            if is_data:
                assert str(member).startswith((str(XSD), str(RDF))), subject
            else:
                assert (member, RDF.type, OWL.Class) in graph, subject
    assert seen > 30


def test_classes_and_properties_have_no_circle() -> None:
    graph = _graph("renkei.ttl", "alignments.ttl")
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(graph.subjects(predicate)):
            above = {
                higher
                for parent in graph.objects(term, predicate)
                for higher in graph.transitive_objects(parent, predicate)
            }
            assert term not in above


def test_individuals_are_those_of_the_contract() -> None:
    for name, members in INDIVIDUALS.items():
        found = set(ONTOLOGY_GRAPH.subjects(RDF.type, RENKEI[name]))
        assert found == {RENKEI[member] for member in members}


def test_classes_that_are_disjoint_are_all_of_them() -> None:
    """No two of our classes overlap; a class that is forgotten here would weaken every check."""
    graph = ONTOLOGY_GRAPH
    node = graph.value(None, RDF.type, OWL.AllDisjointClasses)
    classes = {
        term for term in graph.subjects(RDF.type, OWL.Class) if str(term).startswith(str(RENKEI))
    }
    assert set(graph.items(graph.value(node, OWL.members))) == classes


@pytest.mark.parametrize(
    "path", sorted((ROOT / "shapes").glob("*.ttl")), ids=lambda path: path.stem
)
def test_the_shapes_use_declared_terms(path: Path) -> None:
    graph = Graph().parse(path)
    terms = _used(graph)
    for select in graph.objects(None, URIRef("http://www.w3.org/ns/shacl#select")):
        words = str(select).replace("/", " ").replace("|", " ").split()
        terms |= {
            RENKEI[word.removeprefix("renkei:")] for word in words if word.startswith("renkei:")
        }
    assert {str(term) for term in terms} <= set(TERMS)


def test_the_shapes_were_found() -> None:
    assert len(list((ROOT / "shapes").glob("*.ttl"))) == 24


@pytest.mark.parametrize(
    "path", sorted((ROOT / "ontology").glob("*.ttl")), ids=lambda path: path.stem
)
def test_the_other_files_use_declared_terms(path: Path) -> None:
    assert {str(term) for term in _used(Graph().parse(path))} <= set(TERMS)


def test_every_alignment_has_its_reason_in_both_languages() -> None:
    graph = _graph("alignments.ttl")
    aligning = (
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.range,
        SKOS.closeMatch,
        SKOS.relatedMatch,
    )
    reasons = {
        (
            graph.value(axiom, OWL.annotatedSource),
            graph.value(axiom, OWL.annotatedProperty),
            graph.value(axiom, OWL.annotatedTarget),
        ): sorted(note.language for note in graph.objects(axiom, SKOS.note))
        for axiom in graph.subjects(RDF.type, OWL.Axiom)
    }
    stated = {
        (subject, predicate, value)
        for predicate in aligning
        for subject, value in graph.subject_objects(predicate)
    }
    assert set(reasons) == stated
    assert all(languages == ["en", "ja"] for languages in reasons.values())
    assert len(stated) == 34


def test_nothing_is_said_to_be_the_same() -> None:
    assert not list(_graph("alignments.ttl").subject_objects(OWL.sameAs))
