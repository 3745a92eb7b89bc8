"""What became of a file (読み込みの結果): its text, or the one error that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from renkei.errors import finding
from renkei.model.findings import Finding, Severity
from renkei.model.source import SourceText
from renkei.reading.extraction import Origin


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file (読み込みの結果): its text, or None, and what is to be said.

    A text may come with warnings; no text comes with exactly one error, and then `origin` tells
    whether the file is at fault or the machine (a missing permission, a failing disk).
    """

    source: SourceText | None
    findings: tuple[Finding, ...] = ()
    origin: Origin = Origin.INPUT

    @property
    def name(self) -> str:
        """How findings and the graph call the file."""
        return self.source.name if self.source else self.findings[0].source


def refusal(
    code: str,
    name: str,
    values: dict[str, str] | None = None,
    *,
    origin: Origin = Origin.INPUT,
    at: tuple[int, int] | None = None,
) -> Reading:
    """A file that is not read, with the finding that says why; `at` is a line and a column."""
    found = finding(code, name, None, **(values or {}))
    if at is not None:
        found = found.model_copy(update={"line": at[0], "column": at[1]})
    return Reading(None, (found,), origin)


def too_large(name: str, size: int, limit: int) -> Reading:
    """A file that has more bytes than the limit."""
    return refusal("R002", name, {"size": f"{size:,}", "limit": f"{limit:,}"})


def failed(findings: tuple[Finding, ...], origin: Origin) -> Reading:
    """A file of which a reader could take no text: the first error, and no other."""
    errors = [found for found in findings if found.severity is Severity.ERROR]
    return Reading(None, (errors[0],), origin)


def placed(findings: tuple[Finding, ...], source: SourceText) -> tuple[Finding, ...]:
    """The findings of a reader, with line and column of those that have a range in the text."""
    return tuple(
        found.model_copy(update=source.place(found.span.start)._asdict()) if found.span else found
        for found in findings
    )
