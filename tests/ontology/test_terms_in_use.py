"""Ontology, shapes, code and context speak of the same terms, and agree about their values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Namespace, URIRef

from renkei.graph import PREFIXES
from renkei.graph.context import context_json
from renkei.publishing.ontology_page import Term, read_terms

ROOT = Path(__file__).resolve().parents[2]
SH = Namespace("http://www.w3.org/ns/shacl#")
RENKEI = PREFIXES["renkei"]
TERMS = {term.iri: term for term in read_terms()}
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
ONTOLOGY = Graph().parse(ROOT / "ontology" / "renkei.ttl")
# Its members are those of the ontology itself, and a shape asks for one of them by name (sh:in).
ENUMERATIONS = {"Capacity", "Completeness", "Method", "MunicipalChangeKind", "Severity"}
# "RENKEI.rangeOf" and "renkei:rangeOf"; not the namespace alone, nor the beginning of a name that
# the code completes ("renkei:law{part}").
SPOKEN = re.compile(r"(?:RENKEI\.|renkei:)([A-Za-z]+)\b(?!\{)")


def shapes() -> Graph:
    graph = Graph()
    paths = sorted((ROOT / "shapes").rglob("*.ttl"))
    assert len(paths) > 15
    for path in paths:
        graph.parse(path)
    return graph


SHAPES = shapes()


def named(kind: str) -> set[str]:
    return {term.name for term in TERMS.values() if term.kind == kind}


def spoken(*folders: str, ending: str) -> set[str]:
    """The terms of Renkei in the files of folders, as they are written."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob(f"*.{ending}")]
    assert paths
    return {name for path in paths for name in SPOKEN.findall(path.read_text("utf-8"))}


def test_every_term_is_used_in_the_code_or_marked_as_not_yet() -> None:
    """Concepts of the schemes are classes of the ontology that only the Turtle speaks of."""
    schemes = {
        str(kind).removeprefix(RENKEI)
        for path in (ROOT / "ontology").glob("*.ttl")
        if path.name != "renkei.ttl"
        for kind in Graph().parse(path).objects(None, RDF.type)
    }
    vocabulary = Path("mapping/renkei/graph/vocabulary.py")
    used = spoken("mapping/renkei", ending="py") | schemes | ENUMERATIONS
    waiting = {str(term).removeprefix(RENKEI) for term in ONTOLOGY.subjects(STATUS)}
    names = {term.name for term in TERMS.values()}
    assert (ROOT / vocabulary).is_file()
    assert names - used - waiting == set()
    assert used & waiting == set()


@pytest.mark.parametrize(
    ("folder", "ending"),
    [("mapping/renkei", "py"), ("queries", "rq"), ("shapes", "ttl"), ("mapping/renkei", "rq")],
)
def test_no_term_is_spoken_of_that_is_not_declared(folder: str, ending: str) -> None:
    found = spoken(folder, ending=ending)
    assert len(found) >= 3
    assert found - {term.name for term in TERMS.values()} == set()


def test_the_context_speaks_of_declared_terms_and_of_their_kind() -> None:
    context = context_json()["@context"]
    assert isinstance(context, dict)
    seen = 0
    for definition in context.values():
        iri = definition["@id"] if isinstance(definition, dict) else definition
        if not iri.startswith("renkei:") or iri == "renkei:":
            continue
        seen += 1
        term = TERMS[RENKEI + iri.removeprefix("renkei:")]
        points = isinstance(definition, dict) and definition.get("@type") == "@id"
        assert points == (term.kind == "object-property"), iri
    assert seen > 80


def test_every_class_has_shapes() -> None:
    targets = {str(node).removeprefix(RENKEI) for node in SHAPES.objects(None, SH.targetClass)}
    assert named("class") - targets == ENUMERATIONS


def test_every_property_has_a_shape_of_its_own() -> None:
    paths = {str(node).removeprefix(RENKEI) for node in SHAPES.objects(None, SH.path)}
    properties = named("object-property") | named("datatype-property")
    assert len(properties) > 60
    assert properties - paths == set()


def agrees(term: Term, constraint: URIRef, value: URIRef) -> bool:
    """Whether a shape asks for values that the ontology lets the property have."""
    if term.kind == "annotation-property":
        return not term.ranges  # it may point to a node here and have words there
    if constraint == SH["class"]:
        return term.kind == "object-property" and (not term.ranges or str(value) in term.ranges)
    if constraint == SH.datatype:
        # OWL 2 has no xsd:date, and a number is an integer of parties and a string elsewhere.
        open_range = not term.ranges and (value == XSD.date or term.name == "number")
        return term.kind == "datatype-property" and (open_range or str(value) in term.ranges)
    if constraint == SH.languageIn:
        return term.ranges == (str(RDF.PlainLiteral),)
    kinds = {SH.IRI: "object-property", SH.Literal: "datatype-property"}
    return term.kind == kinds[value]


def test_ranges_agree_with_the_shapes() -> None:
    constraints = (SH["class"], SH.datatype, SH.languageIn, SH.nodeKind)
    checked = 0
    for shape, path in SHAPES.subject_objects(SH.path):
        if str(path) not in TERMS:
            continue
        for constraint in constraints:
            for value in SHAPES.objects(shape, constraint):
                checked += 1
                assert agrees(TERMS[str(path)], constraint, value), (path, constraint, value)
    assert checked > 50


def test_alternatives_in_shapes_are_the_union_of_the_range() -> None:
    """`renkei:cites` and `renkei:legalBasis` take a provision of law or a notice."""
    checked = 0
    for shape, path in SHAPES.subject_objects(SH.path):
        alternatives = SHAPES.value(shape, SH["or"])
        if alternatives is None or str(path) not in TERMS:
            continue
        kinds = {str(SHAPES.value(node, SH["class"])) for node in SHAPES.items(alternatives)}
        if kinds <= {str(None)}:
            continue
        checked += 1
        assert kinds - {"None"} == set(TERMS[str(path)].ranges), path
    assert checked == 2


def test_domains_agree_with_the_targets_of_the_shapes() -> None:
    checked = 0
    for shape, path in SHAPES.subject_objects(SH.path):
        term = TERMS.get(str(path))
        if term is None or not term.domains:
            continue
        for target in SHAPES.objects(shape, SH.targetClass):
            checked += 1
            assert str(target) in term.domains, (path, target)
    assert checked > 50


def test_the_individuals_of_the_enumerations_are_those_of_the_shapes() -> None:
    checked = 0
    for shape, path in SHAPES.subject_objects(SH.path):
        members = SHAPES.value(shape, SH["in"])
        if members is None or str(path) not in TERMS:
            continue
        (kind,) = TERMS[str(path)].ranges
        if kind.removeprefix(RENKEI) in ENUMERATIONS:
            checked += 1
            declared = set(ONTOLOGY.subjects(RDF.type, URIRef(kind)))
            assert set(SHAPES.items(members)) <= declared
    assert checked >= 3
    assert (SKOS.Concept, RDF.type, OWL.Class) in ONTOLOGY
    assert not list(ONTOLOGY.subjects(RDFS.range, XSD.date))
