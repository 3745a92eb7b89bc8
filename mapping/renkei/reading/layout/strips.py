"""Keys beside their words inside one frame (枠の中の二列): a strip of keys on the left, words on the right, and no rule between.

    取組の内容      急病の治療ができる体制を守
                    る。
    甲の役割        輪番の当番を受け持つ。

Each key with its words is a row. What may be anything else, as two columns of running text, stays one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from renkei.reading.layout.lines import Line, halves

_LEVEL = 2.0
"""How far, in points, lines of one strip may begin apart."""
_FEWEST = 2
_WIDEST_KEYS = 0.4
"""How much of the frame the strip of keys takes at most."""
_CLOSER = 1.1
"""A distance between lines that is so much larger than inside a row parts two."""
_FULL = 2.0
"""How much, in heights, a full line leaves free before the frame."""


_Parts = tuple[Line | None, Line | None, float]


@dataclass(slots=True)
class KeyedRow:
    """A key and the words beside it, each in its lines (見出しと字句)."""

    key: list[Line] = field(default_factory=list)
    words: list[Line] = field(default_factory=list)


def keyed_rows(found: Sequence[Line], right: float) -> list[KeyedRow]:
    """The rows of keys and words that the lines of a cell are, which ends at `right`; empty where they may be anything else."""
    parts = _parts(found)
    if not parts or not _are_keys(parts, right):
        return []
    pitch = _CLOSER * max(_steps(parts, with_key=False), default=0.0)
    begins = [step > pitch for step in _steps(parts, with_key=True)]
    is_spaced = any(begins)
    rows: list[KeyedRow] = []
    for key, words, _ in parts:
        is_next = key is not None and words is not None
        if is_next and rows:
            is_next = begins.pop(0) or not is_spaced
            if _goes_on(rows[-1], right) and not (pitch and is_spaced):
                return []  # a key and its words may both go on
        if is_next:
            rows.append(KeyedRow())
        rows[-1].key += [key] if key else []
        rows[-1].words += [words] if words else []
    return rows


def _steps(parts: Sequence[_Parts], *, with_key: bool) -> list[float]:
    """How far lines that hold words stand below those above: those with a key, which may begin a row, or those without."""
    return [b[2] - a[2] for a, b in pairwise(parts) if b[1] and (b[0] is not None) is with_key]


def _parts(found: Sequence[Line]) -> list[_Parts]:
    """Each line as what stands in the strip of keys, what stands beside it, and where; none where there is no such strip."""
    both = [part for line in found if (part := halves(line))]
    if len(both) < _FEWEST:
        return []
    left = min(part[0].box.left for part in both)
    edge = min(part[1].box.left for part in both)
    parts: list[_Parts] = []
    for line in found:
        pair = halves(line)
        if pair and abs(pair[0].box.left - left) < _LEVEL and abs(pair[1].box.left - edge) < _LEVEL:
            parts.append((*pair, line.middle))
        elif pair is None and abs(line.box.left - edge) < _LEVEL:
            parts.append((None, line, line.middle))
        elif pair is None and abs(line.box.left - left) < _LEVEL and line.box.right < edge:
            parts.append((line, None, line.middle))
        else:
            return []
    return parts


def _are_keys(parts: Sequence[_Parts], right: float) -> bool:
    """Whether the left strip is narrow, and begins with the first line."""
    first, beside, _ = parts[0]
    if first is None or beside is None:
        return False
    return beside.box.left - first.box.left < _WIDEST_KEYS * (right - first.box.left)


def _goes_on(row: KeyedRow, right: float) -> bool:
    """Whether the words of a row fill their line and end no sentence."""
    line = row.words[-1]
    return right - line.box.right < _FULL * line.size and not line.text.endswith("。")
