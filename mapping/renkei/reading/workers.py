"""Processes that read files (読み取り用の別プロセス): bounded in time and memory, and ended when they must.

A document can make the best library hang, swallow the memory or crash. The reader of such a format
runs in a process of its own: what happens there is a finding on the file, and other files go on. The
process is kept for the next file, since to start one takes longer than to read most documents.
Plain text is never read so: it is bounded in size, and what reads it is linear.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen

from pydantic import TypeAdapter

from renkei.reading.building import refused
from renkei.reading.extraction import Extraction, Origin
from renkei.reading.messages import send, take

_ENVELOPE = TypeAdapter(Extraction)
_OUT_OF_MEMORY = 77
_MIB = 1024 * 1024
_FILES = 200
"""How many files a process reads before another takes its place: what leaks, is gone with it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take (上限): seconds of the clock, and MiB of memory.

    The bound on memory holds where the system can set one (Linux); recognition runs in further
    processes, each with the same bound.
    """

    seconds: float = 600.0
    mebibytes: int = 3072


LIMITS = Limits()


def extract_apart(
    module: str,
    data: bytes,
    *,
    media_type: str,
    name: str,
    file_sha256: str,
    limits: Limits = LIMITS,
) -> Extraction:
    """Run the `read` of a module on the bytes of a file in a process apart (別プロセスでの読み取り)."""
    with _LOCK:
        try:
            worker = _worker(limits.mebibytes)
        except OSError as fault:
            reason = os.strerror(fault.errno or 0)
            return refused(media_type, name, "R011", origin=Origin.ENVIRONMENT, reason=reason)
        answer = worker.ask((module.encode(), name.encode(), file_sha256.encode(), data), limits)
        if answer is not None:
            return _understood(answer, media_type, name)
        _KEPT.pop(limits.mebibytes, None)
    return _fallen(worker, media_type, name, limits)


def _understood(answer: bytes, media_type: str, name: str) -> Extraction:
    try:
        return _ENVELOPE.validate_json(answer)
    except ValueError:
        return refused(media_type, name, "R046", reason="broken answer")


def _fallen(worker: _Worker, media_type: str, name: str, limits: Limits) -> Extraction:
    """What is to be said of a file that ended the process which read it."""
    if worker.is_late:
        return refused(media_type, name, "R044", seconds=f"{limits.seconds:g}")
    if worker.code == _OUT_OF_MEMORY:
        return refused(media_type, name, "R045", limit=f"{limits.mebibytes:,}")
    return refused(media_type, name, "R046", reason=_reason(worker.code))


def _reason(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else f"exit {code}"
    except ValueError:
        return f"signal {-code}"


class _Worker:
    """A process that reads one file after the other."""

    def __init__(self, mebibytes: int) -> None:
        command = [sys.executable, "-P", "-m", __name__, str(mebibytes)]
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = Popen(  # noqa: S603  (our own interpreter and module, no shell)
            command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=os.environ | {"PYTHONPATH": paths},
            start_new_session=True,
        )
        self.parent = os.getpid()
        self.files = 0
        self.is_late = False
        self.code = 0

    def ask(self, parts: tuple[bytes, ...], limits: Limits) -> bytes | None:
        """The answer about one file; None if the process ended over it."""
        self.files += 1
        timer = threading.Timer(limits.seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(parts)
        finally:
            timer.cancel()
        if answer is None or self.is_late:
            self.end()
            return None
        return answer

    def _exchange(self, parts: tuple[bytes, ...]) -> bytes | None:
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            return None
        try:
            send(into, parts)
            answer = take(out, 1)
        except OSError:
            return None  # it ended while it was asked
        return answer[0] if answer else None

    def is_alive(self) -> bool:
        """Whether it may be asked again by this process, which may be a fork of the one that began it."""
        return self.parent == os.getpid() and self._process.poll() is None

    def _give_up(self) -> None:
        self.is_late = True
        self._kill()

    def _kill(self) -> None:
        """End the process with all that it started."""
        if os.name == "posix":
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return  # it has ended already, and so has all that it started
        elif self._process.poll() is None:
            self._process.kill()

    def end(self) -> None:
        """End it and take what it leaves; a process that ended by itself keeps its code."""
        if self.is_late:
            self._kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # words that nobody will read
        # Without its input it ends by itself, unless it hangs.
        timer = threading.Timer(_PATIENCE, self._kill)
        timer.start()
        self.code = self._process.wait()
        timer.cancel()
        self._kill()


_PATIENCE = 5.0
_LOCK = threading.Lock()
_KEPT: dict[int, _Worker] = {}


def _worker(mebibytes: int) -> _Worker:
    """The process that is kept, or a new one. Raises `OSError` if none can be started."""
    kept = _KEPT.get(mebibytes)
    if kept is not None and kept.is_alive() and kept.files < _FILES:
        return kept
    if kept is not None and kept.parent == os.getpid():
        kept.end()
    _KEPT[mebibytes] = _Worker(mebibytes)
    return _KEPT[mebibytes]


@atexit.register
def _end_all() -> None:
    """End the processes that were kept: without their input they end by themselves."""
    for mebibytes in list(_KEPT):
        worker = _KEPT.pop(mebibytes)
        if worker.parent == os.getpid():
            worker.end()


# --- the other end


def _bound(mebibytes: int) -> None:
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (mebibytes * _MIB, mebibytes * _MIB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(given: list[str]) -> int:
    """Read what comes in and write what was taken out of it: the other end of `extract_apart`."""
    from importlib import import_module  # noqa: PLC0415  (needed in the process apart only)

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What a library prints must not come among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _bound(int(given[0]))
    try:
        while asked := take(sys.stdin.buffer, 4):
            module, name, file_sha256 = (part.decode() for part in asked[:3])
            found = import_module(module).read(asked[3], name=name, file_sha256=file_sha256)
            send(answers, (_ENVELOPE.dump_json(found),))
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
