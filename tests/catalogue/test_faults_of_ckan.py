"""Faults of a CKAN: those that pass are waited for, and every one is told in clear words."""

from __future__ import annotations

import json
from typing import Any

import ckan_server
import pytest
from ckan_server import Answer
from pydantic import SecretStr

from renkei.publishing.ckan import (
    CkanError,
    CkanUsageError,
    Patience,
    ckan_token,
    publish_to_ckan,
)
from renkei.store.faults import wordings

TOKEN = SecretStr(ckan_server.TOKEN)
UNAVAILABLE = 503


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
    with ckan_server.running() as gone:
        url = gone.url
    with pytest.raises(CkanError) as raised:
        publish_to_ckan(url, package, token=TOKEN, patience=patience)
    assert raised.value.kind == "unreachable"


# ---- faults that stay -------------------------------------------------------------------------

HTML = b"<html><body>Not Found</body></html>"
ELSEWHERE = {"Location": "https://elsewhere.example/?token=" + ckan_server.TOKEN}


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
                400,
                b'{"success": false, "error": {"message": "' + ckan_server.TOKEN.encode() + b'"}}',
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
        assert ckan_server.TOKEN not in raised.value.message(language)
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
        f'CKAN at {ckan.url} does not accept the dataset X Y: {{"name": ["{ckan_server.NAME_RULE}"]}}'
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
    token = ckan_token({"RENKEI_CKAN_TOKEN": f" {ckan_server.TOKEN}\n"})
    assert token.get_secret_value() == ckan_server.TOKEN
    assert ckan_server.TOKEN not in f"{token} {token!r}"
    with pytest.raises(CkanUsageError) as raised:
        ckan_token({"RENKEI_CKAN_TOKEN": " "})
    assert raised.value.kind == "no-token"
    assert "RENKEI_CKAN_TOKEN" in raised.value.message("ja")


def test_every_fault_has_words_in_both_languages() -> None:
    found = wordings("renkei.publishing.ckan")
    assert len(found) == 14
    assert all(wording.ja and wording.en for wording in found.values())
