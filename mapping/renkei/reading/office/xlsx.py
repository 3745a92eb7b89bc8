"""Excel workbooks (Excelブック): .xlsx → text, a page for each sheet. ECMA-376 Part 1, 18."""

from __future__ import annotations

from dataclasses import dataclass

from renkei.reading.building import GRID_LIMIT, Cell, GridTooLargeError, TextBuilder, refused
from renkei.reading.extraction import Extraction
from renkei.reading.office.packages import Package, PackageError
from renkei.reading.office.workbooks import Sheet, Workbook, column_letters

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Take the text out of an Excel workbook (Excelブックの読み取り)."""
    del file_sha256
    builder = TextBuilder(name, MEDIA_TYPE)
    try:
        book = Workbook(Package(data))
        if book.root is None:
            return refused(MEDIA_TYPE, name, "R015", reason="xl/workbook.xml")
        for sheet in book.sheets():
            _SheetWriter(builder, sheet).write()
    except PackageError as error:
        return error.told(MEDIA_TYPE, name)
    except GridTooLargeError as error:
        return refused(
            MEDIA_TYPE,
            name,
            "R018",
            what_ja="表の大きさ",
            what_en="the size of a table",
            limit=f"{error.places:,}",
        )
    if book.unformatted:
        builder.note("R024", count=str(len(book.unformatted)), words=book.unformatted[0])
    return builder.build()


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
                line.append(Cell(cells[column], place, self._rows(row, down), across))
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
            for column in sheet.cells.get(row, ()):
                if left <= column < left + across and (row, column) != (top, left):
                    found.add((row, column))
    return found
