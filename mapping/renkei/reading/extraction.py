"""What a reader takes out of a file (取り出した本文): one text, and what a line of text cannot say.

A reader is `def read(data: bytes, *, name: str, file_sha256: str) -> Extraction`; the table
`tables/formats.csv` says which module holds the reader of a media type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from renkei.model.findings import Finding
from renkei.model.passages import Span
from renkei.model.source import Anchor, Confidence, MergedCell, Omission


class Origin(StrEnum):
    """Whose fault a failed reading is (原因の所在), since the exit code depends on it."""

    INPUT = "input"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file that is no plain text (取り出した本文), as `SourceText` describes it.

    A file that could not be read has an empty text and an error among its findings; `origin` tells
    whether the file is at fault or the machine, which may lack a program. A finding may have a span
    in the text: line and column are filled in later, from the span.
    """

    media_type: str
    text: str = ""
    encoding: str = "utf-8"
    anchors: tuple[Anchor, ...] = ()
    merged: tuple[MergedCell, ...] = ()
    furniture: tuple[Span, ...] = ()
    omitted: tuple[Omission, ...] = ()
    confidences: tuple[Confidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    origin: Origin = Origin.INPUT
