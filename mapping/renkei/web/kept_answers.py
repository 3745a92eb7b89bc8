"""Answers of questions as the server keeps them (控えた回答): packed, opened where they are read."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from renkei.querying import Answer
from renkei.querying.answers import Record
from renkei.querying.parts import Part
from renkei.querying.questions import Column

# A page of an answer lies in one block or two. Packed, rows take a thirtieth of what they take as objects.
_ROWS = 500
_LEVEL = 1


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
