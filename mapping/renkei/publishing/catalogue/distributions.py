"""Distributions (配布形態) and data services (データサービス): how the data can be had."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from renkei.errors import Wording
from renkei.publishing.catalogue.authorities import entry, media_type_triples
from renkei.publishing.catalogue.facts import AgreementFacts, FileFacts
from renkei.publishing.catalogue.faults import PACKAGE
from renkei.publishing.catalogue.frame import Frame, languages
from renkei.publishing.catalogue.statements import Value, both, day, describe, types
from renkei.publishing.catalogue.vocabulary import (
    ONTOLOGY,
    SHA256_ALGORITHM,
    SHA256_OF_SPDX,
    authority,
    below,
    media_type,
    term,
)
from renkei.publishing.catalogue.wording import keywords, said
from renkei.resources import table

_SPARQL_PROTOCOL = NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_OPENAPI = NamedNode("https://spec.openapis.org/oas/v3.1.0")


class Distribution(NamedTuple):
    """One form in which a dataset can be had: a file of the site, or a service.

    `url` is the address of the file or of the service; `whole` says whether all statements are in
    it; `service` names the data service behind it.
    """

    name: str
    url: NamedNode
    title: Wording
    description: Wording
    file_type: str
    media_type: str
    file: FileFacts | None = None
    whole: bool = False
    service: str | None = None


class Service(NamedTuple):
    """A data service: its name, its address, where it describes itself, what it conforms to."""

    name: str
    url: NamedNode
    description: NamedNode
    standard: NamedNode


def distributions(frame: Frame) -> tuple[Distribution, ...]:
    """The distributions of the whole dataset: those files that the site has, then the services."""
    files = (_file(frame, row) for row in _rows() if row["file"] in frame.facts.files)
    return (*files, *(_of_service(service) for service in services(frame)))


def agreement_distributions(frame: Frame, agreement: AgreementFacts) -> tuple[Distribution, ...]:
    """The distribution of one agreement, if the site has its file."""
    if agreement.file is None:
        return ()
    title = frame.title(agreement)
    return (
        Distribution(
            name="ttl",
            url=frame.url(agreement.file.path),
            title=Wording(ja=f"{title.ja} Turtle", en=f"{title.en}, Turtle"),
            description=said("agreement", "distribution"),
            file_type="RDF_TURTLE",
            media_type="text/turtle",
            file=agreement.file,
            whole=True,
        ),
    )


def services(frame: Frame) -> tuple[Service, ...]:
    """The services that the publisher says are running."""
    stated = frame.settings.services
    found = []
    if stated.sparql:
        url = NamedNode(stated.sparql)
        found.append(Service("sparql", url, url, _SPARQL_PROTOCOL))
    if stated.api:
        url = NamedNode(stated.api)
        description = NamedNode(stated.api_description) if stated.api_description else url
        found.append(Service("api", url, description, _OPENAPI))
    return tuple(found)


def distribution_triples(
    frame: Frame, dataset: NamedNode, found: Iterable[Distribution]
) -> Iterator[Triple]:
    """The distributions of a dataset, with formats, sizes and checksums."""
    for one in found:
        node = below(dataset, one.name)
        yield from describe(dataset, ("dcat:distribution", node))
        yield from describe(node, types("dcat:Distribution"), *_distribution(frame, node, one))
        yield from media_type_triples(media_type(one.media_type), one.media_type)
        if one.file:
            yield from _checksum(node, one.file)


def _distribution(frame: Frame, node: NamedNode, one: Distribution) -> Iterator[tuple[str, Value]]:
    availability = frame.settings.availability
    size = str(one.file.size) if one.file else None
    yield "dcterms:title", both(one.title)
    yield "dcterms:description", both(one.description)
    yield "dcat:accessURL", one.url
    yield "dcat:downloadURL", one.url if one.file else None
    yield "dcat:accessService", frame.names.service(one.service) if one.service else None
    yield "dcterms:format", authority("file-type", one.file_type)
    yield "dcat:mediaType", media_type(one.media_type)
    yield "dcat:byteSize", Literal(size, datatype=term("xsd:nonNegativeInteger")) if size else None
    yield "spdx:checksum", _checksum_node(node) if size else None
    yield "dcterms:license", frame.settings.licence.iri
    yield "dcterms:language", languages()
    yield "dcterms:conformsTo", ONTOLOGY if one.whole else None
    yield "dcterms:issued", day(frame.settings.issued)
    yield "dcterms:modified", day(frame.settings.modified)
    yield (
        "dcatap:availability",
        entry("planned-availability", availability) if availability else None,
    )


def _checksum(node: NamedNode, file: FileFacts) -> Iterator[Triple]:
    yield from describe(
        _checksum_node(node),
        types("spdx:Checksum"),
        ("spdx:algorithm", SHA256_ALGORITHM),
        ("spdx:checksumValue", Literal(file.sha256, datatype=term("xsd:hexBinary"))),
    )
    yield from describe(
        SHA256_ALGORITHM, types("spdx:ChecksumAlgorithm"), ("owl:sameAs", SHA256_OF_SPDX)
    )


def _checksum_node(distribution: NamedNode) -> NamedNode:
    return NamedNode(f"{distribution.value}-sha256")


def service_triples(frame: Frame) -> Iterator[Triple]:
    """The data services, each with what DCAT-AP asks of one."""
    for service in services(frame):
        yield from describe(
            frame.names.service(service.name),
            types("dcat:DataService"),
            ("dcterms:title", both(said(service.name, "title"))),
            ("dcterms:description", both(said(service.name, "description"))),
            ("dcat:endpointURL", service.url),
            ("dcat:endpointDescription", service.description),
            ("dcterms:conformsTo", service.standard),
            ("dcat:servesDataset", frame.names.dataset),
            ("dcterms:license", frame.settings.licence.iri),
            ("dcterms:publisher", frame.publisher),
            ("dcat:keyword", [Literal(w, language=k) for k, ws in keywords().items() for w in ws]),
            *frame.rights(),
        )
        yield from describe(service.standard, types("dcterms:Standard"))


def _file(frame: Frame, row: dict[str, str]) -> Distribution:
    return Distribution(
        name=row["name"],
        url=frame.url(row["file"]),
        title=Wording(ja=row["title_ja"], en=row["title_en"]),
        description=Wording(ja=row["ja"], en=row["en"]),
        file_type=row["file_type"],
        media_type=row["media_type"],
        file=frame.facts.files[row["file"]],
        whole=row["whole"] == "yes",
    )


def _of_service(service: Service) -> Distribution:
    sparql = service.name == "sparql"
    return Distribution(
        name=service.name,
        url=service.url,
        title=said(service.name, "title"),
        description=said(service.name, "description"),
        file_type="SPARQLQ" if sparql else "JSON",
        media_type="application/sparql-results+xml" if sparql else "application/json",
        service=service.name,
    )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with table(PACKAGE, "distributions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
