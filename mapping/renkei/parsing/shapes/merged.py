"""Merged cells (結合セル): what one says holds for every row and column that it covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from renkei.model import MergedCell, Span
from renkei.parsing.text.lines import Line, LineKind


def spread(lines: Sequence[Line], merged: Sequence[MergedCell]) -> list[Line]:
    """Lines whose empty cells that a merged one covers hold the range of its words.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> lines = list(typed_lines("災害対策\\t訓練\\n\\t備蓄"))
    >>> spread(lines, [MergedCell(0, 4, 2, 1)])[1].cells[0]
    Span(start=0, end=4)
    """
    spreading = list(lines)
    starts = [line.span.start for line in lines]
    for cell in merged:
        at = bisect_right(starts, cell.start) - 1
        column = _column(spreading[at], cell) if at >= 0 else None
        if column is not None:
            _cover(spreading, at, column, cell)
    return spreading


def _column(line: Line, cell: MergedCell) -> int | None:
    own = (
        at
        for at, held in enumerate(line.cells)
        if held.length and cell.start <= held.start and held.end <= cell.end
    )
    return next(own, None)


def _cover(lines: list[Line], first: int, column: int, cell: MergedCell) -> None:
    words = lines[first].cells[column]
    covered = 0
    for at in range(first, len(lines)):
        if covered == cell.rows or lines[at].kind not in {LineKind.ROW, LineKind.RULER}:
            return
        if lines[at].kind is LineKind.ROW:
            covered += 1
            lines[at] = _filled(lines[at], column, cell.columns, words)


def _filled(line: Line, column: int, columns: int, words: Span) -> Line:
    cells = tuple(
        words if column <= at < column + columns and not held.length else held
        for at, held in enumerate(line.cells)
    )
    return replace(line, cells=cells)
