"""Sheets (シート): cells by row and column → text, for workbooks of every format."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from renkei.reading.building import GRID_LIMIT, Cell, GridTooLargeError, TextBuilder
from renkei.reading.wording import Words

WIDEST = 16_384
"""How many columns a sheet has in Excel and in LibreOffice."""


@dataclass(slots=True)
class Sheet:
    """A sheet (シート): its name, its cells by row and column, counted from 1, and what is hidden."""

    name: str
    is_hidden: bool
    cells: dict[int, dict[int, Words]] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    _hidden_columns: set[int] = field(default_factory=set)

    def hide_columns(self, first: int, last: int) -> None:
        """Note that the columns from `first` to `last` are not shown."""
        self._hidden_columns.update(range(max(1, first), min(last, WIDEST) + 1))

    def hides(self, row: int, column: int) -> bool:
        """Whether a cell is not shown."""
        return row in self.hidden_rows or column in self._hidden_columns


def write_sheet(builder: TextBuilder, sheet: Sheet) -> None:
    """Write a sheet as a page of its own (シートの書き出し), and tell what is not shown of it.

    Raises `GridTooLargeError` for one that claims more places than any document has.
    """
    _SheetWriter(builder, sheet).write()


@dataclass(slots=True)
class _SheetWriter:
    builder: TextBuilder
    sheet: Sheet

    def write(self) -> None:
        """Write a sheet: rows with one cell at the left as lines, all others as rows of a table."""
        self._leave_out()
        columns = [column for row in self.sheet.cells.values() for column in row]
        if not columns:
            return
        if self.builder.length:
            self.builder.page_break()
        first, last = min(columns), max(columns)
        shown = [column for column in range(first, last + 1) if not self.sheet.hides(0, column)]
        rows = sorted(self.sheet.cells)
        if len(shown) * len(rows) > GRID_LIMIT:
            raise GridTooLargeError(len(shown) * len(rows))
        before = rows[0]
        for row in rows:
            if row > before + 1:
                self.builder.gap()
            before = row
            self._row(row, shown)

    def _row(self, row: int, shown: list[int]) -> None:
        cells = self.sheet.cells[row]
        [first, *others] = sorted(cells)
        rows, _ = self.sheet.merged.get((row, first), (1, 1))
        if first == shown[0] and not others and rows == 1:
            self.builder.gap()
            self.builder.line(cells[first], self._place(row, first))
            self.builder.gap()
            return
        line: list[Cell | None] = []
        for column in shown:
            if column in cells:
                down, across = self.sheet.merged.get((row, column), (1, 1))
                place = self._place(row, column)
                under = bisect_left(shown, column + across) - bisect_left(shown, column)
                line.append(Cell(cells[column], place, self._rows(row, down), under))
            else:
                line.append(None)
        self.builder.row(line)

    def _rows(self, row: int, down: int) -> int:
        """How many of the rows that a merged cell covers are in the text."""
        below = sum(1 for each in self.sheet.cells if row < each < row + down) if down > 1 else 0
        return 1 + below

    def _place(self, row: int, column: int) -> str:
        return f"sheet={self.sheet.name};cell={column_letters(column)}{row}"

    def _leave_out(self) -> None:
        """Take the cells away that are not shown, and tell them: hidden, or under a merged cell."""
        covered = _covered(self.sheet)
        for row, cells in list(self.sheet.cells.items()):
            for column, words in list(cells.items()):
                hidden = self.sheet.is_hidden or self.sheet.hides(row, column)
                if hidden or (row, column) in covered:
                    self.builder.omit(words.text, "hidden")
                    for each in words.omitted:
                        self.builder.omit(each.text, each.kind)
                    del cells[column]
            if not cells:
                del self.sheet.cells[row]


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells with words that lie under a merged cell."""
    found = set()
    for (top, left), (down, across) in sheet.merged.items():
        if down * across > GRID_LIMIT:
            raise GridTooLargeError(down * across)
        for row in range(top, top + down):
            held = sheet.cells.get(row, {})
            # The fewer of the two: a sheet may have many merged cells beside each other.
            columns = range(left, left + across) if across < len(held) else list(held)
            for column in columns:
                is_under = left <= column < left + across and (row, column) != (top, left)
                if is_under and column in held:
                    found.add((row, column))
    return found


def column_letters(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
