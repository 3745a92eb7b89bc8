"""ZIP containers, opened with bounds (ZIPの展開): what a member says of its size is not believed."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises on a damaged, encrypted or exotic archive."""

RATIO = 300
"""The most that a member may grow when it is expanded: text of a document grows ten times."""
_SMALL = 1_000_000
"""Members up to this size may grow more: an empty sheet of Excel does."""
_ENCRYPTED = 0x1


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Whether a member has a password (暗号化)."""
    return bool(member.flag_bits & _ENCRYPTED)


def grows_too_much(member: zipfile.ZipInfo) -> bool:
    """Whether a member would grow more than any document does (圧縮爆弾)."""
    return member.file_size > max(_SMALL, RATIO * max(1, member.compress_size))


def member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, limit: int) -> bytes | None:
    """Expand a member, never beyond the limit in bytes; None if it is larger.

    Raises one of `FAULTS` for a member that is damaged.
    """
    if member.file_size > limit or grows_too_much(member):
        return None
    with archive.open(member) as file:
        expanded = file.read(limit + 1)
    return expanded if len(expanded) <= limit else None
