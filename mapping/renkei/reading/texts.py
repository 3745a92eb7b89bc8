"""Texts (文字のファイル): bytes that are no other format → a source text, or why there is none."""

from __future__ import annotations

import codecs

from renkei.reading.characters import inspect
from renkei.reading.encodings import Ambiguous, Decoded, Undecodable, decode
from renkei.reading.plain import source_text
from renkei.reading.results import Reading, refusal

LINE_LIMIT = 1_000_000
"""The longest line that is read, in code points."""

_EXCERPT = 12
_BINARY = {"what_ja": "バイナリデータ", "what_en": "binary data"}


def read_text(data: bytes, *, name: str, line_limit: int = LINE_LIMIT) -> Reading:
    """Read the bytes of a plain text (プレーンテキストの読み込み)."""
    decoded = decode(data) if data.strip() else Decoded("", "utf-8")
    if isinstance(decoded, Decoded) and "\0" not in decoded.text:
        return _finish(data, decoded, name, line_limit)
    return undecided(data, decoded, name) or refusal("R004", name, _BINARY)


def undecided(data: bytes, found: Decoded | Undecodable | Ambiguous, name: str) -> Reading | None:
    """Say why bytes are no text (復号できない理由); None if they are."""
    if isinstance(found, Ambiguous):
        return _ambiguous(name, found)
    if _holds_nul(data, found):
        return refusal("R004", name, _BINARY)
    return _undecodable(name, data, found) if isinstance(found, Undecodable) else None


def _finish(data: bytes, decoded: Decoded, name: str, line_limit: int) -> Reading:
    if is_blank(decoded.text):
        return refusal("R001", name)
    source = source_text(data, decoded, name=name)
    line = long_line(source.text, line_limit)
    if line is not None:
        return refusal("R003", name, {"line": str(line), "limit": f"{line_limit:,}"}, at=(line, 1))
    return Reading(source, inspect(source))


def is_blank(text: str) -> bool:
    """Whether a text holds nothing but white space and byte-order marks."""
    return not text.strip("\ufeff \t\r\n\f\u3000") or text.isspace()


def long_line(text: str, limit: int) -> int | None:
    """Tell the number of the first line that is too long."""
    start, line = 0, 1
    while (end := text.find("\n", start)) >= 0:
        if end - start > limit:
            return line
        start, line = end + 1, line + 1
    return line if len(text) - start > limit else None


def _holds_nul(data: bytes, decoded: Decoded | Undecodable) -> bool:
    if isinstance(decoded, Decoded):
        return "\0" in decoded.text
    # UTF-16 has NULs of its own, and its byte-order mark says that it is no binary file.
    return b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _ambiguous(name: str, found: Ambiguous) -> Reading:
    return refusal(
        "R007",
        name,
        {
            "first": found.first.encoding,
            "first_text": _excerpt(found.first.text),
            "second": found.second.encoding,
            "second_text": _excerpt(found.second.text),
        },
    )


def _excerpt(text: str) -> str:
    """Show the first words that two encodings would read differently."""
    foreign = next((at for at, char in enumerate(text) if not char.isascii()), 0)
    shown = text[foreign : foreign + _EXCERPT]
    return "".join(char if char.isprintable() else "\ufffd" for char in shown)


def _undecodable(name: str, data: bytes, found: Undecodable) -> Reading:
    before = data[: found.offset].decode(found.encoding, errors="replace").removeprefix("\ufeff")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return refusal(
        "R006",
        name,
        {
            "encoding": found.encoding,
            "offset": f"{found.offset:,}",
            "byte": f"{data[found.offset]:02X}",
        },
        at=(line, column),
    )
