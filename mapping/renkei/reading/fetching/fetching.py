"""Fetching a list (一覧の取得): each URL once, politely, within bounds, and only if it changed."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

from renkei.reading.companions import FETCHED
from renkei.reading.fetching.guarding import GuardedTransport, is_blocked
from renkei.reading.fetching.politeness import Politeness
from renkei.reading.fetching.rows import Fetched, load_rows, write_rows
from renkei.reading.opening import DOCUMENT_LIMIT
from renkei.reading.recognising import recognise
from renkei.version import AGENT

REDIRECTS = 5
_TIMEOUT = 20.0
_LONGEST = 120.0
"""How many seconds one file may take in all."""
_OK, _UNCHANGED = 200, 304
_ENDINGS = {
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
}
# What a file name does not take. Not: letters of any script, figures. Real: "%E5%8D%94/?"
_UNFIT = re.compile(r"[^\w.-]+")


def fetch(
    urls: Iterable[str],
    folder: Path,
    *,
    allow_private: bool = False,
    pause: float = 2.0,
    limit: int = DOCUMENT_LIMIT,
    told: Callable[[Fetched], None] | None = None,
) -> tuple[Fetched, ...]:
    """Fetch URLs into a folder (URLの取得) and write the table `fetched.csv` there.

    Only http and https are asked, and unless `allow_private` is set only public addresses. `pause`
    is in seconds between requests to one host; `limit` is in bytes. Raises `OSError` when the
    folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = {row.url: row for row in load_rows(folder / FETCHED)}
    transport = None if allow_private else GuardedTransport()
    headers = {"user-agent": AGENT}
    with httpx.Client(
        transport=transport, headers=headers, timeout=_TIMEOUT, trust_env=False
    ) as client:
        fetcher = _Fetcher(client, Politeness(client, AGENT, pause), folder, limit)
        results = []
        for url in urls:
            results.append(fetcher.fetch(url, known.get(url)))
            if told:
                told(results[-1])
            known[url] = results[-1] if results[-1].is_there else known.get(url, results[-1])
    write_rows(folder / FETCHED, known.values())
    return tuple(results)


class _TooMuchError(Exception):
    def __init__(self, status: str) -> None:
        self.status = status
        super().__init__(status)


class _Fetcher:
    def __init__(self, client: httpx.Client, manners: Politeness, folder: Path, limit: int) -> None:
        self._client = client
        self._manners = manners
        self._folder = folder
        self._limit = limit

    def fetch(self, url: str, before: Fetched | None) -> Fetched:
        """Fetch one URL, through its redirects."""
        asked = url
        try:
            for _ in range(REDIRECTS + 1):
                if not _is_web(asked):
                    return Fetched(url=url, status="bad-url", reason=asked)
                if not self._manners.allows(asked):
                    return Fetched(url=url, status="robots", reason=asked)
                self._manners.wait(asked)
                found = self._ask(url, asked, before)
                if isinstance(found, Fetched):
                    return found
                asked = found
        except _TooMuchError as error:
            return Fetched(url=url, status=error.status, reason=asked)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            status = "blocked" if is_blocked(error) else "failed"
            return Fetched(url=url, status=status, reason=str(error))
        return Fetched(url=url, status="redirects", reason=asked)

    def _ask(self, url: str, asked: str, before: Fetched | None) -> Fetched | str:
        """The result, or where a redirect leads."""
        has_file = before is not None and before.is_there and (self._folder / before.file).is_file()
        headers = _conditions(before) if before and has_file else {}
        with self._client.stream("GET", asked, headers=headers) as response:
            if response.has_redirect_location:
                return urljoin(asked, response.headers["location"])
            if response.status_code == _UNCHANGED and before:
                return before.model_copy(update={"status": "unchanged"})
            if response.status_code != _OK:
                return Fetched(url=url, status=f"http-{response.status_code}")
            return self._keep(url, self._body(response), response.headers)

    def _body(self, response: httpx.Response) -> bytes:
        data = bytearray()
        started = time.monotonic()
        for piece in response.iter_bytes():
            data += piece
            if len(data) > self._limit:
                raise _TooMuchError("too-large")
            if time.monotonic() - started > _LONGEST:
                raise _TooMuchError("too-slow")
        return bytes(data)

    def _keep(self, url: str, data: bytes, headers: httpx.Headers) -> Fetched:
        kind = recognise(data)
        media_type = kind.media_type if kind else "text/plain"
        name = _file_name(url, _ENDINGS.get(media_type, ".txt" if kind is None else ".bin"))
        (self._folder / name).write_bytes(data)
        return Fetched(
            url=url,
            file=name,
            sha256=hashlib.sha256(data).hexdigest(),
            media_type=media_type,
            status="fetched",
            retrieved=datetime.now(UTC).date().isoformat(),
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
        )


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        return False


def _conditions(before: Fetched) -> dict[str, str]:
    stated = {"if-none-match": before.etag, "if-modified-since": before.last_modified}
    return {name: value for name, value in stated.items() if value}


def _file_name(url: str, ending: str) -> str:
    """A name that says where the file came from, and is its own: host, last word, checksum."""
    parts = urlsplit(url)
    stem = parts.path.rstrip("/").rpartition("/")[2].rpartition(".")[0] or parts.path.strip("/")
    words = _UNFIT.sub("-", f"{parts.hostname}-{stem}")[:80].strip("-.")
    return f"{words}-{hashlib.sha256(url.encode()).hexdigest()[:8]}{ending}"
