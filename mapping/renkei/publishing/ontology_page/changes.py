"""The history of the ontology (変更履歴), as the page and docs/ontology-changes.md show it."""

from __future__ import annotations

import tomllib
from functools import cache

from pydantic import Field

from renkei.model.base import Frozen
from renkei.resources import table


class TermRow(Frozen):
    """What a term said before and says after a version (語の変更前と変更後)."""

    term: str
    before: str = ""
    after: str = ""
    ja: str
    en: str


class Version(Frozen):
    """One version of the ontology (版) and what it changed."""

    # Three numbers: "0.1.0"; not "1.0" and not "v0.1.0".
    number: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    date: str
    ja: str
    en: str
    terms: tuple[TermRow, ...] = ()


@cache
def versions() -> tuple[Version, ...]:
    """All versions, newest first.

    >>> versions()[-1].number
    '0.1.0'
    """
    path = table("renkei.publishing.ontology_page", "changes.toml")
    return tuple(
        Version.model_validate(row) for row in tomllib.loads(path.read_text("utf-8"))["version"]
    )


_HEAD = """<!-- Made from mapping/renkei/publishing/ontology_page/tables/changes.toml: edit that. -->

# オントロジーの変更履歴・Changes of the ontology

Version IRIs: `https://w3id.org/renkei/ns/NUMBER`. A term once released is never taken away: it is marked `owl:deprecated`, keeps its label
and definition, and names what to use instead. How a version is released is told in [the ontology's guide](ontology.md).
"""


def changes_markdown() -> str:
    """The page docs/ontology-changes.md; a test keeps the file up to date."""
    parts = [_HEAD]
    for version in versions():
        parts.append(f"\n## {version.number} ({version.date})\n\n{version.ja}\n\n{version.en}\n")
        if version.terms:
            parts.append("\n| term | before | after | |\n|---|---|---|---|\n")
        parts += [
            f"| `{row.term}` | {row.before or '—'} | {row.after or '—'} | {row.ja} · {row.en} |\n"
            for row in version.terms
        ]
    return "".join(parts)
