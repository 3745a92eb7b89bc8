"""Messages between processes (プロセス間の伝文): parts of bytes, each behind its length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

_LENGTH = 8


def send(pipe: IO[bytes], parts: Sequence[bytes]) -> None:
    """Write a message. Raises `OSError` when nobody reads."""
    for part in parts:
        pipe.write(len(part).to_bytes(_LENGTH, "big"))
        pipe.write(part)
    pipe.flush()


def take(pipe: IO[bytes], count: int) -> tuple[bytes, ...]:
    """Read a message of so many parts; an empty tuple where it ends before it is whole.

    >>> from io import BytesIO
    >>> pipe = BytesIO()
    >>> send(pipe, (b"a.pdf", b""))
    >>> take(BytesIO(pipe.getvalue()), 2), take(BytesIO(pipe.getvalue()[:-1]), 2)
    ((b'a.pdf', b''), ())
    """
    parts: list[bytes] = []
    for _ in range(count):
        head = pipe.read(_LENGTH)
        size = int.from_bytes(head, "big")
        part = pipe.read(size) if len(head) == _LENGTH else b""
        if len(head) < _LENGTH or len(part) < size:
            return ()
        parts.append(part)
    return tuple(parts)
