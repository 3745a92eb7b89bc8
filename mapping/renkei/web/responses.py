"""What is answered (応答): content with its validators, problems, redirects."""

from __future__ import annotations

import gzip
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime
from functools import cache, cached_property
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from renkei.errors import Wording
from renkei.resources import table
from renkei.web import negotiation

_RETRY_SECONDS = "2"
# Below this size gzip saves less than it costs; types that are packed already gain nothing.
_WORTH_PACKING = 1024
_PACKABLE = ("text/", "application/", "image/svg+xml")
_PACKED = ("application/gzip", "application/octet-stream")
_LEVEL = 6


@dataclass(frozen=True)
class Content:
    """Bytes with their media type (表現): computed once, answered to many.

    `modified` is in seconds since 1970, from the build and never from the clock.
    """

    body: bytes
    media: str
    modified: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200

    @cached_property
    def tag(self) -> str:
        """A strong validator without its quotes: the beginning of a checksum."""
        return hashlib.sha256(self.media.encode() + b"\0" + self.body).hexdigest()[:32]

    @cached_property
    def packed(self) -> bytes | None:
        """The body in gzip, always the same bytes; None where that is not worth while."""
        kind = self.media.partition(";")[0]
        if len(self.body) < _WORTH_PACKING or kind in _PACKED or not kind.startswith(_PACKABLE):
            return None
        return gzip.compress(self.body, _LEVEL, mtime=0)

    @property
    def weight(self) -> int:
        """How many bytes it holds in memory, at most."""
        return 2 * len(self.body) + 1024


def answered(request: Request, content: Content) -> Response:
    """Content as a response: packed if the client takes it, 304 if the client has it already.

    HEAD gets the same headers; the server leaves the body out.
    """
    packed = None
    if negotiation.takes_gzip(request.headers.get("accept-encoding")):
        packed = content.packed
    tag = f'"{content.tag}-gz"' if packed is not None else f'"{content.tag}"'
    headers = {"etag": tag, **content.headers}
    headers["vary"] = ", ".join(filter(None, (content.headers.get("vary"), "Accept-Encoding")))
    headers.setdefault("cache-control", "public, max-age=60, must-revalidate")
    if content.modified is not None:
        headers["last-modified"] = formatdate(content.modified, usegmt=True)
    if content.status == 200 and _is_fresh(request, content):  # noqa: PLR2004  # OK
        return Response(status_code=304, headers=headers)
    headers["content-type"] = content.media
    if packed is not None:
        headers["content-encoding"] = "gzip"
    body = content.body if packed is None else packed
    return Response(body, status_code=content.status, headers=headers)


def _is_fresh(request: Request, content: Content) -> bool:
    """Whether the client's copy is the same (RFC 9110 §13.2.2: If-None-Match goes first)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/").strip('"') for tag in known.split(",")}
        return bool(tags & {content.tag, f"{content.tag}-gz", "*"})
    since = request.headers.get("if-modified-since")
    if since is None or content.modified is None:
        return False
    try:
        return parsedate_to_datetime(since).timestamp() >= int(content.modified)
    except (ValueError, TypeError, OverflowError):
        return False


def redirect(location: str, *, vary: str = "Accept", status: int = 303) -> Response:
    """See Other: the thing itself cannot travel, a document about it can."""
    headers = {"location": location, "cache-control": "public, max-age=60"}
    if vary:
        headers["vary"] = vary
    return Response(status_code=status, headers=headers)


class _Problem(NamedTuple):
    status: int
    ja: str
    en: str


@cache
def problems() -> dict[str, _Problem]:
    """The kinds of problems with their statuses and wordings (障害の一覧)."""
    raw = tomllib.loads(table("renkei.web", "problems.toml").read_text("utf-8"))
    return {kind: _Problem(**entry) for kind, entry in raw.items()}


class ProblemError(Exception):
    """A request cannot be answered as it was meant (要求の障害).

    `kind` is a row of the table of problems, `headers` go with the response.
    """

    def __init__(
        self, kind: str, *, headers: Mapping[str, str] | None = None, **values: str
    ) -> None:
        self.kind = kind
        self.values = values
        self.headers = dict(headers or {})
        super().__init__(kind)

    @classmethod
    def with_values(cls, kind: str, values: Mapping[str, str]) -> ProblemError:
        """A problem whose values are at hand as a mapping."""
        made = cls(kind)
        made.values = dict(values)
        return made

    @property
    def status(self) -> int:
        """The HTTP status."""
        return problems()[self.kind].status


def detail(error: ProblemError, language: str) -> str:
    """What happened and what to do, in one language."""
    found = problems()[error.kind]
    wording = Wording(ja=found.ja, en=found.en)
    return wording.fill("en" if language == "en" else "ja", error.values)


def problem_headers(error: ProblemError) -> dict[str, str]:
    """The headers of a problem, whatever form it is told in."""
    headers = {"cache-control": "no-store", **error.headers}
    if error.status in {429, 503}:
        headers.setdefault("retry-after", _RETRY_SECONDS)
    if error.status == 406:  # noqa: PLR2004  # Not Acceptable
        headers.setdefault("vary", "Accept")
    return headers


def problem(request: Request, error: ProblemError) -> Response:
    """A problem as application/problem+json (RFC 9457), in the language that the client prefers.

    Nothing of the request is repeated in it but what JSON keeps from doing harm.
    """
    language = negotiation.language(request.headers.get("accept-language", "en"))
    status, told = error.status, detail(error, language)
    body = {"type": "about:blank", "title": error.kind, "status": status, "detail": told}
    body |= {name: error.values[name] for name in ("excerpt",) if name in error.values}
    body |= {name: int(error.values[name]) for name in ("line", "column") if name in error.values}
    headers = problem_headers(error)
    return JSONResponse(body, status, headers=headers, media_type="application/problem+json")
