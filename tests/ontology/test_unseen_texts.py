"""The rules against texts that they have not seen: the guide says what the measure says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import SKOS

import concepts
from renkei.publishing.ontology_page.terms import ontology_graph

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "limits-of-rules.md"
CASES = [
    ("themes", concepts.measure_unseen_themes, 84, "themes.ttl"),
    ("roles", concepts.measure_unseen_roles, 124, "role-types.ttl"),
]


@pytest.mark.parametrize(("name", "measure", "cases", "scheme"), CASES, ids=["themes", "roles"])
def test_the_guide_says_what_was_measured(
    name: str, measure: object, cases: int, scheme: str
) -> None:
    """If a rule has changed, put the new table into the guide, better or worse; not the rule back."""
    assert callable(measure)
    measured = measure()
    assert measured.cases == cases
    text = GUIDE.read_text("utf-8")
    block = re.search(rf"<!-- unseen {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert block is not None
    assert block[1] == concepts.markdown(measured)
    slugs = {str(node) for node in ontology_graph(scheme).objects(None, SKOS.notation)}
    assert set(measured.scores) <= slugs


def test_the_guide_says_how_the_styles_differ() -> None:
    block = re.search(
        r"<!-- unseen styles -->\n(.*?)<!-- end -->", GUIDE.read_text("utf-8"), re.DOTALL
    )
    assert block is not None
    assert block[1] == concepts.styles_markdown()


@pytest.mark.parametrize(
    ("folder", "initiatives", "roles"),
    [(concepts.UNSEEN, 84, 124), (concepts.DEVELOPMENT, 636, 947)],
    ids=["unseen", "development"],
)
def test_every_judgement_has_its_reason(folder: Path, initiatives: int, roles: int) -> None:
    for name, count in (("initiatives.csv", initiatives), ("roles.csv", roles)):
        rows = concepts.rows(folder / name)
        assert len(rows) == count
        assert all(row["reason"] for row in rows)


def test_no_unseen_text_is_among_those_of_the_development() -> None:
    seen = {row["text"] for row in concepts.rows(concepts.DEVELOPMENT / "roles.csv")}
    assert not seen & {row["text"] for row in concepts.rows(concepts.UNSEEN / "roles.csv")}
    known = {row["content"] for row in concepts.rows(concepts.DEVELOPMENT / "initiatives.csv")}
    assert not known & {
        row["content"] for row in concepts.rows(concepts.UNSEEN / "initiatives.csv")
    }
