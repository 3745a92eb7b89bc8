"""Publishing into CKAN: packages are made, brought up to date, left alone, and put into a portal's schema."""

from __future__ import annotations

import json
from typing import Any

import ckan_server
import pytest
from ckan_server import only
from pydantic import SecretStr

from renkei.publishing.ckan import (
    CkanError,
    Patience,
    Published,
    merged,
    publish_to_ckan,
)

TOKEN = SecretStr(ckan_server.TOKEN)
UNAVAILABLE = 503


# ---- what is done -----------------------------------------------------------------------------


def test_a_package_is_made(ckan: Any, package: dict[str, Any], patience: Patience) -> None:
    done = publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert done == Published("renkei", f"{ckan.url}/dataset/renkei", "created")
    assert ckan.actions() == ["package_show", "package_create"]
    stored = only(ckan)
    assert stored["title"] == package["title"]
    assert stored["organization"]["name"] == "sample-city"
    assert [one["url"] for one in stored["resources"]] == [
        one["url"] for one in package["resources"]
    ]


def test_a_second_time_nothing_is_sent(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    again = publish_to_ckan(f"{ckan.url}/", package, token=TOKEN, patience=patience)
    assert again.action == "unchanged"
    assert ckan.actions() == ["package_show", "package_create", "package_show"]


def test_a_change_is_sent_and_identifiers_stay(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    before = only(ckan)
    changed = {**package, "version": "2", "resources": package["resources"][:2]}
    done = publish_to_ckan(ckan.url, changed, token=TOKEN, patience=patience)
    after = only(ckan)
    assert done.action == "updated"
    assert (after["id"], after["version"]) == (before["id"], "2")
    assert [one["id"] for one in after["resources"]] == [
        one["id"] for one in before["resources"][:2]
    ]


def test_what_editors_added_stays(ckan: Any, package: dict[str, Any], patience: Patience) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    stored = next(iter(ckan.packages.values()))
    stored["groups"] = [{"name": "policy"}]
    stored["resources"].append({"id": "x", "url": "https://www.city.example.jp/leaflet.pdf"})
    stored["extras"].append({"key": "reviewed_by", "value": "portal"})
    stored["tags"].append({"name": "おすすめ"})
    publish_to_ckan(ckan.url, {**package, "version": "2"}, token=TOKEN, patience=patience)
    after = only(ckan)
    assert after["groups"] == [{"name": "policy"}]
    assert after["resources"][-1]["id"] == "x"
    assert {"key": "reviewed_by", "value": "portal"} in after["extras"]
    assert "おすすめ" in {tag["name"] for tag in after["tags"]}


def test_a_deleted_package_comes_back(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    next(iter(ckan.packages.values()))["state"] = "deleted"
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert only(ckan)["state"] == "active"


def test_every_package_of_the_catalogue_goes_in(
    ckan: Any, every_package: list[dict[str, Any]], patience: Patience
) -> None:
    for action in ("created", "unchanged"):
        done = [
            publish_to_ckan(ckan.url, one, token=TOKEN, patience=patience) for one in every_package
        ]
        assert [one.action for one in done] == [action] * 6
    assert len(ckan.packages) == 6


def test_no_field_is_dropped_by_ckan(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert set(package) - {"owner_org"} <= ckan_server.KEPT
    assert {one["key"] for one in only(ckan)["extras"]} == {one["key"] for one in package["extras"]}


@pytest.mark.parametrize(
    ("theirs", "reason"),
    [
        ([], "別の人が手で作ったデータセット"),
        ([{"key": "uri", "value": "https://b.example/dataset/renkei"}], "別のカタログのもの"),
    ],
)
def test_a_dataset_of_others_is_left_alone(
    ckan: Any,
    package: dict[str, Any],
    patience: Patience,
    theirs: list[dict[str, str]],
    reason: str,
) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    stored = next(iter(ckan.packages.values()))
    stored.update(title="別の人のデータ", extras=theirs)
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert raised.value.kind == "taken", reason
    assert "https://w3id.org/renkei/dataset/renkei" in raised.value.message("en")
    assert only(ckan)["title"] == "別の人のデータ"
    stored["extras"] = [{"key": "uri", "value": "https://w3id.org/renkei/dataset/renkei"}]
    handed = publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert (handed.action, only(ckan)["title"]) == ("updated", package["title"])


def test_a_dataset_may_say_what_it_is_in_a_field(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    stored = next(iter(ckan.packages.values()))
    stored.update(extras=[], uri="https://w3id.org/renkei/dataset/renkei")
    assert publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience).action == "updated"


def test_resources_are_known_by_address_where_they_have_no_name() -> None:
    existing = {"resources": [{"id": "1", "url": "https://a.example/x"}]}
    package = {"resources": [{"url": "https://a.example/x", "name": "X", "uri": "https://a/d#x"}]}
    assert merged(existing, package)["resources"] == [
        {"id": "1", "url": "https://a.example/x", "name": "X", "uri": "https://a/d#x"}
    ]


def test_resources_of_another_catalogue_stay() -> None:
    other = {"id": "1", "url": "https://b.example/y", "uri": "https://b.example/dataset#y"}
    gone = {"id": "2", "url": "https://a.example/z", "uri": "https://a.example/dataset#z"}
    ours = {"url": "https://a.example/x", "uri": "https://a.example/dataset#x"}
    made = merged({"resources": [other, gone]}, {"resources": [ours]})
    assert made["resources"] == [ours, other]


# ---- a portal with a schema of its own ----------------------------------------------------------

LISTS = "ignore_missing scheming_multiple_text"


def parts(*names: str) -> list[dict[str, str]]:
    return [{"field_name": name} for name in names]


SCHEMA = {
    "dataset_fields": [
        *parts("title", "name", "notes", "uri", "issued", "version"),
        {"field_name": "theme", "validators": LISTS},
        {"field_name": "publisher", "repeating_subfields": parts("uri", "name", "type")},
        {"field_name": "temporal_coverage", "repeating_subfields": parts("start", "end")},
    ],
    "resource_fields": [
        *parts("url", "name", "uri"),
        {"field_name": "language", "validators": LISTS},
        {"field_name": "access_services", "repeating_subfields": parts("uri", "title")},
    ],
}
"""A part of those that ckanext-dcat brings, in the form of `scheming_dataset_schema_show`."""


def test_a_schema_gets_fields_in_place_of_extras(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    ckan.schema = SCHEMA
    done = publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert done.action == "created"
    stored = only(ckan)
    said = {one["key"]: one["value"] for one in package["extras"]}
    assert stored["uri"] == "https://w3id.org/renkei/dataset/renkei"
    assert stored["theme"] == json.loads(said["theme"])
    assert stored["temporal_coverage"] == [{"start": "2016-02-23", "end": "2017-03-30"}]
    assert stored["publisher"] == [
        {
            "uri": "https://w3id.org/renkei/publisher",
            "name": "見本市",
            "type": "http://purl.org/adms/publishertype/LocalAuthority",
        }
    ]
    fields = {"uri", "theme", "issued", "temporal_start", "temporal_end"}
    fields |= {"publisher_uri", "publisher_name", "publisher_type"}
    left = {one["key"]: one["value"] for one in stored["extras"]}
    assert left == {key: value for key, value in said.items() if key not in fields}
    service = next(one for one in stored["resources"] if one["uri"].endswith("#sparql"))
    assert service["access_services"][0]["uri"] == "https://w3id.org/renkei/service/sparql"
    assert all(isinstance(one["language"], list) for one in stored["resources"])


def test_a_schema_is_asked_for_only_where_it_shows(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    asked = "scheming_dataset_schema_show"
    ckan.schema = SCHEMA
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert ckan.actions() == ["package_show", "package_create", asked, "package_create"]
    ckan.requests.clear()
    again = publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert (again.action, ckan.actions()) == ("unchanged", ["package_show", asked])
    ckan.requests.clear()
    changed = {**package, "version": "2"}
    assert publish_to_ckan(ckan.url, changed, token=TOKEN, patience=patience).action == "updated"
    assert ckan.actions() == ["package_show", asked, "package_update"]
    assert len(ckan.packages) == 1


def test_what_no_schema_explains_is_told_as_it_was_said(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    for schema in (None, SCHEMA):
        ckan.schema = schema
        with pytest.raises(CkanError) as raised:
            publish_to_ckan(ckan.url, {**package, "name": "X Y"}, token=TOKEN, patience=patience)
        assert raised.value.kind == "rejected"
        assert ckan_server.NAME_RULE in raised.value.message("en")
