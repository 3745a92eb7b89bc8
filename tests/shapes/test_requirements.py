"""One requirement, one case: a lawful example, a broken one, and every result that follows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph, Literal

from renkei.validation import Report, Result, Term, load_shapes, requirements, validate
from renkei.validation.quick import suspects, validate_statements
from renkei.validation.shapes import concept_triples

HERE = Path(__file__).parent
PROLOGUE = (HERE / "prologue.rq").read_text("utf-8")
NODE = "https://w3id.org/renkei/id/agreement/43100-43214-20160330"
SHAPES = "https://w3id.org/renkei/shapes/"
SHORTER = {
    "https://w3id.org/renkei/ns#": "renkei:",
    "https://w3id.org/renkei/theme/": "theme:",
    "https://w3id.org/renkei/id/": "../../",
    "https://w3id.org/renkei/": "../../../",
}
PREFIXES = {
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/ns/prov#": "prov:",
    "https://w3id.org/renkei/ns#": "renkei:",
}
Case = dict[str, Any]


def _cases() -> dict[str, Case]:
    return {
        f"{path.stem}#{name}": case
        for path in sorted((HERE / "cases").glob("*.toml"))
        for name, case in tomllib.loads(path.read_text("utf-8")).items()
    }


CASES = _cases()
OTHERWISE: dict[str, Case] = tomllib.loads((HERE / "broken_otherwise.toml").read_text("utf-8"))
LAWFUL: dict[str, Case] = tomllib.loads((HERE / "lawful.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def base() -> Graph:
    return Graph().parse(HERE / "base.ttl")


def _changed(base: Graph, change: str) -> Report:
    graph = Graph()
    graph += base
    graph.update(PROLOGUE + change)
    assert set(graph) != set(base), "the change changes nothing"
    found = validate(graph)
    _look_beforehand(graph, found)
    return found


def _look_beforehand(graph: Graph, found: Report) -> None:
    """The quick way says the same, and runs next to nothing besides what finds something."""
    statements = list(ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES))
    assert validate_statements(statements) == found
    looked = suspects(statements)
    needed = {result.shape for result in found.results}
    # Where a change leaves a literal in an unusual form, nothing is known beforehand.
    assert looked is None or (needed <= looked and len(looked - needed) <= 1)


def _short(term: Term) -> str:
    """A term as the cases write it: relative to the agreement, or with a prefix."""
    if term.type != "uri":
        return term.value
    if term.value == NODE:
        return "<../43100-43214-20160330>"
    if term.value.startswith(f"{NODE}/"):
        return f"<{term.value.removeprefix(f'{NODE}/')}>"
    for long, short in SHORTER.items():
        if term.value.startswith(long):
            rest = short + term.value.removeprefix(long)
            return rest if short.endswith(":") else f"<{rest}>"
    return f"<{term.value}>"


def _short_path(path: str) -> str:
    # Matches an IRI in angle brackets as <http://www.w3.org/ns/prov#wasQuotedFrom>, no operator.
    def shorten(found: re.Match[str]) -> str:
        iri = found.group(1)
        long = next(each for each in PREFIXES if iri.startswith(each))
        return PREFIXES[long] + iri.removeprefix(long)

    return re.sub(r"<([^<>]*)>", shorten, path)


def _row(found: Result) -> dict[str, str]:
    row = {
        "shape": found.shape.removeprefix(SHAPES),
        "focus": _short(found.focus),
        "severity": found.severity.value,
        "component": found.component.rpartition("#")[2].removesuffix("ConstraintComponent"),
    }
    if found.value is not None:
        row["value"] = _short(found.value)
    if found.path is not None:
        row["path"] = _short_path(found.path)
    return row


def test_the_base_meets_every_requirement(base: Graph) -> None:
    assert validate(base) == Report(conforms=True)


@pytest.mark.parametrize("name", CASES)
def test_a_broken_requirement_is_reported(name: str, base: Graph) -> None:
    case = CASES[name]
    rows = [_row(found) for found in _changed(base, case["change"]).results]
    assert rows == case["expect"], case["because"]
    assert any(row["shape"] == name for row in rows)


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_requirement_broken_in_another_way_is_reported(name: str, base: Graph) -> None:
    case = OTHERWISE[name]
    rows = [_row(found) for found in _changed(base, case["change"]).results]
    assert rows == case["expect"], case["because"]
    assert any(row["shape"] == case["requirement"] for row in rows)


@pytest.mark.parametrize("name", LAWFUL)
def test_lawful_variants_pass(name: str, base: Graph) -> None:
    assert _changed(base, LAWFUL[name]["change"]) == Report(conforms=True), LAWFUL[name]["because"]


def test_every_requirement_has_its_case_and_every_case_its_requirement() -> None:
    stated = {found.shape.removeprefix(SHAPES) for found in requirements()}
    assert set(CASES) == stated
    assert len(CASES) == 290
    assert len(LAWFUL) == 9
    assert len(OTHERWISE) == 4


def test_a_requirement_is_one_name_one_message_and_one_severity() -> None:
    shapes = load_shapes()
    named = {str(found.shape) for found in requirements()}
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf)
    assert {str(shape) for target in targets for shape in shapes.subjects(target)} == named
    for found in requirements():
        shape = next(each for each in shapes.subjects(SH.severity) if str(each) == found.shape)
        assert not isinstance(shape, BNode)
        assert len(set(shapes.objects(shape, SH.severity))) == 1
        for predicate in (SH.name, SH.message):
            texts = list(shapes.objects(shape, predicate))
            languages = sorted(str(text.language) for text in texts if isinstance(text, Literal))
            assert languages == ["en", "ja"], f"{found.shape} {predicate}"


def test_requirements_lie_in_the_file_of_their_name() -> None:
    for path in sorted((HERE.parents[1] / "shapes").glob("*.ttl")):
        graph = Graph().parse(path)
        for shape in graph.subjects(SH.severity):
            assert str(shape).startswith(f"{SHAPES}{path.stem}#")


def test_nobody_is_forbidden_to_say_more() -> None:
    assert not list(load_shapes().subject_objects(SH.closed))


def test_the_shapes_are_shapes() -> None:
    conforms, _, text = pyshacl.validate(
        Graph(), shacl_graph=Graph().parse(data=_as_turtle(load_shapes())), meta_shacl=True
    )
    assert conforms, text


def test_results_do_not_depend_on_the_graph_in_memory(base: Graph) -> None:
    broken = Graph()
    broken += base
    for name in ("role-assignment#evidence", "agreement#complete", "source#range-order"):
        broken.update(PROLOGUE + CASES[name]["change"])
    ours = {(found.focus.value, found.shape) for found in validate(broken).results}
    plain = Graph()
    plain += broken
    for triple in concept_triples():
        plain.add(triple)
    _, outcome, _ = pyshacl.validate(
        plain, shacl_graph=Graph().parse(data=_as_turtle(load_shapes()))
    )
    theirs = {
        (str(outcome.value(result, SH.focusNode)), str(outcome.value(result, SH.sourceShape)))
        for result in outcome.subjects(RDF.type, SH.ValidationResult)
    }
    assert ours == theirs
    assert len(ours) >= 5


def _as_turtle(graph: Graph) -> str:
    copy = Graph()
    for triple in graph:
        copy.add(triple)
    return copy.serialize(format="turtle")
