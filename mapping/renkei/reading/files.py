"""Files (ファイル): bytes → a source text, or the finding that says why there is none."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from renkei.errors import finding
from renkei.reading.characters import inspect
from renkei.reading.encodings import Ambiguous, Decoded, Undecodable, decode
from renkei.reading.plain import source_text
from renkei.reading.signatures import signature

if TYPE_CHECKING:
    from pathlib import Path

    from renkei.model.findings import Finding
    from renkei.model.source import SourceText

LIMIT = 20_000_000
"""The largest file that is read, in bytes: three hundred pages of text are one million."""
LINE_LIMIT = 1_000_000
"""The longest line that is read, in code points."""

_EXCERPT = 12
_BINARY = {"what_ja": "バイナリデータ", "what_en": "binary data"}


class Origin(StrEnum):
    """Whose fault a failed reading is (原因の所在), since the exit code depends on it."""

    INPUT = "input"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file (読み込みの結果): its text, or None, and what is to be said.

    A text may come with warnings; no text comes with exactly one error, and then `origin` tells
    whether the file is at fault or the machine (a missing permission, a failing disk).
    """

    source: SourceText | None
    findings: tuple[Finding, ...] = ()
    origin: Origin = Origin.INPUT


def read(
    path: Path, *, name: str | None = None, limit: int = LIMIT, line_limit: int = LINE_LIMIT
) -> Reading:
    """Read a file (ファイルの読み込み); what goes wrong with it is a finding, never an exception.

    `name` stands for the file in findings and in the graph: the last part of the path unless given.
    `limit` is in bytes and asked before anything is read; `line_limit` is in code points.

    >>> from pathlib import Path
    >>> read(Path("no-such-file.txt")).findings[0].code
    'R008'
    """
    shown = _printable(name if name is not None else path.name or str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _refused("R010", shown, _kind(status.st_mode))
        if status.st_size > limit:
            return _too_large(shown, status.st_size, limit)
        with path.open("rb") as file:
            # One byte more than allowed: the file may have grown since it was asked.
            data = file.read(limit + 1)
    except OSError as error:
        return _inaccessible(shown, error)
    return read_bytes(data, name=shown, limit=limit, line_limit=line_limit)


def read_bytes(
    data: bytes, *, name: str, limit: int = LIMIT, line_limit: int = LINE_LIMIT
) -> Reading:
    r"""Read the bytes of a file (読み込み); `name` stands for it in findings and in the graph.

    >>> read_bytes("甲\r\n乙".encode("cp932"), name="a.txt").source.encoding
    'cp932'
    """
    if len(data) > limit:
        return _too_large(name, len(data), limit)
    known = signature(data)
    if known is not None:
        return _refused(known.code, name, {"what_ja": known.ja, "what_en": known.en})
    decoded = decode(data) if data.strip() else Decoded("", "utf-8")
    if isinstance(decoded, Ambiguous):
        return _ambiguous(name, decoded)
    if _holds_nul(data, decoded):
        return _refused("R004", name, _BINARY)
    if isinstance(decoded, Undecodable):
        return _undecodable(name, data, decoded)
    return _finish(data, decoded, name, line_limit)


def _finish(data: bytes, decoded: Decoded, name: str, line_limit: int) -> Reading:
    if not decoded.text.strip("\ufeff \t\r\n\f\u3000") or decoded.text.isspace():
        return _refused("R001", name)
    source = source_text(data, decoded, name=name)
    line = _long_line(source.text, line_limit)
    if line is not None:
        return _refused("R003", name, {"line": str(line), "limit": f"{line_limit:,}"}, at=(line, 1))
    return Reading(source, inspect(source))


def _long_line(text: str, limit: int) -> int | None:
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


def _refused(
    code: str,
    name: str,
    values: dict[str, str] | None = None,
    *,
    origin: Origin = Origin.INPUT,
    at: tuple[int, int] | None = None,
) -> Reading:
    found = finding(code, name, None, **(values or {}))
    if at is not None:
        found = found.model_copy(update={"line": at[0], "column": at[1]})
    return Reading(None, (found,), origin)


def _too_large(name: str, size: int, limit: int) -> Reading:
    return _refused("R002", name, {"size": f"{size:,}", "limit": f"{limit:,}"})


def _ambiguous(name: str, found: Ambiguous) -> Reading:
    return _refused(
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
    return _refused(
        "R006",
        name,
        {
            "encoding": found.encoding,
            "offset": f"{found.offset:,}",
            "byte": f"{data[found.offset]:02X}",
        },
        at=(line, column),
    )


_NOT_REGULAR = (
    (stat.S_ISDIR, "フォルダー", "a folder"),
    (stat.S_ISFIFO, "名前付きパイプ", "a named pipe"),
    (stat.S_ISSOCK, "ソケット", "a socket"),
    (stat.S_ISCHR, "デバイス", "a device"),
    (stat.S_ISBLK, "デバイス", "a device"),
)


def _kind(mode: int) -> dict[str, str]:
    for test, ja, en in _NOT_REGULAR:
        if test(mode):
            return {"what_ja": ja, "what_en": en}
    return {"what_ja": "特殊なファイル", "what_en": "a special file"}


_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})


def _inaccessible(name: str, error: OSError) -> Reading:
    if error.errno in _MISSING:
        return _refused("R008", name)
    if error.errno in _FORBIDDEN:
        return _refused("R009", name, origin=Origin.ENVIRONMENT)
    reason = os.strerror(error.errno) if error.errno is not None else type(error).__name__
    return _refused("R011", name, {"reason": reason}, origin=Origin.ENVIRONMENT)


def _printable(name: str) -> str:
    # A file name is bytes to the system; what is no UTF-8 in it would break every later output.
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")
