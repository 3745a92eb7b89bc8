"""Ink that recognition gave no words for (読めなかった箇所): nothing on a page disappears unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from renkei.reading.layout.grids import Grid
from renkei.reading.layout.sheet import Box, Glyph

_MARGIN = 3.0
"""Points around a word that belong to it, since boxes are tight."""
_LETTERS = 15.0
"""Square points of ink: three letters or so; less is a speckle or what is left of a ruling line."""
_BAND = 4.0
"""Points: rows that are nearer than this belong to one line."""

Bits = npt.NDArray[np.bool_]


def unread(
    ink: Bits, glyphs: Sequence[Glyph], tables: Sequence[Grid], scale: float
) -> Iterator[Box]:
    """Where on a page without its ruling lines letters may stand that were not read.

    A cell of a table is one place, and so is a line outside of tables.
    """
    left = ink.copy()
    for glyph in glyphs:
        left[_part(glyph.box, _MARGIN, scale)] = False
    for table in tables:
        for cell in table.cells:
            if left[_part(cell.box, -_MARGIN, scale)].sum() * scale**2 > _LETTERS:
                yield cell.box
        left[_part(table.box, _MARGIN, scale)] = False
    yield from _bands(left, scale)


def _part(box: Box, margin: float, scale: float) -> tuple[slice, slice]:
    low = max(0, round((box.top - margin) / scale)), max(0, round((box.left - margin) / scale))
    high = max(0, round((box.bottom + margin) / scale)), max(0, round((box.right + margin) / scale))
    return slice(low[0], high[0]), slice(low[1], high[1])


def _bands(left: Bits, scale: float) -> Iterator[Box]:
    """Stretches of rows with ink."""
    rows = np.flatnonzero(left.any(axis=1))
    if not rows.size:
        return
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > _BAND / scale) + 1):
        top, bottom = int(band[0]), int(band[-1]) + 1
        part = left[top:bottom]
        if part.sum() * scale**2 > _LETTERS:
            columns = np.flatnonzero(part.any(axis=0))
            across = int(columns[0]) * scale, (int(columns[-1]) + 1) * scale
            yield Box(across[0], top * scale, across[1], bottom * scale)
