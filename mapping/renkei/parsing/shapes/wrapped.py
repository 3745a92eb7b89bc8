"""Cells that go on in the next lines (欄の中の改行), as a text copied out of a table has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from renkei.model import Span
from renkei.parsing.cells.keys import opens_cell
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.headings.tree import is_heading
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind

_LINE_END = 2
"""How far the next line begins behind the one above: its line end, and a space."""
_MOST = 40
"""How many lines a row may take: bounded, since each row looks ahead so far."""


def unwrapped(text: str, lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[Span, ...]]]:
    """The lines, those of one row joined into one, each with the stretches that were joined to it.

    The cells of the lines must add up to the columns of the header row, and the cell at the end of each
    but the last must be an open sentence: what cannot be proven so stays as it is.
    """
    width, at = 0, 0
    while at < len(lines):
        line = lines[at]
        width = _header_width(text, line) or width
        count = _lines_of_row(text, lines, at, width) if line.kind is LineKind.ROW and width else 1
        parts = lines[at : at + count]
        yield _joined(text, parts), tuple(part.span for part in parts[1:])
        at += count


def _header_width(text: str, line: Line) -> int:
    heads = [column(text[cell.start : cell.end]) for cell in line.cells if cell.length]
    known = [head for head in heads if head is not None]
    has_role = any(head.kind is ColumnKind.ROLE for head in known)
    return len(line.cells) if has_role and len(known) > 1 else 0


def _lines_of_row(text: str, lines: Sequence[Line], first: int, width: int) -> int:
    """How many lines make one row; 1 where nothing proves that there are more."""
    cells = len(lines[first].cells)
    for at in range(first, min(first + _MOST, len(lines) - 1)):
        after = lines[at + 1]
        if cells > width or not _is_open(text, lines[at]) or not _may_go_on(lines[at], after):
            break
        cells += max(len(after.cells), 1) - 1
        closes = not _is_open(text, after)
        if cells == width and closes:
            return at + 2 - first
    return 1


def _is_open(text: str, line: Line) -> bool:
    last = line.cells[-1] if line.cells else line.span
    return bool(last.length) and not ends_sentence(text[last.start : last.end])


def _may_go_on(line: Line, after: Line) -> bool:
    """Whether the next line may belong to the same row: right below, and no heading or key."""
    if line.cells and line.cells[-1].end != line.span.end:
        return False  # a bar closes the row
    if line.cells[-2:-1] == line.cells[-1:] and line.cells:
        return False  # a merged cell is whole: what it says stands at other places of the row, too
    if after.kind is LineKind.ROW:
        return after.cells[0].start - line.span.end == 1 and bool(after.cells[0].length)
    is_words = after.kind is LineKind.TEXT and not is_heading(after)
    return is_words and not opens_cell(after.text) and after.span.start - line.span.end <= _LINE_END


def _joined(text: str, parts: Sequence[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    cells = list(parts[0].cells)
    for part in parts[1:]:
        first, *others = part.cells or (part.span,)
        cells[-1] = Span(cells[-1].start, first.end)
        cells.extend(others)
    whole = Span(parts[0].span.start, parts[-1].span.end)
    return replace(parts[0], span=whole, text=text[whole.start : whole.end], cells=tuple(cells))
