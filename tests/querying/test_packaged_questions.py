"""Every packaged question: the expected answer, from the store here and from Virtuoso alike."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from renkei.querying import Answer, Endpoint, LocalEndpoint, RemoteEndpoint, ask, questions, render
from renkei.resources import folder

GOLDEN = Path(__file__).parent / "golden"
CASES: dict[str, dict[str, Any]] = tomllib.loads((GOLDEN / "cases.toml").read_text("utf-8"))


def answer(name: str, endpoint: Endpoint) -> Answer:
    case = CASES[name]
    return ask(case.get("question", name), endpoint, **case.get("params", {}))


@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_the_expected_one(
    name: str, local: LocalEndpoint, *, update_golden: bool
) -> None:
    found = render(answer(name, local), "csv")
    if update_golden:
        (GOLDEN / f"{name}.csv").write_text(found, "utf-8")
    assert found == (GOLDEN / f"{name}.csv").read_text("utf-8")


@pytest.mark.component("virtuoso")
@pytest.mark.parametrize("name", CASES)
def test_virtuoso_gives_the_same_answer(
    name: str, local: LocalEndpoint, remote: RemoteEndpoint
) -> None:
    assert answer(name, remote).records() == answer(name, local).records()


@pytest.mark.component("virtuoso")
@pytest.mark.parametrize("name", CASES)
def test_virtuoso_gives_the_same_terms(
    name: str, local: LocalEndpoint, remote: RemoteEndpoint
) -> None:
    here, there = answer(name, local), answer(name, remote)
    columns = [at for at, column in enumerate(here.columns) if column.type != "boolean"]
    assert [[row[at] for at in columns] for row in there.rows] == [
        [row[at] for at in columns] for row in here.rows
    ]


def test_every_question_has_a_case_and_every_case_an_answer() -> None:
    asked = {case.get("question", name) for name, case in CASES.items()}
    assert asked == {question.name for question in questions()}
    assert {path.stem for path in GOLDEN.glob("*.csv")} == set(CASES)
    assert len(CASES) == 46
    assert all(case["because"] for case in CASES.values())


def test_the_folder_is_the_registry() -> None:
    assert [question.name for question in questions()] == sorted(
        path.stem for path in folder("queries").glob("*.rq")
    )
    assert len(questions()) == 31


# A term of the ontology in a query: `renkei:roleText`; not `renkei:` in a PREFIX line.
TERM = re.compile(r"\brenkei:(\w+)")


def test_every_term_in_the_queries_is_in_the_ontology() -> None:
    ontology = (folder("ontology") / "renkei.ttl").read_text("utf-8")
    declared = set(re.findall(r"^renkei:(\w+)", ontology, re.MULTILINE))
    used = {term for question in questions() for term in TERM.findall(question.text)}
    assert len(used) > 30
    assert used - declared == set()


# A concept that a query names: `type:lead`, `field:welfare`; not a prefix line.
CONCEPT = re.compile(r"\b(type|provision|field|theme|settlement|procedure):([a-z-]+)")
SCHEMES = {
    "type": "role-type",
    "provision": "provision-type",
    "field": "policy-field",
    "theme": "theme",
    "settlement": "settlement",
    "procedure": "procedure",
}


def test_every_concept_in_the_queries_is_in_its_scheme() -> None:
    ontology = "".join(path.read_text("utf-8") for path in folder("ontology").glob("*.ttl"))
    used = {found for question in questions() for found in CONCEPT.findall(question.text)}
    defaults = {
        (parameter.type, parameter.default)
        for question in questions()
        for parameter in question.params
        if parameter.type == "theme" and parameter.default
    }
    wanted = {(SCHEMES[prefix], slug) for prefix, slug in used} | defaults
    assert len(wanted) == 19
    for scheme, slug in sorted(wanted):
        assert re.search(rf"\b(?:{scheme}[:/]|:){slug}\b", ontology), (scheme, slug)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_labels_are_in_both_languages(question: Any) -> None:
    wordings = [question.title, question.description]
    wordings += [each.label for each in (*question.params, *question.columns)]
    assert all(wording.ja.strip() and wording.en.strip() for wording in wordings)


def test_no_theme_is_two_below_another() -> None:
    """missing-themes looks one step up; a deeper scheme would need a deeper look."""
    themes = Store()
    themes.bulk_load(path=str(folder("ontology") / "themes.ttl"), format=RdfFormat.TURTLE)
    broader = NamedNode("http://www.w3.org/2004/02/skos/core#broader")
    pairs = [(quad.subject, quad.object) for quad in themes.quads_for_pattern(None, broader, None)]
    assert pairs
    assert {above for _, above in pairs} & {below for below, _ in pairs} == set()
