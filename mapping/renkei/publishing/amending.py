"""The versions that the amendments of a build give (改正後の版), once all its sources were read.

An agreement and what changes it stand in different sources. Only these are read once more, one chain of
amendments at a time, so that the memory of a build does not grow with the number of its sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from renkei.errors import finding
from renkei.graph.vocabulary import Names
from renkei.model import Agreement, Document, Finding
from renkei.publishing.consolidating import Version, version
from renkei.publishing.parts import AgreementSummary, Part
from renkei.publishing.pipeline import document_part, parse_files
from renkei.publishing.settings import Settings
from renkei.publishing.sources import SourceFile

_Read = tuple[Document, Agreement]


def version_parts(
    amending: Sequence[AgreementSummary],
    homes: Mapping[str, SourceFile],
    folder: Path,
    settings: Settings,
) -> Iterator[Part | Finding]:
    """A part for each version, and a finding for each amendment of an agreement that is not there.

    `homes` tells the file of every agreement of the build. Raises `OSError` when the folder cannot
    be written.
    """
    ordered = sorted(amending, key=lambda each: (each.amends or "", _day(each), each.key))
    for amended, chain in groupby(ordered, key=lambda each: each.amends or ""):
        if amended in homes:
            yield from _chain(amended, list(chain), homes, folder, settings)
        else:
            for each in chain:
                name = homes[each.key].name
                yield finding("B011", name, None, key=each.key, amended=amended)


def _day(summary: AgreementSummary) -> date:
    return summary.concluded_on or date.min


def _chain(
    amended: str,
    chain: Sequence[AgreementSummary],
    homes: Mapping[str, SourceFile],
    folder: Path,
    settings: Settings,
) -> Iterator[Part]:
    """Each amendment is applied to what the one before it gave."""
    current = _read(homes[amended], amended)
    for each in chain:
        changing = _read(homes[each.key], each.key)
        made = version(current, changing, first=amended) if current and changing else None
        if made is None:
            continue
        yield _part(made, folder, settings)
        current = (made.document, made.agreement)


def _read(file: SourceFile, key: str) -> _Read | None:
    """The agreement of a key, from its file."""
    for document, _ in parse_files(file.path, name=file.name):
        for agreement in document.agreements if document else ():
            if document is not None and agreement.key == key:
                return document, agreement
    return None


def _part(made: Version, folder: Path, settings: Settings) -> Part:
    document = made.document.model_copy(update={"findings": made.findings})
    more = made.quads(Names(settings.base))
    part = document_part(document, document.source.file_sha256, folder, settings, more=more)
    summaries = (one.model_copy(update={"replaces": made.before}) for one in part.agreements)
    return part.model_copy(update={"agreements": tuple(summaries)})
