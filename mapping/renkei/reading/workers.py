"""Readers of documents in a process apart (読み取り用の別プロセス), bounded in time and memory.

What happens there is a finding on the file, and other files go on. The process is kept for the next
file, since to start one takes longer than to read most documents. Who is in a process that may be
ended already, as the build is, needs no second one: there the reader runs where it is asked.
"""

from __future__ import annotations

import os
import sys
import threading
from functools import cache

from pydantic import TypeAdapter

from renkei.model.findings import Finding
from renkei.reading.building import refused
from renkei.reading.extraction import Extraction, Origin
from renkei.reading.messages import send, take
from renkei.reading.processes import (
    OUT_OF_MEMORY,
    Apart,
    Limits,
    alarm,
    answers,
    bound,
    kept,
)
from renkei.reading.results import refusal
from renkei.reading.steps import begin, is_watched

__all__ = ["LIMITS", "Limits", "extract_apart", "fallen", "unstarted"]

_LOCK = threading.Lock()

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
    if is_watched():
        begin(name, limits.seconds)
        return _read(module, data, name, file_sha256)
    message = (module.encode(), name.encode(), file_sha256.encode(), data)
    with _LOCK:
        try:
            with kept(__name__, Limits(mebibytes=limits.mebibytes)) as process, process.talk():
                process.tell(message, limits.seconds)
                answer = process.hear(1, limits.seconds)
        except OSError as fault:
            return _refused(media_type, unstarted(fault, name), Origin.ENVIRONMENT)
    if not answer:
        return _refused(media_type, fallen(process, name, limits.seconds))
    return _understood(answer[0], media_type, name)


@cache  # the build loads this module, and few of its files are read here
def _envelope() -> TypeAdapter[Extraction]:
    return TypeAdapter(Extraction)


def _understood(answer: bytes, media_type: str, name: str) -> Extraction:
    try:
        return _envelope().validate_json(answer)
    except ValueError:
        return refused(media_type, name, "R046", reason="broken answer")


def _refused(media_type: str, found: Finding, origin: Origin = Origin.INPUT) -> Extraction:
    return Extraction(media_type, findings=(found,), origin=origin)


def unstarted(fault: OSError, name: str) -> Finding:
    """What is to be said of a file for which no process could be started."""
    [found] = refusal("R011", name, {"reason": os.strerror(fault.errno or 0)}).findings
    return found


def fallen(process: Apart, name: str, seconds: float, reason: str = "") -> Finding:
    """What is to be said of a file that ended the process which looked into it (打ち切り・異常終了)."""
    if process.is_late:
        return refusal("R044", name, {"seconds": f"{seconds:g}"}).findings[0]
    if process.code == OUT_OF_MEMORY:
        return refusal("R045", name, {"limit": f"{process.limits.mebibytes:,}"}).findings[0]
    return refusal("R046", name, {"reason": reason or process.reason()}).findings[0]


# --- the other end


def _read(module: str, data: bytes, name: str, file_sha256: str) -> Extraction:
    from importlib import import_module  # noqa: PLC0415  (needed in the process apart only)

    found = import_module(module).read(data, name=name, file_sha256=file_sha256)
    if not isinstance(found, Extraction):
        raise TypeError(f"{module}.read gives {type(found).__name__}, no Extraction")
    return found


def main(given: list[str]) -> int:
    """Read what comes in and write what was taken out of it: the other end of `extract_apart`."""
    seconds, mebibytes = float(given[0]), int(given[1])
    out = answers()
    bound(mebibytes)
    try:
        while asked := take(sys.stdin.buffer, 4):
            alarm(seconds)
            module, name, file_sha256 = (part.decode() for part in asked[:3])
            found = _read(module, asked[3], name, file_sha256)
            send(out, (_envelope().dump_json(found),))
            alarm(0)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
