"""A scanned page (走査したページ): picture → sheet, cell by cell where it is ruled.

The cells of a table are cut out and each is read as a picture of its own, all in one run of
Tesseract, so that no line of letters reaches from one cell into the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

import numpy as np
from PIL import Image

from renkei.reading.layout.grids import Grid, GridCell, grids
from renkei.reading.layout.sheet import Glyph, Sheet
from renkei.reading.ocr.engine import BLOCK, DOWNWARD, words
from renkei.reading.ocr.rulings import erased, rulings
from renkei.reading.ocr.slant import straightened
from renkei.reading.ocr.unread import unread

DPI = 225
"""Letters of 10 to 12 points are 31 to 37 dots high: at 300 dpi a quarter more were misread, at 420 more still."""
_POINTS = 72
_ENLARGED, _NEAR = 2.0, 0.1
_DARK, _PALE, _WHITE = 140, 190, 255
"""Shades: ink is darker than the first, paper and its speckles, of which Tesseract makes words, are paler than the second."""
_UNSURE = 50.0
"""A page read with so little certainty may be vertical text: it is read once more as such."""
_AIR = 24
_INK = 2.0
"""Square points: less is a speckle; the thinnest letter, 一, has more."""


def sheet_of(number: int, picture: Image.Image, scale: float) -> Sheet:
    """Read a picture of a page; `scale` is points per pixel.

    Raises `RuntimeError` when Tesseract fails.
    """
    fitted, scale = _fitted(picture.convert("L"), scale)
    grey = np.asarray(straightened(fitted))
    dark = grey < _DARK
    flat, steep = rulings(dark, scale)
    height, width = grey.shape[0] * scale, grey.shape[1] * scale
    ruled = Sheet(number, width, height, horizontals=tuple(flat), verticals=tuple(steep))
    tables = grids(ruled)
    clean = erased(grey, dark, scale)
    clean[clean > _PALE] = _WHITE
    glyphs, vertical = _words(Image.fromarray(clean), tables, scale)
    return replace(
        ruled,
        glyphs=tuple(glyphs),
        vertical=vertical,
        unread=tuple(unread(clean < _DARK, glyphs, tables, scale)),
    )


def _fitted(picture: Image.Image, scale: float) -> tuple[Image.Image, float]:
    """The picture in the fineness that recognition reads best, and its scale."""
    zoom = min(_ENLARGED, scale * DPI / _POINTS)
    if abs(zoom - 1) < _NEAR:
        return picture, scale
    size = max(1, round(picture.width * zoom)), max(1, round(picture.height * zoom))
    return picture.resize(size, Image.Resampling.LANCZOS), scale * picture.width / size[0]


def _words(picture: Image.Image, tables: Sequence[Grid], scale: float) -> tuple[list[Glyph], bool]:
    """The words inside and outside tables, and whether they run from top to bottom."""
    inside = [glyph for table in tables for glyph in _cells(picture, table, scale)]
    rest = _without(picture, tables, scale)
    if not _is_inked(rest, scale):
        return inside, False
    [outside] = words([rest], BLOCK, scale)
    if not tables and _certainty(outside) < _UNSURE:
        [downward] = words([rest], DOWNWARD, scale)
        if _certainty(downward) > _certainty(outside):
            return downward, True
    return inside + outside, False


def _certainty(found: list[Glyph]) -> float:
    return mean([glyph.percent or 0 for glyph in found]) if found else 0.0


def _without(picture: Image.Image, tables: Sequence[Grid], scale: float) -> Image.Image:
    made = picture.copy()
    for table in tables:
        left, top, right, bottom = (round(edge / scale) for edge in table.box)
        made.paste(_WHITE, (left, top, right, bottom))
    return made


def _cells(picture: Image.Image, table: Grid, scale: float) -> list[Glyph]:
    """The words in the cells of a table, at their places on the page."""
    cut = [(cell, _cut(picture, cell, scale)) for cell in table.cells]
    inked = [(cell, one) for cell, one in cut if one is not None]
    if not inked:
        return []
    made: list[Glyph] = []
    read = words([one for _, one in inked], BLOCK, scale)
    for (cell, _), found in zip(inked, read, strict=True):
        across, down = cell.box.left - _AIR * scale, cell.box.top - _AIR * scale
        made.extend(glyph._replace(box=glyph.box.moved(across, down)) for glyph in found)
    return made


def _cut(picture: Image.Image, cell: GridCell, scale: float) -> Image.Image | None:
    """A cell with a white border; None if there is nothing in it."""
    left, upper, right, lower = (round(edge / scale) for edge in cell.box)
    inner = picture.crop((left, upper, right, lower))
    if not _is_inked(inner, scale):
        return None
    made = Image.new("L", (inner.width + 2 * _AIR, inner.height + 2 * _AIR), _WHITE)
    made.paste(inner, (_AIR, _AIR))
    return made


def _is_inked(picture: Image.Image, scale: float) -> bool:
    return int((np.asarray(picture) < _DARK).sum()) * scale**2 >= _INK
