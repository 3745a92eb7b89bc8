"""Reasoning adds what was meant and nothing else: OWL 2 RL over the samples, and HermiT where it is."""

from __future__ import annotations

import importlib.util
import subprocess
import warnings
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef

from renkei.publishing.ontology_page import merged_ontology
from renkei.publishing.ontology_page.terms import ontology_graph

RENKEI = Namespace("https://w3id.org/renkei/ns#")
PROV = Namespace("http://www.w3.org/ns/prov#")
# What a thing of one of our classes is to others, by the alignments; nothing else may be inferred.
ALSO = {
    RENKEI.Municipality: {
        URIRef("http://www.w3.org/ns/org#FormalOrganization"),
        URIRef("https://schema.org/GovernmentOrganization"),
    },
    RENKEI.Prefecture: {
        URIRef("http://www.w3.org/ns/org#FormalOrganization"),
        URIRef("https://schema.org/GovernmentOrganization"),
    },
    RENKEI.Agreement: {PROV.Entity},
    RENKEI.SourceText: {PROV.Entity},
    RENKEI.SourceRange: {PROV.Entity},
}


def closure(data: Graph) -> Graph:
    """What follows by OWL 2 RL from data with the ontology and its alignments."""
    graph = Graph()
    graph += ontology_graph("renkei.ttl", "alignments.ttl")
    graph += data
    rules = owlrl.OWLRL_Semantics
    owlrl.DeductiveClosure(rules, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def contradictions(graph: Graph) -> list[str]:
    """The members of owl:Nothing, and what the rules say of contradictions (error messages)."""
    errors = [str(value) for _, predicate, value in graph if "rror" in str(predicate)]
    nothing = [str(member) for member in graph.subjects(RDF.type, OWL.Nothing)]
    return [*errors, *nothing]


@pytest.fixture(scope="module")
def things(samples: Graph) -> Graph:
    """What the samples say of things, with one source range in ten.

    Values are left out, for the rules would compare each with each; their datatypes are what
    HermiT below and the shapes look at. The ranges are half of all nodes and all alike.
    """
    ranges = sorted(samples.subjects(RDF.type, RENKEI.SourceRange), key=str)
    left_out = set(ranges) - set(ranges[::10])
    graph = Graph()
    for triple in samples:
        if not isinstance(triple[2], Literal) and not left_out & {triple[0], triple[2]}:
            graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def inferred(things: Graph) -> Graph:
    """All five samples with everything that follows: some seconds, so once for all tests."""
    return closure(things)


def test_owl_rl_adds_no_nonsense(things: Graph, inferred: Graph) -> None:
    """Each node has the types that are stated and those that the alignments give, and no other."""
    assert contradictions(inferred) == []
    stated = {(node, kind) for node, kind in things.subject_objects(RDF.type)}
    assert len(stated) > 1000
    expected = {(node, other) for node, kind in stated for other in ALSO.get(kind, ())}
    nodes = {node for node, _ in stated}
    found = {
        (node, kind)
        for node, kind in inferred.subject_objects(RDF.type)
        if node in nodes and isinstance(kind, URIRef) and not kind.startswith(str(OWL))
    }
    assert found == stated | expected


def test_what_the_samples_only_point_to_is_rightly_typed(things: Graph, inferred: Graph) -> None:
    """Concepts and area codes are typed by the ranges of the properties that lead to them."""
    described, pointed_to = set(things.subjects(RDF.type)), set(things.objects())
    kinds = {
        (str(node).rpartition("/")[0], str(kind))
        for node, kind in inferred.subject_objects(RDF.type)
        if isinstance(node, URIRef)
        and isinstance(kind, URIRef)
        and node not in described
        and node in pointed_to
        and not kind.startswith(str(OWL))
    }
    base, ns = "https://w3id.org/renkei", str(RENKEI)
    concept = "http://www.w3.org/2004/02/skos/core#Concept"
    schemes = {
        "policy-field": "PolicyField",
        "theme": "Theme",
        "role-type": "RoleType",
        "provision-type": "ProvisionType",
        "frequency": "Frequency",
        "settlement": "Settlement",
        "procedure": "Procedure",
    }
    expected = {(f"{base}/{scheme}", f"{ns}{kind}") for scheme, kind in schemes.items()}
    expected |= {(f"{base}/{scheme}", concept) for scheme in schemes}
    expected |= {
        (base, f"{ns}{kind}") for kind in ("Capacity", "Completeness", "Method", "Severity")
    }
    sacs = "http://data.e-stat.go.jp/lod/terms/sacs#PlainStandardAreaCode"
    assert kinds == expected | {("http://data.e-stat.go.jp/lod/sac", sacs)}


def test_nothing_is_inferred_to_be_the_same(inferred: Graph) -> None:
    same = inferred.subject_objects(OWL.sameAs)
    assert [pair for pair in same if pair[0] != pair[1]] == []


WRONG = [
    ("a party that is a municipality", RENKEI.party, RENKEI.Municipality),
    ("an article that is a schedule", RENKEI.article, RENKEI.Schedule),
]


@pytest.mark.parametrize(("reason", "property_", "kind"), WRONG)
def test_owl_rl_finds_a_planted_contradiction(reason: str, property_: URIRef, kind: URIRef) -> None:
    """Without this, a run that finds nothing would prove nothing."""
    data = Graph()
    agreement, thing = URIRef("urn:agreement"), URIRef("urn:thing")
    data.add((agreement, property_, thing))
    data.add((thing, RDF.type, kind))
    assert contradictions(closure(data)), reason


def hermit() -> Path:
    """HermiT's archive as owlready2 brings it, which the extra `dev` installs."""
    found = importlib.util.find_spec("owlready2")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "hermit" / "HermiT.jar"


def run_hermit(graph: Graph, folder: Path, option: str) -> str:
    path = folder / "ontology.owl"
    with warnings.catch_warnings():
        # rdflib says of each list in RDF/XML that it writes it the long way.
        warnings.simplefilter("ignore", UserWarning)
        graph.serialize(path, format="xml", encoding="utf-8")
    command = ["java", "-Xmx1g", "-cp", str(hermit()), "org.semanticweb.HermiT.cli.CommandLine"]
    done = subprocess.run(
        [*command, option, path.as_uri()], capture_output=True, text=True, check=False, timeout=240
    )
    return done.stdout + done.stderr


@pytest.mark.component("java")
def test_hermit_finds_every_class_satisfiable(tmp_path: Path) -> None:
    said = run_hermit(merged_ontology(), tmp_path, "-U")
    assert said.split() == ["Classes", "equivalent", "to", "'owl:Nothing':", "owl:Nothing"]


@pytest.mark.component("java")
def test_hermit_finds_the_samples_consistent(tmp_path: Path, samples: Graph) -> None:
    """Dates are left out: OWL 2 has no xsd:date, and HermiT refuses what OWL 2 has not."""
    graph = merged_ontology()
    for triple in samples:
        if getattr(triple[2], "datatype", None) != XSD.date:
            graph.add(triple)
    assert "owl#Thing is satisfiable" in run_hermit(graph, tmp_path, "-k")


@pytest.mark.component("java")
def test_hermit_finds_a_planted_contradiction(tmp_path: Path) -> None:
    graph = merged_ontology()
    both = BNode()
    graph.add((both, RDF.type, RENKEI.Party))
    graph.add((both, RDF.type, RENKEI.Municipality))
    graph.add((both, RDFS.label, Literal("誤り", lang="ja")))
    assert "Inconsistent ontology" in run_hermit(graph, tmp_path, "-k")
