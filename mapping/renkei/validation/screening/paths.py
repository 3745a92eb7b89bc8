"""Property paths (プロパティパス) of shapes, as functions from a node to its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from renkei.graph.vocabulary import PREFIXES
from renkei.validation.screening.indexed import Indexed, Node

SH = "http://www.w3.org/ns/shacl#"
_RDF = PREFIXES["rdf"]
FIRST, REST, NIL = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil"))
_INVERSE = ox.NamedNode(SH + "inversePath")
_ALTERNATIVE = ox.NamedNode(SH + "alternativePath")
_ANY_NUMBER = ox.NamedNode(SH + "zeroOrMorePath")

Values = dict[Node, None]
Path = Callable[[Indexed, Node], Values]


class UnknownError(Exception):
    """A shape says what is not known here (未知の形状): the engine must run it."""


def only(values: Values) -> Node:
    """The one value; raises `UnknownError` for none and for more."""
    if len(values) != 1:
        raise UnknownError(f"{len(values)} values")
    return next(iter(values))


def listed(shapes: Indexed, node: Node) -> Iterator[Node]:
    """The members of an RDF list; raises `UnknownError` for what is none."""
    while node != NIL:
        yield only(shapes.objects(node, FIRST))
        node = only(shapes.objects(node, REST))


def path(shapes: Indexed, node: Node) -> Path:
    """The path that a node of the shapes is; raises `UnknownError` for other kinds."""
    if isinstance(node, ox.NamedNode):
        return lambda data, start: data.objects(start, node)
    if shapes.objects(node, FIRST):
        return _sequence([path(shapes, step) for step in listed(shapes, node)])
    if turned := shapes.objects(node, _INVERSE):
        predicate = only(turned)
        if not isinstance(predicate, ox.NamedNode):
            raise UnknownError("an inverse of a path")
        return lambda data, end: data.subjects(predicate, end)
    if choices := shapes.objects(node, _ALTERNATIVE):
        return _alternative([path(shapes, one) for one in listed(shapes, only(choices))])
    if repeated := shapes.objects(node, _ANY_NUMBER):
        return _any_number(path(shapes, only(repeated)))
    raise UnknownError("a kind of path")


def _sequence(steps: list[Path]) -> Path:
    def values(data: Indexed, start: Node) -> Values:
        found: Values = {start: None}
        for step in steps:
            found = {value: None for node in found for value in step(data, node)}
        return found

    return values


def _alternative(choices: list[Path]) -> Path:
    def values(data: Indexed, start: Node) -> Values:
        return {value: None for choice in choices for value in choice(data, start)}

    return values


def _any_number(step: Path) -> Path:
    def values(data: Indexed, start: Node) -> Values:
        found: Values = {start: None}
        waiting = [start]
        while waiting:
            new = [value for value in step(data, waiting.pop()) if value not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return found

    return values
