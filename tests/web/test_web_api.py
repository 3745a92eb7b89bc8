"""The JSON API: what its description promises is what it answers."""

from __future__ import annotations

import json

import pytest

KEY = "43100-43214-20160330"
EXAMPLES = {"{key}": KEY, "{code}": "02446", "{slug}": "tourism"}
# What the packaged questions need that have parameters without a default.
NEEDED = {
    "agreement": KEY,
    "municipality": "02446",
    "text": "防災",
    "theme": "tourism",
    "date": "2017-01-01",
}


@pytest.fixture(scope="module")
def description(server) -> dict:
    return json.loads(server.ask("/openapi.json").body)


def test_every_described_address_answers(server, description) -> None:
    asked = 0
    for path, operations in description["paths"].items():
        for blank, value in EXAMPLES.items():
            path = path.replace(blank, value)  # noqa: PLW2901  # filled step by step
        needed = [
            p for p in operations["get"]["parameters"] if p["required"] and p["in"] == "query"
        ]
        fields = "&".join(f"{p['name']}={_value(server, path, p['name'])}" for p in needed)
        found = server.ask(f"{path}?{fields}")
        assert found.status == 200, (path, found.text)
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        name = schema["$ref"].rpartition("/")[2]
        wanted = set(description["components"]["schemas"][name]["properties"])
        assert set(json.loads(found.body)) == wanted
        asked += 1
    assert asked >= 7 + 15


def _value(server, path: str, name: str) -> str:
    listed = json.loads(server.ask("/api/questions?limit=100").body)["items"]
    parameters = {
        parameter["name"]: parameter["type"]
        for each in listed
        if path.endswith(each["name"])
        for parameter in each["parameters"]
    }
    from urllib.parse import quote  # noqa: PLC0415  # only here

    return quote(NEEDED[parameters[name]])


def test_pages_of_a_list_make_the_whole(server) -> None:
    whole = json.loads(server.ask("/api/municipalities?limit=500").body)
    target, items = "/api/municipalities?limit=3", []
    while target:
        part = json.loads(server.ask(target).body)
        items += part["items"]
        target = part["next"]
    assert items == whole["items"]
    assert len(items) == whole["total"] == 10


def test_an_agreement_with_its_roles(server) -> None:
    found = json.loads(server.ask(f"/api/agreements/{KEY}").body)
    assert found["concluded_on"] == "2016-03-30"
    assert [party["alias"] for party in found["parties"]] == ["甲", "乙"]
    assert len(found["initiatives"]) == 20
    assert all(len(each["roles"]) == 2 and each["source"] for each in found["initiatives"])


@pytest.mark.parametrize(
    ("target", "status", "reason"),
    [
        ("/api/agreements?limit=x", 400, "no number"),
        ("/api/agreements?offset=-1", 400, "a negative number"),
        ("/api/agreements?limit=99999999999999999999", 400, "more digits than a number may have"),
        ("/api/agreements/nothing", 404, "no such agreement"),
        ("/api/agreements/%3E%20x", 404, "what cannot stand in an IRI"),
        ("/api/nothing", 404, "no such list"),
        ("/api/questions/nothing", 404, "no such question"),
        ("/api/questions/municipality-roles", 400, "a required parameter is missing"),
        ("/api/questions/municipality-roles?municipality=x", 400, "a value the data lacks"),
        ("/api/questions/municipality-roles?nothing=x", 400, "an unknown parameter"),
    ],
)
def test_wrong_requests_are_told(server, target, status, reason) -> None:
    found = server.ask(target)
    assert found.status == status, reason
    assert json.loads(found.body)["detail"]
