"""The build that is served, and its successor (公開中のビルドと差し替え).

A build folder may be replaced at any moment. What is served is a snapshot: a folder of hard links
beside it, so that nothing that a request may still need goes away under its hands.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Store

from renkei.graph import DEFAULT_BASE
from renkei.publishing.documents import Documents
from renkei.publishing.pages.site import Site
from renkei.publishing.swapping import MANIFEST
from renkei.store import StoreError, open_store
from renkei.web.cache import Cache, KeptAnswer
from renkei.web.limits import Limits
from renkei.web.pool import Pool
from renkei.web.responses import Content

_TRIES = 20
_PAUSE = 0.1
# The share of what is kept that answers to questions have: a quarter.
_FOR_ANSWERS = 4
_SNAPSHOT = ".renkei-serving-"
# RocksDB's own notes: never read, and rewritten by whoever opens the folder.
_NOTES = ("LOG", "LOCK")
# The folders of a site that are served as they are; pages and data documents are made anew from
# the store, so that those of a static site (thousands of files) need not be linked.
_SERVED = ("api", "graph", "ontology", "source")

Identity = tuple[int, int, int]


def identity(kg: Path) -> Identity:
    """What tells one build in a folder from the next; raises `StoreError` if there is none."""
    try:
        found = (kg / MANIFEST).stat()
    except OSError as error:
        raise StoreError("missing", path=str(kg)) from error
    return (found.st_ino, found.st_mtime_ns, found.st_size)


@dataclass(eq=False)
class Build:
    """One build, opened (公開中のビルド): its store, its files, its workers.

    `files` are the publishable files by their path below site/: nothing else is ever opened.
    """

    identity: Identity
    folder: Path
    base: str
    modified: float
    store: Store
    files: dict[str, Path]
    queries: Pool
    questions: Pool
    cache: Cache[Content]
    answers: Cache[KeptAnswer]
    site: Site
    documents: Documents
    leases: int = 0
    retired: bool = False
    idle: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def version(self) -> str:
        """A short name of this build for caches and metrics."""
        return f"{self.identity[0]:x}-{self.identity[1]:x}"


class Builds:
    """The current build of a folder; a new one takes its place without a request being dropped."""

    def __init__(self, kg: Path, limits: Limits, *, url_path: str = "") -> None:
        self.kg = kg
        self.limits = limits
        self.url_path = url_path
        self.swaps = 0
        self._current: Build | None = None
        self._retiring: set[asyncio.Task[None]] = set()

    @property
    def current(self) -> Build:
        """The build that new requests get; raises `StoreError` before `start`."""
        if self._current is None:
            raise StoreError("missing", path=str(self.kg))
        return self._current

    async def start(self) -> None:
        """Open the build; raises `StoreError`."""
        await asyncio.to_thread(clear_leftovers, self.kg)
        self._current = await self._next()

    async def watch(self, every: float = 1.0) -> None:
        """Take each new build as it appears, until cancelled."""
        while True:
            await asyncio.sleep(every)
            # In the moment of a swap, or while a build is broken, the old one goes on serving.
            with contextlib.suppress(StoreError, OSError):
                await self.refresh()

    async def refresh(self) -> bool:
        """Take a new build if there is one, and let the old one go when its requests are done."""
        old = self.current
        if identity(self.kg) == old.identity:
            return False
        self._current = await self._next()
        self.swaps += 1
        task = asyncio.create_task(self._retire(old))
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)
        return True

    async def close(self) -> None:
        """Let every build go."""
        if self._current is not None:
            await self._retire(self._current)
            self._current = None
        await asyncio.gather(*self._retiring, return_exceptions=True)

    @contextmanager
    def lease(self) -> Iterator[Build]:
        """The current build, kept open for as long as the block lasts."""
        build = self.current
        build.leases += 1
        try:
            yield build
        finally:
            build.leases -= 1
            if build.retired and not build.leases:
                build.idle.set()

    async def _next(self) -> Build:
        """The build that is there now, opened while its first worker starts."""
        found, folder = await asyncio.to_thread(_snapshot, self.kg)
        queries = Pool(folder / "store", self.limits, size=self.limits.workers)
        queries.start()
        try:
            build = await asyncio.to_thread(self._open, found, folder, queries)
        except (StoreError, OSError, ValueError):
            await queries.close()
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise
        build.questions.start(soon=0)
        return build

    async def _retire(self, build: Build) -> None:
        build.retired = True
        if build.leases:
            await build.idle.wait()
        await build.queries.close()
        await build.questions.close()
        await asyncio.to_thread(shutil.rmtree, build.folder, ignore_errors=True)

    def _open(self, found: Identity, folder: Path, queries: Pool) -> Build:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        store = open_store(folder / "store", read_only=True)
        site = folder / "site"
        limits = self.limits
        base = str(manifest.get("base", DEFAULT_BASE))
        return Build(
            identity=found,
            folder=folder,
            base=base,
            modified=found[1] // 1_000_000_000,
            store=store,
            files=_files(site),
            queries=queries,
            questions=Pool(
                folder / "store",
                limits,
                size=limits.question_workers,
                seconds=limits.question_seconds,
            ),
            cache=Cache(limits.cache_bytes - limits.cache_bytes // _FOR_ANSWERS),
            answers=Cache(limits.cache_bytes // _FOR_ANSWERS),
            documents=Documents(store, base=base, site=site),
            site=Site(store, texts=site / "source", base=base, url_path=self.url_path),
        )


def _files(site: Path) -> dict[str, Path]:
    return {
        Path(folder, name).relative_to(site).as_posix(): Path(folder, name)
        for folder, _, names in os.walk(site)
        for name in names
    }


def _snapshot(kg: Path) -> tuple[Identity, Path]:
    """A folder of links to the files of a build, all from one and the same build."""
    for _ in range(_TRIES):
        before = identity(kg)
        folder = _new_folder(kg)
        try:
            for part in ("store", "site", MANIFEST):
                _link(kg / part, folder / part)
            if identity(kg) == before and _is_same(kg, folder):
                return before, folder
        except FileNotFoundError:
            pass  # the build went away while it was read: the next try finds its successor
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(_PAUSE)
    raise StoreError("missing", path=str(kg))


def _is_same(kg: Path, folder: Path) -> bool:
    return (kg / MANIFEST).read_bytes() == (folder / MANIFEST).read_bytes()


def _new_folder(kg: Path) -> Path:
    """Beside the build, where links work; elsewhere if that folder may not be written to."""
    try:
        return Path(tempfile.mkdtemp(prefix=f"{_SNAPSHOT}{os.getpid()}-", dir=kg.resolve().parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"{_SNAPSHOT}{os.getpid()}-"))


def clear_leftovers(kg: Path) -> None:
    """Remove the snapshots of servers that were killed; the process stands in the folder's name."""
    for folder in kg.resolve().parent.glob(f"{_SNAPSHOT}*"):
        number = folder.name.removeprefix(_SNAPSHOT).partition("-")[0]
        if not number.isdecimal() or not _runs(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _link(source: Path, target: Path) -> None:
    """Link a file, or a folder with what is to be served of it."""
    if source.is_file():
        _link_file(source, target)
        return
    for folder, folders, names in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir()
        if place == target and source.name == "site":
            folders[:] = [name for name in folders if name in _SERVED]
        for name in names:
            if name not in _NOTES and not name.endswith(".html"):
                _link_file(Path(folder, name), place / name)


def _link_file(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(source, target)
