"""Articles that are not called 条: what is printed in the place of the number, and which number nobody printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkei.graph import Names, agreement_quads
from renkei.graph.vocabulary import term
from renkei.linking import link
from renkei.parsing import parse
from renkei.reading import read

CASES = Path(__file__).resolve().parents[1] / "parsing" / "cases"


@pytest.mark.parametrize(
    ("case", "marks", "counted"),
    [
        ("sections-ordinal", ["第１", "第２", "第３", "第４"], 0),  # their number is printed
        ("sections-captions-alone", [], 3),  # captions alone: the number is a count
        ("plain", [], 0),  # 第1条 is no mark, it stands in the printed form
    ],
)
def test_marks_of_articles(case: str, marks: list[str], counted: int) -> None:
    document = link(parse(read(CASES / case / "source.txt").source))
    quads = list(agreement_quads(document.agreements[0], document, Names()))
    articles = {
        quad.subject
        for quad in quads
        if quad.predicate == term("rdf:type") and quad.object == term("renkei:Article")
    }
    said = [quad for quad in quads if quad.subject in articles]
    assert sorted(q.object.value for q in said if q.predicate == term("renkei:mark")) == marks
    assert sum(q.predicate == term("renkei:numberDerived") for q in said) == counted
