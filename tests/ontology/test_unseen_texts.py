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
    ("themes", concepts.measure_unseen_themes, 40, "themes.ttl"),
    ("roles", concepts.measure_unseen_roles, 80, "role-types.ttl"),
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


def test_every_judgement_has_its_reason() -> None:
    for name, count in (("initiatives.csv", 40), ("roles.csv", 80)):
        rows = concepts._rows(concepts.UNSEEN / name)
        assert len(rows) == count
        assert all(row["reason"] for row in rows)
