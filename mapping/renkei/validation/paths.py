"""SHACL property paths (パス) as SPARQL writes them, and their copies in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, SH, BNode, URIRef

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SUFFIXES = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def path_text(graph: Graph, path: Node) -> str:
    """A property path in the notation of SPARQL 1.1, with full IRIs.

    >>> from rdflib import Graph
    >>> path_text(Graph(), URIRef("https://example.org/p"))
    '<https://example.org/p>'
    """
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return f"^{path_text(graph, inverse)}"
    for predicate, suffix in SUFFIXES.items():
        if (inner := graph.value(path, predicate)) is not None:
            return f"({path_text(graph, inner)}){suffix}"
    alternatives = graph.value(path, SH.alternativePath)
    steps = path if alternatives is None else alternatives
    joined = ("/" if alternatives is None else "|").join(
        path_text(graph, step) for step in graph.items(steps)
    )
    return f"({joined})"


def copy_path(source: Graph, path: Node, target: Graph) -> Node:
    """The same path in another graph, with blank nodes of its own."""
    if isinstance(path, URIRef):
        return path
    copy = BNode()
    for predicate in (SH.inversePath, SH.alternativePath, *SUFFIXES, RDF.first, RDF.rest):
        value = source.value(path, predicate)
        if value is not None:
            target.add((copy, predicate, copy_path(source, value, target)))
    return copy
