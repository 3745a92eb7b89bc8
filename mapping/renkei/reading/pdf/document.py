"""A PDF file (PDF文書): opened, read page by page, and what could not be read told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from renkei.reading.building import TextBuilder, refused
from renkei.reading.extraction import Extraction, Origin
from renkei.reading.layout.compose import compose
from renkei.reading.layout.sheet import Sheet
from renkei.reading.ocr.certainty import doubted
from renkei.reading.ocr.results import Unavailable
from renkei.reading.pdf.glyphs import text_layer
from renkei.reading.pdf.pictures import recognised
from renkei.reading.pdf.rulings import strokes
from renkei.reading.pdf.sheets import sheet

MEDIA_TYPE = "application/pdf"
PAGE_LIMIT = 1_000
"""How many pages a document may have: the longest agreement with its schedules has sixty."""
_STAMP = 20
"""So few glyphs on a picture that fills the page are a stamp or a page number, not its text."""
_FILLED = 0.5


@dataclass(slots=True)
class _Told:
    """The pages of which something is to be said."""

    scanned: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    lost: int = 0
    missing: Unavailable | None = None


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:  # noqa: ARG001  (the interface of readers)
    """Read a PDF (PDFの読み取り)."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        locked = pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD
        return refused(MEDIA_TYPE, name, "R033" if locked else "R034")
    try:
        return _read(document, name)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, name: str) -> Extraction:
    count = len(document)
    if count > PAGE_LIMIT:
        return refused(MEDIA_TYPE, name, "R035", pages=f"{count:,}", limit=f"{PAGE_LIMIT:,}")
    told = _Told()
    sheets = list(_sheets(document, told))
    if not any(one.glyphs for one in sheets):
        return _nothing(name, count, told)
    builder = TextBuilder(name, MEDIA_TYPE)
    compose(sheets, builder)
    _tell(builder, told)
    return doubted(builder.build(), name)


def _nothing(name: str, count: int, told: _Told) -> Extraction:
    """Why a document has no words at all."""
    if count and len(told.garbled) == count:
        return refused(MEDIA_TYPE, name, "R037")
    if told.missing is not None:
        values = {"what_ja": told.missing.ja, "what_en": told.missing.en}
        return refused(MEDIA_TYPE, name, "R030", origin=Origin.ENVIRONMENT, **values)
    if told.garbled:
        return refused(MEDIA_TYPE, name, "R037")
    if told.broken or not count:
        return refused(MEDIA_TYPE, name, "R034")
    return refused(MEDIA_TYPE, name, "R001")


def _sheets(document: pdfium.PdfDocument, told: _Told) -> Iterator[Sheet]:
    for at in range(len(document)):
        try:
            page = document[at]
        except pdfium.PdfiumError:
            told.broken.append(at + 1)
            yield Sheet(at + 1, 1.0, 1.0)
            continue
        try:
            yield _sheet(at + 1, page, told)
        except pdfium.PdfiumError:
            told.broken.append(at + 1)
            yield Sheet(at + 1, 1.0, 1.0)
        finally:
            page.close()


def _sheet(number: int, page: pdfium.PdfPage, told: _Told) -> Sheet:
    layer, drawn = text_layer(page), strokes(page)
    if layer.too_many:
        told.broken.append(number)
        return Sheet(number, page.get_width(), page.get_height())
    filled = drawn.pictures > _FILLED * page.get_width() * page.get_height()
    pictured = drawn.pictures > 0 and not layer.glyphs
    if layer.garbled:
        told.garbled.append(number)
    elif not pictured and not (filled and len(layer.glyphs) < _STAMP):
        told.lost += layer.lost
        return sheet(number, page, layer, drawn)
    scanned = recognised(number, page)
    if isinstance(scanned, Sheet):
        told.scanned.append(number)
        return scanned
    told.missing = scanned
    if layer.garbled or not layer.glyphs:
        told.unread.append(number)
        return Sheet(number, page.get_width(), page.get_height())
    told.unread.append(number)
    return sheet(number, page, layer, drawn)


def _tell(builder: TextBuilder, told: _Told) -> None:
    if told.unread and told.missing:
        missing = told.missing
        builder.note("R031", pages=_listed(told.unread), what_ja=missing.ja, what_en=missing.en)
    if told.garbled:
        builder.note("R036", pages=_listed(told.garbled))
    if told.broken:
        builder.note("R038", pages=_listed(told.broken))
    if told.scanned:
        builder.note("R032", pages=_listed(told.scanned))
    if told.lost:
        builder.note("R039", count=str(told.lost))


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10]))
    return shown + (" …" if len(pages) > 10 else "")  # noqa: PLR2004  (enough to find them)
