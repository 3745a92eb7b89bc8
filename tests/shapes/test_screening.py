"""The look beforehand: what it passes over, SHACL's engine finds nothing in."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from renkei.graph.rdflib_terms import triples
from renkei.validation import Report, checking, requirements, validate
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


PRESENCE: dict[str, tuple[str, int]] = {
    "a value": ("sh:path :p ; sh:minCount 1", 1),
    "so many values": ("sh:path :q ; sh:minCount 3 ; sh:severity sh:Warning", 1),
    "values there are": ("sh:path :q ; sh:minCount 2", 0),
    "a kind of value too": ("sh:path :p ; sh:minCount 1 ; sh:class :c", 0),
    "two bounds": ("sh:path :p ; sh:minCount 1, 2", 0),
    "a longer path": ("sh:path [ sh:inversePath :p ] ; sh:minCount 1", 0),
    "a query too": ('sh:path :p ; sh:minCount 1 ; sh:sparql [ sh:select "SELECT $this {}" ]', 0),
    "put out of use": ("sh:path :p ; sh:minCount 1 ; sh:deactivated true", 0),
}


@pytest.mark.parametrize("what", PRESENCE)
def test_only_a_shape_that_asks_for_values_alone_tells_who_lacks_them(what: str) -> None:
    shape, count = PRESENCE[what]
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:> .\n"
    said = f"{prefixes} :s sh:targetNode :a ; {shape} ."
    screen = Screen(ox.parse(said, format=ox.RdfFormat.TURTLE))
    data = Indexed(ox.parse(f"{prefixes} :a :q :b, :c .", format=ox.RdfFormat.TURTLE))
    assert screen.lacking("urn:s", data) == (A,) * count


def test_what_is_missing_is_told_without_the_engine(
    base: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = ox.NamedNode("https://w3id.org/renkei/ns#theme")
    without = [quad for quad in _statements(base) if quad.predicate != theme]
    graph = Graph()
    for each in triples(without):
        graph.add(each)
    by_engine = validate(graph)
    monkeypatch.setattr(checking, "validate", pytest.fail)
    assert validate_statements(without) == by_engine
    assert {found.shape.rpartition("/")[2] for found in by_engine.results} == {
        "initiative#theme-given"
    }


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
