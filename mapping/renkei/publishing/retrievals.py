"""Where the files of a build were fetched from (取得元): what `fetched.csv` beside them says."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode

from renkei.model.source import Retrieval
from renkei.reading.companions import FETCHED
from renkei.reading.fetching import Fetched, load_rows

# What a URL may hold in a table but an IRI may not. Not: letters of any script, "%20". Real: " ", "{"
_UNFIT = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')


def retrievals(path: Path, data: bytes) -> tuple[Retrieval, ...]:
    """The fetches that gave a file just as it is; a file that was changed since comes from nowhere.

    Sorted by URL; empty where no table beside the file knows it.
    """
    rows = _rows(path.parent)
    if not rows:
        return ()
    found = rows.get((path.name, hashlib.sha256(data).hexdigest()), ())
    return tuple(sorted(Retrieval(_iri(row.url), _day(row.retrieved)) for row in found))


def forget() -> None:
    """Read the tables anew for another build, since they may have changed."""
    _rows.cache_clear()


@cache
def _rows(folder: Path) -> dict[tuple[str, str], tuple[Fetched, ...]]:
    found: dict[tuple[str, str], tuple[Fetched, ...]] = {}
    for row in load_rows(folder / FETCHED):
        if row.is_there and row.sha256 and _is_iri(_iri(row.url)):
            key = (row.file, row.sha256)
            found[key] = (*found.get(key, ()), row)
    return found


def _iri(url: str) -> str:
    """A URL as an IRI may spell it.

    >>> _iri("https://www.city.example/協約 1.pdf")
    'https://www.city.example/協約%201.pdf'
    """
    return _UNFIT.sub(lambda found: quote(found[0]), url)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _day(stated: str) -> str:
    """A day as the table states it, or nothing where it states none."""
    try:
        return date.fromisoformat(stated).isoformat()
    except ValueError:
        return ""
