"""Every packaged question asked of the five real agreements, as a build makes them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from renkei.querying import Answer, Endpoint, LocalEndpoint, RemoteEndpoint, ask, questions, render

GOLDEN = Path(__file__).parent / "samples"
CASES: dict[str, dict[str, Any]] = tomllib.loads((GOLDEN / "cases.toml").read_text("utf-8"))
# The checksum of a source in the IRI of a range; the file's name is told in its place.
SOURCE = re.compile(r"https://w3id\.org/renkei/source/([0-9a-f]{64})#")


@pytest.fixture(scope="session")
def files(samples: Store) -> dict[str, str]:
    asked = "SELECT ?sha ?file WHERE { ?s renkei:fileName ?file ; dcterms:identifier ?sha }"
    prefixes = (
        "PREFIX renkei: <https://w3id.org/renkei/ns#> PREFIX dcterms: <http://purl.org/dc/terms/> "
    )
    rows = samples.query(prefixes + asked, use_default_graph_as_union=True)
    return {row["sha"].value: row["file"].value for row in rows}  # type: ignore[union-attr]  # a SELECT gives rows


def answer(name: str, endpoint: Endpoint) -> Answer:
    case = CASES[name]
    return ask(case.get("question", name), endpoint, **case.get("params", {}))


@pytest.mark.parametrize("name", CASES)
def test_the_answer_on_the_samples(
    name: str, samples: Store, files: dict[str, str], *, update_golden: bool
) -> None:
    found = render(answer(name, LocalEndpoint(samples)), "csv")
    told = SOURCE.sub(lambda match: f"{files[match[1]]}#", found)
    if update_golden:
        (GOLDEN / f"{name}.csv").write_text(told, "utf-8")
    assert told == (GOLDEN / f"{name}.csv").read_text("utf-8")


@pytest.mark.component("virtuoso")
@pytest.mark.parametrize("name", CASES)
def test_virtuoso_answers_alike(name: str, samples: Store, remote_samples: RemoteEndpoint) -> None:
    there = answer(name, remote_samples).records()
    assert there == answer(name, LocalEndpoint(samples)).records()


def test_every_question_is_asked_of_the_samples() -> None:
    asked = {case.get("question", name) for name, case in CASES.items()}
    assert asked == {question.name for question in questions()}
    assert {path.stem for path in GOLDEN.glob("*.csv")} == set(CASES)
    assert len(CASES) == 36
    assert all(case["because"] for case in CASES.values())


@pytest.mark.parametrize("name", CASES)
def test_no_bare_iri_stands_where_a_name_exists(name: str, samples: Store) -> None:
    found = answer(name, LocalEndpoint(samples))
    for at, column in enumerate(found.columns):
        if column.type != "iri":
            cells = {getattr(term, "value", "") for row in found.rows for term in row[at]}
            assert not [value for value in cells if value.startswith("https://w3id.org/renkei/")]
