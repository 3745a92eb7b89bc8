"""The SKOS schemes keep what SKOS asks, and hold every concept that the design fixes."""

from __future__ import annotations

from itertools import chain

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS

from renkei.resources import folder

BASE = "https://w3id.org/renkei/"
NS = "https://w3id.org/renkei/ns#"
FILES = ("policy-fields", "themes", "role-types", "provision-terms")
SCHEMES = {
    # scheme: its class, and the slugs that DESIGN.md 4.3 and the graph's description fix
    "policy-field": (
        "PolicyField",
        """
        economic-growth urban-functions living-services living-functions connectivity
        management-capacity
        """,
    ),
    "theme": (
        "Theme",
        """
        economic-strategy industry agriculture local-products employment tourism logistics
        advanced-medical-care medical-care urban-core higher-education elderly-care
        disability-welfare childcare school-education lifelong-learning culture sports
        public-facilities land-use regional-promotion disaster-response public-safety
        consumer-protection environment civic-activity public-transport roads ict migration
        local-consumption staff-development shared-bodies gender-equality water-supply
        multicultural
        """,
    ),
    "role-type": (
        "RoleType",
        "lead implement coordinate cooperate support participate provide use as-by-statute",
    ),
    "provision-type": (
        "ProvisionType",
        """
        purpose basic-policy roles cost-sharing execution meeting consultation amendment term
        vision other
        """,
    ),
    "frequency": ("Frequency", "annual regular as-needed"),
    "settlement": ("Settlement", "separate-consultation each-bears core-bears statute"),
    "procedure": ("Procedure", "council-vote consultation notice announcement notification"),
    "term-rule": ("TermRule", "fixed-term automatic-renewal lapse prior-notice"),
}


def load() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(folder("ontology") / f"{name}.ttl")
    return graph


GRAPH = load()
CONCEPTS = sorted(str(one) for one in GRAPH.subjects(RDF.type, SKOS.Concept))
concepts = pytest.mark.parametrize("iri", CONCEPTS, ids=[iri[len(BASE) :] for iri in CONCEPTS])
schemes = pytest.mark.parametrize("scheme", SCHEMES)


def languages(subject: URIRef, predicate: URIRef) -> list[str]:
    return sorted(
        value.language or ""
        for value in GRAPH.objects(subject, predicate)
        if isinstance(value, Literal)
    )


def test_the_number_of_concepts() -> None:
    assert len(CONCEPTS) == len(set(CONCEPTS)) == 29 + 41 + 9 + 23 + 4


@schemes
def test_a_scheme_holds_what_is_fixed(scheme: str) -> None:
    held = {
        str(one).removeprefix(f"{BASE}{scheme}/")
        for one in GRAPH.subjects(SKOS.inScheme, URIRef(BASE + scheme))
    }
    assert set(SCHEMES[scheme][1].split()) <= held


@schemes
def test_a_scheme_is_described(scheme: str) -> None:
    iri = URIRef(BASE + scheme)
    assert (iri, RDF.type, SKOS.ConceptScheme) in GRAPH
    assert languages(iri, DCTERMS.title) == ["en", "ja"]
    assert languages(iri, DCTERMS.description) == ["en", "ja"]
    assert GRAPH.value(iri, DCTERMS.license)
    assert GRAPH.value(iri, OWL.versionInfo)


@schemes
def test_notations_and_labels_are_unique_in_a_scheme(scheme: str) -> None:
    held = list(GRAPH.subjects(SKOS.inScheme, URIRef(BASE + scheme)))
    for predicate in (SKOS.notation, SKOS.prefLabel):
        values = [value for one in held for value in GRAPH.objects(one, predicate)]
        assert len(values) == len(set(values))


@concepts
def test_a_concept_is_complete(iri: str) -> None:
    concept = URIRef(iri)
    scheme, _, slug = iri.removeprefix(BASE).partition("/")
    assert slug
    assert "/" not in slug
    assert list(GRAPH.objects(concept, SKOS.inScheme)) == [URIRef(BASE + scheme)]
    assert (concept, RDF.type, URIRef(NS + SCHEMES[scheme][0])) in GRAPH
    assert (concept, RDFS.isDefinedBy, URIRef(BASE + scheme)) in GRAPH
    assert languages(concept, SKOS.prefLabel) == ["en", "ja"]
    assert languages(concept, SKOS.definition) == ["en", "ja"]
    assert languages(concept, SKOS.scopeNote) in ([], ["en", "ja"])
    assert len(list(GRAPH.objects(concept, SKOS.notation))) == 1


@concepts
def test_no_other_label_repeats_the_preferred_one(iri: str) -> None:
    labels = set(GRAPH.objects(URIRef(iri), SKOS.prefLabel))
    assert not labels & set(GRAPH.objects(URIRef(iri), SKOS.altLabel))


@concepts
def test_a_concept_is_at_the_top_or_below_another(iri: str) -> None:
    concept = URIRef(iri)
    broader = list(GRAPH.objects(concept, SKOS.broader))
    tops = list(GRAPH.objects(concept, SKOS.topConceptOf))
    assert len(broader) + len(tops) == 1
    assert all((top, SKOS.hasTopConcept, concept) in GRAPH for top in tops)
    assert all((above, SKOS.narrower, concept) in GRAPH for above in broader)
    assert all(
        (below, SKOS.broader, concept) in GRAPH for below in GRAPH.objects(concept, SKOS.narrower)
    )


@concepts
def test_broader_has_no_cycle_and_excludes_related(iri: str) -> None:
    concept = URIRef(iri)
    above = set(chain.from_iterable([GRAPH.transitive_objects(concept, SKOS.broader)])) - {concept}
    assert all(concept not in set(GRAPH.transitive_objects(one, SKOS.broader)) for one in above)
    related = set(GRAPH.objects(concept, SKOS.related))
    assert not related & above
    assert all((other, SKOS.related, concept) in GRAPH for other in related)


def test_every_relation_leads_to_a_concept() -> None:
    for predicate in (SKOS.broader, SKOS.narrower, SKOS.related, SKOS.hasTopConcept):
        for target in GRAPH.objects(None, predicate):
            assert str(target) in CONCEPTS


def test_every_area_of_the_guideline_is_told_by_a_theme() -> None:
    """An area that no theme stands for would be left out of `guideline-coverage` without a word."""
    graph = load().parse(folder("ontology") / "theme-areas.ttl")
    fields = set(graph.subjects(SKOS.inScheme, URIRef("https://w3id.org/renkei/policy-field")))
    areas = {field for field in fields if not list(graph.subjects(SKOS.broader, field))}
    told = set(graph.objects(None, SKOS.relatedMatch))
    assert len(areas) == 23
    assert areas == told
