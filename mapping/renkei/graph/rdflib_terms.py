"""Oxigraph's terms as rdflib's (rdflibへの橋渡し), for SHACL and for users of rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def triples(statements: Iterable[ox.Quad | ox.Triple]) -> Iterator[Triple]:
    """The triples of Oxigraph's quads or triples, as rdflib holds them; graphs are left out."""
    for statement in statements:
        yield (
            to_rdflib(statement.subject),
            to_rdflib(statement.predicate),
            to_rdflib(statement.object),
        )


def to_rdflib(term: object) -> Node:
    """One term.

    Raises `TypeError` for what is no term of RDF 1.1.

    >>> to_rdflib(ox.Literal("甲", language="ja"))
    rdflib.term.Literal('甲', lang='ja')
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(f"no term of RDF 1.1: {term}")
    if term.language:
        return Literal(term.value, lang=term.language)
    # rdflib holds "a" and "a"^^xsd:string for two values, RDF 1.1 for one.
    datatype = term.datatype.value
    return Literal(term.value, datatype=None if datatype == _XSD_STRING else URIRef(datatype))
