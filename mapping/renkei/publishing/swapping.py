"""Putting a finished folder in the place of an old one, in whole or not at all (一括差し替え)."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "build.json"
"""The file by which a folder is known to be a build of ours."""

_STAGING = ".renkei-staging-"
_RETIRED = ".renkei-retired-"
_OWNER = ".owner"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class NotOurFolderError(FileExistsError):
    """The output folder holds something that no build made: it is left as it is."""


def demand_ours(folder: Path) -> None:
    """Make sure that a folder may be replaced: it is missing, empty, or a build.

    Raises `NotOurFolderError` otherwise.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotOurFolderError(str(folder))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise NotOurFolderError(str(folder))


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` that takes its place when the block ends well.

    When the block fails, or the user interrupts it, the new folder is removed and the old one
    stays as it was. Raises `NotOurFolderError`, and `OSError` from the file system.
    """
    demand_ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(folder)
    staging = Path(tempfile.mkdtemp(prefix=f"{_STAGING}{folder.name}-", dir=folder.parent))
    try:
        staging.chmod(0o755)
        (staging / _OWNER).write_text(str(os.getpid()), "ascii")
        yield staging
        (staging / _OWNER).unlink()
        _swap(staging, folder)
    finally:
        if staging.exists():
            shutil.rmtree(staging)


def _swap(staging: Path, folder: Path) -> None:
    """Exchange the two folders in one step where the system can, else in two renames."""
    if not folder.exists():
        staging.rename(folder)
    elif not _exchange(staging, folder):
        retired = Path(tempfile.mkdtemp(prefix=f"{_RETIRED}{folder.name}-", dir=folder.parent))
        folder.rename(retired / folder.name)
        try:
            staging.rename(folder)
        except OSError:
            (retired / folder.name).rename(folder)
            retired.rmdir()
            raise
        shutil.rmtree(retired)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two paths by Linux's renameat2; False where the system has no such call."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    done = library.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _clear_leftovers(folder: Path) -> None:
    """What a build that was killed left behind: staging is dropped, a retired build comes back."""
    for retired in sorted(folder.parent.glob(f"{_RETIRED}{folder.name}-*")):
        if not folder.exists() and (retired / folder.name).is_dir():
            (retired / folder.name).rename(folder)
        shutil.rmtree(retired)
    for staging in folder.parent.glob(f"{_STAGING}{folder.name}-*"):
        if not _in_use(staging):
            shutil.rmtree(staging)


def _in_use(staging: Path) -> bool:
    """Whether a running build works in a staging folder; its process is named in it."""
    owner = staging / _OWNER
    words = owner.read_text("ascii").strip() if owner.is_file() else ""
    if not words.isdigit():
        return False
    try:
        os.kill(int(words), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
