"""SPARQL constraints on Oxigraph (SPARQL制約の実行): the same results as pySHACL, many times faster.

Only for shapes of one form, which those of the statute lint have: a target class and SPARQL
constraints. pySHACL stays the reference; tests hold both against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
from rdflib import SH, Graph, URIRef

from renkei.graph.rdflib_terms import to_rdflib
from renkei.graph.vocabulary import PREFIXES
from renkei.validation.clauses import clause_of
from renkei.validation.report import Report
from renkei.validation.results import Result, Term
from renkei.validation.shapes import in_both, level, remedy

if TYPE_CHECKING:
    from rdflib.term import Node

    from renkei.validation.results import Level
    from renkei.validation.words import Messages

_THIS = ox.Variable("this")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


class Constraint(NamedTuple):
    """One SPARQL constraint of a shape (制約): what it asks, of which class, and what it says."""

    shape: str
    target: str
    select: str
    prefixes: dict[str, str]
    severity: Level
    messages: Messages
    remedy: Messages | None


def constraints(shapes: Graph) -> tuple[Constraint, ...]:
    """The SPARQL constraints of a shapes graph, sorted by the IRI of their shape."""
    found = [
        Constraint(
            shape=str(shape),
            target=str(target),
            select=str(shapes.value(constraint, SH.select)),
            prefixes=_prefixes(shapes, constraint),
            severity=level(shapes, shape),
            messages=in_both(shapes, shape, SH.message),
            remedy=remedy(shapes, shape),
        )
        for shape, constraint in shapes.subject_objects(SH.sparql)
        for target in shapes.objects(shape, SH.targetClass)
    ]
    return tuple(sorted(found))


def _prefixes(shapes: Graph, constraint: Node) -> dict[str, str]:
    return {
        str(shapes.value(declared, SH.prefix)): str(shapes.value(declared, SH.namespace))
        for declaring in shapes.objects(constraint, SH.prefixes)
        for declared in shapes.objects(declaring, SH.declare)
    }


def run(asked: Iterable[Constraint], statements: Iterable[ox.Quad | ox.Triple]) -> Report:
    """What the constraints say of some statements, whatever graphs they are in."""
    store = ox.Store()
    store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in statements)
    return Report.of(result for constraint in asked for result in _results(constraint, store))


def _results(asked: Constraint, store: ox.Store) -> Iterator[Result]:
    targets = store.quads_for_pattern(None, _TYPE, ox.NamedNode(asked.target))
    for focus in sorted((quad.subject for quad in targets), key=str):
        solutions = store.query(asked.select, prefixes=asked.prefixes, substitutions={_THIS: focus})
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"{asked.shape}: a constraint is a SELECT query")
        named = {variable.value for variable in solutions.variables}
        for solution in solutions:
            value = solution["value"] if "value" in named else None
            # SHACL: where the query gives no value, the focus itself is it.
            yield _result(asked, to_rdflib(focus), to_rdflib(value or focus), store)


def _result(asked: Constraint, focus: Node, value: Node, store: ox.Store) -> Result:
    def objects(node: Node, predicate: URIRef) -> Iterator[Node]:
        found = store.quads_for_pattern(ox.NamedNode(str(node)), ox.NamedNode(predicate), None)
        return (to_rdflib(quad.object) for quad in found)

    return Result(
        focus=Term.of(focus),
        path=None,
        value=Term.of(value),
        shape=asked.shape,
        severity=asked.severity,
        messages=asked.messages,
        component=str(URIRef(SH.SPARQLConstraintComponent)),
        remedy=asked.remedy,
        clause=clause_of(objects, value, focus),
    )
