"""Agreements as a whole (協約の紐付け): every part linked, and what could not be is told."""

from __future__ import annotations

from datetime import date

from renkei.errors import finding
from renkei.linking.capacities import link_capacities
from renkei.linking.curation import Curation, curated
from renkei.linking.initiatives import link_heading, link_initiative
from renkei.linking.keys import agreement_key, amended_key, is_provisional
from renkei.linking.laws import link_citation
from renkei.linking.parties import PartyLinker
from renkei.linking.provisions import link_provisions
from renkei.model import Agreement, Document, Finding, SourceText, Span


def link(
    document: Document, *, curation: Curation | None = None, as_of: date | None = None
) -> Document:
    """The document with every agreement linked, and findings for what could not be.

    A party is looked up as of the conclusion; in a version, whose names may be newer, also `as_of` the
    day of its amendment.
    """
    agreements: list[Agreement] = []
    findings = list(document.findings)
    for position, agreement in enumerate(document.agreements, start=1):
        linked, found = _link(agreement, document.source, position, curation, as_of)
        agreements.append(linked)
        findings.extend(found)
    findings.sort(key=lambda found: (found.span.start if found.span else -1, found.code))
    return document.model_copy(
        update={"agreements": tuple(agreements), "findings": tuple(findings)}
    )


def _link(
    agreement: Agreement,
    source: SourceText,
    position: int,
    curation: Curation | None,
    as_of: date | None,
) -> tuple[Agreement, list[Finding]]:
    concluded = agreement.concluded_on.value if agreement.concluded_on else None
    linker = PartyLinker(source, tuple(day for day in (concluded, as_of) if day))
    parties = tuple(linker.link(party) for party in agreement.parties)
    agreement = agreement.model_copy(update={"parties": parties})
    agreement = agreement.model_copy(update={"parties": link_capacities(agreement)})
    headings = tuple(link_heading(heading) for heading in agreement.headings)
    by_number = {heading.number: heading for heading in headings}
    defined: dict[str, str] = {}
    citations = tuple(link_citation(citation, defined) for citation in agreement.citations)
    agreement = agreement.model_copy(
        update={
            "key": agreement_key(agreement, source, position),
            "amendment": agreement.amendment
            and agreement.amendment.model_copy(update={"amends": amended_key(agreement)}),
            "headings": headings,
            "initiatives": tuple(
                link_initiative(i, by_number, parties) for i in agreement.initiatives
            ),
            "citations": citations,
            "legal_basis": tuple(citation for citation in citations if citation.is_basis),
            "provisions": link_provisions(agreement),
            "corrections": tuple(
                sorted({*agreement.corrections, *linker.corrections}, key=lambda c: c.span)
            ),
        }
    )
    if curation is not None:
        agreement = curated(agreement, curation)
    return agreement, [*linker.findings, *_findings(agreement, source)]


def _findings(agreement: Agreement, source: SourceText) -> list[Finding]:
    """What could not be linked, after curation had its say."""
    found: list[Finding] = []
    if agreement.key and is_provisional(agreement.key):
        found.append(finding("L012", source, agreement.span, key=agreement.key))
    for party in agreement.parties:
        if party.capacity is None:
            span = Span(party.name.start, party.name.end)
            found.append(finding("L004", source, span, party=party.name.text))
    for heading in agreement.headings:
        if heading.policy_field is None:
            span = Span(heading.text.start, heading.text.end)
            found.append(finding("L005", source, span, heading=heading.text.text))
    for citation in agreement.citations:
        if citation.article is not None and citation.law_id is None:
            span = Span(citation.passage.start, citation.passage.end)
            found.append(finding("L010", source, span, title=citation.title))
    found.extend(_unclassified(agreement, source))
    return found


def _unclassified(agreement: Agreement, source: SourceText) -> list[Finding]:
    found: list[Finding] = []
    for initiative in agreement.initiatives:
        name = initiative.label or initiative.derived_label
        words = name.text if name else ""
        at = initiative.content or initiative.label
        span = Span(at.start, at.end) if at else None
        if not [link for link in initiative.themes if not link.rejected]:
            values = {"initiative": initiative.number, "label": words}
            found.append(finding("L006", source, span, **values))
        for role in initiative.roles:
            if not [link for link in role.role_types if not link.rejected]:
                place = Span(role.text.start, role.text.end)
                values = {"initiative": initiative.number, "label": words, "words": role.text.text}
                found.append(finding("L007", source, place, **values))
    return found
