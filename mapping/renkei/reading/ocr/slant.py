"""The slant of a scan (傾き): found by the rows of dark dots, and taken back."""

from __future__ import annotations

import numpy as np
from PIL import Image

MOST = 3.0
"""Degrees: a feeder slants a page by less; a page that lies otherwise is no matter of straightening."""
_COARSE, _FINE, _LEAST = 0.25, 0.05, 0.05
_SIDE = 1000
_WHITE = 255


def straightened(picture: Image.Image) -> Image.Image:
    """The picture of a page in shades of grey, set straight where it is slanted."""
    angle = slant(picture)
    if abs(angle) < _LEAST:
        return picture
    return picture.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=_WHITE)


def slant(picture: Image.Image) -> float:
    """How many degrees a page in shades of grey is turned to the left, up to `MOST` either way.

    Where lines of letters and ruling lines run along the rows, full rows follow empty ones; a
    slant evens them out.
    """
    factor = max(1, max(picture.size) // _SIDE)
    small = Image.fromarray(_WHITE - np.asarray(picture.reduce(factor)))
    best = _best(small, np.arange(-MOST, MOST + _COARSE / 2, _COARSE))
    return _best(small, np.arange(best - _COARSE, best + _COARSE + _FINE / 2, _FINE))


def _best(ink: Image.Image, angles: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """The angle at which rows differ most; of equal ones the least."""
    tried = sorted((round(float(angle), 2) for angle in angles), key=abs)
    return max(tried, key=lambda angle: _unevenness(ink, angle))


def _unevenness(ink: Image.Image, angle: float) -> float:
    turned = ink.rotate(-angle, Image.Resampling.BILINEAR)
    rows = np.asarray(turned).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())
