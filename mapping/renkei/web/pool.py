"""A few pre-started worker processes and the queue before them (作業プロセスの待機列)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

from renkei.web.limits import Limits
from renkei.web.worker import FAILED, FRAME, MALFORMED, OK, REFUSED, TOO_LARGE

_START_SECONDS = 30.0
_AGAIN_SECONDS = 1.0
_QUIET_SECONDS = 1.0


class QueryError(Exception):
    """A query got no answer (問い合わせの失敗); `kind` is a row of the table of problems."""

    def __init__(self, kind: str, **values: str) -> None:
        self.kind = kind
        self.values = values
        super().__init__(kind)


@dataclass(frozen=True, slots=True)
class Task:
    """A query to run (問い合わせ): its text, the form of the answer, the graphs it is asked over.

    `form` is an ending as in `json` or `ttl`. With `union`, the default graph is all graphs
    together; else `default` and `named` are the dataset, or if None what the text itself says.
    """

    text: str
    form: str
    union: bool = True
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    base: str | None = None

    def frame(self) -> bytes:
        """The task as a worker reads it."""
        record = {name: getattr(self, name) for name in self.__slots__}
        content = json.dumps(record).encode("ascii")
        return FRAME.pack(len(content)) + content


_KINDS = {
    MALFORMED: "malformed-query",
    REFUSED: "query-impossible",
    TOO_LARGE: "answer-too-large",
    FAILED: "query-failed",
}


class Pool:
    """Worker processes over one store (作業プロセス群).

    A worker that does not answer in time is killed and another started in its place.
    """

    def __init__(
        self, store: Path, limits: Limits, *, size: int, seconds: float | None = None
    ) -> None:
        self.seconds = seconds or limits.query_seconds
        self.store = store
        self.limits = limits
        self.size = size
        self.killed = 0
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._all: set[Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._clients: Counter[str] = Counter()
        self._wanted = asyncio.Event()
        self._closed = False

    @property
    def load(self) -> int:
        """How many queries are running and waiting."""
        return self._clients.total()

    def start(self, *, soon: int = 1) -> None:
        """Start the workers one after another, without waiting for them.

        All at once they would take the processors from the first request: `soon` of them start now,
        the others once a query waits, or after a while in which none did.
        """
        self._later(self._spawn_all(soon))

    async def _spawn_all(self, soon: int) -> None:
        for number in range(self.size):
            if number >= soon:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wanted.wait(), _QUIET_SECONDS)
            await self._spawn()

    async def close(self) -> None:
        """End the workers."""
        self._closed = True
        self._wanted.set()
        # Starts that are under way are waited for: cancelled, they would leave a process behind.
        while self._tasks or self._all:
            for process in list(self._all):
                await self._end(process)
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def run(self, task: Task, *, client: str = "") -> bytes:
        """The answer to a query; raises `QueryError`."""
        if self.load >= self.size + self.limits.queue:
            raise QueryError("busy")
        if self._clients[client] >= self.limits.per_client:
            raise QueryError("too-many-queries")
        self._clients[client] += 1
        try:
            return await self._run(task)
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    async def _run(self, task: Task) -> bytes:
        if self._idle.empty():
            self._wanted.set()
        try:
            process = await asyncio.wait_for(self._idle.get(), self.limits.queue_seconds)
        except TimeoutError:
            raise QueryError("busy") from None
        healthy = False
        try:
            outcome, content = await asyncio.wait_for(
                _exchange(process, task.frame()), self.seconds
            )
            healthy = True
        except TimeoutError:
            raise QueryError("query-too-slow", seconds=f"{self.seconds:g}") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise QueryError("query-too-costly") from None
        finally:
            if healthy:
                self._idle.put_nowait(process)
            else:
                self.killed += 1
                self._later(self._replace(process))
        if outcome != OK:
            raise QueryError(_KINDS[outcome], reason=content.decode("utf-8", "replace"))
        return content

    def _later(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replace(self, process: Process) -> None:
        await self._end(process)
        await self._spawn()

    async def _spawn(self) -> None:
        if self._closed:
            return
        limits = self.limits
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "renkei.web.worker",
            str(self.store),
            str(self.seconds),
            str(limits.worker_memory),
            str(limits.answer_bytes),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,
            limit=1 << 20,
        )
        self._all.add(process)
        try:
            await asyncio.wait_for(_read(process), _START_SECONDS)
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            # Not to try again at once: a store that cannot be opened would be asked for ever.
            await self._end(process)
            if not self._closed:
                await asyncio.sleep(_AGAIN_SECONDS)
                self._later(self._spawn())
            return
        self._idle.put_nowait(process)

    async def _end(self, process: Process) -> None:
        self._all.discard(process)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


async def _exchange(process: Process, frame: bytes) -> tuple[bytes, bytes]:
    if process.stdin is None:
        raise ConnectionError("the worker has no input")
    process.stdin.write(frame)
    await process.stdin.drain()
    return await _read(process)


async def _read(process: Process) -> tuple[bytes, bytes]:
    if process.stdout is None:
        raise ConnectionError("the worker has no output")
    (length,) = FRAME.unpack(await process.stdout.readexactly(FRAME.size))
    content = await process.stdout.readexactly(length)
    return content[:1], content[1:]
