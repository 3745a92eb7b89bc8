"""Which files a build reads (原文ファイルの一覧): files, folders and patterns, in a lasting order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from renkei.reading.companions import COMPANIONS, CURATION, SETTINGS_FILE

__all__ = [
    "COMPANIONS",
    "CURATION",
    "SETTINGS_FILE",
    "NoSourceError",
    "SourceFile",
    "companion",
    "source_files",
]


class SourceFile(NamedTuple):
    """A file to read: its path, and how findings and the graph call it."""

    path: Path
    name: str


class NoSourceError(FileNotFoundError):
    """Nothing was found where sources were said to be: a wrong use of the command."""


def source_files(given: Iterable[str | Path]) -> tuple[SourceFile, ...]:
    """The files under what was given, each once, sorted by name.

    A folder gives all files below it but hidden ones and `COMPANIONS`; a pattern (`*`, `?`, `[…]`)
    what it matches; the name is the path below the folder, or the last part of the path.
    Raises `NoSourceError` for a pattern or folder that gives nothing.
    """
    found: dict[Path, str] = {}
    for one in given:
        below = dict(_expanded(one))
        if not below:
            raise NoSourceError(str(one))
        found = below | found
    return tuple(sorted((SourceFile(path, name) for path, name in found.items()), key=_by_name))


def companion(given: Iterable[str | Path], name: str) -> Path | None:
    """The file of that name in the first of the given folders that has one."""
    for one in given:
        candidate = Path(one) / name
        if candidate.is_file():
            return candidate
    return None


def _by_name(file: SourceFile) -> tuple[str, str]:
    return (file.name, str(file.path))


def _expanded(one: str | Path) -> Iterator[tuple[Path, str]]:
    path = Path(one)
    if path.is_dir():
        for below in _below(path):
            yield below, below.relative_to(path).as_posix()
    elif path.exists() or not glob.has_magic(str(one)):
        # A file that is missing is given on: reading says so, and the others are read.
        yield path, path.name
    else:
        # A pattern may be absolute or climb with "..", which Path.glob does not take.
        for match in sorted(glob.glob(str(one), recursive=True)):  # noqa: PTH207  # see above
            yield from _expanded(match)


def _below(folder: Path) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name not in COMPANIONS:
                yield Path(directory) / name
