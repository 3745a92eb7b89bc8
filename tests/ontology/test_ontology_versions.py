"""Versions: what is compared, what must not be released, and terms that stay resolvable."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import Graph

from renkei.publishing.ontology_page import (
    TermChange,
    changes_markdown,
    compare,
    ontology_page,
    release_problems,
)
from renkei.publishing.ontology_page.changes import versions
from renkei.publishing.ontology_page.terms import ontology_graph
from renkei.publishing.ontology_page.versions import released_versions

ROOT = Path(__file__).resolve().parents[2]
HEAD = """
@prefix renkei: <https://w3id.org/renkei/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/renkei/ns#> a owl:Ontology ;
    dcterms:title "試し"@ja, "A trial"@en ; dcterms:description "試し。"@ja, "A trial."@en ;
"""
FIRST = '    owl:versionIRI <urn:v1> ; owl:versionInfo "1" .\n'
SECOND = '    owl:versionIRI <urn:v2> ; owl:versionInfo "2" ; owl:priorVersion <urn:v1> .\n'
CLASS = """
renkei:{name} a owl:Class ; rdfs:label "{ja}"@ja, "{name}"@en ;
    skos:definition "{ja}。"@ja, "A {name}."@en {more} .
"""


def ontology(version: str, *classes: tuple[str, str, str]) -> Graph:
    """An artificial ontology: classes by name, Japanese label and further statements."""
    terms = "".join(CLASS.format(name=name, ja=ja, more=more) for name, ja, more in classes)
    return Graph().parse(data=HEAD + version + terms, format="turtle")


OLD = ontology(FIRST, ("Pact", "約束", ""), ("Body", "団体", ""))
REPLACED = "; owl:deprecated true ; dcterms:isReplacedBy renkei:Accord"
GOOD = ontology(SECOND, ("Pact", "約束", REPLACED), ("Body", "団体", ""), ("Accord", "協約", ""))
BAD = [
    (
        "a term is gone",
        ontology(SECOND, ("Body", "団体", "")),
        ("Pact: a released term was removed; deprecate it",),
    ),
    (
        "deprecated, but nothing is said of what to use",
        ontology(SECOND, ("Pact", "約束", "; owl:deprecated true"), ("Body", "団体", "")),
        ("Pact: deprecated without replacement or skos:changeNote",),
    ),
    (
        "replaced by a term that is not there",
        ontology(SECOND, ("Pact", "約束", REPLACED), ("Body", "団体", "")),
        ("Pact: replaced by https://w3id.org/renkei/ns#Accord, which is no living term",),
    ),
    (
        "changed under the same version",
        ontology(FIRST, ("Pact", "協約", ""), ("Body", "団体", "")),
        (
            "the version IRI did not change, though the ontology did",
            "owl:priorVersion must be urn:v1",
        ),
    ),
]


def test_the_terms_of_two_versions_are_compared() -> None:
    assert compare(OLD, GOOD) == (
        TermChange("Accord", "added"),
        TermChange("Pact", "deprecated", ("deprecated", "replaced_by")),
    )
    renamed = ontology(SECOND, ("Pact", "協約", ""), ("Body", "団体", ""))
    assert compare(OLD, renamed) == (TermChange("Pact", "changed", ("label", "definition")),)
    assert compare(OLD, OLD) == ()


def test_a_good_release_has_no_problems() -> None:
    assert release_problems(OLD, GOOD) == ()
    noted = '; owl:deprecated true ; skos:changeNote "用いられなかった。"@ja'
    graph = ontology(SECOND, ("Pact", "約束", noted), ("Body", "団体", ""))
    assert release_problems(OLD, graph) == ()


@pytest.mark.parametrize(("reason", "graph", "problems"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_release_says_what_is_wrong(
    reason: str, graph: Graph, problems: tuple[str, ...]
) -> None:
    assert release_problems(OLD, graph) == problems, reason


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_deprecated_term_stays_on_the_page_and_names_its_successor(language: str) -> None:
    page = ontology_page(language, ontology=GOOD)
    section = page.partition('<section class="term" id="Pact">')[2].partition("</section>")[0]
    assert {"ja": "廃止", "en": "deprecated"}[language] in section
    assert '<a href="#Accord">' in section
    assert "urn:v1" in page


def test_the_packaged_ontology_follows_every_released_version() -> None:
    graphs = [Graph().parse(path) for _, path in released_versions()]
    graphs.append(ontology_graph("renkei.ttl"))
    for before, after in pairwise(graphs):
        assert release_problems(before, after) == ()
        told = {row.term for version in versions() for row in version.terms}
        assert {change.name for change in compare(before, after)} <= told


def test_the_list_of_changes_is_up_to_date() -> None:
    """If not: write `changes_markdown()` to docs/ontology-changes.md."""
    assert (ROOT / "docs" / "ontology-changes.md").read_text("utf-8") == changes_markdown()
    newest = versions()[0].number
    assert f'owl:versionInfo "{newest}"' in (ROOT / "ontology" / "renkei.ttl").read_text("utf-8")
