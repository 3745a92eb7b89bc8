"""The packaged shapes (形状): the requirements that a graph has to meet, one shape for each."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import RdfFormat, parse
from rdflib import RDFS, SH, Graph, Literal, URIRef

from renkei.graph.rdflib_terms import Triple, triples
from renkei.graph.vocabulary import term
from renkei.model.base import Frozen
from renkei.resources import folder
from renkei.validation.memory import WorkingGraph
from renkei.validation.results import Level
from renkei.validation.words import Messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

CONCEPT_CLASSES = frozenset(
    term(f"renkei:{name}")
    for name in (
        "PolicyField",
        "Theme",
        "RoleType",
        "ProvisionType",
        "Frequency",
        "Settlement",
        "Procedure",
        "TermRule",
    )
)
_TYPE, _IN_SCHEME = term("rdf:type"), term("skos:inScheme")
_REMEDY = URIRef(term("renkei:remedy").value)
LEVELS = {SH.Violation: Level.VIOLATION, SH.Warning: Level.WARNING, SH.Info: Level.INFO}


class Requirement(Frozen):
    """One requirement of the shapes (要件): its IRI, name, message, remedy and severity."""

    shape: str
    name: Messages
    message: Messages
    remedy: Messages | None
    severity: Level


@cache
def load_shapes() -> Graph:
    """The packaged shapes graph, read once; do not change it.

    Raises `renkei.resources.ResourceError` if the installation lacks the shapes.
    """
    graph = WorkingGraph()
    for triple in triples(packaged_shapes()):
        graph.add(triple)
    return graph


@cache
def packaged_shapes() -> tuple[ox.Triple, ...]:
    """The statements of the packaged shapes, read once."""
    return tuple(_packaged("shapes"))


@lru_cache(maxsize=64)  # of hundreds of shapes few find something, and mostly the same
def shapes_named(names: frozenset[str]) -> Graph:
    """Some of the packaged shapes, with all that they refer to; do not change the graph."""
    said = _said_of_subjects()
    waiting: list[object] = [ox.NamedNode(name) for name in sorted(names)]
    reached = set(waiting)
    part = WorkingGraph()
    while waiting:
        about = said.get(waiting.pop(), [])
        for triple in triples(about):
            part.add(triple)
        new = [each.object for each in about if each.object not in reached]
        reached.update(new)
        waiting += new
    return part


@cache
def _said_of_subjects() -> dict[object, list[ox.Triple]]:
    found: dict[object, list[ox.Triple]] = {}
    for each in packaged_shapes():
        found.setdefault(each.subject, []).append(each)
    return found


def requirements(shapes: Graph | None = None) -> tuple[Requirement, ...]:
    """Every requirement of a shapes graph, the packaged one by default, sorted by IRI.

    >>> [found.severity.value for found in requirements() if found.shape.endswith("/party#alias")]
    ['violation']
    """
    graph = load_shapes() if shapes is None else shapes
    named = {shape for shape in graph.subjects(SH.severity) if isinstance(shape, URIRef)}
    return tuple(
        Requirement(
            shape=str(shape),
            name=in_both(graph, shape, SH.name),
            message=in_both(graph, shape, SH.message),
            remedy=remedy(graph, shape),
            severity=level(graph, shape),
        )
        for shape in sorted(named)
    )


def level(graph: Graph, shape: Node) -> Level:
    """The severity of a shape; SHACL takes a shape without one for a violation."""
    stated = graph.value(shape, SH.severity)
    return LEVELS.get(URIRef(str(stated)), Level.VIOLATION)


def in_both(graph: Graph, node: Node, predicate: URIRef, *, instead: str = "") -> Messages:
    """The literals of a node in Japanese and English; one stands in where the other is missing."""
    texts = {
        value.language: str(value)
        for value in graph.objects(node, predicate)
        if isinstance(value, Literal)
    }
    fallback = next((texts[language] for language in sorted(texts, key=str)), instead)
    return Messages(ja=texts.get("ja", fallback), en=texts.get("en", fallback))


def remedy(graph: Graph, shape: Node) -> Messages | None:
    """What to do where a shape is not met (直し方); None for a shape that does not say."""
    told = graph.value(shape, _REMEDY)
    return None if told is None else in_both(graph, told, RDFS.comment)


@cache
def concept_triples() -> tuple[Triple, ...]:
    """Which concept is of which class and scheme: all that the shapes ask about a concept.

    The rest of the schemes stays out, so that validating an agreement does not validate them too.
    """
    return tuple(sorted(set(triples(concept_statements()))))


@cache
def concept_statements() -> tuple[ox.Triple, ...]:
    """`concept_triples` as Oxigraph holds them."""
    return tuple(
        each
        for each in _packaged("ontology")
        if each.predicate == _IN_SCHEME
        or (each.predicate == _TYPE and each.object in CONCEPT_CLASSES)
    )


def _packaged(name: str) -> Iterator[ox.Triple]:
    for path in sorted(folder(name).glob("*.ttl")):
        yield from (quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
