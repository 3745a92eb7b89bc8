"""The ontology and its concept schemes as quads (オントロジーと語彙), in a graph of their own."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from renkei import resources
from renkei.graph.vocabulary import DEFAULT_BASE, Names


def ontology_quads(*, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Every triple of ontology/*.ttl, in the graph `{base}/graph/ontology`.

    Raises `SyntaxError` for a file that is no Turtle, `ResourceError` when the folder is missing.
    Blank nodes get the names of RDFC-1.0, which depend on what is said of them alone: Turtle gives
    them none, and the same input must give the same bytes.
    """
    graph = Names(base).graph("ontology")
    dataset = Dataset()
    for path in sorted(resources.folder("ontology").glob("*.ttl")):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            dataset.add(Quad(quad.subject, quad.predicate, quad.object, graph))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from dataset
