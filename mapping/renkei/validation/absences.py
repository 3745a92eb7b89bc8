"""What is missing (欠けている項目): results of shapes that ask only for a value, told without the engine.

That an initiative has no theme, or a city region no name, is what agreements are most often told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import SH, URIRef

from renkei.graph.rdflib_terms import to_rdflib
from renkei.validation.clauses import clause_of
from renkei.validation.paths import path_text
from renkei.validation.results import Result, Term
from renkei.validation.shapes import in_both, level, remedy, shapes_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from renkei.validation.screening import Indexed
    from renkei.validation.screening.indexed import Node as Held


def absences(shape: str, lacking: Iterable[Held], data: Indexed) -> Iterator[Result]:
    """The results of a packaged shape that only bounds how many values there are from below.

    `lacking` are the nodes that have too few of them, `data` what clauses are looked up in.
    """
    shapes, named = shapes_named(frozenset({shape})), URIRef(shape)

    def objects(node: Node, predicate: URIRef) -> Iterator[Node]:
        found = data.objects(ox.NamedNode(str(node)), ox.NamedNode(str(predicate)))
        return map(to_rdflib, found)

    for held in lacking:
        focus = to_rdflib(held)
        yield Result(
            focus=Term.of(focus),
            path=path_text(shapes, next(shapes.objects(named, SH.path))),
            value=None,
            shape=shape,
            severity=level(shapes, named),
            messages=in_both(shapes, named, SH.message),
            component=str(SH.MinCountConstraintComponent),
            remedy=remedy(shapes, named),
            clause=clause_of(objects, focus),
        )
