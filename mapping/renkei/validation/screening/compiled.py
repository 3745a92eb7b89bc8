"""Shapes made into functions (形状の関数化): from a node of the data to whether it meets the shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from renkei.validation.screening.components import COMPONENTS, Check, Said, everyone, number
from renkei.validation.screening.indexed import Indexed, Node
from renkei.validation.screening.paths import SH, UnknownError, Values, listed, only, path

Meets = Callable[[Indexed, Node], Said]

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf")
# What says nothing about data, what says which data, and what is read with another parameter.
_ASIDE = frozenset(
    {*TARGETS, "name", "message", "severity", "path", "sparql"}
    | {"qualifiedMinCount", "qualifiedMaxCount"}
)


def shacl(name: str) -> ox.NamedNode:
    """A term of SHACL.

    >>> shacl("path").value
    'http://www.w3.org/ns/shacl#path'
    """
    return ox.NamedNode(SH + name)


def compiled(shapes: Indexed, shape: Node) -> Meets:
    """Whether a node meets a shape, apart from its queries (`sh:sparql`).

    Raises `UnknownError` for a shape that says more than is known here.
    """
    paths = shapes.objects(shape, shacl("path"))
    leads = path(shapes, only(paths)) if paths else _itself
    checks = tuple(_checks(shapes, shape))

    def meets(data: Indexed, focus: Node) -> Said:
        values = leads(data, focus)
        outcome: Said = True
        # As `everyone`, written out: this is asked of every node for every shape.
        for check in checks:
            said = check(data, focus, values)
            if said is False:
                return False
            outcome = outcome and said
        return outcome

    return meets


def _itself(_: Indexed, focus: Node) -> Values:
    return {focus: None}


def is_presence(shapes: Indexed, shape: Node) -> bool:
    """Whether a shape asks only that a property has values, so many or more."""
    steps = list(shapes.objects(shape, shacl("path")))
    is_one_step = len(steps) == 1 and isinstance(steps[0], ox.NamedNode)
    asked = [(name, len(parameters)) for name, parameters in _asked(shapes, shape)]
    is_bound = asked == [("minCount", 1)] and not shapes.objects(shape, shacl("sparql"))
    return is_bound and is_one_step


def _asked(shapes: Indexed, shape: Node) -> Iterator[tuple[str, Values]]:
    """What a shape asks of data: the name of each component, and its parameters."""
    for predicate, parameters in shapes.properties(shape).items():
        iri = predicate.value if isinstance(predicate, ox.NamedNode) else ""
        name = iri.removeprefix(SH)
        if name != iri and name not in _ASIDE:
            yield name, parameters


def _checks(shapes: Indexed, shape: Node) -> Iterator[Check]:
    for name, parameters in _asked(shapes, shape):
        for parameter in parameters:
            if name in COMPONENTS:
                yield COMPONENTS[name](shapes, parameter)
            elif name in _LOGICAL:
                yield _LOGICAL[name](shapes, parameter)
            elif name == "qualifiedValueShape":
                yield _qualified(shapes, shape, compiled(shapes, parameter))
            else:
                raise UnknownError(name)


def _members(shapes: Indexed, parameter: Node) -> tuple[Meets, ...]:
    return tuple(compiled(shapes, member) for member in listed(shapes, parameter))


def _not(shapes: Indexed, parameter: Node) -> Check:
    meets = compiled(shapes, parameter)
    return lambda data, _focus, values: everyone(_turned(meets(data, value)) for value in values)


def _turned(said: Said) -> Said:
    return None if said is None else not said


def _and(shapes: Indexed, parameter: Node) -> Check:
    members = _members(shapes, parameter)
    return lambda data, _focus, values: everyone(
        meets(data, value) for value in values for meets in members
    )


def _or(shapes: Indexed, parameter: Node) -> Check:
    members = _members(shapes, parameter)

    def any_(data: Indexed, value: Node) -> Said:
        # Not all of them are unmet.
        return _turned(everyone(_turned(meets(data, value)) for meets in members))

    return lambda data, _focus, values: everyone(any_(data, value) for value in values)


def _xone(shapes: Indexed, parameter: Node) -> Check:
    members = _members(shapes, parameter)

    def one(data: Indexed, value: Node) -> Said:
        said = [meets(data, value) for meets in members]
        return None if None in said else said.count(True) == 1

    return lambda data, _focus, values: everyone(one(data, value) for value in values)


def _qualified(shapes: Indexed, shape: Node, meets: Meets) -> Check:
    """`sh:qualifiedValueShape` with its bounds."""
    least = [number(n) for n in shapes.objects(shape, shacl("qualifiedMinCount"))]
    most = [number(n) for n in shapes.objects(shape, shacl("qualifiedMaxCount"))]

    def within(data: Indexed, _: Node, values: Values) -> Said:
        said = [meets(data, value) for value in values]
        sure, possible = said.count(True), len(said) - said.count(False)
        if all(sure >= n for n in least) and all(possible <= n for n in most):
            return True
        return None

    return within


_LOGICAL: dict[str, Callable[[Indexed, Node], Check]] = {
    "and": _and,
    "not": _not,
    "or": _or,
    "xone": _xone,
}
