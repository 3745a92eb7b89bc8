"""A process for one file (読み取り用の別プロセス): bounded in time and memory, and ended when it must.

A document can make the best library hang, swallow the memory or crash. The reader of such a format
runs in a process of its own: what happens there is a finding on the file, and other files go on.
Plain text is never read so.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from pydantic import TypeAdapter

from renkei.reading.building import refused
from renkei.reading.extraction import Extraction, Origin

_ENVELOPE = TypeAdapter(Extraction)
_OUT_OF_MEMORY = 77
_MIB = 1024 * 1024


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
    """Run the `read` of a module on the bytes of a file in a process of its own."""
    command = [sys.executable, "-P", "-m", __name__, module, name, file_sha256]
    command.append(str(limits.mebibytes))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        process = subprocess.Popen(  # noqa: S603  (our own interpreter and module, no shell)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError as fault:
        reason = os.strerror(fault.errno or 0)
        return refused(media_type, name, "R011", origin=Origin.ENVIRONMENT, reason=reason)
    with process:
        try:
            answer, _ = process.communicate(data, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            return refused(media_type, name, "R044", seconds=f"{limits.seconds:g}")
        finally:
            _end(process)
    return _understood(process.returncode, answer, media_type, name, limits)


def _understood(code: int, answer: bytes, media_type: str, name: str, limits: Limits) -> Extraction:
    if code == _OUT_OF_MEMORY:
        return refused(media_type, name, "R045", limit=f"{limits.mebibytes:,}")
    if code:
        return refused(media_type, name, "R046", reason=_reason(code))
    try:
        return _ENVELOPE.validate_json(answer)
    except ValueError:
        return refused(media_type, name, "R046", reason="broken answer")


def _reason(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else f"exit {code}"
    except ValueError:
        return f"signal {-code}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with all that it started."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return  # it has ended already, and so has all that it started
    elif process.poll() is None:
        process.kill()


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

    module, name, file_sha256, mebibytes = given
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _bound(int(mebibytes))
    try:
        data = sys.stdin.buffer.read()
        found = import_module(module).read(data, name=name, file_sha256=file_sha256)
        sys.stdout.buffer.write(_ENVELOPE.dump_json(found))
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
