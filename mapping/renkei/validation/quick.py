"""Validating what Oxigraph holds (検証の近道): the same report as pySHACL's, mostly without it.

A look beforehand tells which of the packaged shapes may find something, and only those are run; what
is merely missing is told without running any. Tests hold the two against each other.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from renkei.graph.rdflib_terms import triples
from renkei.validation.absences import absences
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
    known = [*about, *around, *concept_statements()]
    indexed = Indexed(known)
    found = _suspects(indexed, known)
    if found is None:
        return _run(about, around, None)
    told = {name: lacking for name in found if (lacking := _screen().lacking(name, indexed))}
    results = [each for name in told for each in absences(name, told[name], indexed)]
    left = found.difference(told)
    return Report.of((*results, *(_run(about, around, left).results if left else ())))


def _run(
    about: Iterable[ox.Quad | ox.Triple],
    around: Iterable[ox.Quad | ox.Triple],
    names: frozenset[str] | None,
) -> Report:
    """What the engine says; of the shapes of some names only, if there are any."""
    # The engine takes half a second to load, and most agreements give it nothing to do.
    from renkei.validation.checking import validate  # noqa: PLC0415  (see above)

    shapes = None if names is None else shapes_named(names)
    return validate(triples(about), context=triples(around), shapes=shapes)


def suspects(statements: Iterable[ox.Quad | ox.Triple]) -> frozenset[str] | None:
    """The packaged shapes that may find something in statements; None where any of them may."""
    known = [*statements, *concept_statements()]
    return _suspects(Indexed(known), known)


def _suspects(indexed: Indexed, known: Iterable[ox.Quad | ox.Triple]) -> frozenset[str] | None:
    store = ox.Store()
    store.extend(ox.Quad(each.subject, each.predicate, each.object) for each in known)
    return _screen().suspects(indexed, store)


@cache
def _screen() -> Screen:
    return Screen(packaged_shapes())
