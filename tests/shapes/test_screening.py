"""The look beforehand: what it passes over, SHACL's engine finds nothing in."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from renkei.validation import Report, requirements
from renkei.validation.quick import suspects, validate_statements
from renkei.validation.screening import Indexed, Screen
from renkei.validation.shapes import packaged_shapes

HERE = Path(__file__).parent
XSD = "http://www.w3.org/2001/XMLSchema#"
A, B = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
P = ox.NamedNode("urn:p")


def _statements(graph: Graph) -> list[ox.Quad]:
    text = graph.serialize(format="nt")
    return list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


@pytest.fixture(scope="module")
def base() -> Graph:
    return Graph().parse(HERE / "base.ttl")


def test_every_packaged_shape_is_looked_at_beforehand() -> None:
    assert Screen(packaged_shapes()).unknown == frozenset()
    assert len(requirements()) > 250


def test_nothing_is_run_where_nothing_can_be_found(base: Graph) -> None:
    assert suspects(_statements(base)) == frozenset()
    assert validate_statements(_statements(base)) == Report(conforms=True)


@pytest.mark.parametrize(
    ("value", "because"),
    [
        (ox.Literal("01", datatype=ox.NamedNode(XSD + "integer")), "another way to write 1"),
        (ox.Literal("2016-02-30", datatype=ox.NamedNode(XSD + "date")), "no such day"),
        (ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")), "another way to write true"),
        (ox.Literal("1.0", datatype=ox.NamedNode(XSD + "decimal")), "another way to write 1"),
        (ox.Literal("P1Y", datatype=ox.NamedNode(XSD + "duration")), "an unknown type"),
    ],
)
def test_unusual_literals_are_left_to_the_engine(value: ox.Literal, because: str) -> None:
    assert suspects([ox.Triple(A, P, value)]) is None, because


def test_subclasses_are_left_to_the_engine() -> None:
    below = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    assert suspects([ox.Triple(A, below, B)]) is None


def _screened(shape: str, data: str) -> frozenset[str] | None:
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .\n"
    shapes = ox.parse(prefixes + shape, format=ox.RdfFormat.TURTLE)
    quads = list(ox.parse(prefixes + data, format=ox.RdfFormat.TURTLE))
    store = ox.Store()
    store.extend(quads)
    return Screen(shapes).suspects(Indexed(quads), store)


UNKNOWN: dict[str, str] = {
    "a component": ":s sh:targetNode :a ; sh:path :p ; sh:equals :q .",
    "a path": ":s sh:targetNode :a ; sh:path [ sh:oneOrMorePath :p ] .",
    "a target": ":s sh:targetObjectsOf :p ; sh:path :p ; sh:minCount 0 .",
    "a kind of node": ":s sh:targetNode :a ; sh:path :p ; sh:nodeKind sh:BlankNodeOrIRI .",
    "put out of use": ":s sh:targetNode :a ; sh:path :p ; sh:deactivated true .",
    "flags": ':s sh:targetNode :a ; sh:path :p ; sh:pattern "x" ; sh:flags "i" .',
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_not_known_is_left_to_the_engine(what: str) -> None:
    assert _screened(UNKNOWN[what], ":a :q :b .") == {"urn:s"}


def test_a_shape_without_a_name_is_left_to_the_engine() -> None:
    assert _screened("[] sh:targetNode :a ; sh:path :p ; sh:maxCount 1 .", ":a :p :b .") is None


LOGIC: dict[str, tuple[str, bool]] = {
    "not": ("sh:not [ sh:path :p ; sh:hasValue :b ]", True),
    "or": ("sh:or ( [ sh:path :p ; sh:hasValue :x ] [ sh:path :p ; sh:minCount 1 ] )", False),
    "neither": ("sh:or ( [ sh:path :p ; sh:hasValue :x ] [ sh:path :q ; sh:minCount 1 ] )", True),
    "and": ("sh:and ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :q ; sh:minCount 1 ] )", True),
    "xone": ("sh:xone ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :q ; sh:minCount 1 ] )", False),
    "both": ("sh:xone ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :p ; sh:maxCount 1 ] )", True),
    "any number": ("sh:path [ sh:zeroOrMorePath :p ] ; sh:maxCount 2", True),
}


@pytest.mark.parametrize("what", LOGIC)
def test_logic_and_paths(what: str) -> None:
    shape, may_find = LOGIC[what]
    found = _screened(f":s sh:targetNode :a ; {shape} .", ":a :p :b . :b :p :c .")
    assert found == ({"urn:s"} if may_find else frozenset())
