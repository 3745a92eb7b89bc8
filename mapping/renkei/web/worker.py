"""A process that answers queries and may be ended at any time (問い合わせ作業プロセス).

`python -m renkei.web.worker STORE SECONDS MEMORY BYTES` reads tasks from its input and writes
replies to its output, one at a time. It imports little, since it is started anew whenever one had
to be ended; that is why it opens the store itself instead of through `renkei.store`.

Frames: four bytes of length, then the content. A task is JSON; a reply is one byte of outcome, then
the answer or a message.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import signal
import struct
import sys
from typing import IO, Any

import pyoxigraph as ox

OK, MALFORMED, REFUSED, TOO_LARGE, FAILED = b"o", b"m", b"r", b"l", b"f"
FRAME = struct.Struct(">I")

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_NICENESS = 10
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
# Of each machine: its number in the kernel's audit and the number of the system call socket(2).
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class TooLargeError(Exception):
    """The answer is longer than allowed."""


class Bounded:
    """Collects what is written, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take some bytes; raises `TooLargeError` beyond the limit."""
        self.size += len(data)
        if self.size > self.limit:
            raise TooLargeError
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def main(arguments: list[str]) -> None:
    """Answer tasks until the input ends."""
    path, seconds, memory, size = arguments
    store = ox.Store.read_only(path)
    os.nice(_NICENESS)
    confine(int(memory))
    tasks, replies = sys.stdin.buffer, sys.stdout.buffer
    _send(replies, OK, b"")
    while head := tasks.read(FRAME.size):
        task = json.loads(tasks.read(FRAME.unpack(head)[0]))
        # Should the server be too busy to end us, the system does: its signal needs no Python.
        signal.setitimer(signal.ITIMER_REAL, float(seconds) + 1.0)
        _send(replies, *answer(store, task, int(size)))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _send(replies: IO[bytes], outcome: bytes, content: bytes) -> None:
    replies.write(FRAME.pack(len(content) + 1) + outcome)
    replies.write(content)
    replies.flush()


def answer(store: ox.Store, task: dict[str, Any], limit: int) -> tuple[bytes, bytes]:
    """The outcome of a task and its answer or message.

    >>> answer(ox.Store(), {"text": "ASK {}", "form": "csv", "union": True}, 100)
    (b'o', b'true')
    """
    output = Bounded(limit)
    try:
        found = store.query(
            task["text"],
            base_iri=task.get("base"),
            use_default_graph_as_union=task["union"],
            default_graph=_graphs(task.get("default")),
            named_graphs=_graphs(task.get("named")),
        )
        formats: dict[str, Any] = _GRAPHS if isinstance(found, ox.QueryTriples) else _RESULTS
        found.serialize(output, formats[task["form"]])  # type: ignore[arg-type]  # only write() is called
    except TooLargeError:
        return TOO_LARGE, b""
    except SyntaxError as error:
        return MALFORMED, str(error).encode("utf-8", "replace")
    except (ValueError, RuntimeError) as error:
        return REFUSED, str(error).encode("utf-8", "replace")
    except OSError as error:
        return FAILED, str(error).encode("utf-8", "replace")
    return OK, b"".join(output.parts)


def _graphs(names: list[str] | None) -> list[Any] | None:
    return None if names is None else [ox.NamedNode(name) for name in names]


def confine(memory: int) -> None:
    """Take from this process what no query needs: more memory, core dumps, every new socket.

    `memory` is in bytes, on top of what is in use.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        limit = memory + _address_space()
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        _deny_sockets(library)


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  # pathlib is not loaded here
        return int(file.read().split()[0]) * resource.getpagesize()


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _deny_sockets(library: ctypes.CDLL) -> None:
    """Have the kernel refuse socket(2): SERVICE reaches nobody, whatever a text looks like.

    A filter of seccomp(2), in the machine language of the Berkeley packet filter.
    """
    if platform.machine() not in _SOCKET_CALLS:
        return
    architecture, number = _SOCKET_CALLS[platform.machine()]
    load, equal, give = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EACCES
    steps = [
        (load, 0, 0, 4),  # the architecture
        (equal, 0, 3, architecture),
        (load, 0, 0, 0),  # the number of the call
        (equal, 0, 1, number),
        (give, 0, 0, refuse),
        (give, 0, 0, allow),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    library.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(_Program(len(steps), code)), 0, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
