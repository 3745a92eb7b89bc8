"""The sample agreements as one rdflib graph, for the tests of the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

import renkei

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def samples() -> Graph:
    """What the five samples say, without the ontology. Not to be changed."""
    graph = Graph()
    paths = sorted((ROOT / "agreements").glob("*.txt"))
    assert len(paths) == 5
    for path in paths:
        graph += renkei.to_graph(renkei.parse(renkei.read(path)))
    return graph
