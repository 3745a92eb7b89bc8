"""The catalogue of findings (指摘の一覧): every code, its wording and its remedy, in ja and en.

One TOML file per stage stands beside this module; docs/errors/ is written from them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from renkei.errors.wording import Language, Wording
from renkei.model.base import Frozen
from renkei.model.findings import Finding, Severity
from renkei.model.passages import Span
from renkei.model.source import SourceText

STAGES = ("reading", "parsing", "linking", "building")


class FindingKind(Frozen):
    """One kind of finding: when it occurs, what is said and how to mend it."""

    code: str
    stage: str
    severity: Severity
    message: Wording
    remedy: Wording
    when: Wording
    example: str


@cache
def catalogue() -> dict[str, FindingKind]:
    """Every kind of finding by its code, in the order of the codes.

    >>> catalogue()["R001"].severity
    <Severity.ERROR: 'error'>
    """
    kinds: dict[str, FindingKind] = {}
    for stage in STAGES:
        raw = tomllib.loads((files("renkei.errors") / f"{stage}.toml").read_text("utf-8"))
        for code, entry in raw.items():
            kinds[code] = FindingKind(code=code, stage=stage, **entry)
    return dict(sorted(kinds.items()))


def finding(
    code: str,
    source: SourceText | str,
    span: Span | None = None,
    **values: str,
) -> Finding:
    """A finding of a known code, placed in its source.

    Raises `KeyError` for a code that the catalogue lacks.
    """
    kind = catalogue()[code]
    if isinstance(source, str):
        return Finding(code=code, severity=kind.severity, source=source, span=span, values=values)
    place = source.place(span.start) if span else None
    return Finding(
        code=code,
        severity=kind.severity,
        source=source.name,
        span=span,
        line=place.line if place else None,
        column=place.column if place else None,
        values=values,
    )


def message(found: Finding, language: Language) -> str:
    """What a finding says, in one language."""
    return catalogue()[found.code].message.fill(language, found.values)


def remedy(found: Finding, language: Language) -> str:
    """What to do about a finding, in one language."""
    return catalogue()[found.code].remedy.fill(language, found.values)
