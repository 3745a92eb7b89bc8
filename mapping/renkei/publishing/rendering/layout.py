"""Lines and tables (行と表) of the pieces of an agreement: how a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from renkei.publishing.rendering.pieces import Part, Piece


class Voice(StrEnum):
    """What characters of a rendering are."""

    WORDS = "words"
    MARK = "mark"
    UNREAD = "unread"


class Run(NamedTuple):
    """Characters of one voice; `apart` tells that white space stands before them."""

    voice: Voice
    words: str
    apart: bool


class Line(NamedTuple):
    """A line or paragraph: what it is, and its runs."""

    part: Part
    runs: tuple[Run, ...]


class Row(NamedTuple):
    """A row of a table; `is_head` for the headings of the columns."""

    cells: tuple[tuple[Run, ...], ...]
    is_head: bool


class Table(NamedTuple):
    """Initiatives that follow each other, a row each (取組の表)."""

    rows: tuple[Row, ...]


Block = Line | Table
_MARKS = {Part.LEADING, Part.TRAILING, Part.COLUMN, Part.BLANK}
_IN_TABLE = {Part.CELL, Part.COLUMN, Part.BLANK}


@dataclass(slots=True)
class _Cell:
    """A line or a cell as it grows: its first piece of words tells what it is."""

    part: Part
    node: str = ""
    slot: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def runs(self) -> tuple[Run, ...]:
        end: int | None = None
        found: list[Run] = []
        for piece in self.pieces:
            apart = end is not None and piece.start != end and _part_voices(found, piece)
            found.append(Run(_voice(piece), piece.words, apart))
            end = piece.end
        return tuple(found)


def _voice(piece: Piece) -> Voice:
    if piece.part is Part.UNREAD:
        return Voice.UNREAD
    return Voice.MARK if piece.part in _MARKS else Voice.WORDS


def _part_voices(found: list[Run], piece: Piece) -> bool:
    """Whether a space belongs between: not in a sentence that only a line end cut in two."""
    same = found[-1].voice is _voice(piece) is Voice.WORDS
    return not same or piece.slot == "office"


def laid_out(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """The lines and tables of an agreement, in the order of the source."""
    cells = list(_cells(pieces))
    blocks: list[Block] = []
    for in_table, group in groupby(cells, key=lambda cell: cell.part in _IN_TABLE):
        if in_table:
            blocks.append(Table(tuple(_rows(list(group)))))
        else:
            blocks.extend(Line(cell.part, cell.runs()) for cell in group)
    return tuple(blocks)


def _cells(pieces: Iterable[Piece]) -> Iterator[_Cell]:
    """Pieces that belong together: words, and the marks around them."""
    cell: _Cell | None = None
    leading: list[Piece] = []
    for piece in pieces:
        if piece.part is Part.LEADING:
            leading.append(piece)
        elif cell is not None and not leading and _goes_on(cell, piece):
            cell.pieces.append(piece)
        else:
            if cell is not None:
                yield cell
            cell = _Cell(_part_of(piece, cell), piece.node, piece.slot, [*leading, piece])
            leading = []
    if leading:
        # Nothing stands behind these marks: they end the document as they are.
        cell = cell or _Cell(Part.UNREAD)
        cell.pieces += leading
    if cell is not None:
        yield cell


def _part_of(piece: Piece, before: _Cell | None) -> Part:
    """What a cell is that begins with a piece; unread words among rows are a cell of the table."""
    if piece.part is Part.UNREAD and before is not None and before.part is Part.CELL:
        return Part.CELL
    return piece.part


def _goes_on(cell: _Cell, piece: Piece) -> bool:
    if piece.part is Part.TRAILING:
        return True
    if piece.part in {Part.COLUMN, Part.BLANK, Part.UNREAD, Part.COVER}:
        return False
    return (cell.part, cell.node, cell.slot) == (piece.part, piece.node, piece.slot)


def _rows(cells: list[_Cell]) -> Iterator[Row]:
    """The rows of a table; a row that a page break cut is two, as printed."""
    order = _columns(cells)
    row: list[tuple[_Cell, ...] | None] = []
    node, is_head = "", False
    for cell in cells:
        heads = cell.part is Part.COLUMN
        # A cell without a place of its own, as a dash, stands right behind the one before.
        at = order.get(cell.slot, len(row)) if not heads else len(row)
        begins = heads != is_head or (cell.node and node and cell.node != node) or at < len(row)
        if row and begins:
            yield _row(row, is_head=is_head)
            row, node = [], ""
            at = order.get(cell.slot, 0) if not heads else 0
        is_head, node = heads, cell.node or node
        row += [None] * (at - len(row)) + [(cell,)]
    if row:
        yield _row(row, is_head=is_head)


def _row(row: list[tuple[_Cell, ...] | None], *, is_head: bool) -> Row:
    return Row(tuple(cell[0].runs() if cell else () for cell in row), is_head)


def _columns(cells: list[_Cell]) -> dict[str, int]:
    """The place of each kind of cell in a row: as in the longest row, the others behind."""
    rows = [
        list(dict.fromkeys(cell.slot for cell in group if cell.slot))
        for _, group in groupby(cells, key=lambda cell: cell.node)
    ]
    rows.sort(key=len, reverse=True)
    slots = dict.fromkeys(slot for row in rows for slot in row)
    return {slot: at for at, slot in enumerate(slots)}
