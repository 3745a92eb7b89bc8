"""Publishing into CKAN: made, brought up to date, left alone; and every fault in clear words."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import SecretStr

from renkei.publishing.catalogue import Facts, Settings
from renkei.publishing.catalogue.packages import packages, search_answer
from renkei.publishing.ckan import (
    CkanError,
    CkanUsageError,
    Patience,
    Published,
    ckan_token,
    merged,
    publish_to_ckan,
)
from renkei.store.faults import wordings


def _server() -> ModuleType:
    """ckan_server.py beside this file; tests are no package that it could be imported from."""
    spec = importlib.util.spec_from_file_location(
        "renkei_ckan_server", Path(__file__).parent / "ckan_server.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SERVER = _server()
Answer = SERVER.Answer
TOKEN = SecretStr(SERVER.TOKEN)
UNAVAILABLE = 503


@pytest.fixture
def ckan() -> Iterator[Any]:
    with SERVER.running() as server:
        yield server


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    return Patience(attempts=3, timeout=5.0, pause=1.0, sleep=waits.append)


@pytest.fixture(scope="module")
def package(facts: Facts, settings: Settings) -> dict[str, Any]:
    return every_package(facts, settings)[0]


def every_package(facts: Facts, settings: Settings) -> list[dict[str, Any]]:
    """The packages as a build leaves them, each with the `id` of our own projection."""
    spoken = settings.ckan.model_copy(update={"owner_org": "sample-city"})
    made = packages(facts, settings.model_copy(update={"ckan": spoken}))
    return list(search_answer(made)["result"]["results"])


def only(ckan: Any) -> dict[str, Any]:
    [package] = ckan.packages.values()
    return dict(package)


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
    ckan: Any, facts: Facts, settings: Settings, patience: Patience
) -> None:
    every = every_package(facts, settings)
    for action in ("created", "unchanged"):
        done = [publish_to_ckan(ckan.url, one, token=TOKEN, patience=patience) for one in every]
        assert [one.action for one in done] == [action] * 6
    assert len(ckan.packages) == 6


def test_no_field_is_dropped_by_ckan(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert set(package) - {"owner_org"} <= SERVER.KEPT
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
        assert SERVER.NAME_RULE in raised.value.message("en")


# ---- faults that may pass ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "waited", "reason"),
    [
        ([Answer(503)], [1.0], "一度だけ混んでいた"),
        ([Answer(502), Answer(500)], [1.0, 2.0], "間を倍にして待つ"),
        ([Answer(503, headers={"Retry-After": "7"})], [7.0], "待つ秒数を言われたら従う"),
        ([Answer(429, headers={"Retry-After": "3600"})], [30.0], "待つのは30秒まで"),
        ([Answer(cut=True)], [1.0], "接続が切れた"),
    ],
)
def test_a_fault_that_passes_is_waited_for(
    ckan: Any,
    package: dict[str, Any],
    patience: Patience,
    waits: list[float],
    answers: list[Any],
    waited: list[float],
    reason: str,
) -> None:
    ckan.answers = list(answers)
    done = publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert (done.action, waits) == ("created", waited), reason


def test_a_create_that_arrived_is_not_repeated(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    # The first answer is that to package_show; the create happens, but its answer is lost.
    nothing = json.dumps({"success": False, "error": {"__type": "Not Found Error"}}).encode()
    ckan.answers = [Answer(404, nothing), Answer(cut=True, then_do=True)]
    done = publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert done.action == "unchanged"
    assert ckan.actions() == ["package_show", "package_create", "package_show"]
    assert len(ckan.packages) == 1


def test_patience_ends(
    ckan: Any, package: dict[str, Any], patience: Patience, waits: list[float]
) -> None:
    ckan.answers = [Answer(UNAVAILABLE)] * 5
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert raised.value.kind == "server-error"
    assert raised.value.message("en") == (
        f"CKAN at {ckan.url} answered 3 times with status 503. Try again later."
    )
    assert (len(ckan.requests), waits) == (3, [1.0, 2.0])


def test_a_slow_ckan_is_given_up(ckan: Any, package: dict[str, Any]) -> None:
    ckan.answers = [Answer(delay=0.5)]
    waiting = Patience(attempts=1, timeout=0.1)
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, package, token=TOKEN, patience=waiting)
    assert raised.value.kind == "timeout"
    assert "0.1" in raised.value.message("ja")


def test_nobody_listens(package: dict[str, Any], patience: Patience) -> None:
    with SERVER.running() as gone:
        url = gone.url
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(url, package, token=TOKEN, patience=patience)
    assert raised.value.kind == "unreachable"


# ---- faults that stay -------------------------------------------------------------------------

HTML = b"<html><body>Not Found</body></html>"
ELSEWHERE = {"Location": "https://elsewhere.example/?token=" + SERVER.TOKEN}


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (Answer(404, HTML), "not-ckan", "CKANでないサイトの404は「データセットがない」ではない"),
        (Answer(200, HTML), "not-ckan", "何にでも200を返すサイト"),
        (Answer(200, b"[1]"), "not-ckan", "JSONだがCKANの形でない"),
        (Answer(200, b'{"success": true, "result": "x"}'), "not-ckan", "結果がパッケージでない"),
        (Answer(301, b"", ELSEWHERE), "redirected", "トークンを別のサイトへ送らない"),
        (Answer(403, HTML), "forbidden", "トークンが切れた"),
        (Answer(401, b""), "forbidden", "トークンがない"),
        (
            Answer(
                400, b'{"success": false, "error": {"message": "' + SERVER.TOKEN.encode() + b'"}}'
            ),
            "refused",
            "断られた理由に書かれたトークンは伏せる",
        ),
    ],
)
def test_a_fault_that_stays_is_told_at_once(
    ckan: Any,
    package: dict[str, Any],
    patience: Patience,
    answer: Any,
    kind: str,
    reason: str,
) -> None:
    ckan.answers = [answer]
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    assert raised.value.kind == kind, reason
    assert len(ckan.requests) == 1
    for language in ("ja", "en"):
        assert SERVER.TOKEN not in raised.value.message(language)
        assert ckan.url in raised.value.message(language)


def test_a_wrong_token_is_told(ckan: Any, package: dict[str, Any], patience: Patience) -> None:
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, package, token=SecretStr("wrong"), patience=patience)
    assert raised.value.kind == "forbidden"
    assert "sample-city" in raised.value.message("ja")


def test_a_wrong_token_can_still_look(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    # Everybody may read: so it shows only where something has to be written.
    publish_to_ckan(ckan.url, package, token=TOKEN, patience=patience)
    done = publish_to_ckan(ckan.url, package, token=SecretStr("wrong"), patience=patience)
    assert done.action == "unchanged"
    changed = {**package, "version": "2"}
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, changed, token=SecretStr("wrong"), patience=patience)
    assert raised.value.kind == "forbidden"


def test_what_ckan_does_not_accept_is_told_field_by_field(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, {**package, "name": "X Y"}, token=TOKEN, patience=patience)
    assert raised.value.kind == "rejected"
    assert raised.value.message("en") == (
        f'CKAN at {ckan.url} does not accept the dataset X Y: {{"name": ["{SERVER.NAME_RULE}"]}}'
    )


def test_an_organization_that_was_not_stated_is_asked_for(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    unowned = {key: value for key, value in package.items() if key != "owner_org"}
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, unowned, token=TOKEN, patience=patience)
    assert raised.value.kind == "no-owner"
    assert raised.value.message("en") == (
        f"CKAN at {ckan.url} wants an organization for the dataset renkei. Give owner_org under "
        "[ckan] in publisher.toml and build again. CKAN said: "
        '{"owner_org": ["An organization must be provided"]}'
    )


def test_an_organization_that_ckan_does_not_have_is_told(
    ckan: Any, package: dict[str, Any], patience: Patience
) -> None:
    elsewhere = {**package, "owner_org": "nowhere"}
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(ckan.url, elsewhere, token=TOKEN, patience=patience)
    assert raised.value.kind == "forbidden"
    assert "nowhere" in raised.value.message("ja")


# ---- wrong use --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "kind", "reason"),
    [
        ("ckan.example.jp", "bad-url", "https:// がない"),
        ("ftp://ckan.example.jp", "bad-url", "HTTPでない"),
        ("https://user:secret@ckan.example.jp", "bad-url", "アドレスに合言葉を書かない"),
        ("http://ckan.example.jp", "insecure", "暗号化されない道でトークンを送らない"),
        ("http://localhost.example.jp", "insecure", "localhostで始まるだけの別の機械"),
    ],
)
def test_a_wrong_address_is_refused_before_anything_is_sent(
    package: dict[str, Any], url: str, kind: str, reason: str
) -> None:
    with pytest.raises(CkanUsageError) as raised:
        publish_to_ckan(url, package, token=TOKEN)
    assert raised.value.kind == kind, reason
    assert "secret" not in raised.value.message("en")


def test_a_package_needs_a_name() -> None:
    with pytest.raises(CkanUsageError) as raised:
        publish_to_ckan("https://ckan.example.jp", {}, token=TOKEN)
    assert raised.value.kind == "no-name"


def test_the_token_comes_from_the_environment_and_is_not_shown() -> None:
    token = ckan_token({"RENKEI_CKAN_TOKEN": f" {SERVER.TOKEN}\n"})
    assert token.get_secret_value() == SERVER.TOKEN
    assert SERVER.TOKEN not in f"{token} {token!r}"
    with pytest.raises(CkanUsageError) as raised:
        ckan_token({"RENKEI_CKAN_TOKEN": " "})
    assert raised.value.kind == "no-token"
    assert "RENKEI_CKAN_TOKEN" in raised.value.message("ja")


def test_every_fault_has_words_in_both_languages() -> None:
    found = wordings("renkei.publishing.ckan")
    assert len(found) == 14
    assert all(wording.ja and wording.en for wording in found.values())
