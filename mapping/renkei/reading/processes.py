"""Processes that may be ended at any moment (打ち切れる別プロセス), each kept for the next one who asks.

A file can make the best library hang, swallow the memory or crash. What looks into files runs in a
process apart: if it takes too long it is ended, with all that it started, and another is begun.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen
from typing import IO

from renkei.reading.messages import send, take

OUT_OF_MEMORY = 77
"""The code with which a process ends that was refused memory."""
_MIB = 1024 * 1024
_PATIENCE = 5.0
_GRACE = 5.0
_USES = 200
"""How often a process is asked before another takes its place: what leaks, is gone with it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take (上限): seconds of the clock for each step, and MiB of memory.

    The bound on memory holds where the system can set one (Linux); programs that a process starts,
    such as those of recognition, have the same bound each.
    """

    seconds: float = 600.0
    mebibytes: int = 3072


class Apart:
    """A process that is asked and answers, one question after the other (別プロセス)."""

    def __init__(self, module: str, limits: Limits) -> None:
        """Start `python -m MODULE SECONDS MEBIBYTES`. Raises `OSError` if the system cannot."""
        command = [sys.executable, "-P", "-m", module, f"{limits.seconds}", f"{limits.mebibytes}"]
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = Popen(  # noqa: S603  (our own interpreter and module, no shell)
            command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=os.environ | {"PYTHONPATH": paths},
            # A group of its own, so that it ends with all that it started.
            start_new_session=True,
        )
        self.limits = limits
        self.parent = os.getpid()
        self.uses = 0
        self.is_late = False
        self.code = 0

    @contextmanager
    def talk(self) -> Iterator[None]:
        """One question with all its answers.

        A talk that is broken off, by Ctrl-C as by any fault, ends the process: whoever asked next
        would get the answers to this question.
        """
        self.uses += 1
        whole = False
        try:
            yield
            whole = True
        finally:
            if not whole:
                self._kill()
                self.end()

    def tell(self, parts: Sequence[bytes], seconds: float) -> None:
        """Send a message; that nobody takes it is known when an answer is waited for."""
        into = self._process.stdin
        with self._within(seconds):
            try:
                if into is not None:
                    send(into, parts)
            except OSError:
                return  # it ended while it was told

    def hear(self, count: int, seconds: float) -> tuple[bytes, ...]:
        """A message of so many parts; an empty tuple if the process ended instead, or was late."""
        out = self._process.stdout
        with self._within(seconds):
            heard = take(out, count) if out is not None and not self.is_late else ()
        if self.is_late or not heard:
            self.end()
            return ()
        return heard

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

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

    def reason(self) -> str:
        """How it ended, where it was neither late nor out of memory."""
        try:
            return signal.Signals(-self.code).name if self.code < 0 else f"exit {self.code}"
        except ValueError:
            return f"signal {-self.code}"


_KEPT: dict[tuple[str, Limits], Apart] = {}


@contextmanager
def kept(module: str, limits: Limits) -> Iterator[Apart]:
    """The process that was kept, or a new one; kept again afterwards if it is alive.

    Nobody else gets it meanwhile. Raises `OSError` if none can be started.
    """
    process = _KEPT.pop((module, limits), None)
    if process is not None and not (process.is_alive() and process.uses < _USES):
        if process.parent == os.getpid():
            process.end()
        process = None
    process = process or Apart(module, limits)
    try:
        yield process
    finally:
        if process.is_alive():
            other = _KEPT.pop((module, limits), None)
            _KEPT[module, limits] = process
            if other is not None and other.parent == os.getpid():
                other.end()


@atexit.register
def end_all() -> None:
    """End the processes that are kept: without their input they end by themselves."""
    while _KEPT:
        _, process = _KEPT.popitem()
        if process.parent == os.getpid():
            process.end()


# --- the other end


def answers() -> IO[bytes]:
    """Where a process apart writes its answers; what a library prints must not come among them."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return out


def bound(mebibytes: int) -> None:
    """Bound the memory of this process, where the system can."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # others know the name of the limit, and refuse or ignore it
        resource.setrlimit(resource.RLIMIT_AS, (mebibytes * _MIB, mebibytes * _MIB))


def alarm(seconds: float) -> None:
    """Have the system end this process some time after whoever asked should have; 0 takes it back.

    Whoever asked may be gone, ended by a signal that nobody can catch; then nobody else ends a
    process that hangs. The system's signal needs no Python.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE if seconds else 0.0)
