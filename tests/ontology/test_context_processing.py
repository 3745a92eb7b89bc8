"""The JSON-LD context with two plain processors: rdflib's parser, and PyLD with a frame."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

import renkei
from renkei.graph.context import context_json

ROOT = Path(__file__).resolve().parents[2]
INITIATIVE = "https://w3id.org/renkei/id/agreement/43100-43214-20160330/initiative/3.1.8"
CONTEXT = context_json()["@context"]
FRAME = {"@context": CONTEXT, "id": INITIATIVE, "roleAssignment": {"@embed": "@always"}}


@pytest.fixture(scope="module")
def described() -> Graph:
    """One initiative of a sample with its roles."""
    path = ROOT / "agreements" / "kumamoto-aso.txt"
    whole = renkei.to_graph(renkei.parse(renkei.read(path)))
    graph = Graph()
    for triple in whole:
        if str(triple[0]) in {INITIATIVE, f"{INITIATIVE}/role/1", f"{INITIATIVE}/role/2"}:
            graph.add(triple)
    return graph


def test_rdflib_writes_and_reads_with_the_context(described: Graph) -> None:
    text = described.serialize(format="json-ld", context=CONTEXT, auto_compact=True)
    assert '"roleText"' in text
    assert "https://w3id.org/renkei/ns#roleText" not in text.partition('"@graph"')[2]
    assert set(Graph().parse(data=text, format="json-ld")) == set(described)


def test_a_document_by_hand_means_what_it_says() -> None:
    document = {
        "@context": CONTEXT,
        "id": INITIATIVE,
        "type": "Initiative",
        "label": "災害等への対応",
        "theme": "https://w3id.org/renkei/theme/disaster-response",
        "labelDerived": True,
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    said = {(predicate.n3(), value.n3()) for _, predicate, value in graph}
    ns = "https://w3id.org/renkei/ns#"
    assert said == {
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{ns}Initiative>"),
        ("<http://www.w3.org/2000/01/rdf-schema#label>", '"災害等への対応"@ja'),
        (f"<{ns}theme>", "<https://w3id.org/renkei/theme/disaster-response>"),
        (f"<{ns}labelDerived>", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    }


def test_pyld_frames_an_initiative_as_people_would_write_it(described: Graph) -> None:
    jsonld = pytest.importorskip("pyld.jsonld", reason="pip install PyLD")
    expanded = json.loads(described.serialize(format="json-ld"))
    framed = jsonld.frame(expanded, FRAME)
    assert framed["id"] == INITIATIVE
    assert framed["type"] == "Initiative"
    assert framed["label"] == "災害等への対応"
    assert framed["theme"] == "https://w3id.org/renkei/theme/disaster-response"
    roles = sorted(framed["roleAssignment"], key=lambda role: role["id"])
    assert [role["id"] for role in roles] == [f"{INITIATIVE}/role/1", f"{INITIATIVE}/role/2"]
    assert all(isinstance(role["roleText"], str) for role in roles)
    back = Graph().parse(data=json.dumps(framed), format="json-ld")
    assert set(back) == set(described)
    assert (URIRef(INITIATIVE), None, None) in back
