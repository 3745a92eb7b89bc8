"""Rules for static hosts (配信規則): what a file alone cannot say, for nginx, Apache and Caddy."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.publishing.hosting.apache import apache
from renkei.publishing.hosting.caddy import caddy
from renkei.publishing.hosting.nginx import nginx

__all__ = ["rules"]


def rules(base: str = DEFAULT_BASE, url_path: str = "") -> Iterator[tuple[str, bytes]]:
    """The files of rules by their path in the site; `base` is that of the IRIs.

    They send things on to page or data (303), choose a form by Accept, and set the headers that the
    live server sets. docs/static-hosts.md tells what they cannot do.
    """
    path = urlsplit(url_path).path.rstrip("/")
    yield ".server/nginx.conf", nginx(base, path).encode()
    yield ".server/Caddyfile", caddy(path).encode()
    yield ".server/htaccess", apache(path).encode()
