"""Answers kept for the next asker (応答の控え): bounded by bytes, the longest unused goes first."""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from renkei.querying.answers import Answer, Part, Record
from renkei.querying.questions import Column

# A page of an answer lies in one block or two. Packed, rows take a thirtieth of what they take as objects.
_ROWS = 500
_LEVEL = 1


class Weighed(Protocol):
    """Something that says how much memory it takes."""

    @property
    def weight(self) -> int:
        """How many bytes it holds in memory, at most."""


_T = TypeVar("_T", bound=Weighed)


class Cache(Generic[_T]):
    """What was answered, by key. A build never changes, so an entry stays true as long as its build.

    >>> from renkei.web.responses import Content
    >>> cache = Cache[Content](4200)
    >>> for key in "abcde":
    ...     cache.put(key, Content(b"", "text/plain"))
    >>> cache.get("a") is None, cache.get("e") is None
    (True, False)
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[Hashable, _T] = OrderedDict()

    def get(self, key: Hashable) -> _T | None:
        """What is kept under a key."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, content: _T) -> None:
        """Keep a content; one that would fill a quarter of the cache is not kept."""
        if content.weight > self.limit // 4 or key in self._kept:
            return
        self._kept[key] = content
        self.size += content.weight
        while self.size > self.limit:
            _, dropped = self._kept.popitem(last=False)
            self.size -= dropped.weight


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer in plain values (回答の控え): its rows in order, in blocks of 500."""

    columns: tuple[Column, ...]
    total: int
    blocks: tuple[bytes, ...]

    @property
    def weight(self) -> int:
        """How many bytes it holds in memory, at most."""
        return sum(map(len, self.blocks)) + 1024

    def records(self, part: Part | None = None) -> Sequence[Record]:
        """The rows, or those of a part, as plain values."""
        wanted = part or Part(0, max(self.total, 1), self.total)
        first, behind = wanted.offset // _ROWS, -(-wanted.end // _ROWS)
        rows: list[Record] = []
        for block in self.blocks[first:behind]:
            rows += json.loads(zlib.decompress(block))
        start = wanted.offset - first * _ROWS
        return rows[start : max(start, wanted.end - first * _ROWS)]


def kept(answer: Answer) -> KeptAnswer:
    """An answer as it is kept."""
    parts = (Part(start, _ROWS, answer.total) for start in range(0, answer.total, _ROWS))
    blocks = tuple(_packed(answer.records(part)) for part in parts)
    return KeptAnswer(answer.columns, answer.total, blocks)


def _packed(records: Sequence[Record]) -> bytes:
    return zlib.compress(json.dumps(records, ensure_ascii=False).encode(), _LEVEL)
