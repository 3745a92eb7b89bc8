"""Alignments against what other vocabularies define, as far as that needs no network."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, Graph, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from renkei.publishing.ontology_page.terms import ontology_graph

RENKEI = "https://w3id.org/renkei/ns#"
WHOLE: Graph = ontology_graph("renkei.ttl", "alignments.ttl")
PREFIXES = {prefix: str(namespace) for prefix, namespace in WHOLE.namespaces()}
# The vocabularies whose terms rdflib knows, so that a slip of the pen is seen.
KNOWN: tuple[type[DefinedNamespace], ...] = (ORG, PROV, DCTERMS, FOAF, SDO)


def _iri(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(Namespace(PREFIXES[prefix])[local])


def _definitions() -> dict[URIRef, dict[str, str]]:
    """What `alignment_terms.csv` says of each foreign term: kind, domain, range, in a few words."""
    with Path(__file__).with_name("alignment_terms.csv").open(encoding="utf-8") as file:
        return {_iri(row["term"]): row for row in csv.DictReader(file)}


DEFINITIONS = _definitions()
AXIOMS = sorted(WHOLE.subjects(RDF.type, OWL.Axiom), key=str)


def _axioms() -> list[tuple[URIRef, URIRef, URIRef]]:
    parts = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
    found = []
    for axiom in AXIOMS:
        source, relation, target = (URIRef(str(WHOLE.value(axiom, part))) for part in parts)
        found.append((source, relation, target))
    return found


def _is_property(term: URIRef) -> bool:
    kinds = set(WHOLE.objects(term, RDF.type))
    return bool(kinds & {OWL.ObjectProperty, OWL.DatatypeProperty})


def test_every_foreign_term_was_compared_and_none_without_need() -> None:
    assert {target for _, _, target in _axioms()} == set(DEFINITIONS)
    assert all(row["why"] for row in DEFINITIONS.values())
    assert len(DEFINITIONS) == 26


@pytest.mark.parametrize("known", KNOWN)
def test_terms_that_rdflib_knows_are_written_as_it_does(known: type[DefinedNamespace]) -> None:
    used = [term for term in DEFINITIONS if str(term).startswith(str(known))]
    assert used
    for term in used:
        assert term in known, term


def test_classes_meet_classes_and_properties_meet_properties() -> None:
    for source, relation, target in _axioms():
        kind = DEFINITIONS[target]["kind"]
        ours = (
            "class" if relation == RDFS.range else "property" if _is_property(source) else "class"
        )
        assert kind == ours, (source, target)


def test_what_is_inferred_holds_in_the_other_vocabulary() -> None:
    """A subproperty takes over domain and range; ours must lie within theirs."""
    checked = 0
    for source, relation, target in _axioms():
        if relation != RDFS.subPropertyOf:
            continue
        checked += 1
        row = DEFINITIONS[target]
        if row["domain"]:
            domain = WHOLE.value(source, RDFS.domain)
            above = set(WHOLE.transitive_objects(domain, RDFS.subClassOf))
            assert _iri(row["domain"]) in above, source
        literal = (source, RDF.type, OWL.DatatypeProperty) in WHOLE
        assert literal == (target in {PROV.value, DCTERMS.date}), (source, target)
    assert checked == 8


def test_each_alignment_names_the_document_it_was_compared_with() -> None:
    documents: dict[str, set[str]] = {}
    for axiom, (_, _, target) in zip(AXIOMS, _axioms(), strict=True):
        (document,) = WHOLE.objects(axiom, RDFS.seeAlso)
        assert urlsplit(str(document)).netloc
        titles = WHOLE.objects(document, DCTERMS.title)
        assert sorted(str(getattr(title, "language", "")) for title in titles) == ["en", "ja"]
        prefix = next(
            prefix for prefix, namespace in PREFIXES.items() if str(target).startswith(namespace)
        )
        documents.setdefault(prefix, set()).add(str(document))
    assert set(documents) == {
        *("org", "prov", "dcterms", "eli", "schema", "foaf", "vcard", "cv", "cpsv", "ic", "sacs")
    }
    assert all(len(named) == 1 for named in documents.values())


def test_the_area_code_is_of_the_class_that_e_stat_gives_it() -> None:
    """e-Stat: sac:C11201 is a PlainStandardAreaCode, sac:C11201-19940301 a StandardAreaCode."""
    (stated,) = WHOLE.objects(URIRef(f"{RENKEI}areaCode"), RDFS.range)
    assert stated == _iri("sacs:PlainStandardAreaCode")
