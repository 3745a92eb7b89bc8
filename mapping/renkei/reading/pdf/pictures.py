"""Pages of a PDF that are pictures (画像のページ): drawn, and given to character recognition."""

from __future__ import annotations

import pypdfium2 as pdfium

from renkei.reading.layout.sheet import Sheet
from renkei.reading.ocr import unavailable
from renkei.reading.ocr.results import Unavailable

DPI = 300
"""Drawn finer than it is recognised, so that thin rules stay dark."""
PIXELS = 40_000_000
_POINTS = 72


def recognised(number: int, page: pdfium.PdfPage) -> Sheet | Unavailable:
    """Read the picture of a page; a page that is larger than A2 is drawn in fewer dots."""
    missing = unavailable()
    if missing is not None:
        return missing
    from renkei.reading.ocr.page import sheet_of  # noqa: PLC0415  (an extra: loaded where it is there)

    area = max(1.0, page.get_width() * page.get_height())
    zoom = min(DPI / _POINTS, (PIXELS / area) ** 0.5)
    picture = page.render(scale=zoom, grayscale=True).to_pil()
    try:
        return sheet_of(number, picture, 1 / zoom)
    except RuntimeError as fault:
        reason = str(fault)[:100]
        return Unavailable(
            f"文字認識の失敗（{reason}）", f"a run of Tesseract that ends ({reason})"
        )
