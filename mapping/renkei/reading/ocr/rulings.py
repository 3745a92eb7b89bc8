"""Ruling lines of a scan (走査画像の罫線): long runs of dark pixels, found along rows and columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renkei.reading.layout.sheet import Ruling

_SHORTEST = 36.0
"""Points: strokes of letters are shorter than half an inch, sides of cells longer."""
_LOOSE = 2

Bits = npt.NDArray[np.bool_]


def rulings(dark: Bits, scale: float) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical ruling lines of a page, in points; `scale` is points per pixel."""
    least = int(_SHORTEST / scale)
    return _runs(_thick(dark), least, scale), _runs(_thick(dark.T), least, scale)


def _thick(dark: Bits) -> Bits:
    """Rows joined with their neighbours: a slightly slanted line stays in one piece."""
    made = dark.copy()
    for by in range(1, _LOOSE + 1):
        made[by:] |= dark[:-by]
        made[:-by] |= dark[by:]
    return made


def _runs(dark: Bits, least: int, scale: float) -> list[Ruling]:
    found: list[Ruling] = []
    for at in np.flatnonzero(dark.sum(axis=1) >= least):
        edges = np.diff(np.concatenate(([0], dark[at].astype(np.int8), [0])))
        starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        for low, high in zip(starts, ends, strict=True):
            if high - low >= least:
                found.append(Ruling(float(at) * scale, float(low) * scale, float(high) * scale))
    return found


def erased(grey: npt.NDArray[np.uint8], dark: Bits, scale: float) -> npt.NDArray[np.uint8]:
    """The picture without its ruling lines, which recognition takes for letters."""
    least = int(_SHORTEST / scale)
    mask = np.zeros_like(dark)
    _mark(_thick(dark), mask, least)
    _mark(_thick(dark.T), mask.T, least)
    made = grey.copy()
    made[mask] = 255
    return made


def _mark(dark: Bits, mask: Bits, least: int) -> None:
    for at in np.flatnonzero(dark.sum(axis=1) >= least):
        edges = np.diff(np.concatenate(([0], dark[at].astype(np.int8), [0])))
        starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        for low, high in zip(starts, ends, strict=True):
            if high - low >= least:
                mask[at, low:high] = True
