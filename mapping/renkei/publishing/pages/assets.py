"""The files that pages load (頁の部品): styles and scripts of our own, and the query editor if it is there.

Every page is whole without its scripts. The editor comes from npm at set-up (`npm install`, see
package.json) and is never committed; where it is missing the SPARQL page has its plain form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
_MADE_OF = {
    "pages.css": ("tokens.css", "pages.css"),
    "sparql.js": ("sparql.js",),
    "search.js": ("search.js",),
    "icon.svg": ("icon.svg",),
    "editor.js": ("vendor/yasqe.min.js",),
    "editor.css": ("vendor/yasqe.min.css",),
}
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages need and that has no language, as a style sheet or a table."""

    path: str
    media_type: str
    body: bytes


@cache
def assets(folder: Path = _FOLDER) -> Mapping[str, Asset]:
    """The files of a folder by their names; those whose parts are missing are left out.

    >>> assets()["pages.css"].path[:14], assets()["pages.css"].media_type
    ('/static/pages.', 'text/css; charset=utf-8')
    """
    found = {}
    for name, parts in _MADE_OF.items():
        files = [folder / part for part in parts]
        if all(file.is_file() for file in files):
            found[name] = _asset(name, b"\n".join(file.read_bytes() for file in files))
    return found


def _asset(name: str, body: bytes) -> Asset:
    """An asset whose path names its content, so that it may be kept for ever."""
    stem, dot, ending = name.partition(".")
    mark = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"/static/{stem}.{mark}{dot}{ending}", _TYPES[dot + ending], body)
