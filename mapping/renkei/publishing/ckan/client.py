"""Publishing into a CKAN through its action API (CKANへの公開).

The API is that of CKAN 2.9 and later: /api/3/action/package_show, package_create, package_update,
with the token in the header Authorization (https://docs.ckan.org/en/latest/api/).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from renkei.publishing.ckan.faults import CkanError, CkanUsageError
from renkei.publishing.ckan.merging import (
    Package,
    as_sent,
    dataset_uri,
    is_same_dataset,
    is_unchanged,
    merged,
)
from renkei.publishing.ckan.schemas import shaped, shows_schema

TOKEN_VARIABLE = "RENKEI_CKAN_TOKEN"  # noqa: S105  # the name of the variable, not a token
"""The environment variable that holds the API token."""

Action = Literal["created", "updated", "unchanged"]

_AGENT = "renkei (https://w3id.org/renkei)"
_REASON_LENGTH = 500
_LONGEST_WAIT = 30.0
_NOT_FOUND = 404
_CONFLICT = 409
_BUSY = 429
_SERVER = 500
_NOT_ALLOWED = frozenset({401, 403})
# The faults that a schema of the portal may be behind.
_OF_CONTENT = frozenset({"refused", "rejected"})


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a package (公開の結果): its address, and whether anything was changed."""

    name: str
    url: str
    action: Action


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a CKAN (待ち方): attempts, seconds for an answer, seconds in between.

    The pause doubles after each attempt; CKAN's own Retry-After goes before it, up to 30 seconds.
    """

    attempts: int = 4
    timeout: float = 30.0
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep


class _RetryError(Exception):
    """Something that may pass: what to raise if it does not, and how long CKAN asks to wait."""

    def __init__(self, fault: CkanError, wait: float | None = None) -> None:
        self.fault = fault
        self.wait = wait
        super().__init__(fault.kind)


def ckan_token(environ: Mapping[str, str]) -> SecretStr:
    """The API token from the environment variable RENKEI_CKAN_TOKEN.

    Raises `CkanUsageError` where there is none.
    """
    token = environ.get(TOKEN_VARIABLE, "").strip()
    if not token:
        raise CkanUsageError("no-token", variable=TOKEN_VARIABLE)
    return SecretStr(token)


def publish_to_ckan(
    url: str, package: Package, *, token: SecretStr, patience: Patience | None = None
) -> Published:
    """Make a package in the CKAN at `url`, or bring the one of that name up to date.

    `package` is in the form of `package_show` (see `renkei.publishing.catalogue`). A package that
    is as it should be is not sent again. After a fault that may pass, the package is asked for
    anew: a create that did arrive is not repeated. The token goes to `url` only, and over https
    only unless `url` is on this machine. Raises `CkanUsageError` and `CkanError`.
    """
    base = _checked(url)
    if not package.get("name"):
        raise CkanUsageError("no-name")
    waiting = patience or Patience()
    headers = {"Authorization": token.get_secret_value(), "User-Agent": _AGENT}
    with httpx.Client(headers=headers, timeout=waiting.timeout) as client:
        remote = _Remote(client, base, token, waiting)
        for attempt in range(1, waiting.attempts + 1):
            try:
                return remote.publish(as_sent(package))
            except _RetryError as retry:
                if attempt == waiting.attempts:
                    raise retry.fault from retry
                pause = waiting.pause * 2 ** (attempt - 1) if retry.wait is None else retry.wait
                waiting.sleep(min(pause, _LONGEST_WAIT))
    raise AssertionError("a loop of at least one attempt returns or raises")


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        # What stands before an @ may be a password: it is not repeated.
        raise CkanUsageError("bad-url", url=url.rpartition("@")[2])
    if parts.scheme == "http" and not _is_here(parts.hostname):
        raise CkanUsageError("insecure", url=url)
    return url.rstrip("/")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class _Remote:
    client: httpx.Client
    base: str
    token: SecretStr
    patience: Patience

    def publish(self, package: Package) -> Published:
        """Make the package or bring it up to date, in the shape of the portal's schema if it has one.

        The schema is asked for where it shows: in what is there, or in a refusal.
        """
        existing = self._show(package)
        if existing is not None and not is_same_dataset(existing, package):
            values = {"name": str(package["name"]), "uri": dataset_uri(package)}
            raise CkanError("taken", url=self.base, **values)
        known = existing is not None and shows_schema(existing, package)
        wanted = self._suited(package) if known else package
        try:
            return self._put(existing, wanted)
        except CkanError as error:
            if error.kind not in _OF_CONTENT:
                raise
            suited = self._suited(package)
            if suited == wanted:
                raise
            return self._put(existing, suited)

    def _put(self, existing: Package | None, package: Package) -> Published:
        name = str(package["name"])
        if existing is None:
            self._result(self._send("package_create", package), "package_create", package)
            return self._published(name, "created")
        wanted = merged(existing, package)
        if is_unchanged(existing, wanted):
            return self._published(name, "unchanged")
        self._result(self._send("package_update", wanted), "package_update", package)
        return self._published(name, "updated")

    def _suited(self, package: Package) -> Package:
        """The package in the shape of the portal's schema; as it is where it has none."""
        params = {"type": str(package.get("type") or "dataset")}
        response = self._request("GET", "scheming_dataset_schema_show", params=params)
        schema = _answer(response).get("result")
        return shaped(package, schema) if isinstance(schema, dict) else package

    def _published(self, name: str, action: Action) -> Published:
        return Published(name, f"{self.base}/dataset/{name}", action)

    def _show(self, package: Package) -> Package | None:
        """The package that CKAN has under the name, or None."""
        response = self._request("GET", "package_show", params={"id": str(package["name"])})
        if response.status_code == _NOT_FOUND and _answer(response).get("success") is False:
            return None
        return self._result(response, "package_show", package)

    def _send(self, action: str, package: Package) -> httpx.Response:
        return self._request("POST", action, json=package)

    def _request(
        self,
        method: str,
        action: str,
        *,
        params: dict[str, str] | None = None,
        json: Package | None = None,
    ) -> httpx.Response:
        address = f"{self.base}/api/3/action/{action}"
        try:
            response = self.client.request(method, address, params=params, json=json)
        except httpx.TimeoutException as error:
            seconds = f"{self.patience.timeout:g}"
            raise _RetryError(CkanError("timeout", url=self.base, seconds=seconds)) from error
        except httpx.TransportError as error:
            reason = self._safe(str(error))
            raise _RetryError(CkanError("unreachable", url=self.base, reason=reason)) from error
        if response.status_code >= _SERVER or response.status_code == _BUSY:
            fault = CkanError(
                "server-error",
                url=self.base,
                status=str(response.status_code),
                attempts=str(self.patience.attempts),
            )
            raise _RetryError(fault, _asked_wait(response))
        return response

    def _result(self, response: httpx.Response, action: str, package: Package) -> Package:
        """The result of an action. Raises `CkanError` for an answer that is not a success."""
        status, answer = response.status_code, _answer(response)
        result = answer.get("result")
        if response.is_success and answer.get("success") is True and isinstance(result, dict):
            return result
        if response.is_redirect:
            to = self._safe(response.headers.get("Location", ""))
            raise CkanError("redirected", url=self.base, to=to)
        if status in _NOT_ALLOWED:
            owner = str(package.get("owner_org") or "")
            raise CkanError("forbidden", url=self.base, action=action, owner=owner)
        if "error" not in answer:
            raise CkanError("not-ckan", url=self.base)
        reason = self._safe(_reason(answer["error"]))
        if status == _CONFLICT:
            kind = "no-owner" if _lacks_owner(answer["error"], package) else "rejected"
            raise CkanError(kind, url=self.base, name=str(package["name"]), reason=reason)
        raise CkanError("refused", url=self.base, status=str(status), reason=reason)

    def _safe(self, words: str) -> str:
        """Words of the server without the token, on one line, not too many."""
        said = " ".join(words.replace(self.token.get_secret_value(), "…").split())
        return said[:_REASON_LENGTH]


def _answer(response: httpx.Response) -> dict[str, Any]:
    """The JSON object of a response; an empty one for anything else."""
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _reason(error: object) -> str:
    """What CKAN says is wrong: each field with its messages, without the kind of the error."""
    if not isinstance(error, dict):
        return str(error)
    said = {key: value for key, value in error.items() if key != "__type"}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _lacks_owner(error: object, package: Package) -> bool:
    """Whether CKAN wants an organization, and none was stated."""
    return isinstance(error, dict) and "owner_org" in error and not package.get("owner_org")


def _asked_wait(response: httpx.Response) -> float | None:
    """The seconds of Retry-After; None without it, or for a date."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else None
