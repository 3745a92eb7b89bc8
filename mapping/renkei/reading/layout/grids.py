"""Ruled tables (罫線の表): ruling lines → the cells that they enclose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from renkei.reading.layout.sheet import Box, Ruling, Sheet

_TOUCH = 3.0
"""Lines that are this near, in points, are one line, or touch each other."""
_SHORTEST = 6.0
_RULINGS = 20_000
_PLACES = 100_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a ruled table (欄): its place in the grid, and how much of it the cell covers."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table (罫線の表): where its rows and columns part, and its cells in reading order.

    `open_top` and `open_foot` say that no line rules it off there: its row goes on over the page.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    open_top: bool = False
    open_foot: bool = False

    @property
    def box(self) -> Box:
        """The frame of the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell in which a point lies."""
        box = self.box
        if not (box.left <= x <= box.right and box.top <= y <= box.bottom):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return next(
            at
            for at, cell in enumerate(self.cells)
            if cell.row <= row < cell.row + cell.rows
            and cell.column <= column < cell.column + cell.columns
        )


def grids(sheet: Sheet) -> list[Grid]:
    """Every ruled table of a page that has two cells or more, from top to bottom.

    A side that is not ruled, as where a page cuts a row, is where the crossing lines end.
    """
    across, along = merged(sheet.horizontals), merged(sheet.verticals)
    if len(across) + len(along) > _RULINGS:
        return []
    found = (_grid(*group) for group in _groups(across, along))
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.ys[0], grid.xs[0]))


def merged(lines: Iterable[Ruling]) -> list[Ruling]:
    """Ruling lines, with pieces of one line put together and short strokes left out.

    >>> merged([Ruling(10, 0, 50), Ruling(10.4, 51, 90), Ruling(40, 0, 2)])
    [Ruling(at=10, low=0, high=90)]
    """
    kept: list[Ruling] = []
    for level in _levels(sorted(lines)):
        # A scan is never quite straight: the middle piece stands for a slanted line.
        at = level[(len(level) - 1) // 2].at
        for line in sorted(level, key=lambda line: line.low):
            if kept and kept[-1].at == at and line.low <= kept[-1].high + _TOUCH:
                kept[-1] = kept[-1]._replace(high=max(kept[-1].high, line.high))
            else:
                kept.append(line._replace(at=at))
    return [line for line in kept if line.high - line.low >= _SHORTEST]


def _levels(lines: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Lines at about the same place across."""
    level: list[Ruling] = []
    for line in lines:
        if level and line.at - level[-1].at > _TOUCH:
            yield level
            level = []
        level.append(line)
    if level:
        yield level


def _groups(
    across: Sequence[Ruling], along: Sequence[Ruling]
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch each other, directly or through others."""
    parent = list(range(len(across) + len(along)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, flat in enumerate(across):
        for j, steep in enumerate(along, len(across)):
            if _touch(flat, steep):
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, flat in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(flat)
    for j, steep in enumerate(along, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(steep)
    yield from groups.values()


def _touch(flat: Ruling, steep: Ruling) -> bool:
    return (
        flat.low - _TOUCH <= steep.at <= flat.high + _TOUCH
        and steep.low - _TOUCH <= flat.at <= steep.high + _TOUCH
    )


def _grid(across: list[Ruling], along: list[Ruling]) -> Grid | None:
    if not across or not along:
        return None
    xs = _edges([line.at for line in along], across)
    ys = _edges([line.at for line in across], along)
    places = (len(xs) - 1) * (len(ys) - 1)
    if places < 2 or places > _PLACES:  # noqa: PLR2004  (a frame around words is no table)
        return None
    cells = tuple(_cells(xs, ys, across, along))
    ruled = {line.at for line in across}
    open_sides = ys[0] not in ruled, ys[-1] not in ruled
    return Grid(xs, ys, cells, *open_sides) if len(cells) > 1 else None


def _edges(places: Sequence[float], crossing: Sequence[Ruling]) -> tuple[float, ...]:
    """Where a table parts, with the ends of the crossing lines where nothing rules them off."""
    low, high = min(line.low for line in crossing), max(line.high for line in crossing)
    found = sorted(set(places))
    if low < found[0] - 2 * _TOUCH:
        found.insert(0, low)
    if high > found[-1] + 2 * _TOUCH:
        found.append(high)
    return tuple(found)


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Ruling], along: Sequence[Ruling]
) -> Iterator[GridCell]:
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            columns = _reach(xs, column, _middle(ys, row), along)
            while any((row, at) in taken for at in range(column, column + columns)):
                columns -= 1
            rows = _reach(ys, row, _middle(xs, column), across)
            taken.update(
                (r, c) for r in range(row, row + rows) for c in range(column, column + columns)
            )
            box = Box(xs[column], ys[row], xs[column + columns], ys[row + rows])
            yield GridCell(box, row, column, rows, columns)


def _middle(edges: Sequence[float], at: int) -> float:
    return (edges[at] + edges[at + 1]) / 2


def _reach(edges: Sequence[float], at: int, where: float, lines: Sequence[Ruling]) -> int:
    """How many places a cell goes on until a line stops it."""
    for count, (_, edge) in enumerate(pairwise(edges[at:]), 1):
        if any(line.at == edge and line.low <= where <= line.high for line in lines):
            return count
    return len(edges) - 1 - at
