"""Pages that the tests make (試験用の紙面): PDF by reportlab; those of a browser come from `benchmarks/scans.py`."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, DOWN = "HeiseiMin-W3", "HeiseiKakuGo-W5"
A4 = (595.0, 842.0)


def canvas() -> tuple[Canvas, BytesIO]:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = BytesIO()
    made = Canvas(file, pagesize=A4, invariant=1)
    made.setFont(FONT, 10.5)
    return made, file


def printed(pages: Sequence[Sequence[tuple[float, float, str]]], *, size: float = 10.5) -> bytes:
    """Words at places counted from the top left corner, page by page."""
    made, file = canvas()
    for page in pages:
        made.setFont(FONT, size)
        for x, y, words in page:
            made.drawString(x, A4[1] - y, words)
        made.showPage()
    made.save()
    return file.getvalue()
