"""Documents that are no agreement: each is called what it is, and nothing of it becomes a statement."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei import resources
from renkei.graph import document_quads
from renkei.model import Document
from renkei.parsing.structure.other_documents import told_by

Parsed = Callable[[str], Document]
DOCUMENTS = tomllib.loads(Path(__file__).with_name("other_documents.toml").read_text("utf-8"))


def _rows() -> list[dict[str, str]]:
    path = resources.table("renkei.parsing", "other_documents.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["place"] != "around"]


ROWS = _rows()
STATED = {"Agreement", "Party", "Article", "Initiative", "RoleAssignment", "Provision"}


def test_all_are_here() -> None:
    assert (len(DOCUMENTS), len(ROWS)) == (11, 13)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_words_that_tell(row: dict[str, str]) -> None:
    assert row["reason"]
    assert told_by(row["example"], row["place"]) == row["kind"]
    assert told_by(row["counterexample"], row["place"]) is None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_is_no_agreement(parsed: Parsed, name: str) -> None:
    given = DOCUMENTS[name]
    document = parsed(given["text"])
    assert document.agreements == ()
    assert [found.code for found in document.findings] == given["codes"]
    assert {f.values.get("what_ja") for f in document.findings if f.code == "P065"} == (
        {given["what"]} if given["what"] else set()
    )
    types = {quad.object.value.rpartition("#")[2] for quad in document_quads(document)}
    assert not types & STATED


def test_no_sample_is_taken_for_another_document(parsed: Parsed, samples: dict[str, str]) -> None:
    for name, text in samples.items():
        assert parsed(text).agreements, name
