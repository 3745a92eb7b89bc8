"""The statute lint: one valid and one invalid example for each requirement, and the five samples."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import SH, BNode, Graph, Literal

import renkei
from renkei.graph.rdflib_terms import triples
from renkei.graph.vocabulary import Names
from renkei.validation import Level, Report, Result, requirements, validate
from renkei.validation.remarks import remark_quads
from renkei.validation.statute import lint, lint_quads, statute_requirements, statute_shapes

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROLOGUE = (HERE.parent / "shapes" / "prologue.rq").read_text("utf-8")
NODE = "https://w3id.org/renkei/id/agreement/43100-43214-20160330"
SHAPES = "https://w3id.org/renkei/shapes/statute/"
Case = dict[str, Any]


def _table(name: str) -> dict[str, Case]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


CASES, LAWFUL, SAMPLES = _table("cases.toml"), _table("lawful.toml"), _table("samples.toml")


@pytest.fixture(scope="module")
def base() -> Graph:
    return Graph().parse(HERE / "base.ttl")


def _changed(base: Graph, change: str) -> Report:
    graph = Graph()
    graph += base
    graph.update(PROLOGUE + change)
    assert set(graph) != set(base), "the change changes nothing"
    return lint(graph)


def _short(iri: str) -> str:
    """An IRI as the cases write it: relative to the agreement, which itself is empty."""
    if iri == NODE:
        return ""
    return iri.replace(f"{NODE}/", "").replace("https://w3id.org/renkei/id/", "../../")


def _row(found: Result) -> list[str]:
    value = "" if found.value is None else _short(found.value.value)
    return [found.shape.removeprefix(SHAPES), _short(found.focus.value), value]


def test_of_the_valid_example_nothing_is_said(base: Graph) -> None:
    assert lint(base) == Report(conforms=True)


@pytest.mark.parametrize("name", CASES)
def test_a_requirement_that_is_not_met_is_told(name: str, base: Graph) -> None:
    case = CASES[name]
    rows = [_row(found) for found in _changed(base, case["change"]).results]
    assert rows == case["expect"], case["because"]
    assert any(row[0] == name for row in rows)


@pytest.mark.parametrize("name", LAWFUL)
def test_of_lawful_variants_nothing_is_said(name: str, base: Graph) -> None:
    case = LAWFUL[name]
    rows = [_row(found)[0] for found in _changed(base, case["change"]).results]
    assert rows == case.get("remarks", []), case["because"]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_get_the_remarks_that_a_lawyer_would_make(name: str) -> None:
    document = renkei.parse(renkei.read(ROOT / "agreements" / f"{name}.txt"))
    report = lint(renkei.to_graph(document))
    assert sorted(_row(found)[0] for found in report.results) == SAMPLES[name]["remarks"]
    assert report.conforms


def _everything_broken(base: Graph) -> list[Graph]:
    graphs = [base]
    for case in (*CASES.values(), *LAWFUL.values()):
        graph = Graph()
        graph += base
        graph.update(PROLOGUE + case["change"])
        graphs.append(graph)
    return graphs


def test_oxigraph_and_pyshacl_find_the_same(base: Graph) -> None:
    """The build asks Oxigraph, since it is many times faster; pySHACL is the reference."""
    found = 0
    for graph in _everything_broken(base):
        ours = lint_quads(parse(graph.serialize(format="nt"), format=RdfFormat.N_TRIPLES))
        assert ours == lint(graph)
        found += len(ours.results)
    assert found > len(CASES)


def test_remarks_are_statements_that_meet_their_shapes(base: Graph) -> None:
    key, names = NODE.rpartition("/")[2], Names()
    requirements_met, written = 0, 0
    for case in CASES.values():
        report = _changed(base, case["change"])
        quads = list(remark_quads(report, key, names))
        graph = Graph()
        for triple in triples(quads):
            graph.add(triple)
        about = [found for found in validate(graph).results if "/shapes/remark#" in found.shape]
        assert about == []
        requirements_met += 1
        written += len({quad.subject for quad in quads}) - 1
        assert {quad.graph_name for quad in quads} == {names.agreement_graph(key)}
    assert requirements_met == len(CASES)
    assert written == sum(len(case["expect"]) for case in CASES.values())


def test_a_remark_points_to_the_clause_and_to_the_agreement_only_without_one(base: Graph) -> None:
    key = NODE.rpartition("/")[2]
    concerned = {
        name: {
            _short(quad.object.value)
            for quad in remark_quads(_changed(base, CASES[name]["change"]), key, Names())
            if quad.predicate.value.endswith("#concerns")
        }
        for name in ("act#amendment-vote", "act#roles-of-every-party", "act#basic-policy")
    }
    assert concerned == {
        "act#amendment-vote": {"article/6/paragraph/1"},
        "act#roles-of-every-party": {"party/2", "initiative/2.1"},
        "act#basic-policy": {""},
    }


def test_every_requirement_has_its_case_and_every_case_its_requirement() -> None:
    stated = {found.shape.removeprefix(SHAPES) for found in statute_requirements()}
    assert set(CASES) == stated
    assert (len(CASES), len(LAWFUL), len(SAMPLES)) == (25, 10, 5)


def test_every_sample_is_looked_at() -> None:
    assert set(SAMPLES) == {path.stem for path in (ROOT / "agreements").glob("*.txt")}


def test_silence_is_never_called_unlawful(base: Graph) -> None:
    """Whatever is taken away from a lawful agreement, nothing becomes a violation."""
    removed = 0
    for predicate in ("renkei:provision", "renkei:initiative", "renkei:party", "renkei:article"):
        change = f"DELETE WHERE {{ <../43100-43214-20160330> {predicate} ?part }}"
        assert _changed(base, change).conforms
        removed += 1
    assert removed == 4


def test_a_violation_is_what_a_text_itself_says() -> None:
    violations = {
        found.shape.removeprefix(SHAPES)
        for found in statute_requirements()
        if found.severity is Level.VIOLATION
    }
    assert violations == {"act#amendment-vote-waived", "act#notification-authority"}


def test_every_message_cites_its_provision() -> None:
    for found in statute_requirements():
        statute = "act#" in found.shape
        assert (
            "地方自治法第252条の2第" if statute else "連携中枢都市圏構想推進要綱"
        ) in found.message.ja
        assert ("Article 252-2" if statute else "guideline") in found.message.en


def test_a_requirement_is_one_name_one_message_and_one_severity() -> None:
    shapes = statute_shapes()
    for shape in shapes.subjects(SH.severity):
        assert not isinstance(shape, BNode)
        assert len(set(shapes.objects(shape, SH.severity))) == 1
        for predicate in (SH.name, SH.message):
            texts = [text for text in shapes.objects(shape, predicate) if isinstance(text, Literal)]
            assert sorted(str(text.language) for text in texts) == ["en", "ja"], shape


def test_requirements_lie_in_the_file_of_their_name_and_apart_from_the_others() -> None:
    files = sorted((ROOT / "shapes" / "statute").glob("*.ttl"))
    assert [path.stem for path in files] == ["act", "guideline", "prefixes", "remedies"]
    for path in files:
        for shape in Graph().parse(path).subjects(SH.severity):
            assert str(shape).startswith(f"{SHAPES}{path.stem}#")
    assert not any(found.shape.startswith(SHAPES) for found in requirements())


def test_the_shapes_are_shapes() -> None:
    copy = Graph()
    for triple in statute_shapes():
        copy.add(triple)
    shapes = Graph().parse(data=copy.serialize(format="turtle"))
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_the_whole_message_once(base: Graph) -> None:
    report = _changed(base, CASES["act#amendment-silent"]["change"])
    message = (
        "[参考] 変更・廃止の手続の定めが見当たりません。差し支えありませんが、変更・廃止には、"
        "締結と同じく協議、議会の議決、告示及び届出が必要です。"
        "（地方自治法第252条の2第4項） (act#amendment-silent)"
    )
    place = "  - 協約 43100-43214-20160330"
    remedy = (
        "  直し方: 変更・廃止の際に、これらの手続を経てください。"
        "文言は、このままで差し支えありません。"
    )
    assert report.text("ja").splitlines()[2:] == [message, remedy, place, f"    対象: {NODE}"]


def test_a_folder_without_a_build_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lint(tmp_path)
