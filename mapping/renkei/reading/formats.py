"""The formats that are read (対応形式), and the reader of each, loaded when it is needed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from renkei.reading.extraction import Extraction
from renkei.reading.workers import Limits, extract_apart
from renkei.resources import table


class Reader(Protocol):
    """What the module of a format offers as `read` (形式ごとの読み取り)."""

    def __call__(self, data: bytes, *, name: str, file_sha256: str) -> Extraction:
        """Take the text out of the bytes of a file; what goes wrong with it is a finding."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read (対応形式).

    `module` holds `read`, which runs in a process that can be ended after `seconds`. `extra` names
    the optional dependency that the reader needs, if any.
    """

    media_type: str
    module: str
    extra: str
    seconds: float
    reason: str

    def reader(self) -> Reader:
        """Load the reader of the format."""
        return cast("Reader", import_module(self.module).read)


@cache
def formats() -> dict[str, Format]:
    """Give every format that is read, by its media type, from `tables/formats.csv`."""
    with table("renkei.reading", "formats.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["media_type"]: Format(
                media_type=row["media_type"],
                module=row["module"],
                extra=row["extra"],
                seconds=float(row["seconds"]),
                reason=row["reason"],
            )
            for row in csv.DictReader(rows)
        }


def extract(media_type: str, data: bytes, *, name: str, file_sha256: str) -> Extraction | None:
    """Take the text out of a file of a known media type; None if no reader is there for it."""
    known = formats().get(media_type)
    if known is None:
        return None
    return extract_apart(
        known.module,
        data,
        media_type=media_type,
        name=name,
        file_sha256=file_sha256,
        limits=Limits(seconds=known.seconds),
    )
