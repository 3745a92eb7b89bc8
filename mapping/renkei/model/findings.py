"""Findings (指摘): what is to be said about a source or a graph, coded and placed."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from renkei.model.base import Frozen
from renkei.model.passages import Span


class Severity(StrEnum):
    """How grave a finding is (重大度): an error makes `renkei check` end with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(Frozen):
    """A coded message on a source (指摘); its wording stands in `renkei.errors`.

    `values` fill the blanks of the wording; `line` and `column` count from 1.
    `place` is where a person finds it in a file that is no plain text, as in `sheet=別表;cell=B4`.
    """

    code: str
    severity: Severity
    source: str
    span: Span | None = None
    line: int | None = None
    column: int | None = None
    place: str | None = None
    values: dict[str, str] = Field(default_factory=dict)
