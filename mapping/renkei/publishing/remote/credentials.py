"""Who publishes (認証情報): basic, digest or bearer, from the environment, never shown."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field

import httpx

from renkei.publishing.remote.faults import TargetError

USER = "RENKEI_PUBLISH_USER"
PASSWORD = "RENKEI_PUBLISH_PASSWORD"  # noqa: S105  # the name of a variable, not a password
TOKEN = "RENKEI_PUBLISH_TOKEN"  # noqa: S105  # the name of a variable, not a token

# Bearer tokens of RFC 6750 and what keys look like in practice: "eyJhbGciOi.J9-_~+/=="; a blank or a
# line end must not match, for it would end the header.
_TOKEN = re.compile(r"[\x21-\x7e]+")
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f]")
_HIDDEN = "***"


@dataclass(frozen=True)
class Credentials:
    """A user with a password, a token, or nobody (認証情報). Its repr shows none of them.

    With a user, the challenge of the store decides between digest and basic. Raises `TargetError`
    for a combination or a character that cannot be sent.
    """

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.token and (self.user or self.password):
            raise TargetError("two-credentials")
        if bool(self.user) != bool(self.password):
            raise TargetError("half-credentials")
        if self.token and not _TOKEN.fullmatch(self.token):
            raise TargetError("bad-credentials", name=TOKEN)
        for name, value in ((USER, self.user), (PASSWORD, self.password)):
            if _UNSENDABLE.search(value) or not _is_text(value):
                raise TargetError("bad-credentials", name=name)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Credentials:
        """The credentials that the environment holds; raises `TargetError` as the class does."""
        held = os.environ if environment is None else environment
        return cls(held.get(USER, ""), held.get(PASSWORD, ""), held.get(TOKEN, ""))

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def redacted(self, text: str) -> str:
        """A text of the store without our secrets: a server may echo what it was sent."""
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        for secret in (self.token, self.password, pair if self.user else ""):
            text = text.replace(secret, _HIDDEN) if secret else text
        return text

    def auth(self, allow_basic: Callable[[httpx.URL], None]) -> httpx.Auth | None:
        """How requests are signed; `allow_basic` raises where a secret must not travel readable."""
        if self.token:
            return _Bearer(self.token, allow_basic)
        return _Challenged(self, allow_basic) if self.user else None


def _is_text(value: str) -> bool:
    # A variable in a broken encoding arrives with lone surrogates.
    return not any("\ud800" <= char <= "\udfff" for char in value)


_Flow = Generator[httpx.Request, httpx.Response, None]


class _Bearer(httpx.Auth):
    def __init__(self, token: str, allow: Callable[[httpx.URL], None]) -> None:
        self._token = token
        self._allow = allow

    def auth_flow(self, request: httpx.Request) -> _Flow:
        self._allow(request.url)
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _Challenged(httpx.Auth):
    """Asks first, then signs as the store's WWW-Authenticate wants it: digest rather than basic."""

    def __init__(self, who: Credentials, allow_basic: Callable[[httpx.URL], None]) -> None:
        self._who = who
        self._allow_basic = allow_basic
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> _Flow:
        if self._chosen is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            self._chosen = self._choose(response, request.url)
            if self._chosen is None:
                return
        yield from self._chosen.auth_flow(request)

    def _choose(self, response: httpx.Response, url: httpx.URL) -> httpx.Auth | None:
        offered = [
            challenge.partition(" ")[0].lower()
            for challenge in response.headers.get_list("WWW-Authenticate")
        ]
        if "digest" in offered:
            return httpx.DigestAuth(self._who.user, self._who.password)
        if "basic" not in offered:
            return None
        self._allow_basic(url)
        return httpx.BasicAuth(self._who.user, self._who.password)
