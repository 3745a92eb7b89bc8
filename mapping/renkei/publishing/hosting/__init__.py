"""Rules for static hosts (配信規則): what a file alone cannot say, for nginx, Apache and Caddy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.publishing.hosting.apache import apache
from renkei.publishing.hosting.caddy import caddy
from renkei.publishing.hosting.nginx import nginx

__all__ = ["rules"]

# Scheme, host and port of an address: `https://data.example.jp:8443`; nothing that a header or a
# rule could read as more than a host.
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?")


def rules(
    base: str = DEFAULT_BASE, url_path: str = "", endpoint: str = ""
) -> Iterator[tuple[str, bytes]]:
    """The files of rules by their path in the site; `base` is that of the IRIs.

    `endpoint` is the SPARQL endpoint that the pages may ask, if it is not one of this host.

    They send things on to page or data (303), choose a form by Accept, and set the headers that the
    live server sets. docs/static-hosts.md tells what they cannot do.
    """
    path = urlsplit(url_path).path.rstrip("/")
    for name, text in (
        ("nginx.conf", nginx(base, path)),
        ("Caddyfile", caddy(base, path)),
        ("htaccess", apache(base, path)),
    ):
        yield f".server/{name}", _allowing(text, endpoint).encode()


def _allowing(text: str, endpoint: str) -> str:
    """Rules whose policy lets the query form and its editor ask one other host.

    >>> _allowing("connect-src 'self'; form-action 'self';", "https://example.org/sparql")
    "connect-src 'self' https://example.org; form-action 'self' https://example.org;"
    """
    origin = _ORIGIN.match(endpoint)
    if origin is None:
        return text
    for name in ("connect-src", "form-action"):
        text = text.replace(f"{name} 'self'", f"{name} 'self' {origin[0]}")
    return text
