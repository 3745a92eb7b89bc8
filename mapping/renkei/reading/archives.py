"""Archives (書庫): a ZIP → its members, bounded in number, size and depth."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from renkei.reading.companions import is_companion
from renkei.reading.opening import DOCUMENT_LIMIT
from renkei.reading.recognising import ARCHIVE, recognise
from renkei.reading.results import Reading, refusal
from renkei.reading.zips import FAULTS, grows_too_much, is_encrypted, member_bytes

MEMBER_LIMIT = 2_000
"""How many members are read of one archive."""
TOTAL_LIMIT = 500_000_000
"""How many bytes all members of one archive may have together, expanded."""
DEPTH_LIMIT = 1
"""How many archives may lie inside each other: a ZIP in a ZIP, and none in that."""
_UTF8_NAME = 0x800
_LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive (書庫内のファイル): its name below that of the archive, and its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class _Budget:
    members: int = MEMBER_LIMIT
    size: int = TOTAL_LIMIT


def members(data: bytes, *, name: str) -> Iterator[Member | Reading]:
    """The files in a ZIP (書庫の中身), or what is to be said about those that cannot be taken.

    Folders, hidden files and companions such as `sources.csv` are passed over, as in a folder. An
    archive with nothing else in it is told.
    """
    found = False
    for one in _members(data, name, _Budget(), 0):
        found = True
        yield one
    if not found:
        yield refusal("R001", name)


def _members(data: bytes, name: str, budget: _Budget, depth: int) -> Iterator[Member | Reading]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = sorted((member_name(info), at) for at, info in enumerate(archive.infolist()))
            for inner, at in infos:
                if inner.endswith("/") or is_companion(inner):
                    continue
                if budget.members <= 0:
                    yield _bounded(name, "ファイルの数", "the number of files", MEMBER_LIMIT)
                    return
                budget.members -= 1
                shown = f"{name}/{inner}"
                yield from _taken(archive, archive.infolist()[at], shown, budget, depth)
    except FAULTS as error:
        yield broken(name, error)


def _taken(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, budget: _Budget, depth: int
) -> Iterator[Member | Reading]:
    problem = _problem(info, shown, budget)
    if problem is not None:
        yield problem
        return
    budget.size -= info.file_size
    try:
        data = member_bytes(archive, info, limit=DOCUMENT_LIMIT)
    except FAULTS as error:
        yield broken(shown, error)
        return
    if data is None:
        yield _bounded(shown, "大きさ", "the size", DOCUMENT_LIMIT)
        return
    kind = recognise(data)
    if kind is None or kind.media_type != ARCHIVE:
        yield Member(shown, data)
    elif depth >= DEPTH_LIMIT:
        yield _bounded(shown, "書庫の入れ子の深さ", "the depth of archives", DEPTH_LIMIT)
    else:
        yield from _members(data, shown, budget, depth + 1)


def _problem(info: zipfile.ZipInfo, shown: str, budget: _Budget) -> Reading | None:
    if leaves_archive(member_name(info)):
        return refusal("R019", shown)
    if is_encrypted(info):
        return refusal(
            "R016",
            shown,
            {"what_ja": "パスワード付きのファイル", "what_en": "a file with a password"},
        )
    if info.file_size > DOCUMENT_LIMIT or grows_too_much(info):
        return _bounded(shown, "展開後の大きさ", "the expanded size", DOCUMENT_LIMIT)
    if info.file_size > budget.size:
        return _bounded(shown, "展開後の合計", "the expanded size of all", TOTAL_LIMIT)
    return None


# What leads out of the folder that an archive is unpacked to: a step up, a root, a drive, a NUL.
# Not: "甲..乙.html". Real: "../../etc/passwd", "C:/a.txt"
_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|\0")


def leaves_archive(name: str) -> bool:
    """Whether a member's name leads out of the archive (書庫の外を指す名前).

    >>> leaves_archive("../a.txt"), leaves_archive("C:/a.txt"), leaves_archive("甲..乙.txt")
    (True, True, False)
    """
    return _OUTSIDE.search(name) is not None


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member, with / between folders; without a flag it is UTF-8 or Shift_JIS.

    >>> info = zipfile.ZipInfo("別表.html".encode("cp932").decode("cp437"))
    >>> member_name(info)
    '別表.html'
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        name = _decoded(name)
    return name.replace("\\", "/")[:_LONGEST_NAME]


def _decoded(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        # A name of its own in Unicode stood in an extra field, and zipfile has taken it.
        return name
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def broken(name: str, error: Exception) -> Reading:
    """A container that is damaged; the words of the fault go into the finding."""
    return refusal("R015", name, {"reason": str(error) or type(error).__name__})


def _bounded(name: str, ja: str, en: str, limit: int) -> Reading:
    return refusal("R018", name, {"what_ja": ja, "what_en": en, "limit": f"{limit:,}"})
