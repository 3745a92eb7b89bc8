"""OWL 2 DL, as far as it can be checked without a reasoner: the ontology in one file, and the data."""

from __future__ import annotations

from itertools import chain

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from renkei.publishing.ontology_page import merged_ontology

WHOLE = merged_ontology()
OWN = "https://w3id.org/renkei/"
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))
# OWL 2 Structural Specification, 4 (datatype maps), of which these are used.
DATATYPES = {RDF.PlainLiteral, XSD.string, XSD.integer, XSD.decimal, XSD.boolean}
# The annotation properties that OWL 2 brings along (Structural Specification, 5.5).
ANNOTATIONS = {RDFS.label, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.deprecated}
# The words of the reserved vocabulary with which axioms of this ontology are written.
CONSTRUCTS = {
    OWL.versionIRI,
    OWL.priorVersion,
    OWL.annotatedSource,
    OWL.annotatedProperty,
    OWL.annotatedTarget,
    OWL.members,
    OWL.distinctMembers,
    OWL.unionOf,
    OWL.onProperty,
    OWL.hasValue,
    RDF.type,
    RDF.first,
    RDF.rest,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
}


def of_kind(kind: URIRef) -> set[URIRef]:
    return {term for term in WHOLE.subjects(RDF.type, kind) if isinstance(term, URIRef)}


CLASSES = of_kind(OWL.Class)
OBJECT_PROPERTIES = of_kind(OWL.ObjectProperty)
DATATYPE_PROPERTIES = of_kind(OWL.DatatypeProperty)
ANNOTATION_PROPERTIES = of_kind(OWL.AnnotationProperty) | ANNOTATIONS


def test_it_stands_alone_under_one_header() -> None:
    (header,) = WHOLE.subjects(RDF.type, OWL.Ontology)
    assert str(header) == f"{OWN}ontology/renkei-all.ttl"
    assert not list(WHOLE.objects(None, OWL.imports))
    assert len(list(WHOLE.objects(header, OWL.versionInfo))) == 1


def test_no_name_is_used_in_two_ways() -> None:
    """OWL 2 DL lets a name be class and individual at once (punning); we need none of it."""
    individuals = {
        subject
        for subject, kind in WHOLE.subject_objects(RDF.type)
        if isinstance(subject, URIRef) and kind in CLASSES
    }
    kinds = [
        CLASSES,
        OBJECT_PROPERTIES,
        DATATYPE_PROPERTIES,
        ANNOTATION_PROPERTIES,
        individuals,
    ]
    names = list(chain.from_iterable(kinds))
    assert len(individuals) > 100
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_predicate_is_declared_and_no_reserved_word_misused() -> None:
    known = OBJECT_PROPERTIES | DATATYPE_PROPERTIES | ANNOTATION_PROPERTIES | CONSTRUCTS
    assert sorted(set(WHOLE.predicates()) - known) == []
    reserved = {
        subject
        for subject in WHOLE.subjects()
        if isinstance(subject, URIRef) and subject.startswith(BUILT_IN)
    }
    assert reserved == set()


def test_every_type_is_a_class_or_a_kind_of_owl() -> None:
    kinds = set(WHOLE.objects(None, RDF.type))
    foreign = {kind for kind in kinds if not str(kind).startswith(BUILT_IN)}
    assert foreign <= CLASSES
    assert kinds - foreign <= {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.NamedIndividual,
        OWL.Ontology,
        OWL.Axiom,
        OWL.AllDisjointClasses,
        OWL.AllDifferent,
        OWL.Restriction,
        RDF.List,
    }


def test_ranges_are_datatypes_of_the_owl_2_map_or_classes() -> None:
    seen = 0
    for property_, range_ in WHOLE.subject_objects(RDFS.range):
        seen += 1
        if property_ in DATATYPE_PROPERTIES:
            assert range_ in DATATYPES, property_
        else:
            assert range_ in CLASSES or isinstance(range_, BNode), property_
    assert seen > 50


def test_superclasses_and_superproperties_are_of_the_same_kind() -> None:
    for lower, higher in WHOLE.subject_objects(RDFS.subClassOf):
        assert lower in CLASSES
        assert higher in CLASSES or (higher, RDF.type, OWL.Restriction) in WHOLE
    for lower, higher in WHOLE.subject_objects(RDFS.subPropertyOf):
        both = {lower, higher}
        assert any(both <= kind for kind in (OBJECT_PROPERTIES, DATATYPE_PROPERTIES)), both


def test_inverse_functional_properties_point_to_things() -> None:
    """OWL 2 DL forbids the keyed kind of datatype property."""
    assert set(WHOLE.subjects(RDF.type, OWL.InverseFunctionalProperty)) <= OBJECT_PROPERTIES


@pytest.mark.parametrize("data", ["ontology", "samples"])
def test_things_and_values_are_not_confused(data: str, samples: Graph) -> None:
    """No literal where an object property asks for a thing, no thing where a value is asked for."""
    graph = WHOLE if data == "ontology" else samples
    seen = 0
    for subject, predicate, value in graph:
        if predicate in OBJECT_PROPERTIES:
            seen += 1
            assert not isinstance(value, Literal), (subject, predicate, value)
        elif predicate in DATATYPE_PROPERTIES:
            seen += 1
            assert isinstance(value, Literal), (subject, predicate, value)
    assert seen > 100


def test_the_data_uses_declared_properties_and_classes(samples: Graph) -> None:
    known = OBJECT_PROPERTIES | DATATYPE_PROPERTIES | ANNOTATION_PROPERTIES
    assert set(samples.predicates()) - known == {RDF.type}
    assert set(samples.objects(None, RDF.type)) <= CLASSES
    assert SKOS.prefLabel in ANNOTATION_PROPERTIES
