"""The rows of a drawn table as they are written into the view (罫線の表の書き方): tabs between cells, a line for each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from renkei.model import MergedCell, Span
from renkei.parsing.cleaning.ruled.frames import Frame
from renkei.parsing.cleaning.ruled.grid import Grid, GridCell, lines_in
from renkei.parsing.cleaning.ruled.printed import Part
from renkei.parsing.text.view import View


@dataclass(slots=True)
class DrawnCell:
    """A cell of a row: its first column, the places of its words, and how many rows and columns it covers."""

    column: int
    pieces: list[Span]
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Drawing:
    """A table as it was read (読み取った罫線の表): the cells of each row; `mended` are signs taken for bars."""

    width: int
    rows: list[list[DrawnCell]]
    mended: list[int]


def boxed(frame: Frame) -> Drawing:
    """A frame around lines of text: each stays a line."""
    parts = [line.parts() for line in frame.lines if not line.is_whole_rule]
    rows = [[DrawnCell(0, [part[0].span])] for part in parts if part and part[0].span.length]
    return Drawing(1, rows, frame.mended)


def laid_out(text: str, cells: Grid, begins: Mapping[int, Sequence[int]]) -> list[list[DrawnCell]]:
    """The rows of a grid, where `begins` has the lines of each band at which one begins; rows without words are none."""
    starting: dict[int, list[GridCell]] = {number: [] for number in begins}
    for cell in cells.cells:
        starting[cell.bands.start].append(cell)
    kept = [number for number in begins if any(any(lines_in(cell)) for cell in starting[number])]
    rows: list[list[DrawnCell]] = []
    for number in kept:
        bounds = [*begins[number], len(cells.bands[number].lines)]
        for low, high in pairwise(bounds):
            # Where a band holds several rows, no cell reaches out of it.
            is_cut = len(bounds) > 2  # noqa: PLR2004  # one row has two bounds
            rows.append(
                [
                    DrawnCell(
                        cell.columns.start,
                        _pieces(text, cell.lines[low:high] if is_cut else cell.lines),
                        sum(band in kept for band in cell.bands),
                        len(cell.columns),
                    )
                    for cell in starting[number]
                ]
            )
    return rows


def _pieces(text: str, parts: Sequence[Part]) -> list[Span]:
    """The places of a cell's words: its lines, and a blank where one parts two words of Latin letters."""
    found: list[Span] = []
    before: Part | None = None
    for part in parts:
        if not part.span.length:
            continue
        if before is not None and before.room and _are_words(text, before.span, part.span):
            found.append(Span(before.span.end, before.span.end + 1))
        found.append(part.span)
        before = part
    return found


def _are_words(text: str, above: Span, below: Span) -> bool:
    last, first = text[above.end - 1], text[below.start]
    return last.isascii() and last.isalpha() and first.isascii() and first.isalpha()


def written(drawing: Drawing) -> Iterator[Span | str]:
    """The pieces of a table in the order in which they are read, with what parts cells and rows."""
    for number, row in enumerate(drawing.rows):
        if number:
            yield "\n"
        at = 0
        for cell in row:
            yield from ["\t"] * (cell.column - at)
            yield from cell.pieces
            at = cell.column
        yield from ["\t"] * (drawing.width - 1 - at)


def merged(view: View, drawing: Drawing) -> Iterator[MergedCell]:
    """The cells that cover several rows or columns, by the places of their first and last words in the source."""
    for row in drawing.rows:
        for cell in row:
            if cell.pieces and cell.rows * cell.columns > 1:
                start, end = view.starts[cell.pieces[0].start], view.ends[cell.pieces[-1].end - 1]
                yield MergedCell(start, end, cell.rows, cell.columns)
