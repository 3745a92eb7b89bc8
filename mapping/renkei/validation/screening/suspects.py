"""The shapes that may find something (疑わしい形状): what each looks at, and what it asks of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from renkei.graph.vocabulary import PREFIXES
from renkei.validation.screening.compiled import TARGETS, Meets, compiled, is_presence, shacl
from renkei.validation.screening.indexed import Indexed, Node
from renkei.validation.screening.paths import UnknownError, only

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_THIS = ox.Variable("this")
_TARGETS = (*TARGETS, "targetObjectsOf")


class _Query(NamedTuple):
    """A SPARQL constraint: what it finds breaks the shape."""

    select: str
    prefixes: dict[str, str]


class _Shape(NamedTuple):
    """A shape that has targets; `meets` is None where the engine must always run it."""

    name: str
    targets: tuple[tuple[str, Node], ...] = ()
    meets: Meets | None = None
    queries: tuple[_Query, ...] = ()
    is_presence: bool = False
    """Whether it only bounds from below how many values a property has."""

    def may_find(self, data: Indexed, store: ox.Store) -> bool:
        """Whether it may find something in some data."""
        meets = self.meets
        if meets is None:
            return True
        return any(
            not meets(data, focus) or any(_finds(query, store, focus) for query in self.queries)
            for focus in self.focuses(data)
        )

    def focuses(self, data: Indexed) -> dict[Node, None]:
        """What it looks at in some data."""
        return {
            focus: None for kind, target in self.targets for focus in _focuses(data, kind, target)
        }


class Screen:
    """The shapes of a graph of shapes, made ready to look at data (予備検査).

    Every shape says by SHACL's own terms what it looks at; classes that are shapes are not known here.
    """

    def __init__(self, shapes: Iterable[ox.Quad | ox.Triple]) -> None:
        indexed = Indexed(shapes)
        found = {node: None for kind in _TARGETS for node in indexed.subjects_of(shacl(kind))}
        self._shapes = tuple(_shape(indexed, node) for node in found)
        self._presences = {shape.name: shape for shape in self._shapes if shape.is_presence}

    def lacking(self, name: str, data: Indexed) -> tuple[Node, ...]:
        """The nodes that have too few values for a shape, if that is all that it asks; else none.

        `data` must be what `suspects` named the shape of.
        """
        shape = self._presences.get(name)
        if shape is None or shape.meets is None:
            return ()
        meets = shape.meets
        return tuple(focus for focus in shape.focuses(data) if not meets(data, focus))

    @property
    def unknown(self) -> frozenset[str]:
        """The shapes of which nothing can be said beforehand."""
        return frozenset(shape.name for shape in self._shapes if shape.meets is None)

    def suspects(self, data: Indexed, store: ox.Store) -> frozenset[str] | None:
        """The IRIs of the shapes that may find something; None where any of them may.

        `store` holds the same statements in its default graph, for the shapes that are queries.
        """
        if not data.is_plain or not all(shape.name for shape in self._shapes):
            return None
        return frozenset(shape.name for shape in self._shapes if shape.may_find(data, store))


def _shape(shapes: Indexed, node: Node) -> _Shape:
    # A shape without a name cannot be told to the engine.
    name = node.value if isinstance(node, ox.NamedNode) else ""
    if shapes.objects(node, shacl("targetObjectsOf")):
        return _Shape(name)
    try:
        meets, queries = compiled(shapes, node), tuple(_queries(shapes, node))
    except UnknownError:
        return _Shape(name)
    targets = ((kind, each) for kind in TARGETS for each in shapes.objects(node, shacl(kind)))
    return _Shape(name, tuple(targets), meets, queries, is_presence(shapes, node))


def _queries(shapes: Indexed, node: Node) -> Iterator[_Query]:
    for constraint in shapes.objects(node, shacl("sparql")):
        if shapes.properties(constraint).keys() - _KNOWN_OF_QUERIES:
            raise UnknownError("a kind of query")
        declared = {
            _literal(shapes, each, "prefix"): _literal(shapes, each, "namespace")
            for declaring in shapes.objects(constraint, shacl("prefixes"))
            for each in shapes.objects(declaring, shacl("declare"))
        }
        yield _Query(_literal(shapes, constraint, "select"), declared)


_KNOWN_OF_QUERIES = {_TYPE, shacl("select"), shacl("prefixes")}


def _literal(shapes: Indexed, node: Node, name: str) -> str:
    value = only(shapes.objects(node, shacl(name)))
    if not isinstance(value, ox.Literal):
        raise UnknownError(name)
    return value.value


def _focuses(data: Indexed, kind: str, target: Node) -> Iterable[Node]:
    if kind == "targetNode":
        return (target,)
    if kind == "targetClass":
        return data.subjects(_TYPE, target)
    return data.subjects_of(target)


def _finds(query: _Query, store: ox.Store, focus: Node) -> bool:
    solutions = store.query(query.select, prefixes=query.prefixes, substitutions={_THIS: focus})
    return not isinstance(solutions, ox.QuerySolutions) or next(solutions, None) is not None
