"""A CKAN on this machine (試験用のCKAN): the three actions of its API that publishing uses.

What each answers, with which status, and in which form errors come, is what a CKAN 2.12 answered
(docs/catalogues.md says how it was asked): the token is an editor's, and everybody may read.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

TOKEN = "a-token-that-nobody-may-see"  # noqa: S105  # it opens this server only
ORGANIZATION = {
    "id": "6f1d5b6c-1f5e-4c55-9d6e-0d3d8f1d7a10",
    "name": "sample-city",
    "title": "見本市",
}
COMPUTED = {
    "metadata_created": "2026-11-21T00:00:00",
    "creator_user_id": "009c2725",
    "isopen": True,
    "license_title": "Creative Commons Attribution",
    "private": False,
    "groups": [],
    "organization": ORGANIZATION,
    "owner_org": ORGANIZATION["id"],
}
"""What CKAN adds, and shows from then on."""
KEPT = {
    *{"id", "name", "title", "notes", "url", "version", "type", "state", "license_id", "author"},
    *{"maintainer", "private", "groups", "extras", "tags", "resources"},
}
"""The fields that a CKAN without a schema of its own has: others are dropped without a word."""
NAME_RULE = (
    "Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_"  # CKAN's words
)
# Matches renkei-2, not Renkei 2.
_NAME = re.compile(r"[a-z0-9_-]+")


@dataclass
class Answer:
    """An answer in place of CKAN's own: for faults. `then_do` lets the action happen all the same."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False
    then_do: bool = False


@dataclass
class Ckan:
    """What the server holds, what it was asked, and how it misbehaves next."""

    packages: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    url: str = ""
    schema: dict[str, Any] | None = None
    """What ckanext-scheming would show of a dataset's fields, where the portal has it."""

    def actions(self) -> list[str]:
        return [action for action, _ in self.requests]

    def act(self, action: str, given: dict[str, Any]) -> tuple[int, Any]:
        if action == "scheming_dataset_schema_show":
            if self.schema is None:
                return 400, f"Bad request: Action name not known: {action}"
            return 200, {"success": True, "result": self.schema}
        if action == "package_show":
            return self._found(given["id"])
        if action == "package_create":
            return self._create(given)
        return self._update(given)

    def _found(self, name: str) -> tuple[int, dict[str, Any]]:
        for package in self.packages.values():
            if name in {package["id"], package["name"]}:
                return 200, {"success": True, "result": package}
        return 404, _failure("Not Found Error", message="Not found")

    def _create(self, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if given.get("id"):  # a sysadmin may say it, an editor may not
            return 409, _failure("Validation Error", id=["The input field id was not expected."])
        if given["name"] in {package["name"] for package in self.packages.values()}:
            return 409, _failure("Validation Error", name=["That URL is already in use."])
        return self._kept({**given, "id": str(uuid.uuid4())})

    def _update(self, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if str(given.get("id")) not in self.packages:
            return 404, _failure("Not Found Error", message="Not found")
        return self._kept(given)

    def _kept(self, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if not given.get("owner_org"):
            said = ["An organization must be provided"]
            return 409, _failure("Validation Error", owner_org=said)
        if given["owner_org"] not in {ORGANIZATION["name"], ORGANIZATION["id"]}:
            return 403, _failure("Authorization Error", message="Access denied")
        if not _NAME.fullmatch(given["name"]):
            return 409, _failure("Validation Error", name=[NAME_RULE])
        if self.schema is not None and (wrong := _against(self.schema, given)):
            return wrong
        fields = _names(self.schema, "dataset")
        own = {key: value for key, value in given.items() if key in KEPT | fields}
        resources = [
            {"id": str(uuid.uuid4()), "hash": "", "size": None, "position": place, **one}
            for place, one in enumerate(given.get("resources", []))
        ]
        tags = [{"display_name": one["name"], **one} for one in given.get("tags", [])]
        package: dict[str, Any] = {
            **COMPUTED,
            **own,
            # CKAN keeps the extras in an order of its own.
            "extras": sorted(given.get("extras", []), key=lambda one: len(one["key"])),
            "tags": tags,
            "resources": resources,
            "num_resources": len(resources),
            "num_tags": len(tags),
        }
        self.packages[package["id"]] = package
        return 200, {"success": True, "result": package}


def _names(schema: dict[str, Any] | None, part: str, *, records: bool = False) -> set[str]:
    """The names of the fields of a schema, or of those that hold records."""
    fields = (schema or {}).get(f"{part}_fields", [])
    return {one["field_name"] for one in fields if not records or "repeating_subfields" in one}


def _against(schema: dict[str, Any], given: dict[str, Any]) -> tuple[int, Any] | None:
    """How a CKAN with ckanext-scheming 3.1 refuses what its schema has in another form."""
    for one in given.get("resources", []):
        for name in _names(schema, "resource", records=True) & set(one):
            if not isinstance(one[name], list):
                said = f"Only lists of dicts can be placed against subschema ('{name}',)"
                return 400, _failure("Integrity Error", message=said)
    doubled = _names(schema, "dataset") & {one["key"] for one in given.get("extras", [])}
    if doubled:
        said = [{"key": ["There is a schema field with the same name"]}]
        return 409, _failure("Validation Error", extras=said)
    return None


def _failure(kind: str, **said: object) -> dict[str, Any]:
    return {"success": False, "error": {"__type": kind, **said}}


class _Handler(BaseHTTPRequestHandler):
    ckan: ClassVar[Ckan]

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self._answer({key: values[0] for key, values in query.items()})

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self._answer(json.loads(self.rfile.read(length)))

    def _answer(self, given: dict[str, Any]) -> None:
        action = urlsplit(self.path).path.rpartition("/")[2]
        self.ckan.requests.append((action, self.headers.get("Authorization")))
        if self.ckan.answers:
            self._misbehave(self.ckan.answers.pop(0), action, given)
        elif not action.endswith("_show") and self.headers.get("Authorization") != TOKEN:
            self._send(403, _failure("Authorization Error", message="Access denied"))
        else:
            self._send(*self.ckan.act(action, given))

    def _misbehave(self, answer: Answer, action: str, given: dict[str, Any]) -> None:
        if answer.then_do:
            self.ckan.act(action, given)
        time.sleep(answer.delay)
        if answer.cut:
            self.connection.close()
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _send(self, status: int, answer: dict[str, Any] | str) -> None:
        whole = answer if isinstance(answer, str) else {"help": "", **answer}
        body = json.dumps(whole).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        """Say nothing: tests look at `Ckan.requests`."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that a test has cut."""


@contextmanager
def running() -> Iterator[Ckan]:
    """A CKAN that runs while the block does."""
    ckan = Ckan()
    handler = type("Handler", (_Handler,), {"ckan": ckan})
    with _Server(("127.0.0.1", 0), handler) as server:
        ckan.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield ckan
        finally:
            server.shutdown()
            thread.join()


def only(server: Ckan) -> dict[str, Any]:
    """The one package that a server has."""
    [package] = server.packages.values()
    return dict(package)
