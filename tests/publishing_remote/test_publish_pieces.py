"""Pieces: whatever the statements, together they say the same, and none depends on another."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from renkei.graph.vocabulary import Names
from renkei.publishing.remote.pieces import Piece, pieces

GRAPH = NamedNode("https://w3id.org/renkei/graph/x")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_nodes = st.one_of(
    st.sampled_from([NamedNode(f"http://x/{n}") for n in range(4)]),
    st.sampled_from([BlankNode(f"b{n}") for n in range(6)]),
)
_literals = st.builds(Literal, st.text(st.characters(codec="utf-8"), max_size=8))
_statements = st.lists(
    st.builds(Triple, _nodes, st.just(NamedNode("http://x/p")), st.one_of(_nodes, _literals)),
    max_size=30,
    unique_by=str,
)


def _described(piece: Piece) -> list[Triple]:
    parts: dict[str, dict[str, Any]] = {}
    for quad in parse(piece.lines, format=RdfFormat.N_TRIPLES):
        end = quad.predicate.value.removeprefix(RDF)
        parts.setdefault(quad.subject.value, {})[end] = quad.object
    return [Triple(each["subject"], each["predicate"], each["object"]) for each in parts.values()]


def _blanks(triples: list[Triple]) -> set[BlankNode]:
    terms = (term for triple in triples for term in (triple.subject, triple.object))
    return {term for term in terms if isinstance(term, BlankNode)}


@given(_statements, st.integers(1, 12))
def test_pieces_together_say_the_same(statements: list[Triple], size: int) -> None:
    made = list(pieces(GRAPH, statements, Names(), size=size))
    said = [triple for piece in made for triple in _described(piece)]
    assert sorted(map(str, said)) == sorted(map(str, statements))
    assert len({piece.name for piece in made}) == len(made)
    held: set[BlankNode] = set()
    for piece in made:
        blanks = _blanks(_described(piece))
        assert not blanks & held, "a label means nothing in another request"
        assert piece.blank == bool(blanks)
        assert blanks or piece.triples <= 3 * size
        held |= blanks


@given(_statements, st.integers(1, 12))
def test_the_name_is_the_content(statements: list[Triple], size: int) -> None:
    first = list(pieces(GRAPH, statements, Names(), size=size))
    assert first == list(pieces(GRAPH, statements, Names(), size=size))
    other = NamedNode("https://w3id.org/renkei/graph/y")
    elsewhere = {piece.name for piece in pieces(other, statements, Names(), size=size)}
    assert not elsewhere & {piece.name for piece in first}


def test_no_statement_stands_in_the_open() -> None:
    statement = Triple(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("o"))
    (piece,) = pieces(GRAPH, [statement], Names(), size=1)
    quads: list[Quad] = list(parse(piece.lines, format=RdfFormat.N_TRIPLES))
    assert [quad.predicate.value for quad in quads] == [
        f"{RDF}subject",
        f"{RDF}predicate",
        f"{RDF}object",
    ]
