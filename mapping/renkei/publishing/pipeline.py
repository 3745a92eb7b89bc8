"""One source through the whole house (一件の処理): read, parse, link, map, validate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad

from renkei.errors import finding
from renkei.graph import canonical_lines, document_quads, municipality_quads
from renkei.graph.quads import agreement_quads
from renkei.graph.vocabulary import Names
from renkei.linking import Curation, link, unused
from renkei.model import Agreement, Document, Finding, SourceText
from renkei.parsing import parse
from renkei.publishing.parts import AgreementSummary, Part, Violation, keep_graph
from renkei.publishing.settings import Settings
from renkei.reading import Origin, Reading, read, read_all
from renkei.reading.steps import begin
from renkei.validation.places import place
from renkei.validation.quick import validate_statements
from renkei.validation.remarks import remark_quads
from renkei.validation.report import Report
from renkei.validation.results import Level
from renkei.validation.statute import lint_quads
from renkei.validation.words import Messages


def understand(reading: Reading, *, curation: Curation | None = None) -> Document | None:
    """What a reading holds, parsed and linked; None where nothing could be read.

    The findings of all stages are in the document, those of reading first.
    """
    if reading.source is None:
        return None
    begin(reading.name)
    document = link(parse(reading.source), curation=curation)
    findings = (*reading.findings, *document.findings)
    return document.model_copy(update={"findings": _in_file(findings, reading.source)})


def _in_file(findings: tuple[Finding, ...], source: SourceText) -> tuple[Finding, ...]:
    """The findings, each with its place in a file that is no plain text."""
    if not source.anchors:
        return findings
    return tuple(
        found.model_copy(update={"place": source.file_place(found.span.start)})
        if found.span
        else found
        for found in findings
    )


def parse_file(path: Path, *, name: str | None = None) -> tuple[Document | None, Reading]:
    """Read, parse and link one file: the document, and how reading went."""
    reading = read(path, name=name)
    return understand(reading), reading


def parse_files(
    path: Path, *, name: str | None = None
) -> Iterator[tuple[Document | None, Reading]]:
    """Read, parse and link every text of a file, as `parse_file` does with one."""
    for reading in read_all(path, name=name):
        yield understand(reading), reading


def make_parts(
    data: bytes, name: str, folder: Path, settings: Settings, *, skip: int = 0
) -> Iterator[Part]:
    """Take every text of a file through the house and put their graphs into a folder of parts.

    A file holds one text, or as many as a ZIP has members, of which the first `skip` are passed
    over. Raises `OSError` when the folder cannot be written.
    """
    file_sha256 = hashlib.sha256(data).hexdigest()
    for reading in read_all(data, name=name, skip=skip):
        yield _made(_with_origin(reading, settings), file_sha256, folder, settings)


def _with_origin(reading: Reading, settings: Settings) -> Reading:
    """The reading of a text whose file was fetched, or of a member of such a file."""
    if reading.source is None or not settings.retrieved:
        return reading
    source = reading.source.model_copy(update={"retrieved": settings.retrieved})
    return replace(reading, source=source)


def _made(reading: Reading, file_sha256: str, folder: Path, settings: Settings) -> Part:
    document = understand(reading, curation=settings.curation)
    name = reading.name
    if document is None:
        return Part(
            name=name,
            file_sha256=file_sha256,
            source_sha256=None,
            environment=reading.origin is Origin.ENVIRONMENT,
            findings=reading.findings,
        )
    return document_part(document, file_sha256, folder, settings)


def document_part(
    document: Document,
    file_sha256: str,
    folder: Path,
    settings: Settings,
    *,
    more: Iterable[Quad] = (),
) -> Part:
    """The part of a document that was read and linked; its graphs go into a folder of parts.

    `more` are statements that the graph of each agreement holds besides. Raises `OSError` when the
    folder cannot be written.
    """
    names = Names(settings.base)
    summaries: list[AgreementSummary] = []
    findings: list[Finding] = list(document.findings)
    besides = tuple(more)
    for agreement in document.agreements:
        begin(document.source.name)
        quads = _quads(agreement, document, names, besides)
        report = _validated(quads, agreement, settings.base)
        kept = keep_graph(folder, canonical_lines(quads))
        summaries.append(_summary(agreement, kept, report))
        findings.extend(_violations(summaries[-1], document))
    loose = canonical_lines(_loose_quads(document, settings.base))
    (folder / f"{document.source.sha256}.txt").write_bytes(document.source.text.encode())
    return Part(
        name=document.source.name,
        file_sha256=file_sha256,
        source_sha256=document.source.sha256,
        findings=tuple(findings),
        agreements=tuple(summaries),
        loose_sha256=keep_graph(folder, loose) if loose else None,
        decided=_decided(document, settings.curation),
    )


def _quads(
    agreement: Agreement, document: Document, names: Names, besides: Iterable[Quad] = ()
) -> list[Quad]:
    """The graph of an agreement: what was read, what is said besides, and what the lint says of it."""
    read = list(agreement_quads(agreement, document, names))
    remarks = remark_quads(lint_quads(read), agreement.key or "", names)
    return [*read, *besides, *remarks]


def _decided(document: Document, curation: Curation | None) -> tuple[str, ...]:
    """The rows of the curation file whose subject is in this document."""
    if curation is None:
        return ()
    absent = {decision.rule for decision in unused(curation, document.agreements)}
    return tuple(d.rule for d in curation.decisions if d.rule not in absent)


def _loose_quads(document: Document, base: str) -> Iterable[Quad]:
    """The graph of what lies in no agreement."""
    if document.agreements and not document.unread:
        return ()
    return document_quads(document.model_copy(update={"agreements": ()}), base=base)


def _codes(agreement: Agreement) -> tuple[str, ...]:
    return tuple(p.municipality.jis_code for p in agreement.parties if p.municipality)


def _validated(quads: Iterable[Quad], agreement: Agreement, base: str) -> Report:
    context = municipality_quads(_codes(agreement), base=base)
    return validate_statements(quads, context=context)


def _summary(agreement: Agreement, sha256: str, report: Report) -> AgreementSummary:
    violations = [r for r in report.results if r.severity is Level.VIOLATION]
    return AgreementSummary(
        key=agreement.key or "",
        title=agreement.title.text if agreement.title else "",
        completeness=agreement.completeness,
        initiatives=len(agreement.initiatives),
        roles=sum(len(initiative.roles) for initiative in agreement.initiatives),
        unread=len(agreement.unread),
        corrections=len(agreement.corrections),
        municipalities=_codes(agreement),
        graph_sha256=sha256,
        violations=tuple(
            Violation(focus=r.focus.value, message=r.messages, remedy=r.remedy, clause=r.clause)
            for r in violations
        ),
        warnings=report.count(Level.WARNING),
        amends=_amends(agreement),
        replaces=_replaces(agreement),
        concluded_on=agreement.concluded_on.value if agreement.concluded_on else None,
    )


def _amends(agreement: Agreement) -> str | None:
    """The agreement of which an amendment gives a version; one that ends or restates gives none."""
    amendment = agreement.amendment
    gives = amendment and not amendment.repeals and not amendment.restates
    return amendment.amends if amendment and gives else None


def _replaces(agreement: Agreement) -> str | None:
    """The agreement in whose place a restated one stands."""
    amendment = agreement.amendment
    return amendment.amends if amendment and amendment.restates else None


def _violations(summary: AgreementSummary, document: Document) -> list[Finding]:
    return [_violation(found, summary.key, document.source) for found in summary.violations]


def _violation(found: Violation, key: str, source: SourceText) -> Finding:
    """What does not pass, at the clause that it was read from."""
    remedy = found.remedy or Messages(ja="", en="")
    return finding(
        "B003",
        source,
        found.clause.span(source.sha256) if found.clause else None,
        key=key,
        place_ja=place(found.focus, "ja") or found.focus,
        place_en=place(found.focus, "en") or found.focus,
        why_ja=found.message.ja,
        why_en=found.message.en,
        remedy_ja=remedy.ja,
        remedy_en=remedy.en,
    )
