"""The text layer of a PDF page (文字情報): its glyphs with their places, upright."""

from __future__ import annotations

import ctypes
import math
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from statistics import median_high

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from renkei.reading.layout.sheet import Box, Glyph

GLYPH_LIMIT = 100_000
"""How many glyphs a page may have: a full page of a newspaper has a fifth of it."""
_GARBLED = 0.1
_LATIN = 0.4
_FEW = 20


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The glyphs of a page (文字情報), with boxes as PDF counts them, from the bottom.

    `angle` is the direction of most of them in quarter turns; `lost` counts glyphs of which the
    file does not say what letter they are.
    """

    glyphs: tuple[Glyph, ...]
    angle: int
    lost: int
    too_many: bool = False

    @property
    def garbled(self) -> bool:
        """Whether the layer is no text: letters that the file does not name, or mojibake."""
        count = sum(not glyph.text.isspace() for glyph in self.glyphs)
        if self.lost > _GARBLED * (count + self.lost):
            return True
        latin = sum("\u0080" <= glyph.text <= "\u00ff" for glyph in self.glyphs)
        return count > _FEW and latin > _LATIN * count


def text_layer(page: pdfium.PdfPage) -> TextLayer:
    """Read the text layer of a page; spaces that PDFium adds are left out."""
    text_page = page.get_textpage()
    try:
        return _layer(text_page.raw)
    finally:
        text_page.close()


def _layer(raw: object) -> TextLayer:
    count = pdfium_c.FPDFText_CountChars(raw)
    glyphs: list[Glyph] = []
    angles: Counter[int] = Counter()
    sizes: list[float] = []
    lost = 0
    for at in range(min(count, GLYPH_LIMIT)):
        if pdfium_c.FPDFText_IsGenerated(raw, at) == 1:
            continue
        code = pdfium_c.FPDFText_GetUnicode(raw, at)
        if _is_lost(raw, at, code):
            lost += 1
            continue
        box = _box(raw, at)
        if box is None:
            continue
        glyphs.append(Glyph(chr(code), box))
        sizes.append(pdfium_c.FPDFText_GetFontSize(raw, at))
        if not chr(code).isspace():
            angles[round(pdfium_c.FPDFText_GetCharAngle(raw, at) / (math.pi / 2)) % 4] += 1
    angle = max(angles, key=lambda turn: (angles[turn], -turn)) if angles else 0
    return TextLayer(_joined(_widened(glyphs, sizes)), angle, lost, count > GLYPH_LIMIT)


def _is_lost(raw: object, at: int, code: int) -> bool:
    if pdfium_c.FPDFText_HasUnicodeMapError(raw, at) == 1 or code in {0, 0xFFFD, 0xFFFE, 0xFFFF}:
        return True
    return code > sys.maxunicode or (
        unicodedata.category(chr(code)) in {"Cc", "Co", "Cn"}
        and (code not in {0x09, 0x0A, 0x0D, 0x02})
    )


def _widened(glyphs: list[Glyph], sizes: list[float]) -> list[Glyph]:
    """Glyphs of full width with boxes of full width.

    Where a font says nothing of its height PDFium gives the ink of a letter, and 口 or 日 would seem
    to stand between spaces. How large a full width is follows from the other letters of the page.
    """
    scales = [
        glyph.box.width / size
        for glyph, size in zip(glyphs, sizes, strict=True)
        if size > 0 and _is_wide(glyph)
    ]
    scale = median_high(scales) if scales else 0.0
    return [
        glyph._replace(box=_grown(glyph.box, scale * size)) if _is_wide(glyph) else glyph
        for glyph, size in zip(glyphs, sizes, strict=True)
    ]


def _is_wide(glyph: Glyph) -> bool:
    return unicodedata.east_asian_width(glyph.text) == "W" and glyph.text.isalpha()


def _grown(box: Box, em: float) -> Box:
    x, y = box.center
    width, height = max(box.width, em) / 2, max(box.height, em) / 2
    return Box(x - width, y - height, x + width, y + height)


def _joined(glyphs: list[Glyph]) -> tuple[Glyph, ...]:
    """Glyphs with halves of surrogate pairs put together; line ends and tabs are places, no glyphs."""
    made: list[Glyph] = []
    for glyph in glyphs:
        if "\udc00" <= glyph.text <= "\udfff" and made and "\ud800" <= made[-1].text <= "\udbff":
            pair = (made[-1].text + glyph.text).encode("utf-16", "surrogatepass").decode("utf-16")
            made[-1] = made[-1]._replace(text=pair)
        elif glyph.text not in "\t\n\r\x02":
            made.append(glyph)
    return tuple(glyph for glyph in made if not "\ud800" <= glyph.text <= "\udfff")


def _box(raw: object, at: int) -> Box | None:
    loose = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFText_GetLooseCharBox(raw, at, ctypes.byref(loose)):
        return None
    box = Box(loose.left, loose.bottom, loose.right, loose.top)
    if not all(math.isfinite(edge) for edge in box):
        return None
    return Box(min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
