"""The harvest rehearsal (収集の予行): what CKAN's own harvester makes of our catalogue.

The parser is the real one of ckanext-dcat, in an environment of its own. What it would store is
compared with what we would send to CKAN ourselves, field by field; the differences are listed here,
each with its reason, and there are no others.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from renkei.publishing.catalogue import Facts, Settings, write_catalogue
from renkei.publishing.catalogue.packages import packages

HARVEST = Path(__file__).parent / "harvest_with_ckan.py"
HOME = "https://data.city.example.jp/renkei"
EU = "http://publications.europa.eu/resource/authority"
FORMS = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}

# What the harvester says in addition, or otherwise than we do.
SPATIAL = {"spatial_text", "spatial_bbox", "spatial_centroid"}
"""Made from the EU's entry for Japan; a portal of Japan needs no map of it."""
ONE_LABEL = {"provenance"}
"""The harvester takes the first of several labels, whatever their language."""
IN_A_FIELD = {"has_version"}
"""The harvester puts it into a field, which a CKAN without a schema for it drops; we, among the extras."""
FORMATS = {
    "CSV": "CSV",
    "JSON": "JSON",
    "JSON-LD": f"{EU}/file-type/JSON_LD",
    "N-Quads": f"{EU}/file-type/RDF_N_QUADS",
    "SPARQL": "SPARQL",
    "TTL": f"{EU}/file-type/RDF_TURTLE",
    "TriG": f"{EU}/file-type/RDF_TRIG",
}
"""CKAN's own list of formats lacks those of RDF but RDF/XML: of them the IRI is kept."""


def harvested(ckan_interpreter: Path, catalogue: Path, language: str) -> dict[str, Any]:
    form = FORMS[catalogue.suffix.lstrip(".")]
    done = subprocess.run(
        [ckan_interpreter, HARVEST, language, form, catalogue],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def plain(value: object) -> object:
    """Lists of JSON in words, whose order means nothing, as sorted lists."""
    if isinstance(value, str) and value.startswith("["):
        return sorted(json.loads(value), key=str)
    return value


def extras(package: dict[str, Any]) -> dict[str, object]:
    return {entry["key"]: plain(entry["value"]) for entry in package["extras"]}


def resources(package: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {resource["uri"]: resource for resource in package["resources"]}


def of_service(service: dict[str, Any]) -> dict[str, Any]:
    """What a data service is, without who publishes it: that is the dataset's publisher."""
    left_out = {"access_service_ref", "contact", "publisher"}
    return {
        key: sorted(value) if isinstance(value, list) else value
        for key, value in service.items()
        if key not in left_out
    }


@pytest.fixture(scope="module", params=["ja", "en"])
def rehearsal(
    request: pytest.FixtureRequest,
    ckan_interpreter: Path,
    site: Path,
    facts: Facts,
    settings: Settings,
) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """For each dataset what CKAN would store and what we meant, by its IRI."""
    found = harvested(ckan_interpreter, site / "catalog.ttl", request.param)["datasets"]
    spoken = settings.ckan.model_copy(update={"language": request.param})
    meant = packages(facts, settings.model_copy(update={"ckan": spoken}))
    by_iri = {str(extras(package)["uri"]): package for package in meant}
    return {
        str(extras(package)["uri"]): (package, by_iri[str(extras(package)["uri"])])
        for package in found
    }


Rehearsal = dict[str, tuple[dict[str, Any], dict[str, Any]]]


def test_every_dataset_arrives(rehearsal: Rehearsal) -> None:
    assert len(rehearsal) == 6


@pytest.mark.parametrize("field", ["name", "title", "notes", "url", "license_id", "version"])
def test_a_field_arrives_as_it_was_meant(rehearsal: Rehearsal, field: str) -> None:
    for iri, (stored, meant) in rehearsal.items():
        assert stored.get(field) == meant.get(field), iri
        assert stored.get(field) or field == "version"


def test_names_are_unlike_and_legible(rehearsal: Rehearsal) -> None:
    names = [stored["name"] for stored, _ in rehearsal.values()]
    assert len(set(names)) == len(names)
    assert all("renkei" in name for name in names)


def test_the_licence_is_known_to_ckan(rehearsal: Rehearsal) -> None:
    assert {stored["license_id"] for stored, _ in rehearsal.values()} == {"cc-by"}


def test_tags_arrive(rehearsal: Rehearsal) -> None:
    for stored, meant in rehearsal.values():
        assert sorted(tag["name"] for tag in stored["tags"]) == [
            tag["name"] for tag in meant["tags"]
        ]


def test_extras_arrive(rehearsal: Rehearsal) -> None:
    for stored, meant in rehearsal.values():
        found, wanted = extras(stored), extras(meant)
        assert set(found) - set(wanted) == SPATIAL
        fields = {key: plain(stored[key]) for key in IN_A_FIELD if key in stored}
        assert set(wanted) <= set(found) | set(fields)
        found |= fields
        different = {key for key in wanted if found[key] != wanted[key]}
        assert different <= ONE_LABEL


def test_publisher_contact_and_dates_arrive(rehearsal: Rehearsal) -> None:
    stored, _ = rehearsal["https://w3id.org/renkei/dataset/renkei"]
    found = extras(stored)
    assert found["publisher_name"] in {"見本市", "Sample City"}
    assert found["publisher_type"] == "http://purl.org/adms/publishertype/LocalAuthority"
    assert found["contact_email"] == "opendata@city.example.jp"
    assert (found["issued"], found["modified"]) == ("2026-11-21", "2026-11-21")
    assert (found["temporal_start"], found["temporal_end"]) == ("2016-02-23", "2017-03-30")
    assert found["access_rights"] == f"{EU}/access-right/PUBLIC"
    assert found["frequency"] == f"{EU}/frequency/IRREG"


def test_resources_arrive(rehearsal: Rehearsal) -> None:
    seen = 0
    for stored, meant in rehearsal.values():
        found, wanted = resources(stored), resources(meant)
        assert set(found) == set(wanted)
        for iri, resource in wanted.items():
            seen += 1
            other = found[iri]
            assert set(other) - set(resource) == {"distribution_ref"}
            for key in set(resource) - {"access_services", "format"}:
                assert plain(other[key]) == plain(resource[key]), (iri, key)
            assert other["format"] == FORMATS[resource["format"]]
    assert seen == 5 + 2 + 5


def test_services_arrive(rehearsal: Rehearsal) -> None:
    stored, meant = rehearsal["https://w3id.org/renkei/dataset/renkei"]
    seen = []
    for iri, resource in resources(meant).items():
        if "access_services" not in resource:
            continue
        [found] = json.loads(resources(stored)[iri]["access_services"])
        [wanted] = json.loads(resource["access_services"])
        assert of_service(found) == of_service(wanted)
        assert found["publisher"][0]["uri"] == extras(stored)["publisher_uri"]
        seen.append(found["endpoint_url"])
    assert sorted(seen) == [[f"{HOME}/api"], [f"{HOME}/sparql"]]


@pytest.mark.parametrize("form", ["rdf", "jsonld"])
def test_every_form_of_the_catalogue_gives_the_same(
    ckan_interpreter: Path, site: Path, form: str
) -> None:
    def told(package: dict[str, Any]) -> object:
        fields = {key: value for key, value in package.items() if isinstance(value, str)}
        return (
            fields,
            {key: value for key, value in extras(package).items() if key not in ONE_LABEL},
            {
                iri: {key: plain(value) for key, value in one.items() if key != "access_services"}
                for iri, one in resources(package).items()
            },
        )

    first = harvested(ckan_interpreter, site / "catalog.ttl", "en")["datasets"]
    other = harvested(ckan_interpreter, site / f"catalog.{form}", "en")["datasets"]
    by_name = {one["name"]: told(one) for one in first}
    assert {one["name"]: told(one) for one in other} == by_name


def test_the_harvester_follows_the_pages(
    ckan_interpreter: Path, site: Path, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    write_catalogue(folder, settings=settings, page_size=3)
    names: list[str] = []
    page: str | None = "catalog.ttl"
    while page:
        answer = harvested(ckan_interpreter, folder / page, "ja")
        names += [package["name"] for package in answer["datasets"]]
        following = answer["next"]
        page = following.removeprefix(f"{HOME}/") if following else None
    assert len(names) == len(set(names)) == 6
