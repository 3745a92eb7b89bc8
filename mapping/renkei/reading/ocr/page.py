"""A scanned page (走査したページ): picture → sheet, cell by cell where it is ruled.

The cells of a table are cut out and set below each other, so that one run of Tesseract reads them
all and no line of letters reaches from one cell into the next.
"""

from __future__ import annotations

from statistics import mean

import numpy as np
from PIL import Image

from renkei.reading.layout.grids import Grid, GridCell, grids
from renkei.reading.layout.sheet import Glyph, Sheet
from renkei.reading.ocr.engine import BLOCK, DOWNWARD, PAGE, words
from renkei.reading.ocr.rulings import erased, rulings

_DARK = 140
_UNSURE = 50.0
"""A page read with so little certainty may be vertical text: it is read once more as such."""
_AIR = 24
_TALLEST = 30_000
"""Tesseract takes no picture that is taller than 32,767 pixels."""


def sheet_of(number: int, picture: Image.Image, scale: float) -> Sheet:
    """Read a picture of a page; `scale` is points per pixel.

    Raises `RuntimeError` when Tesseract fails.
    """
    grey = np.asarray(picture.convert("L"))
    dark = grey < _DARK
    flat, steep = rulings(dark, scale)
    height, width = grey.shape[0] * scale, grey.shape[1] * scale
    ruled = Sheet(number, width, height, horizontals=tuple(flat), verticals=tuple(steep))
    tables = grids(ruled)
    clean = Image.fromarray(erased(grey, dark, scale))
    glyphs: list[Glyph] = []
    for table in tables:
        glyphs.extend(_cells(clean, table, scale))
    rest = _without(clean, tables, scale)
    outside = words(rest, PAGE, scale)
    vertical = False
    if not tables and _certainty(outside) < _UNSURE:
        downward = words(rest, DOWNWARD, scale)
        vertical = _certainty(downward) > _certainty(outside)
        outside = downward if vertical else outside
    return Sheet(
        number,
        width,
        height,
        glyphs=(*glyphs, *outside),
        horizontals=ruled.horizontals,
        verticals=ruled.verticals,
        vertical=vertical,
    )


def _certainty(found: list[Glyph]) -> float:
    return mean([glyph.percent or 0 for glyph in found]) if found else 0.0


def _without(picture: Image.Image, tables: list[Grid], scale: float) -> Image.Image:
    made = picture.copy()
    for table in tables:
        left, top, right, bottom = (round(edge / scale) for edge in table.box)
        made.paste(255, (left, top, right, bottom))
    return made


def _cells(picture: Image.Image, table: Grid, scale: float) -> list[Glyph]:
    """The words in the cells of a table, at their places on the page."""
    glyphs: list[Glyph] = []
    batch: list[tuple[int, GridCell]] = []
    height = _AIR
    for cell in table.cells:
        tall = round(cell.box.height / scale) + _AIR
        if batch and height + tall > _TALLEST:
            glyphs.extend(_stacked(picture, batch, height, scale))
            batch, height = [], _AIR
        batch.append((height, cell))
        height += tall
    if batch:
        glyphs.extend(_stacked(picture, batch, height, scale))
    return glyphs


def _stacked(
    picture: Image.Image, batch: list[tuple[int, GridCell]], height: int, scale: float
) -> list[Glyph]:
    width = max(round(cell.box.width / scale) for _, cell in batch) + 2 * _AIR
    stack = Image.new("L", (width, min(height, _TALLEST)), 255)
    for top, cell in batch:
        left, upper, right, lower = (round(edge / scale) for edge in cell.box)
        stack.paste(picture.crop((left, upper, right, lower)), (_AIR, top))
    made: list[Glyph] = []
    for glyph in words(stack, BLOCK, scale):
        middle = glyph.box.center[1] / scale
        top, cell = next((one for one in reversed(batch) if one[0] <= middle), batch[0])
        across, down = cell.box.left - _AIR * scale, cell.box.top - top * scale
        made.append(glyph._replace(box=glyph.box.moved(across, down)))
    return made
