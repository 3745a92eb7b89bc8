"""Files (ファイル): bytes → the source texts that they hold, or what is to be said about them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from renkei.model.findings import Severity
from renkei.model.source import SourceText
from renkei.reading.archives import members
from renkei.reading.characters import inspect
from renkei.reading.extraction import Extraction
from renkei.reading.formats import extract
from renkei.reading.opening import limit_of, load, shown_name
from renkei.reading.recognising import ARCHIVE, recognise
from renkei.reading.results import Reading, failed, placed, refusal, too_large
from renkei.reading.steps import begin
from renkei.reading.texts import LINE_LIMIT, is_blank, long_line, read_text


def read(
    path: Path, *, name: str | None = None, limit: int | None = None, line_limit: int = LINE_LIMIT
) -> Reading:
    """Read a file (ファイルの読み込み); what goes wrong with it is a finding, never an exception.

    `name` stands for the file in findings and in the graph: the last part of the path unless given.
    `limit` is in bytes and asked before anything is read; `line_limit` is in code points.
    A file that holds several texts, such as a ZIP, is for `read_all`.

    >>> from pathlib import Path
    >>> read(Path("no-such-file.txt")).findings[0].code
    'R008'
    """
    data = load(path, name=name, limit=limit)
    if isinstance(data, Reading):
        return data
    return read_bytes(data, name=shown_name(path, name), limit=limit, line_limit=line_limit)


def read_bytes(
    data: bytes, *, name: str, limit: int | None = None, line_limit: int = LINE_LIMIT
) -> Reading:
    r"""Read the bytes of a file (読み込み); `name` stands for it in findings and in the graph.

    >>> read_bytes("甲\r\n乙".encode("cp932"), name="a.txt").source.encoding
    'cp932'
    """
    allowed = limit if limit is not None else limit_of(data[:64])
    if len(data) > allowed:
        return too_large(name, len(data), allowed)
    known = recognise(data)
    if known is None:
        return read_text(data, name=name, line_limit=line_limit)
    if known.media_type == ARCHIVE:
        return _only(data, name, line_limit)
    file_sha256 = hashlib.sha256(data).hexdigest()
    extracted = extract(known.media_type, data, name=name, file_sha256=file_sha256)
    if extracted is None:
        return refusal(known.code, name, {"what_ja": known.ja, "what_en": known.en})
    return _finished(extracted, name, data, line_limit)


def read_all(
    given: Path | bytes, *, name: str | None = None, limit: int | None = None, skip: int = 0
) -> Iterator[Reading]:
    """Read every text that a file holds (すべての本文): one, or as many as a ZIP has members.

    A member is called `archive.zip/folder/file.html`. Bytes need a `name`. The first `skip` members
    of a ZIP are passed over.
    """
    shown = shown_name(given, name) if isinstance(given, Path) else name or "-"
    data = load(given, name=name, limit=limit) if isinstance(given, Path) else given
    if isinstance(data, Reading):
        yield data
        return
    known = recognise(data)
    if known is None or known.media_type != ARCHIVE:
        yield read_bytes(data, name=shown, limit=limit)
        return
    for member in islice(members(data, name=shown), skip, None):
        if isinstance(member, Reading):
            yield member
        else:
            begin(member.name)
            yield read_bytes(member.data, name=member.name, limit=limit)


def _only(data: bytes, name: str, line_limit: int) -> Reading:
    """The text of an archive that holds one file and no more."""
    found = list(members(data, name=name))
    if len(found) != 1:
        return refusal("R017", name, {"count": str(len(found))})
    [member] = found
    if isinstance(member, Reading):
        return member
    return read_bytes(member.data, name=member.name, line_limit=line_limit)


def _finished(extracted: Extraction, name: str, data: bytes, line_limit: int) -> Reading:
    """The source text of what a reader took out, or the error that says why there is none."""
    if any(found.severity is Severity.ERROR for found in extracted.findings):
        return failed(extracted.findings, extracted.origin)
    if is_blank(extracted.text):
        return refusal("R001", name)
    line = long_line(extracted.text, line_limit)
    if line is not None:
        return refusal("R003", name, {"line": str(line), "limit": f"{line_limit:,}"}, at=(line, 1))
    source = SourceText(
        name=name,
        text=extracted.text,
        sha256=hashlib.sha256(extracted.text.encode("utf-8")).hexdigest(),
        file_sha256=hashlib.sha256(data).hexdigest(),
        file_size=len(data),
        media_type=extracted.media_type,
        encoding=extracted.encoding,
        anchors=extracted.anchors,
        merged=extracted.merged,
        furniture=extracted.furniture,
        omitted=extracted.omitted,
        confidences=extracted.confidences,
    )
    return Reading(source, (*placed(extracted.findings, source), *inspect(source)))
