"""The text of pages (本文): lines and tables in reading order, written with a `TextBuilder`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from renkei.reading.building import Cell, TextBuilder
from renkei.reading.layout.furniture import furniture
from renkei.reading.layout.lines import Line, in_columns
from renkei.reading.layout.pages import Page, Table, page_of, rejoined
from renkei.reading.layout.sheet import Box, Sheet
from renkei.reading.layout.strips import keyed_rows
from renkei.reading.wording import Words

_GAP = 1.45
"""A distance between lines that is so much wider than usual parts paragraphs."""
_MOST = 20
"""So many places a page are told one by one: a photograph has hundreds."""


def compose(sheets: Iterable[Sheet], builder: TextBuilder) -> None:
    """Write the text of pages; a form feed parts them."""
    pages = [page_of(sheet.turned() if sheet.vertical else sheet) for sheet in sheets]
    margins = furniture([(page.sheet.height, page.lines) for page in pages])
    pages = rejoined(pages, margins)
    for at, page in enumerate(pages):
        if at:
            builder.page_break()
        _write(page, margins, builder)
        for words in page.sheet.hidden:
            builder.omit(words, "hidden")
        _tell(page.sheet.unread, page.sheet.number, builder)


def _tell(unread: Sequence[Box], number: int, builder: TextBuilder) -> None:
    """A finding for each place of a scan that was not read, as it lies on the page as printed."""
    for box in unread[:_MOST]:
        builder.note("R047", page=str(number), x=str(round(box.left)), y=str(round(box.top)))
    if len(unread) > _MOST:
        builder.note("R048", page=str(number), count=str(len(unread) - _MOST))


def _write(page: Page, margins: set[int], builder: TextBuilder) -> None:
    waiting = sorted(page.tables, key=lambda table: table.grid.ys[0])
    run: list[Line] = []
    for line in page.lines:
        while waiting and waiting[0].grid.ys[0] < line.middle:
            _write_lines(page.sheet, run, margins, builder)
            run = []
            _write_table(page.sheet, waiting.pop(0), builder)
        run.append(line)
    _write_lines(page.sheet, run, margins, builder)
    for table in waiting:
        _write_table(page.sheet, table, builder)


def _write_lines(
    sheet: Sheet, found: Sequence[Line], margins: set[int], builder: TextBuilder
) -> None:
    body = in_columns([line for line in found if id(line) not in margins])
    heads = [line for line in found if id(line) in margins]
    usual = _pitch(body)
    first_body = body[0].middle if body else float("inf")
    for line in (one for one in heads if one.middle < first_body):
        _furnish(sheet, line, builder)
    before: Line | None = None
    for line in body:
        if before is not None and line.middle - before.middle > _GAP * usual:
            builder.gap()
        builder.line(line.words(), sheet.place(line.box))
        before = line
    for line in (one for one in heads if one.middle >= first_body):
        _furnish(sheet, line, builder)


def _furnish(sheet: Sheet, line: Line, builder: TextBuilder) -> None:
    builder.line(line.words(), sheet.place(line.box), furniture=True)


def _pitch(body: Sequence[Line]) -> float:
    """The usual distance of lines that follow each other closely, in points."""
    steps = [b.middle - a.middle for a, b in pairwise(body) if b.middle > a.middle]
    close = [step for step in steps if step < 2 * min(steps)]
    return median(close) if close else float("inf")


def _write_table(sheet: Sheet, table: Table, builder: TextBuilder) -> None:
    builder.gap()
    width = len(table.grid.xs) - 1
    if width == 1 and not table.taken and (keyed := [*_keyed(sheet, table)]):
        for row in keyed:
            builder.row(row)
        builder.gap()
        return
    # The first row may stand on the page before, where it began.
    gone = table.taken
    rows: list[list[Cell | None]] = [[None] * width for _ in table.grid.ys[1 + gone :]]
    for cell, found in zip(table.grid.cells, table.cells, strict=True):
        if cell.row < gone:
            continue
        rows[cell.row - gone][cell.column] = Cell(
            _cell_words(found), sheet.place(cell.box), cell.rows, cell.columns
        )
    for row in rows:
        builder.row(row)
    builder.gap()


def _keyed(sheet: Sheet, table: Table) -> Iterator[list[Cell | None]]:
    """The rows of frames that hold keys beside their words, and those between them; none if no frame does."""
    parted = [keyed_rows(lines, table.grid.xs[-1]) for lines in table.cells]
    if not any(parted):
        return
    for rows, lines in zip(parted, table.cells, strict=True):
        for row in rows:
            yield [_part(sheet, row.key), _part(sheet, row.words)]
        if lines and not rows:
            yield [_part(sheet, lines)]


def _part(sheet: Sheet, lines: Sequence[Line]) -> Cell | None:
    if not lines:
        return None
    boxes = [line.box for line in lines]
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Cell(_cell_words(lines), sheet.place(Box(left, top, right, bottom)), 1, 1)


def _cell_words(found: Sequence[Line]) -> Words:
    made = Words()
    for line in found:
        if made.text:
            made.add("\n")
        made.extend(line.words())
    return made
