"""The statute lint (法令点検): what 地方自治法第252条の2 and the guideline say of an agreement's text.

The shapes in shapes/statute/ come from the Local Autonomy Act (地方自治法) and from the ministry's
guideline on core-city regions (連携中枢都市圏構想推進要綱). They read the text and not what the bodies
did: only what a text itself says against the statute is a violation; silence never is.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import SKOS, Graph

from renkei.graph.rdflib_terms import Triple, triples
from renkei.graph.serialise import read_lines
from renkei.resources import folder
from renkei.validation.constraints import Constraint, constraints, run
from renkei.validation.memory import WorkingGraph
from renkei.validation.report import Report
from renkei.validation.shapes import Requirement, requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AGREEMENTS = "/graph/agreement/"
_DUMP = Path("site") / "renkei.nq"


@cache
def statute_shapes() -> Graph:
    """The shapes of the statute lint, read once; do not change the graph.

    Raises `renkei.resources.ResourceError` if the installation lacks the shapes.
    """
    graph = WorkingGraph()
    for path in sorted((folder("shapes") / "statute").glob("*.ttl")):
        for triple in triples(parse(path=str(path), format=RdfFormat.TURTLE)):
            graph.add(triple)
    return graph


def statute_requirements() -> tuple[Requirement, ...]:
    """Every requirement of the lint, sorted by IRI.

    >>> [found.severity.value for found in statute_requirements() if "waived" in found.shape]
    ['violation']
    """
    return requirements(statute_shapes())


def lint(data: Graph | Path | str | Iterable[Triple]) -> Report:
    """What the statute lint says of agreements (法令点検): remarks, each citing the provision.

    `data` is the graph of an agreement, its triples, or the folder of a build, of which each
    agreement is looked at by itself. A violation is a text against the statute; a warning, a text
    to look at again; the rest are hints. Raises `FileNotFoundError` for a folder without a build
    and `renkei.validation.ShapesError` for shapes that cannot be run.

    >>> lint(Graph()).conforms
    True
    """
    if isinstance(data, str | Path):
        found = (lint_quads(each).results for each in _agreements(Path(data)))
        return Report.of(result for results in found for result in results)
    from renkei.validation.checking import validate  # noqa: PLC0415  (the engine; `lint_quads` needs none)

    return validate(data, context=triples(_broader()), shapes=statute_shapes())


def lint_quads(agreement: Iterable[Quad | ox.Triple]) -> Report:
    """What `lint` says of the statements of one agreement: the same, many times faster.

    >>> lint_quads([]).conforms
    True
    """
    return run(_constraints(), chain(agreement, _broader()))


@cache
def _constraints() -> tuple[Constraint, ...]:
    return constraints(statute_shapes())


def _agreements(kg: Path) -> Iterator[list[Quad]]:
    graphs: dict[str, list[Quad]] = defaultdict(list)
    with (kg / _DUMP).open("rb") as lines:
        for quad in read_lines(lines):
            name = getattr(quad.graph_name, "value", "")
            if _AGREEMENTS in name:
                graphs[name].append(quad)
    for name in sorted(graphs):
        yield graphs[name]


@cache
def _broader() -> tuple[ox.Triple, ...]:
    """Which policy field lies below which, so that an area counts for the role above it."""
    path = folder("ontology") / "policy-fields.ttl"
    found = (quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    return tuple(each for each in found if each.predicate.value == str(SKOS.broader))
