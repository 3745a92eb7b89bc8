"""The sample agreements as one rdflib graph, for the tests of the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

import renkei
from renkei.graph.quads import agreement_quads
from renkei.graph.rdflib_terms import triples
from renkei.graph.vocabulary import Names
from renkei.validation.remarks import remark_quads
from renkei.validation.statute import lint_quads

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def samples() -> Graph:
    """What a build says of the five samples, without the ontology. Not to be changed."""
    graph = Graph()
    paths = sorted((ROOT / "agreements").glob("*.txt"))
    assert len(paths) == 5
    for path in paths:
        document = renkei.parse(renkei.read(path))
        graph += renkei.to_graph(document)
        for agreement in document.agreements:
            quads = list(agreement_quads(agreement, document, Names()))
            remarks = remark_quads(lint_quads(quads), agreement.key or "", Names())
            for triple in triples(remarks):
                graph.add(triple)
    return graph
