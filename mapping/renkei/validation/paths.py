"""SHACL property paths (パス): as SPARQL writes them, in words, and their copies in a report."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SH, BNode, URIRef

from renkei.graph.vocabulary import PREFIXES, term
from renkei.resources import folder

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

# Matches an IRI in a path, <http://purl.org/dc/terms/title>; no operator stands inside of one.
_IRI = re.compile(r"<([^<>]*)>")
# Matches a path of one step, forward or back: renkei:party, ^renkei:party; no longer one.
_STEP = re.compile(r"(\^?)([a-z]+:[A-Za-z]+)")
_BACK = {"ja": "これを「{}」とするもの", "en": "the other end of “{}”"}
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


def path_words(path: str, language: Literal["ja", "en"]) -> str:
    """A path of `path_text` for people: with prefixes, and named if it is one step of our terms.

    >>> path_words("<https://w3id.org/renkei/ns#theme>", "en")
    'has theme (renkei:theme)'
    >>> path_words("^<https://w3id.org/renkei/ns#initiative>", "ja")
    'これを「協約の取組」とするもの (^renkei:initiative)'
    >>> path_words("(<http://purl.org/dc/terms/source>|<urn:other>)", "en")
    '(dcterms:source|<urn:other>)'
    """
    short = _IRI.sub(_shortened, path)
    step = _STEP.fullmatch(short)
    label = _labels(language).get(term(step[2]).value) if step else None
    if step is None or label is None:
        return short
    words = _BACK[language].format(label) if step[1] else label
    return f"{words} ({short})"


def _shortened(found: re.Match[str]) -> str:
    for prefix, namespace in PREFIXES.items():
        if found[1].startswith(namespace):
            return f"{prefix}:{found[1].removeprefix(namespace)}"
    return found[0]


@cache
def _labels(language: str) -> dict[str, str]:
    """What the ontology calls its terms, by IRI."""
    quads = parse(path=str(folder("ontology") / "renkei.ttl"), format=RdfFormat.TURTLE)
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate == term("rdfs:label") and quad.object.language == language
    }


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
