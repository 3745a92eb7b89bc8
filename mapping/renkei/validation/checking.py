"""Running pySHACL over a graph (検証の実行), and its results as values."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef

from renkei.validation.clauses import clause_of
from renkei.validation.memory import WorkingGraph
from renkei.validation.paths import path_text
from renkei.validation.report import Report
from renkei.validation.results import Result, Term
from renkei.validation.shapes import concept_triples, in_both, level, load_shapes, remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from renkei.graph.rdflib_terms import Triple


class ShapesError(RuntimeError):
    """The shapes could not be run (形状の誤り): a fault of the shapes and not of the data."""


def validate(
    data: Graph | Iterable[Triple],
    *,
    context: Graph | Iterable[Triple] = (),
    shapes: Graph | None = None,
) -> Report:
    """What the shapes say of a graph (検証).

    `data` is any rdflib graph or just its triples (of a dataset, those of all its graphs), for
    example one agreement; `context` is what it refers to, such as the municipalities. The
    packaged concepts are always known. Neither is changed: pySHACL works on a copy in rdflib's own
    memory, since it gives false results on other stores. Raises `ShapesError` for shapes that
    cannot be run and `renkei.resources.ResourceError` if the installation lacks them.

    >>> validate(Graph()).conforms
    True
    """
    used = load_shapes() if shapes is None else shapes
    working = WorkingGraph()
    for triple in chain(_triples(data), _triples(context), concept_triples()):
        working.add(triple)
    outcome = _run(working, used)
    return Report.of(
        _result(outcome, node, used, working) for node in outcome.objects(None, SH.result)
    )


def _run(working: Graph, shapes: Graph) -> Graph:
    try:
        _, outcome, text = pyshacl.validate(
            working, shacl_graph=shapes, inference="none", inplace=True, advanced=False
        )
    except ReportableRuntimeError as error:
        raise ShapesError(str(error)) from error
    if not isinstance(outcome, Graph):
        raise ShapesError(str(text))
    return outcome


def _triples(source: Graph | Iterable[Triple]) -> Iterator[Triple]:
    for subject, predicate, value, *_ in source:
        if isinstance(value, Literal) and value.datatype == XSD.string:
            # RDF 1.1 has one plain string where rdflib has two; shapes and queries use this one.
            yield subject, predicate, Literal(str(value))
        else:
            yield subject, predicate, value


def _result(outcome: Graph, node: Node, shapes: Graph, data: Graph) -> Result:
    shape = outcome.value(node, SH.sourceShape)
    focus = outcome.value(node, SH.focusNode)
    value = outcome.value(node, SH.value)
    said = min((str(found) for found in outcome.objects(node, SH.resultMessage)), default="")
    source = shape if shape is not None else RDF.nil
    path = shapes.value(source, SH.path)
    return Result(
        focus=Term.of(focus if focus is not None else RDF.nil),
        path=None if path is None else path_text(shapes, path),
        value=None if value is None else Term.of(value),
        shape=str(source),
        severity=level(shapes, source),
        messages=in_both(shapes, source, SH.message, instead=said),
        component=str(outcome.value(node, SH.sourceConstraintComponent, default=URIRef(""))),
        remedy=remedy(shapes, source),
        clause=clause_of(data.objects, value, focus),
    )
