"""The IRI of each version of the ontology gives that version, as it was released."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from renkei import resources
from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.publishing.documents import Documents

ONTOLOGY = NamedNode(f"{DEFAULT_BASE}/ns#")
VERSION = NamedNode("http://www.w3.org/2002/07/owl#versionIRI")
FOLDER = resources.folder("ontology")
RELEASED = sorted(path.stem for path in (FOLDER / "versions").glob("*.ttl"))


@pytest.fixture(scope="module")
def documents() -> Documents:
    store = Store()
    graph = NamedNode(f"{DEFAULT_BASE}/graph/ontology")
    for quad in parse(path=FOLDER / "renkei.ttl", format=RdfFormat.TURTLE):
        store.add(Quad(*quad.triple, graph))
    return Documents(store)


@pytest.mark.parametrize("number", RELEASED)
def test_a_released_version_is_given_whole(documents: Documents, number: str) -> None:
    given = documents.quads(f"ns/{number}")
    released = list(parse(path=FOLDER / "versions" / f"{number}.ttl", format=RdfFormat.TURTLE))
    assert given is not None
    own = [quad for quad in given if quad.subject == ONTOLOGY and quad.predicate == VERSION]
    assert NamedNode(f"{DEFAULT_BASE}/ns/{number}") in [quad.object for quad in own]
    assert len(given) >= len(released)
    assert f"ns/{number}" in documents.vocabulary


def test_the_current_version_is_the_ontology(documents: Documents) -> None:
    (current,) = [
        quad.object.value
        for quad in documents.quads("ns") or ()
        if quad.subject == ONTOLOGY and quad.predicate == VERSION
    ]
    path = current.removeprefix(f"{DEFAULT_BASE}/")
    assert documents.quads(path) == documents.quads("ns")
    assert path.removeprefix("ns/") not in RELEASED


def test_there_are_released_versions() -> None:
    assert RELEASED == ["0.1.0"]
