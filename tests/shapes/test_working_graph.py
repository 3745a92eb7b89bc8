"""The graph in memory finds exactly what rdflib's own does."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from renkei.validation.memory import WorkingGraph

SUBJECTS = [URIRef("urn:a"), URIRef("urn:b"), BNode("c")]
PREDICATES = [URIRef("urn:p"), URIRef("urn:q")]
VALUES = [*SUBJECTS, Literal("甲"), Literal("甲", lang="ja"), Literal(1)]
TRIPLES = st.lists(
    st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(PREDICATES), st.sampled_from(VALUES))
)


@settings(deadline=None)  # the first query loads its parser
@given(TRIPLES)
def test_every_pattern_finds_the_same(triples: list[tuple]) -> None:
    ours, theirs = WorkingGraph(), Graph()
    for triple in triples:
        ours.add(triple)
        theirs.add(triple)
    assert len(ours) == len(theirs)
    for pattern in product([None, *SUBJECTS], [None, *PREDICATES], [None, *VALUES]):
        found = list(ours.triples(pattern))
        assert sorted(found) == sorted(theirs.triples(pattern)), pattern


@settings(deadline=None)  # the first query loads its parser
@given(TRIPLES)
def test_queries_and_paths_find_the_same(triples: list[tuple]) -> None:
    ours, theirs = WorkingGraph(), Graph()
    for triple in triples:
        ours.add(triple)
        theirs.add(triple)
    text = "SELECT ?s ?o WHERE { ?s <urn:p>/^<urn:q>|<urn:q> ?o FILTER (?s != ?o) }"
    assert sorted(ours.query(text)) == sorted(theirs.query(text))
