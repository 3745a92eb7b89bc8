"""Plain text (プレーンテキスト): decoded characters → SourceText with one kind of line end."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING

from renkei.model.source import Run, SourceText
from renkei.reading.encodings import IRREGULAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renkei.reading.encodings import Decoded

# A line end of DOS or of the old Mac. Not: LF alone. Real: CR LF
_LINE_END = re.compile(r"\r\n?")


def source_text(data: bytes, decoded: Decoded, *, name: str) -> SourceText:
    """Make the source text of a file (原文) from its bytes and what they were decoded to."""
    text = _LINE_END.sub("\n", decoded.text)
    irregular = decoded.encoding in IRREGULAR
    return SourceText(
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        file_sha256=hashlib.sha256(data).hexdigest(),
        file_size=len(data),
        media_type="text/plain",
        encoding=decoded.encoding,
        dropped=() if irregular else tuple(_dropped(decoded.text)),
        preamble_length=decoded.bom,
        runs=tuple(_runs(_begins(data, decoded.encoding))) if irregular else (),
    )


def _dropped(text: str) -> Iterator[int]:
    for count, line_end in enumerate(re.finditer("\r\n", text)):
        yield line_end.start() - count


def _begins(data: bytes, encoding: str) -> list[int]:
    """List the byte at which each code point begins, CR LF as one, and the end of the last."""
    begins: list[int] = []
    begin, after, last = 0, 0, ""
    decoder = codecs.getincrementaldecoder(encoding)()
    for at in range(len(data)):
        characters = decoder.decode(data[at : at + 1])
        for char in characters:
            if not (char == "\n" and last == "\r"):
                begins.append(begin)
            last, after = char, at + 1
        # Nothing pending: a character or an escape sequence is complete, the next one begins.
        if characters or not decoder.getstate()[0]:
            begin = at + 1
    return [*begins, after]


def _runs(begins: list[int]) -> Iterator[Run]:
    """Join code points of one width that follow each other."""
    run: Run | None = None
    for at, (begin, following) in enumerate(zip(begins, [*begins[1:], None], strict=True)):
        width = following - begin if following is not None else 0
        if run is None or width not in (run.width, 0) or begin != _reach(run, at):
            run = Run(at, begin, width)
            yield run


def _reach(run: Run, at: int) -> int:
    return run.byte + (at - run.start) * run.width
