"""docs/queries.md says what is there: every question, parameter, type and format, and its example."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from renkei.querying import FORMATS, LocalEndpoint, Question, ask, load_question, questions
from renkei.querying.questions import ColumnType, ParameterType

PAGE = (Path(__file__).parents[2] / "docs" / "queries.md").read_text("utf-8")
# A block of SPARQL in the page: from "```sparql" to "```"; not one of Python.
EXAMPLE = re.compile(r"```sparql\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question_is_on_the_page(question: Question) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{question.name}` |"))
    assert question.title.ja in row
    assert question.title.en in row
    assert all(f"`{parameter.name}`" in row for parameter in question.params)


def test_no_other_question_is_on_the_page() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| .*\?", PAGE, re.MULTILINE)
    assert rows == [question.name for question in questions()]


def test_every_type_key_and_format_is_on_the_page() -> None:
    keys = {each.name for each in fields(Question)} - {"name", "text"}
    names = {*get_args(ParameterType), *get_args(ColumnType), *keys, *FORMATS}
    assert len(names) == 34
    assert {name for name in names if f"`{name}`" not in PAGE} == set()


def test_the_example_runs(tmp_path: Path, local: LocalEndpoint) -> None:
    (text,) = EXAMPLE.findall(PAGE)
    (tmp_path / "example.rq").write_text(text, "utf-8")
    found = ask(load_question(tmp_path / "example.rq"), local, words="備蓄の状況")
    assert [len(record["source"]) for record in found.records()] == [2]  # type: ignore[arg-type]  # a combined column is a list
