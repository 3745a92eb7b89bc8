"""A PDF page as a sheet (紙面): glyphs and ruling lines, turned upright, counted from the top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pypdfium2 as pdfium

from renkei.reading.layout.sheet import Box, Glyph, Ruling, Sheet
from renkei.reading.pdf.glyphs import TextLayer
from renkei.reading.pdf.rulings import Strokes, is_flat, is_steep

_Point = tuple[float, float]
_VERTICAL = 0.6


def sheet(number: int, page: pdfium.PdfPage, layer: TextLayer, drawn: Strokes) -> Sheet:
    """Put what was read from a page onto a sheet; words outside the page are `hidden`."""
    frame = _frame(page)
    size = (frame.width, frame.height) if layer.angle % 2 == 0 else (frame.height, frame.width)
    turned = [glyph._replace(box=_turn(glyph.box, frame, layer.angle)) for glyph in layer.glyphs]
    inside = [glyph for glyph in turned if _is_inside(glyph.box, size)]
    outside = "".join(glyph.text for glyph in turned if not _is_inside(glyph.box, size)).strip()
    boxes = [_turn(Box(*a, *b), frame, layer.angle) for a, b in drawn.pieces]
    return Sheet(
        number,
        *size,
        glyphs=tuple(inside),
        horizontals=tuple(Ruling(b.top, b.left, b.right) for b in boxes if is_flat((b[:2], b[2:]))),
        verticals=tuple(Ruling(b.left, b.top, b.bottom) for b in boxes if is_steep((b[:2], b[2:]))),
        vertical=runs_down(inside),
        hidden=(outside,) if outside else (),
    )


def _frame(page: pdfium.PdfPage) -> Box:
    left, bottom, right, top = page.get_bbox()
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _turn(box: Box, frame: Box, angle: int) -> Box:
    """A box of PDF, whose zero is at the foot, on the page turned so that text is upright."""
    points = [_turned((box[0], box[1]), frame, angle), _turned((box[2], box[3]), frame, angle)]
    (x0, y0), (x1, y1) = points
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _turned(point: _Point, frame: Box, angle: int) -> _Point:
    x, y = point[0] - frame.left, point[1] - frame.top
    # PDFium counts clockwise: one quarter is text that runs down.
    if angle == 1:
        return frame.height - y, frame.width - x
    if angle == 2:  # noqa: PLR2004  (quarter turns)
        return frame.width - x, y
    if angle == 3:  # noqa: PLR2004  (quarter turns)
        return y, x
    return x, frame.height - y


def _is_inside(box: Box, size: tuple[float, float]) -> bool:
    x, y = box.center
    return 0 <= x <= size[0] and 0 <= y <= size[1]


def runs_down(glyphs: Sequence[Glyph]) -> bool:
    """Whether text runs from top to bottom (縦書き), by how one glyph follows another."""
    down = across = 0
    for before, after in pairwise(_written(glyphs)):
        (x, y), (next_x, next_y) = before.box.center, after.box.center
        size = max(before.box.height, before.box.width, 1.0)
        if abs(next_x - x) < size / 4 and 0 < next_y - y < 2 * size:
            down += 1
        elif abs(next_y - y) < size / 2 and 0 < next_x - x < 2 * size:
            across += 1
    return down > 0 and down > _VERTICAL * (down + across)


def _written(glyphs: Iterable[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if not glyph.text.isspace()]
