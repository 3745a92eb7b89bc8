"""Where to publish (公開先): the endpoints of a store, and how patiently they are asked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from renkei.publishing.remote.credentials import Credentials
from renkei.publishing.remote.faults import TargetError
from renkei.resources import table

_ENDPOINTS = ("query", "update", "graph_store")
STORES: dict[str, dict[str, str]] = tomllib.loads(
    table("renkei.publishing.remote", "stores.toml").read_text("utf-8")
)
"""The kinds of store by name: where their endpoints are, relative to the URL of the store."""


class Via(StrEnum):
    """How statements travel (送り方).

    `AUTO` sends by the Graph Store Protocol where the store has it, else by Update, and switches by
    Update; `UPDATE` needs no graph store; `GRAPH_STORE` needs no update, and replaces graph by graph.
    """

    AUTO = "auto"
    UPDATE = "update"
    GRAPH_STORE = "graph-store"


@dataclass(frozen=True)
class Retries:
    """How often a request is tried, and the waits between in seconds: first, doubled up to `most`."""

    attempts: int = 5
    first: float = 0.5
    most: float = 30.0

    def wait(self, attempt: int) -> float:
        """The seconds to wait after an attempt, counted from 1.

        >>> [Retries().wait(attempt) for attempt in (1, 2, 9)]
        [0.5, 1.0, 30.0]
        """
        return float(min(self.first * 2 ** (attempt - 1), self.most))


@dataclass(frozen=True)
class Target:
    """A store to publish into (公開先): the URLs of its endpoints.

    Without `update`, graphs are replaced one by one through `graph_store`. `piece` is the number of
    statements sent at once, `timeout` the seconds that an answer may take. Raises `TargetError` for
    a URL that cannot be used, or if too few are given.
    """

    query: str | None = None
    update: str | None = None
    graph_store: str | None = None
    credentials: Credentials = field(default_factory=Credentials)
    piece: int = 1000
    timeout: float = 600.0
    retries: Retries = field(default_factory=Retries)
    allow_plain_http: bool = False

    def __post_init__(self) -> None:
        for url in (self.query, self.update, self.graph_store):
            if url is not None:
                _demand_url(url)
        if not self.graph_store and not (self.query and self.update):
            raise TargetError("no-endpoint")
        if self.piece < 1:
            raise TargetError("bad-piece", size=str(self.piece))

    @property
    def switches(self) -> bool:
        """Whether all graphs can be switched in one request."""
        return self.update is not None and self.query is not None

    @property
    def name(self) -> str:
        """The URL that stands for the store in messages."""
        return self.update if self.update and self.query else self.graph_store or ""


def target_at(
    url: str,
    *,
    store: str = "sparql",
    via: Via = Via.AUTO,
    credentials: Credentials | None = None,
    piece: int = 1000,
    allow_plain_http: bool = False,
) -> Target:
    """The target at the URL of a store of a known kind (公開先).

    `credentials` come from the environment unless given. Raises `TargetError`.

    >>> target_at("http://localhost:8890", store="virtuoso", credentials=Credentials()).graph_store
    'http://localhost:8890/sparql-graph-crud-auth'
    """
    _demand_url(url)
    if store not in STORES:
        raise TargetError("unknown-store", name=store, known=", ".join(STORES))
    places = {name: STORES[store][name] for name in _ENDPOINTS if name in STORES[store]}
    left_out = {Via.AUTO: (), Via.UPDATE: ("graph_store",), Via.GRAPH_STORE: ("update", "query")}
    urls = {
        name: f"{url.rstrip('/')}/{place}" if place else url
        for name, place in places.items()
        if name not in left_out[via]
    }
    who = Credentials.from_environment() if credentials is None else credentials
    return Target(
        urls.get("query"),
        urls.get("update"),
        urls.get("graph_store"),
        credentials=who,
        piece=piece,
        allow_plain_http=allow_plain_http,
    )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, where nobody listens on the way.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("example.org")
    (True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _demand_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        port = parts.port
    except ValueError as error:
        raise TargetError("bad-url", url="--to") from error
    # Messages and logs show the URL, so it must have no place for a password or a key.
    if not usable or port == 0 or "@" in parts.netloc or "?" in url or "#" in url:
        raise TargetError("bad-url", url=_shown(parts.scheme, parts.hostname, port, parts.path))


def _shown(scheme: str, host: str | None, port: int | None, path: str) -> str:
    return f"{scheme}://{host or ''}{f':{port}' if port else ''}{path}"
