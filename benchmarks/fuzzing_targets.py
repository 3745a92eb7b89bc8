"""What is tried with damaged inputs (ファジングの対象): the parser, each reader, and the small tables.

A target makes inputs, and runs one: it returns a word for what came of it, and raises if a promise
does not hold. The promises are those of `renkei.reading` and `renkei.parsing`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING
from unittest.mock import patch
from zlib import crc32

from fuzzing_trial import TRIAL, Target
from mutation import containers, markup, pages, raw, texts

from renkei.errors import message
from renkei.graph import document_quads
from renkei.linking import link, parse_curation
from renkei.model import Document, Finding, Severity, SourceText
from renkei.parsing import parse
from renkei.reading import Extraction, Reading, read_all, read_bytes
from renkei.reading.fetching.lists import urls_of
from renkei.reading.formats import formats
from renkei.reading.ocr import page as ocr_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

_DEEP = 16
"""Of what a reader takes out, every so many inputs go on through the parser."""
_ODF = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"


def _spoken(findings: Sequence[Finding]) -> None:
    """Every finding can be said in both languages."""
    for found in findings:
        message(found, "ja")
        message(found, "en")


def _understood(source: SourceText) -> str:
    """The parser's promises: tiles cover the text once, and what was read is in it."""
    document = parse(source)
    _tiled(document)
    _spoken(document.findings)
    linked = link(document)
    _spoken(linked.findings)
    if crc32(source.text.encode()) % _DEEP == 0:
        for _ in document_quads(linked):
            pass
    return "agreement" if document.agreements else "no agreement"


def _tiled(document: Document) -> None:
    text = document.source.text
    if "".join(text[tile.span.start : tile.span.end] for tile in document.tiles) != text:
        raise AssertionError("the tiles are not the text")


def _source(text: str) -> SourceText:
    return SourceText(
        name="fuzz.txt",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        file_sha256="",
        media_type="text/plain",
        encoding="utf-8",
    )


def _text(data: bytes) -> str:
    # Reading gives LF line ends only and no NUL; everything else may come.
    return _understood(_source(data.decode().replace("\r", "\n").replace("\0", "\n")))


def _read(reading: Reading) -> str:
    """The promises of reading: a text, or exactly one error that says why there is none."""
    _spoken(reading.findings)
    errors = [found for found in reading.findings if found.severity is Severity.ERROR]
    if (reading.source is None) != (len(errors) == 1):
        raise AssertionError(f"text and errors disagree: {[found.code for found in errors]}")
    if reading.source is None:
        return errors[0].code
    source = reading.source
    if "\r" in source.text or "\0" in source.text:
        raise AssertionError("a line end or a NUL that is promised not to be there")
    for at in {0, source.length // 2, source.length - 1}:
        source.place(at)
        source.file_place(at)
        if not source.anchors:
            source.file_offset(at)
    return "read"


def _bytes(data: bytes) -> str:
    reading = read_bytes(data, name="fuzz.txt")
    made = _read(reading)
    if reading.source is not None and crc32(data) % _DEEP == 0:
        _understood(reading.source)
    return made


def _archive(data: bytes) -> str:
    made = [_read(reading) for reading in read_all(data, name="fuzz.zip")]
    return made[0] if len(made) == 1 else f"{min(len(made), 4)} readings"


def _extracted(module: str) -> Callable[[bytes], str]:
    """Run the reader of a format in this process, where a build runs it in one of its own."""

    def run(data: bytes) -> str:
        reader = import_module(module).read
        extracted: Extraction = reader(data, name="fuzz", file_sha256="")
        _spoken(extracted.findings)
        errors = [found for found in extracted.findings if found.severity is Severity.ERROR]
        if errors:
            return errors[0].code
        _inside(extracted)
        if extracted.text.strip() and crc32(data) % _DEEP == 0:
            made = _source(extracted.text).model_copy(
                update={
                    "anchors": extracted.anchors,
                    "merged": extracted.merged,
                    "furniture": extracted.furniture,
                    "omitted": extracted.omitted,
                    "confidences": extracted.confidences,
                }
            )
            _understood(made)
        return "read"

    return run


def _inside(extracted: Extraction) -> None:
    """Everything that stands beside a text has its place in it."""
    length = len(extracted.text)
    starts = [anchor.start for anchor in extracted.anchors]
    ranges = [(one.start, one.end) for one in (*extracted.merged, *extracted.confidences)]
    ranges += [(one.start, one.end) for one in extracted.furniture]
    ranges += [(one.at, one.at) for one in extracted.omitted]
    if starts != sorted(starts) or any(not 0 <= a <= b <= length for a, b in ranges):
        raise AssertionError("a place outside the text")
    if "\r" in extracted.text or "\0" in extracted.text:
        raise AssertionError("a line end or a NUL that is promised not to be there")


def _curation(data: bytes) -> str:
    curation, findings = parse_curation(data.decode("utf-8", "replace"), name="curation.csv")
    _spoken(findings)
    return "read" if curation else "refused"


def _listed(data: bytes) -> str:
    return "some" if urls_of(data.decode("utf-8", "replace")) else "none"


def _unrecognised(module: str) -> Callable[[bytes], str]:
    """The reader of pages and pictures without Tesseract, of which a run takes a third of a second."""
    run = _extracted(module)

    def silent(data: bytes) -> str:
        with patch.object(ocr_page, "words", lambda given, *_: [[] for _ in given]):
            return run(data)

    return silent


def _module(media_type: str) -> str:
    return formats()[media_type].module


def _of(parts: Callable[[], dict[str, bytes]], identity: str) -> Callable[[Random], bytes]:
    return lambda random: containers.document(random, parts(), identity)


def _table(random: Random) -> bytes:
    rows = [["subject", "property", "action", "concept", "reason", "by"]]
    for _ in range(random.randrange(4)):
        rows.append([texts.text(random)[:60] for _ in range(random.randrange(8))])
        if random.randrange(2):
            rows[-1][:2] = ["https://w3id.org/renkei/id/agreement/x/party/1", "theme", "add"]
    return raw.damaged_bytes(random, texts.table_of(rows).encode())


def _whole(random: Random) -> bytes:
    return texts.whole_text(random).encode("utf-8", "replace")


TARGETS: dict[str, Target] = {
    "text": Target(lambda random: texts.text(random).encode("utf-8", "replace"), _text, 400),
    "whole": Target(_whole, _text, 4),
    "bytes": Target(raw.encoded, _bytes, 60, ("renkei.reading",)),
    "html": Target(markup.page, _extracted(_module("text/html")), 40, ("renkei.reading.html",)),
    "docx": Target(
        _of(containers.word, "[Content_Types].xml"),
        _extracted(_module(f"{_OFFICE}.wordprocessingml.document")),
        30,
        ("renkei.reading.office.docx",),
    ),
    "xlsx": Target(
        _of(containers.workbook, "[Content_Types].xml"),
        _extracted(_module(f"{_OFFICE}.spreadsheetml.sheet")),
        30,
        ("renkei.reading.office.xlsx",),
    ),
    "odt": Target(
        _of(containers.open_document, "mimetype"),
        _extracted(_module(f"{_ODF}.text")),
        30,
        ("renkei.reading.office.odt",),
    ),
    "ods": Target(
        _of(containers.open_sheets, "mimetype"),
        _extracted(_module(f"{_ODF}.spreadsheet")),
        30,
        ("renkei.reading.office.ods",),
    ),
    "zip": Target(containers.archive, _archive, 30, ("renkei.reading",)),
    "pdf": Target(pages.paper, _unrecognised(_module("application/pdf")), 25),
    "picture": Target(pages.picture, _unrecognised(_module("image/png")), 25),
    "tables": Target(_table, _curation, 10),
    "lists": Target(_table, _listed, 10),
    "trial": TRIAL,
}
"""What is tried, by name."""
