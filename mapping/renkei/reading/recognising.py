"""What a file is by its content (ファイル形式の判別); its name is never asked."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from renkei.reading.signatures import signature
from renkei.reading.zips import FAULTS, member_bytes
from renkei.resources import table

ARCHIVE = "application/zip"
HTML = "text/html"
_OLE = "application/x-ole-storage"
_XML = "application/xml"
_MARKUP = frozenset({HTML, _XML})
_HEAD = 4096
_FLAT_HEAD = 16_384
"""How many bytes are read of an XML document for its first element, which declares its names."""
_LARGEST_LIST = 1_000_000
"""How many bytes are read of the member that says what a ZIP container is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is (形式): its media type, and the finding for where no reader is there for it."""

    media_type: str
    code: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class _Container:
    container: str
    key: str
    kind: Kind


@cache
def _containers() -> tuple[_Container, ...]:
    with table("renkei.reading", "containers.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(
            _Container(
                row["container"],
                row["key"],
                Kind(row["media_type"], row["code"], row["ja"], row["en"]),
            )
            for row in csv.DictReader(rows)
        )


def recognise(data: bytes) -> Kind | None:
    """Tell what a file is (形式の判別); None if it is a plain text, or nothing that is known.

    >>> recognise(b"%PDF-1.7").media_type, recognise(b"<!-- a --><TABLE><tr>").media_type
    ('application/pdf', 'text/html')
    >>> recognise("第1条".encode()) is None
    True
    """
    known = signature(data)
    if known is None or known.media_type in _MARKUP:
        if _is_html(data):
            return Kind(HTML, "R005", "ウェブページ（HTML）", "a web page (HTML)")
        if known is None:
            return None
    kind = Kind(known.media_type, known.code, known.ja, known.en)
    if known.media_type == ARCHIVE:
        return _in_zip(data) or kind
    if known.media_type == _OLE:
        return _in_ole(data) or kind
    if known.media_type == _XML:
        return _in_xml(data) or kind
    return kind


# What may stand before the first element of a page: white space, an XML declaration, comments. Comments
# are bounded by the head that is looked at. Real: "<?xml version='1.0'?>\n<!-- saved from -->"
_BEFORE = re.compile(r"(?:\s+|<\?[^>]*\?>|<!--.*?-->)*", re.DOTALL)
# The first markup of a page: its type or an element that stands nowhere else. Not: "<p>" that a converter left
# in a text. Real: "<!DOCTYPE html PUBLIC", "<META http-equiv"
_PAGE = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|base|script|style|table|div|frameset)\b)",
    re.IGNORECASE,
)
# The first element of a part of a page, which must end with markup too to be taken for one. Not: "<p>", which
# converters leave in the cells of a text. Real: "<h1>…</p>"
_PART = re.compile(
    r"<(?:h[1-6]|ul|ol|dl|pre|section|article|main|header|nav|font|center|span|form)\b",
    re.IGNORECASE,
)


def _is_html(data: bytes) -> bool:
    head = _ascii_head(data)
    first = _BEFORE.match(head)
    at = first.end() if first else 0
    if _PAGE.match(head, at):
        return True
    tail = data[-16:].replace(b"\0", b"").rstrip()
    return _PART.match(head, at) is not None and tail.endswith(b">")


def _ascii_head(data: bytes) -> str:
    """The first characters, in which all that is ASCII is right whatever the encoding."""
    head = data[:_HEAD]
    for bom, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16le"),
        (codecs.BOM_UTF16_BE, "utf-16be"),
        (b"<\0", "utf-16le"),
        (b"\0<", "utf-16be"),
    ):
        if head.startswith(bom):
            return head.decode(encoding, errors="replace").removeprefix("\ufeff")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _in_zip(data: bytes) -> Kind | None:
    """What a ZIP container holds, by the member that says so."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            types = _member(archive, "[Content_Types].xml")
            mime = _member(archive, "mimetype")
    except FAULTS:
        return None
    for known in _containers():
        if known.container == "content-type" and known.key.encode() in types:
            return known.kind
        if known.container == "mimetype" and known.key.encode() == mime.strip():
            return known.kind
    return None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.NameToInfo:
        return b""
    return member_bytes(archive, archive.getinfo(name), limit=_LARGEST_LIST) or b""


def _in_ole(data: bytes) -> Kind | None:
    """What an OLE compound file holds, by the names of its streams, which stand there in UTF-16."""
    streams = (known for known in _containers() if known.container == "ole-stream")
    return next((s.kind for s in streams if s.key.encode("utf-16le") in data), None)


# What the first element of a flat OpenDocument file says it is. Not: the same words in its text, which come
# behind. Real: `office:mimetype="application/vnd.oasis.opendocument.spreadsheet"`
_FLAT = re.compile(rb"<office:document\s[^<>]*\soffice:mimetype=[\"']([a-z./-]{1,99})[\"']")


def _in_xml(data: bytes) -> Kind | None:
    """What an XML document holds, by its first element."""
    found = _FLAT.search(data[:_FLAT_HEAD])
    flat = (known for known in _containers() if known.container == "flat")
    return next((k.kind for k in flat if found and k.key.encode() == found[1]), None)
