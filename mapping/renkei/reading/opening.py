"""Opening files (ファイルを開く): a path → bytes, or the finding that says why there are none."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from renkei.reading.extraction import Origin
from renkei.reading.results import Reading, refusal, too_large
from renkei.reading.signatures import signature

LIMIT = 20_000_000
"""The largest text that is read, in bytes: three hundred pages of text are one million."""
DOCUMENT_LIMIT = 100_000_000
"""The largest file of another format that is read, in bytes: pictures of pages are large."""
_HEAD = 64


def load(path: Path, *, name: str | None = None, limit: int | None = None) -> bytes | Reading:
    """Give the bytes of a file (ファイルの内容), or what is to be said about it.

    `limit` is in bytes and asked before anything but the first bytes is read; without one, it
    depends on what the file is: `LIMIT` for a text, `DOCUMENT_LIMIT` for anything else.
    """
    shown = shown_name(path, name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return refusal("R010", shown, _kind(status.st_mode))
        with path.open("rb") as file:
            head = file.read(_HEAD)
            allowed = limit if limit is not None else limit_of(head)
            if status.st_size > allowed:
                return too_large(shown, status.st_size, allowed)
            # One byte more than allowed: the file may have grown since it was asked.
            return head + file.read(allowed + 1 - len(head))
    except OSError as error:
        return _inaccessible(shown, error)


def limit_of(head: bytes) -> int:
    """How many bytes a file may have that begins so."""
    return LIMIT if signature(head) is None else DOCUMENT_LIMIT


def shown_name(path: Path, name: str | None = None) -> str:
    """How findings and the graph call a file: the last part of its path unless a name is given."""
    return _printable(name if name is not None else path.name or str(path))


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
        return refusal("R008", name)
    if error.errno in _FORBIDDEN:
        return refusal("R009", name, origin=Origin.ENVIRONMENT)
    reason = os.strerror(error.errno) if error.errno is not None else type(error).__name__
    return refusal("R011", name, {"reason": reason}, origin=Origin.ENVIRONMENT)


def _printable(name: str) -> str:
    # A file name is bytes to the system; what is no UTF-8 in it would break every later output.
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")
