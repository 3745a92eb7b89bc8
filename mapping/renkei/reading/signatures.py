"""What a file is by its first bytes (ファイル形式の判別), if it is no plain text."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from functools import cache

from renkei.resources import table


@dataclass(frozen=True, slots=True)
class Signature:
    """The bytes that a format begins with (先頭の符号), and the finding if it is not read."""

    magic: bytes
    offset: int
    media_type: str
    code: str
    ja: str
    en: str
    reason: str

    def fits(self, head: bytes) -> bool:
        """Whether a file that begins with `head` is of this format."""
        return head.startswith(self.magic, self.offset)


@cache
def signatures() -> tuple[Signature, ...]:
    """List the known formats (形式の表) from `tables/signatures.csv`, in its order."""
    with table("renkei.reading", "signatures.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            Signature(
                magic=bytes.fromhex(row["magic"]),
                offset=int(row["offset"]),
                media_type=row["media_type"],
                code=row["code"],
                ja=row["ja"],
                en=row["en"],
                reason=row["reason"],
            )
            for row in csv.DictReader(rows)
        )


def signature(data: bytes) -> Signature | None:
    """Tell the format of a file that is no plain text (形式); None if it may be text.

    >>> signature(b"%PDF-1.7").en
    'PDF'
    >>> signature("第1条".encode()) is None
    True
    """
    head = data[:64]
    # A web page may begin with a byte-order mark and white space, and in letters of either size.
    markup = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return next((known for known in signatures() if known.fits(head) or known.fits(markup)), None)
