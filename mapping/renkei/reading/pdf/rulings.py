"""Ruling lines of a PDF page (罫線): straight strokes, sides of boxes, and thin filled boxes."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

DEPTH_LIMIT = 8
OBJECT_LIMIT = 200_000
_THIN = 3.0
_STRAIGHT = 1.0

_Point = tuple[float, float]


class Matrix(NamedTuple):
    """An affine transformation as PDF writes it (変換行列)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, point: _Point) -> _Point:
        """Where a point comes to stand."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def before(self, outer: Matrix) -> Matrix:
        """Apply this transformation first, then another one."""
        o = outer
        return Matrix(
            self.a * o.a + self.b * o.c,
            self.a * o.b + self.b * o.d,
            self.c * o.a + self.d * o.c,
            self.c * o.b + self.d * o.d,
            self.e * o.a + self.f * o.c + o.e,
            self.e * o.b + self.f * o.d + o.f,
        )


@dataclass(slots=True)
class Strokes:
    """Straight pieces of lines of a page, and how much of it pictures cover."""

    pieces: list[tuple[_Point, _Point]] = field(default_factory=list)
    pictures: float = 0.0
    seen: int = 0


def strokes(page: pdfium.PdfPage) -> Strokes:
    """Every straight piece that a page draws, also inside forms, and the area of its pictures."""
    found = Strokes()
    for at in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
        _visit(pdfium_c.FPDFPage_GetObject(page.raw, at), Matrix(), 0, found)
    return found


def _visit(drawn: object, outer: Matrix, depth: int, found: Strokes) -> None:
    found.seen += 1
    if found.seen > OBJECT_LIMIT or depth > DEPTH_LIMIT or not drawn:
        return
    kind = pdfium_c.FPDFPageObj_GetType(drawn)
    if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        found.pieces.extend(_pieces(drawn, _matrix(drawn).before(outer)))
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        inside = _matrix(drawn).before(outer)
        area = abs(inside.a * inside.d - inside.b * inside.c)
        found.pictures += area if math.isfinite(area) else 0.0
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
        inside = _matrix(drawn).before(outer)
        for at in range(pdfium_c.FPDFFormObj_CountObjects(drawn)):
            _visit(pdfium_c.FPDFFormObj_GetObject(drawn, at), inside, depth + 1, found)


def _matrix(drawn: object) -> Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(drawn, ctypes.byref(raw)):
        return Matrix()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _pieces(drawn: object, matrix: Matrix) -> Iterator[tuple[_Point, _Point]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke))
    for path in _subpaths(drawn, matrix):
        if stroke.value:
            yield from pairwise(path)
        elif fill.value and (piece := _thin(path)):
            yield piece


def _subpaths(drawn: object, matrix: Matrix) -> Iterator[list[_Point]]:
    path: list[_Point] = []
    for at in range(min(pdfium_c.FPDFPath_CountSegments(drawn), OBJECT_LIMIT)):
        segment = pdfium_c.FPDFPath_GetPathSegment(drawn, at)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind != pdfium_c.FPDF_SEGMENT_LINETO and path:
            yield path
            path = []
        point = _point(segment, matrix)
        if kind != pdfium_c.FPDF_SEGMENT_BEZIERTO and point:
            path.append(point)
        if path and pdfium_c.FPDFPathSegment_GetClose(segment):
            path.append(path[0])
    if path:
        yield path


def _point(segment: object, matrix: Matrix) -> _Point | None:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    point = matrix.apply((x.value, y.value))
    return point if all(map(math.isfinite, point)) else None


def _thin(path: list[_Point]) -> tuple[_Point, _Point] | None:
    """The line that a thin filled box draws."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low <= _THIN and right - left > high - low:
        return (left, (low + high) / 2), (right, (low + high) / 2)
    if right - left <= _THIN and high - low > right - left:
        return ((left + right) / 2, low), ((left + right) / 2, high)
    return None


def is_flat(piece: tuple[_Point, _Point]) -> bool:
    """Whether a piece runs from left to right."""
    return abs(piece[0][1] - piece[1][1]) <= _STRAIGHT


def is_steep(piece: tuple[_Point, _Point]) -> bool:
    """Whether a piece runs up or down."""
    return abs(piece[0][0] - piece[1][0]) <= _STRAIGHT
