"""Pages with their lines and tables (ページ), and rows that a page break cuts put together again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from renkei.reading.layout.grids import Grid, grids
from renkei.reading.layout.lines import Line, lines
from renkei.reading.layout.sheet import Glyph, Sheet

_SAME = 4.0


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table and the lines in each of its cells (表); `taken` rows stand on the page before."""

    grid: Grid
    cells: tuple[tuple[Line, ...], ...]
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page (ページ): the lines outside tables, and the tables from top to bottom."""

    sheet: Sheet
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


def page_of(sheet: Sheet) -> Page:
    """Sort what stands on a page into lines and the cells of tables."""
    ruled = grids(sheet)
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.cells] for grid in ruled]
    outside: list[Glyph] = []
    for glyph in sheet.glyphs:
        for grid, cells in zip(ruled, inside, strict=True):
            at = grid.cell_at(*glyph.box.center)
            if at is not None:
                cells[at].append(glyph)
                break
        else:
            outside.append(glyph)
    tables = (
        Table(grid, tuple(tuple(lines(cell)) for cell in cells))
        for grid, cells in zip(ruled, inside, strict=True)
        if any(cells)
    )
    return Page(sheet, tuple(lines(outside)), tuple(tables))


def rejoined(pages: Sequence[Page], margins: Collection[int]) -> list[Page]:
    """Pages on which a row that no line closes stands whole on the page where it begins.

    Only where neither the foot of the one page nor the top of the next is ruled, the columns are
    the same, and no words stand between: then the file itself says that the row goes on.
    """
    made = list(pages)
    for at in range(1, len(made)):
        before, after = made[at - 1], made[at]
        if not before.tables or not after.tables:
            continue
        upper, lower = before.tables[-1], after.tables[0]
        between = _stands_between(before, after, margins)
        joined = None if between else _joined(upper, lower)
        if joined is not None:
            made[at - 1] = replace(before, tables=(*before.tables[:-1], joined))
            made[at] = replace(after, tables=(replace(lower, taken=1), *after.tables[1:]))
    return made


def _stands_between(before: Page, after: Page, margins: Collection[int]) -> bool:
    foot, top = before.tables[-1].grid.ys[-1], after.tables[0].grid.ys[0]
    below = (line for line in before.lines if line.middle > foot)
    above = (line for line in after.lines if line.middle < top)
    return any(id(line) not in margins for line in (*below, *above))


def _joined(upper: Table, lower: Table) -> Table | None:
    """The upper table with the first row of the lower one at the end of its last row."""
    a, b = upper.grid, lower.grid
    if not (a.open_foot and b.open_top) or len(a.xs) != len(b.xs):
        return None
    if any(abs(x - y) > _SAME for x, y in zip(a.xs, b.xs, strict=True)):
        return None
    last = {c.column: at for at, c in enumerate(a.cells) if c.row + c.rows == len(a.ys) - 1}
    first = {c.column: at for at, c in enumerate(b.cells) if c.row == 0}
    if last.keys() != first.keys() or any(b.cells[at].rows > 1 for at in first.values()):
        return None
    cells = list(upper.cells)
    for column, at in last.items():
        cells[at] = (*cells[at], *lower.cells[first[column]])
    return replace(upper, cells=tuple(cells))
