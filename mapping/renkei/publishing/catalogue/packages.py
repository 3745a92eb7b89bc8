"""The datasets as CKAN holds them (CKANのパッケージ), under the keys of ckanext-dcat.

What CKAN's harvester would make of the catalogue and what is sent to CKAN directly are the same,
but for the formats of files: sent directly they have short names, which people know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pyoxigraph import NamedNode

from renkei.errors import Language, Wording
from renkei.publishing.catalogue.authorities import entry
from renkei.publishing.catalogue.datasets import description, tags, title
from renkei.publishing.catalogue.distributions import (
    Distribution,
    Service,
    agreement_distributions,
    distributions,
    services,
)
from renkei.publishing.catalogue.facts import AgreementFacts, Facts
from renkei.publishing.catalogue.frame import Frame, languages
from renkei.publishing.catalogue.settings import Settings
from renkei.publishing.catalogue.slugs import slug
from renkei.publishing.catalogue.vocabulary import (
    ONTOLOGY,
    SHA256_ALGORITHM,
    authority,
    below,
)
from renkei.publishing.catalogue.wording import keywords, said

Package = dict[str, Any]
"""A dataset in the form of CKAN's `package_show`."""

_FORMATS = {
    "CSV": "CSV",
    "JSON": "JSON",
    "JSON_LD": "JSON-LD",
    "RDF_N_QUADS": "N-Quads",
    "RDF_TRIG": "TriG",
    "RDF_TURTLE": "TTL",
    "SPARQLQ": "SPARQL",
}


def packages(facts: Facts, settings: Settings) -> tuple[Package, ...]:
    """Every dataset as CKAN holds it: the whole one first, then one per agreement."""
    frame = Frame(facts, settings)
    return (_whole(frame), *(_single(frame, one) for one in facts.agreements))


def show_answer(package: Package) -> dict[str, Any]:
    """A package as CKAN's `package_show` answers with it."""
    return {"success": True, "result": _kept(package)}


def search_answer(found: Sequence[Package]) -> dict[str, Any]:
    """Packages as CKAN's `package_search` answers with them."""
    return {
        "success": True,
        "result": {"count": len(found), "results": [_kept(one) for one in found]},
    }


def _kept(package: Package) -> Package:
    """A package with the identifier that a CKAN would have given it: harvesters go by it.

    A UUID of version 5 (RFC 9562 §5.5) from the dataset's IRI: the same in every build.
    """
    (uri,) = (each["value"] for each in package["extras"] if each["key"] == "uri")
    return {"id": str(uuid5(NAMESPACE_URL, uri)), **package}


def _whole(frame: Frame) -> Package:
    node = frame.names.dataset
    words = title(frame)
    frequency = frame.settings.frequency
    return _package(
        frame,
        node,
        name=frame.settings.ckan.name or slug(_one(frame, words)),
        title=words,
        notes=description(frame),
        landing=frame.home_page,
        found=distributions(frame),
        tagged=(),
        period=frame.facts.period,
        own={"version": frame.version},
        extras={
            "frequency": entry("frequency", frequency).value if frequency else None,
            "has_version": json.dumps([frame.names.version(frame.version).value]),
        },
    )


def _single(frame: Frame, agreement: AgreementFacts) -> Package:
    words = frame.title(agreement)
    day = agreement.concluded
    return _package(
        frame,
        frame.names.agreement_dataset(agreement.key),
        name=slug(_one(frame, words)),
        title=words,
        notes=frame.description(agreement),
        landing=frame.names.agreement(agreement.key),
        found=agreement_distributions(frame, agreement),
        tagged=(agreement,),
        period=(day, day) if day else None,
        own={},
        extras={},
    )


def _package(  # noqa: PLR0913  # one keyword for each thing in which the two kinds of package differ
    frame: Frame,
    node: NamedNode,
    *,
    name: str,
    title: Wording,
    notes: Wording,
    landing: NamedNode,
    found: Sequence[Distribution],
    tagged: Iterable[AgreementFacts],
    period: tuple[date, date] | None,
    own: Mapping[str, Any],
    extras: Mapping[str, str | None],
) -> Package:
    owner = frame.settings.ckan.owner_org
    stated = {**dict(_extras(frame, node, period)), **extras}
    resources = [_resource(frame, node, one) for one in found]
    names = sorted({tag.value for tag in tags(frame, tagged)})
    return {
        "name": name,
        "title": _one(frame, title),
        "notes": _one(frame, notes),
        "url": landing.value,
        "type": "dataset",
        "state": "active",
        "license_id": frame.settings.licence.ckan,
        "tags": [{"name": tag} for tag in names],
        "resources": resources,
        "extras": [{"key": key, "value": stated[key]} for key in sorted(stated) if stated[key]],
        **own,
        **({"owner_org": owner} if owner else {}),
    }


def _extras(
    frame: Frame, node: NamedNode, period: tuple[date, date] | None
) -> Iterator[tuple[str, str | None]]:
    settings = frame.settings
    yield "uri", node.value
    yield "identifier", node.value
    yield "issued", _day(settings.issued)
    yield "modified", _day(settings.modified)
    yield "language", json.dumps([language.value for language in languages()])
    yield "theme", json.dumps([authority("data-theme", code).value for code in ("GOVE", "REGI")])
    yield "conforms_to", json.dumps([ONTOLOGY.value])
    yield "access_rights", authority("access-right", "PUBLIC").value
    yield "provenance", _one(frame, said("dataset", "provenance"))
    yield "spatial_uri", authority("country", "JPN").value
    yield "temporal_start", _day(period[0] if period else None)
    yield "temporal_end", _day(period[1] if period else None)
    yield from _publisher(frame)


def _publisher(frame: Frame) -> Iterator[tuple[str, str | None]]:
    publisher, contact = frame.settings.publisher, frame.settings.contact
    yield "publisher_uri", frame.publisher.value
    yield (
        "publisher_name",
        _one(frame, publisher.name if publisher else said("publisher", "unknown")),
    )
    yield "contact_uri", frame.names.contact.value
    yield "contact_name", _one(frame, contact.name if contact else said("contact", "unknown"))
    if publisher:
        yield "publisher_email", publisher.email
        yield "publisher_url", publisher.homepage
        yield (
            "publisher_type",
            (entry("publishertype", publisher.type).value if publisher.type else None),
        )
    if contact:
        yield "contact_email", contact.email
        yield "contact_url", contact.page


def _resource(frame: Frame, dataset: NamedNode, one: Distribution) -> dict[str, Any]:
    settings = frame.settings
    availability = settings.availability
    fields: dict[str, Any] = {
        "uri": below(dataset, one.name).value,
        "name": _one(frame, one.title),
        "description": _one(frame, one.description),
        "url": one.url.value,
        "access_url": one.url.value,
        "download_url": one.url.value if one.file else None,
        "format": _FORMATS[one.file_type],
        "mimetype": one.media_type,
        "size": one.file.size if one.file else None,
        "hash": one.file.sha256 if one.file else None,
        "hash_algorithm": SHA256_ALGORITHM.value if one.file else None,
        "license": settings.licence.iri.value,
        "language": json.dumps([language.value for language in languages()]),
        "conforms_to": json.dumps([ONTOLOGY.value]) if one.whole else None,
        "issued": _day(settings.issued),
        "modified": _day(settings.modified),
        "availability": (
            entry("planned-availability", availability).value if availability else None
        ),
        "access_services": _access_services(frame, one),
    }
    return {key: value for key, value in fields.items() if value is not None}


def _access_services(frame: Frame, one: Distribution) -> str | None:
    """The service behind a distribution, as ckanext-dcat keeps it: a list in JSON."""
    found = [_service(frame, service) for service in services(frame) if service.name == one.service]
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else None


def _service(frame: Frame, service: Service) -> dict[str, Any]:
    words = keywords()
    return {
        "uri": frame.names.service(service.name).value,
        "title": _one(frame, said(service.name, "title")),
        "description": _one(frame, said(service.name, "description")),
        "endpoint_url": [service.url.value],
        "endpoint_description": service.description.value,
        "conforms_to": [service.standard.value],
        "serves_dataset": [frame.names.dataset.value],
        "license": frame.settings.licence.iri.value,
        "access_rights": authority("access-right", "PUBLIC").value,
        "theme": [authority("data-theme", code).value for code in ("GOVE", "REGI")],
        "keyword": sorted({word for said_ in words.values() for word in said_}),
    }


def _one(frame: Frame, words: Wording) -> str:
    language: Language = frame.settings.ckan.language
    return words.ja if language == "ja" else words.en


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
