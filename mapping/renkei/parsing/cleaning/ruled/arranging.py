"""Drawn tables of a text put into rows (罫線の表の組み直し), or left as they are and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from renkei.errors import finding
from renkei.model import Correction, SourceText, Span
from renkei.parsing.cleaning.ruled.blocks import Block, blocks
from renkei.parsing.cleaning.ruled.frames import Frame, Unclear, aligned, edges, framed, in_order
from renkei.parsing.cleaning.ruled.grid import Grid, grid, lines_in
from renkei.parsing.cleaning.ruled.printed import PrintedLine, columns_of, printed
from renkei.parsing.cleaning.ruled.rows import cut
from renkei.parsing.cleaning.ruled.signs import WIDTHS, Widths
from renkei.parsing.cleaning.ruled.writing import Drawing, boxed, laid_out, merged, written
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.view import Arranged, View

RULE = "table-ruling"
_BAR = "│"


def arrange(view: View, source: SourceText) -> None:
    """Write the drawn tables of a view as rows; those that are not sure are left, with a finding."""
    done: list[Arranged] = []
    head, behind_unread = "", False
    for block in blocks(view.text):
        first = view.text[slice(*block.lines[min(1, len(block.lines) - 1)])]
        if not block.behind_page:
            head, behind_unread = first, False
        # Behind a page break only a table that repeats its head can be read without the one above.
        is_rest = behind_unread and first != head
        drawing = Unclear(0) if is_rest else _read(view, source, block)
        if isinstance(drawing, Unclear):
            behind_unread = True
            _withhold(view, source, block, drawing.line)
        else:
            _mend(view, source, drawing)
            view.merged += merged(view, drawing)
            done.append(Arranged(block.span, tuple(written(drawing)), RULE))
    view.rearrange(done)


def withheld(view: View, lines: Sequence[Line]) -> list[Line]:
    """The lines, those of drawings that could not be read as `WITHHELD`."""
    left = view.withheld
    if not left:
        return list(lines)
    return [
        replace(line, kind=LineKind.WITHHELD, cells=(), mark=None, rest=None)
        if line.text and any(span.covers(view.range_of(line.span)) for span in left)
        else line
        for line in lines
    ]


def _withhold(view: View, source: SourceText, block: Block, line: int) -> None:
    whole, at = view.range_of(block.span), view.range_of(block.lines[line])
    view.withheld.append(whole)
    number = str(source.place(at.start).line)
    words = source.text[at.start : at.end].strip()
    view.findings.append(finding("P068", source, whole, line=number, words=words))


def _mend(view: View, source: SourceText, drawing: Drawing) -> None:
    for at in drawing.mended:
        span = view.range_of(Span(at, at + 1))
        before = source.text[span.start : span.end]
        reason = "罫線の位置と欄の数から、縦の罫線と定まる"
        view.corrections.append(
            Correction(before=before, after=_BAR, span=span, rule="table-bar", reason=reason)
        )
        view.findings.append(finding("P069", source, span, before=before))


def _read(view: View, source: SourceText, block: Block) -> Drawing | Unclear:
    """The cells of a table; `Unclear` where they are not sure."""
    frame = _framed(view, source, block)
    if isinstance(frame, Unclear):
        return frame
    if len(frame.edges) == 2:  # noqa: PLR2004  # two sides: a frame around lines of text
        return boxed(frame)
    cells = grid(frame)
    if isinstance(cells, Unclear):
        return cells
    rows = _with_a_tab(view.text, cells) or cut(view.text, cells)
    if isinstance(rows, Unclear):
        return rows
    return Drawing(cells.width, laid_out(view.text, cells, rows), frame.mended)


def _framed(view: View, source: SourceText, block: Block) -> Frame | Unclear:
    best: list[PrintedLine] = []
    most = -1
    for widths in WIDTHS:
        lines = [_line(view, source, span, widths) for span in block.lines]
        count = aligned(lines, edges(lines))
        if count > most:
            best, most = lines, count
        if count == len(lines):
            break
    found = framed(best)
    return (in_order(best) or found) if isinstance(found, Unclear) else found


def _line(view: View, source: SourceText, span: Span, widths: Widths) -> PrintedLine:
    """A line with the columns of its characters as printed, whatever forms they have in the view."""
    if span.start == span.end:
        return printed(view.text, span, [0])
    start = view.starts[span.start]
    columns = columns_of(source.text[start : view.ends[span.end - 1]], widths)
    places = [columns[view.starts[at] - start] for at in range(*span)]
    return printed(view.text, span, [*places, columns[-1]])


def _with_a_tab(text: str, cells: Grid) -> Unclear | None:
    """Where a tab stands inside a cell, if any does: rows are written with tabs between cells."""
    for cell in cells.cells:
        for part in lines_in(cell):
            if "\t" in text[part.span.start : part.span.end]:
                return Unclear(cells.bands[cell.bands.start].first)
    return None
