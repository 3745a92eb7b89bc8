"""Validating what Oxigraph holds (検証の近道): the same report as pySHACL's, mostly without it.

A look beforehand tells which of the packaged shapes may find something, and only those are run.
Tests hold the two against each other.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from renkei.graph.rdflib_terms import triples
from renkei.validation.report import Report
from renkei.validation.screening import Indexed, Screen
from renkei.validation.shapes import concept_statements, packaged_shapes, shapes_named

if TYPE_CHECKING:
    from collections.abc import Iterable


def validate_statements(
    data: Iterable[ox.Quad | ox.Triple], *, context: Iterable[ox.Quad | ox.Triple] = ()
) -> Report:
    """What the packaged shapes say of statements, whatever graphs they are in: as `validate`.

    Raises what `validate` raises.

    >>> validate_statements([]).conforms
    True
    """
    about, around = list(data), list(context)
    found = suspects(chain(about, around))
    if found is not None and not found:
        return Report(conforms=True)
    # The engine takes half a second to load, and most agreements give it nothing to do.
    from renkei.validation.checking import validate  # noqa: PLC0415  (see above)

    shapes = None if found is None else shapes_named(found)
    return validate(triples(about), context=triples(around), shapes=shapes)


def suspects(statements: Iterable[ox.Quad | ox.Triple]) -> frozenset[str] | None:
    """The packaged shapes that may find something in statements; None where any of them may."""
    known = [*statements, *concept_statements()]
    store = ox.Store()
    store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in known)
    return _screen().suspects(Indexed(known), store)


@cache
def _screen() -> Screen:
    return Screen(packaged_shapes())
