"""The graph: terms, context and ontology agree; IRIs are as the contract says."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import parse as read_rdf
from rdflib import OWL, RDF, Graph, URIRef

import renkei
from renkei.graph import DEFAULT_BASE, RENKEI, document_quads
from renkei.graph.context import context_json
from renkei.graph.mapping import NODE_MAPS
from renkei.graph.serialise import FORMATS, canonical_lines, read_lines, write
from renkei.graph.vocabulary import PREFIXES, Names, term
from renkei.linking import link
from renkei.model import Span
from renkei.parsing import parse
from renkei.reading import read_bytes

ROOT = Path(__file__).resolve().parents[2]
NS = PREFIXES["renkei"]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "renkei.ttl")


def declared(ontology: Graph) -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    kinds += (OWL.NamedIndividual,)
    subjects = {s for kind in kinds for s in ontology.subjects(RDF.type, kind)}
    return {str(s).removeprefix(NS) for s in subjects if str(s).startswith(NS)}


def used_by_mapping() -> set[str]:
    curies = {node_map.type for node_map in NODE_MAPS}
    curies |= {field.property for node_map in NODE_MAPS for field in node_map.fields}
    return {curie.partition(":")[2] for curie in curies if curie.startswith("renkei:")}


def test_every_term_of_the_mapping_is_in_the_ontology(ontology: Graph) -> None:
    assert used_by_mapping() - declared(ontology) == set()


def test_every_term_in_program_code_is_in_the_ontology(ontology: Graph) -> None:
    pattern = re.compile(r'"renkei:([A-Za-z]+)"')
    package = ROOT / "mapping" / "renkei"
    found = {
        name for path in package.rglob("*.py") for name in pattern.findall(path.read_text("utf-8"))
    }
    assert len(found) > 60
    assert found - declared(ontology) == set()


def test_the_namespace_lists_the_ontology_both_ways(ontology: Graph) -> None:
    listed = {name for name in RENKEI.__annotations__ if not name.startswith("_")}
    assert listed == declared(ontology)


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(AttributeError):
        _ = RENKEI.Agreementt
    with pytest.raises(KeyError):
        term("nowhere:x")


def test_the_context_file_is_up_to_date() -> None:
    held = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))
    assert held == context_json()


def test_the_context_reads_as_json_ld() -> None:
    data = {
        **context_json(),
        "id": "https://example.jp/a",
        "type": "Initiative",
        "content": "防災体制を強化する。",
        "theme": f"{DEFAULT_BASE}/theme/disaster-response",
        "concludedOn": "2016-03-30",
    }
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    subject = URIRef("https://example.jp/a")
    assert (subject, RDF.type, RENKEI.Initiative) in graph
    assert graph.value(subject, RENKEI.theme) == URIRef(f"{DEFAULT_BASE}/theme/disaster-response")
    assert graph.value(subject, RENKEI.content).language == "ja"
    assert str(graph.value(subject, RENKEI.concludedOn).datatype).endswith("#date")


IRIS = [
    ("municipality", ("43100",), "/id/municipality/43100"),
    ("agreement", ("43100-43214-20160330",), "/id/agreement/43100-43214-20160330"),
    ("agreement_graph", ("x",), "/graph/agreement/x"),
    ("source", ("ab",), "/source/ab"),
    ("prefecture", ("43",), "/id/prefecture/43"),
    ("city_region", ("43100",), "/id/city-region/43100"),
]


@pytest.mark.parametrize(("method", "arguments", "expected"), IRIS)
def test_iris_are_as_the_contract_says(method: str, arguments: tuple[str], expected: str) -> None:
    names = Names("https://w3id.org/renkei")
    assert getattr(names, method)(*arguments).value == f"https://w3id.org/renkei{expected}"


def test_a_quote_is_one_iri() -> None:
    quote = Names().source_range("ab", Span(1204, 1288)).value
    assert quote == "https://w3id.org/renkei/source/ab#char=1204,1288"


def test_the_iris_of_one_agreement() -> None:
    document = renkei.parse(renkei.read(ROOT / "agreements" / "kumamoto-aso.txt"))
    subjects = {quad.subject.value for quad in document_quads(document)}
    root = f"{DEFAULT_BASE}/id/agreement/43100-43214-20160330"
    expected = ("", "/party/1", "/article/3", "/article/3/paragraph/1/item/2")
    expected += ("/initiative/3.1.8", "/initiative/3.1.8/role/1", "/heading/3.1", "/schedule/3")
    assert {f"{root}{end}" for end in expected} <= subjects
    graphs = {quad.graph_name.value for quad in document_quads(document)}
    assert graphs == {f"{DEFAULT_BASE}/graph/agreement/43100-43214-20160330"}


def test_an_agreement_that_was_not_linked_has_no_iri() -> None:
    document = parse(renkei.read(ROOT / "agreements" / "kumamoto-aso.txt"))
    with pytest.raises(ValueError, match="before it is linked"):
        list(document_quads(document))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_form_holds_the_same_triples(form: str, tmp_path: Path) -> None:
    document = renkei.parse(renkei.read(ROOT / "agreements" / "kurume-ogori.txt"))
    lines = canonical_lines(document_quads(document))
    path = tmp_path / f"x.{form}"
    with path.open("wb") as out:
        write(read_lines(lines), out, form=form)
    triples = {quad.triple for quad in read_rdf(path=str(path), format=FORMATS[form])}
    assert triples == {quad.triple for quad in read_lines(lines)}


def test_lines_are_sorted_and_each_stands_once() -> None:
    document = renkei.parse(renkei.read(ROOT / "agreements" / "kurume-ogori.txt"))
    quads = list(document_quads(document))
    lines = canonical_lines([*quads, *reversed(quads)]).splitlines()
    assert lines == sorted(set(lines))


def test_control_characters_make_no_broken_xml() -> None:
    node = NamedNode("https://example.jp/a")
    words = Literal("甲\x0b乙\t丙\n", language="ja")
    quads = [Quad(node, NamedNode("https://example.jp/p"), words)]
    out = io.BytesIO()
    write(quads, out, form="rdf")
    graph = Graph().parse(data=out.getvalue(), format="xml")
    assert [str(value) for value in graph.objects()] == ["甲\ufffd乙\t丙\n"]
    out = io.BytesIO()
    write(quads, out, form="ttl")
    assert [q.object for q in read_rdf(out.getvalue(), format=FORMATS["ttl"])] == [words]


def test_two_articles_of_one_number_are_two_nodes() -> None:
    """What a source prints twice is told (P010) and never merged; see docs/decisions/0010."""
    folder = ROOT / "tests" / "parsing" / "cases" / "article-number-twice"
    source = read_bytes((folder / "source.txt").read_bytes(), name="twice.txt").source
    assert source is not None
    quads = set(document_quads(link(parse(source))))
    captions = {
        q.subject.value.rpartition("/article/")[2]: q.object.value
        for q in quads
        if isinstance(q.subject, NamedNode)
        and q.predicate == term("renkei:caption")
        and isinstance(q.object, Literal)
    }
    assert captions == {"1": "目的", "2": "役割分担", "2-2": "費用の負担"}
    numbers = [q.object.value for q in quads if _says(q, "/article/2-2", "renkei:number")]
    assert numbers == ["2"]
    settled = [q.object.value for q in quads if q.predicate == term("renkei:settledIn")]
    assert sum(one.endswith("/article/2-2/paragraph/1") for one in settled) == 1
    cited = [q.object.value for q in quads if q.predicate == term("renkei:citedIn")]
    assert sum(one.endswith("/article/2-2") for one in cited) == 1


def _says(quad: Quad, end: str, curie: str) -> bool:
    return quad.subject.value.endswith(end) and quad.predicate == term(curie)
