"""The table of what was fetched (取得の表), `fetched.csv`: read by builds too, which ask no network."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from renkei.model.base import Frozen


class Fetched(Frozen):
    """What became of one URL (取得の結果): a row of the table in the folder.

    `status` is `fetched`, `unchanged`, or why there is nothing: `bad-url`, `robots`, `blocked`,
    `too-large`, `too-slow`, `redirects`, `failed`, or `http-404` and the like. `retrieved` is the
    day, in UTC, on which the bytes were fetched.
    """

    url: str
    file: str = ""
    sha256: str = ""
    media_type: str = ""
    status: str
    retrieved: str = ""
    etag: str = ""
    last_modified: str = ""
    reason: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the file lies in the folder."""
        return self.status in {"fetched", "unchanged"}


def load_rows(path: Path) -> Iterator[Fetched]:
    """The rows of a table that have a URL and a status; none where there is no table."""
    if not path.is_file():
        return
    names = Fetched.model_fields.keys()
    text = path.read_text("utf-8", errors="replace")
    for row in csv.DictReader(StringIO(text)):
        known = {name: value for name, value in row.items() if name in names and value is not None}
        if known.get("url") and known.get("status"):
            yield Fetched.model_validate(known)


def write_rows(path: Path, rows: Iterable[Fetched]) -> None:
    """Write a table, sorted by URL."""
    out = StringIO()
    writer = csv.DictWriter(out, list(Fetched.model_fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.model_dump() for row in sorted(rows, key=lambda row: row.url))
    path.write_text(out.getvalue(), "utf-8")
