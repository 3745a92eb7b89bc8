"""The common pitfalls of ontologies (after the catalogue of OOPS!), each as a check of its own.

The pitfall's number in that catalogue stands in the docstring. Those that other modules check:
P08 annotations and P22 naming (test_ontology), P34/P35 untyped and undeclared (test_owl_profile).
"""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef

from renkei.publishing.ontology_page import Term, read_terms
from renkei.publishing.ontology_page.terms import NAMESPACE, ontology_graph

CORE: Graph = ontology_graph("renkei.ttl")
TERMS = {term.name: term for term in read_terms()}
OBJECT_PROPERTIES = sorted(name for name, term in TERMS.items() if term.kind == "object-property")
CLASSES = sorted(name for name, term in TERMS.items() if term.kind == "class")

# P13: Statements run one way only, from the whole to the part and from the thing to its concept, so
# that nothing is said twice and no two statements can disagree; SPARQL follows them backwards (^).
NO_INVERSES = "one direction only, see the comment"
# P11: these may be about, or lead to, a thing of any class.
WITHOUT_RANGE = {
    "citedIn": "any part of an agreement",
    "classified": "any node that has a concept",
    "comparedFrom": "an agreement or a part of one",
    "comparedTo": "an agreement or a part of one",
    "concept": "a concept of any scheme, or a capacity",
    "concerns": "a clause, an initiative, a party or the agreement",
    "requirement": "a shape of the lint",
}
# P11: OWL 2 cannot say the range of these (xsd:date, integer or string, text with or without @ja).
DATA_WITHOUT_RANGE = {
    "after",
    "before",
    "changedOn",
    "concludedOn",
    "inForceFrom",
    "number",
    "retrievedOn",
    "validFrom",
    "validUntil",
}
# P04: classes that no property of ours names as domain or range, and why.
NAMED_BY_NONE: dict[str, str] = {}


def iris(names: set[str]) -> set[str]:
    return {NAMESPACE + name for name in names}


def test_no_class_is_defined_as_another_of_ours_or_of_others() -> None:
    """P05, P27, P30, P31: wrong inverses and equivalences. There are none, so none is wrong."""
    for predicate in (OWL.equivalentClass, OWL.equivalentProperty, OWL.inverseOf, OWL.sameAs):
        assert list(ontology_graph().subject_objects(predicate)) == [], NO_INVERSES


def test_hierarchies_have_no_circle() -> None:
    """P06."""
    whole = ontology_graph()
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(whole.subjects(predicate)):
            above = {
                higher
                for parent in whole.objects(term, predicate)
                for higher in whole.transitive_objects(parent, predicate)
            }
            assert term not in above


def test_no_class_mixes_two_notions() -> None:
    """P07: a class called “X and Y”. 連携協約・協定 is one notion with two names in law."""
    for name in CLASSES:
        label = TERMS[name].label["en"].split()
        assert not {"and", "or"} & set(label), name


def test_every_class_is_named_by_a_property_or_has_a_reason() -> None:
    """P04: unconnected elements."""
    connected = {iri for term in TERMS.values() for iri in (*term.domains, *term.ranges)}
    assert iris(set(CLASSES)) - connected == iris(set(NAMED_BY_NONE))


def test_every_class_is_disjoint_from_its_siblings() -> None:
    """P10: one axiom holds all our classes (see also test_ontology)."""
    (axiom,) = CORE.subjects(RDF.type, OWL.AllDisjointClasses)
    members = CORE.value(axiom, OWL.members)
    assert {str(one) for one in CORE.items(members)} == iris(set(CLASSES))


@pytest.mark.parametrize("name", OBJECT_PROPERTIES)
def test_object_properties_have_domain_and_range(name: str) -> None:
    """P11."""
    assert TERMS[name].domains
    assert bool(TERMS[name].ranges) == (name not in WITHOUT_RANGE)


def test_datatype_properties_have_domain_and_range() -> None:
    """P11."""
    for name, term in TERMS.items():
        if term.kind == "datatype-property":
            assert term.domains, name
            assert bool(term.ranges) == (name not in DATA_WITHOUT_RANGE), name


def test_domains_and_ranges_are_stated_once() -> None:
    """P19: several domains or ranges mean their intersection, here empty; a union is meant."""
    whole = ontology_graph("renkei.ttl", "alignments.ttl")
    for predicate in (RDFS.domain, RDFS.range):
        counts = Counter(whole.subjects(predicate))
        assert [str(term) for term, count in counts.items() if count > 1] == []


def test_labels_are_unique_among_kinds_and_differ_from_the_definition() -> None:
    """P12, P32: several terms with the same label; P20: label and definition mixed up."""
    for language in ("ja", "en"):
        labels = Counter(term.label[language].casefold() for term in TERMS.values())
        assert [label for label, count in labels.items() if count > 1] == []
        for term in TERMS.values():
            assert len(term.definition[language]) > len(term.label[language]), term.name


def test_definitions_in_english_are_sentences() -> None:
    """P20: misused annotations."""
    for term in TERMS.values():
        assert term.definition["en"].endswith("."), term.name
        assert term.definition["ja"].endswith("。"), term.name


def test_there_is_no_class_of_leftovers() -> None:
    """P21: a class “Other” or “Miscellaneous”."""
    for name in CLASSES:
        assert not name.lower().startswith(("other", "misc", "unknown"))


def test_a_property_is_no_instance_and_a_class_no_property() -> None:
    """P23, P33: elements duplicated across kinds."""
    names = [term.name for term in read_terms()]
    assert len(names) == len(set(names)) > 100


def test_no_relation_is_declared_symmetric_or_transitive_by_mistake() -> None:
    """P28, P29: between classes that are disjoint neither can be."""
    for kind in (OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.ReflexiveProperty):
        assert list(CORE.subjects(RDF.type, kind)) == []


def loops() -> list[Term]:
    return [term for term in TERMS.values() if set(term.domains) & set(term.ranges)]


def test_a_relation_from_a_class_to_itself_is_meant() -> None:
    """P24: recursive definitions. An item may have items (号の細分), and nothing else."""
    assert [term.name for term in loops()] == ["item"]


def test_functional_properties_have_one_value_in_the_samples(samples: Graph) -> None:
    """P15, P16 and their like: a restriction that the data breaks."""
    checked = 0
    for term in TERMS.values():
        if term.functional:
            subjects = Counter(samples.subjects(URIRef(term.iri)))
            checked += len(subjects)
            assert all(count == 1 for count in subjects.values()), term.name
    assert checked > 1000


def test_restrictions_are_necessary_conditions_only() -> None:
    """P14, P17, P18: universal restrictions that close too much. There are hasValue ones only."""
    restrictions = list(CORE.subjects(RDF.type, OWL.Restriction))
    assert len(restrictions) == 8
    for node in restrictions:
        assert isinstance(node, BNode)
        assert {
            str(predicate).removeprefix(str(OWL))
            for predicate in CORE.predicates(node)
            if predicate != RDF.type
        } == {"onProperty", "hasValue"}


def test_the_ontology_is_said_to_be_one_and_has_a_licence() -> None:
    """P36 (file extension in the IRI), P38 (no declaration), P39 (namespace), P41 (licence)."""
    (header,) = CORE.subjects(RDF.type, OWL.Ontology)
    assert str(header) == NAMESPACE
    assert not str(header).rstrip("#").endswith((".ttl", ".owl", ".rdf"))
    assert CORE.value(header, URIRef("http://purl.org/dc/terms/license"))
