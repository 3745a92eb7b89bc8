"""The ontology's page: every term in both languages, links that lead somewhere, true examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph, Namespace, URIRef

import renkei
from renkei.publishing.ontology_page import (
    LANGUAGES,
    merged_ontology,
    merged_turtle,
    ontology_page,
    read_terms,
    write_merged_ontology,
)
from renkei.publishing.ontology_page.diagram import class_diagram
from renkei.publishing.ontology_page.examples import examples, examples_turtle
from renkei.publishing.ontology_page.labels import Box, Edge
from renkei.publishing.ontology_page.terms import ontology_graph

ROOT = Path(__file__).resolve().parents[2]
RENKEI = Namespace("https://w3id.org/renkei/ns#")
TERMS = read_terms()
# A straight arrow of the diagram: `M 130 37 L 300 37`, not a bow with a C in it.
STRAIGHT = re.compile(r"M (\d+) (\d+) L (\d+) (\d+)")
# Made by `renkei diff`, so there is none in a dataset.
# Nor does any of the five amend another, or hold a note.
WITHOUT_EXAMPLE = {
    "AmendingInstruction",
    "Amendment",
    "Change",
    "Comparison",
    "Division",
    "MunicipalChange",
    "MunicipalChangeKind",
    "Note",
    "SupplementaryProvision",
    "Surrounding",
    "TermRule",
}
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


class Links(HTMLParser):
    """Collects the anchors and the links of a page, and checks that its elements are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.targets += [given["href"] or ""] if "href" in given else []
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@in_both_languages
def test_the_page_shows_every_term(language: str) -> None:
    page = ontology_page(language)
    assert len(TERMS) > 100
    for term in TERMS:
        section = page.partition(f'<section class="term" id="{term.name}">')[2]
        section = section.partition("</section>")[0]
        assert term.label[language].replace("'", "&#39;") in section, term.name
        assert term.definition[language][:10].replace("'", "&#39;") in section, term.name


@in_both_languages
def test_the_page_is_well_formed_and_its_links_lead_somewhere(
    language: str, tmp_path: Path
) -> None:
    write_merged_ontology(tmp_path)
    for path in (ROOT / "ontology").iterdir():
        (tmp_path / "ontology" / path.name).touch()
    links = Links()
    links.feed(ontology_page(language))
    assert links.open == []
    assert len(links.ids) == len(set(links.ids))
    assert len(links.targets) > 300
    for target in links.targets:
        if target.startswith("#"):
            assert target[1:] in links.ids
        elif "://" not in target:
            assert (tmp_path / "ontology" / target).exists(), target


def _meet(box: Box, other: Box) -> bool:
    return box.y < other.y + other.height and other.y < box.y + box.height


def _passed(boxes: Sequence[Box], edge: Edge) -> list[str]:
    """The boxes that a straight arrow runs through on its way from its class to the other."""
    straight = STRAIGHT.fullmatch(edge.path)
    if straight is None:
        return []
    x1, y1, x2, y2 = map(int, straight.groups())
    on_it = [(x1 + (x2 - x1) * at / 99, y1 + (y2 - y1) * at / 99) for at in range(100)]
    return [
        box.name
        for box in boxes
        if box.name not in {edge.source, edge.target}
        and any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in on_it)
    ]


@in_both_languages
def test_the_diagram_shows_every_class_and_every_relation_between_two(language: str) -> None:
    diagram = class_diagram(TERMS, language)
    assert {box.name for box in diagram.boxes} == {t.name for t in TERMS if t.kind == "class"}
    drawn = " ".join(edge.label for edge in diagram.edges)
    related = [
        term
        for term in TERMS
        if term.kind == "object-property"
        and any(iri.startswith(str(RENKEI)) for iri in term.ranges)
    ]
    assert len(related) > 25
    for term in related:
        assert term.label[language] in drawn, term.name
    places = [(box.x, box.y) for box in diagram.boxes]
    assert len(places) == len(set(places))
    for at, box in enumerate(diagram.boxes):
        for other in diagram.boxes[:at]:
            apart = abs(box.x - other.x) >= box.width or not _meet(box, other)
            assert apart, (box.name, other.name)
    for edge in diagram.edges:
        assert not _passed(diagram.boxes, edge), edge
    svg = re.search(r"<svg.*?</svg>", ontology_page(language), re.DOTALL)
    assert svg is not None
    assert ET.fromstring(svg[0]) is not None  # noqa: S314  # our own page


def test_the_one_file_is_what_its_parts_make_and_the_same_twice(tmp_path: Path) -> None:
    written = write_merged_ontology(tmp_path).read_text("utf-8")
    assert written == merged_turtle() == merged_turtle(), "run make docs"


def test_the_one_file_holds_everything_and_reads_back(tmp_path: Path) -> None:
    path = write_merged_ontology(tmp_path)
    graph = Graph().parse(path)
    assert len(graph) == len(merged_ontology())
    for term in TERMS:
        assert (URIRef(term.iri), None, None) in graph
    assert "https://w3id.org/renkei/theme/tourism" in {str(node) for node in graph.subjects()}


def test_every_class_has_an_example() -> None:
    assert set(examples()) == {t.name for t in TERMS if t.kind == "class"} - WITHOUT_EXAMPLE


def test_every_statement_of_the_examples_is_in_the_samples(samples: Graph) -> None:
    """If the graph has changed for good, put the new statements into examples.ttl."""
    shown = Graph().parse(data=examples_turtle(), format="turtle")
    known = set(samples) | set(ontology_graph())
    assert len(shown) > 200
    assert sorted(set(shown) - known) == []
    for name in examples():
        assert (None, None, RENKEI[name]) in shown, name


def test_the_example_of_the_guide_conforms(samples: Graph) -> None:
    text = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    blocks = re.findall(r"<!-- example: conforms -->\n```turtle\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 1
    shown = Graph().parse(data=blocks[0], format="turtle")
    assert set(shown) - set(samples) == set()
    replaced = Graph()
    nodes = set(shown.subjects())
    assert len(nodes) == 4
    for triple in samples:
        if triple[0] not in nodes:
            replaced.add(triple)
    replaced += shown
    assert renkei.validate(replaced).conforms
    spoilt = replaced - shown
    assert not renkei.validate(spoilt).conforms
