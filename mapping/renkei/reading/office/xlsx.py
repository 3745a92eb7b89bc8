"""Excel workbooks (Excelブック): .xlsx → text, a page for each sheet. ECMA-376 Part 1, 18."""

from __future__ import annotations

from renkei.reading.building import GridTooLargeError, TextBuilder, refused
from renkei.reading.extraction import Extraction
from renkei.reading.office.packages import Package, PackageError
from renkei.reading.office.sheets import write_sheet
from renkei.reading.office.workbooks import Workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Take the text out of an Excel workbook (Excelブックの読み取り)."""
    del file_sha256
    builder = TextBuilder(name, MEDIA_TYPE)
    try:
        book = Workbook(Package(data))
        if book.root is None:
            return refused(MEDIA_TYPE, name, "R015", reason="xl/workbook.xml")
        for sheet in book.sheets():
            write_sheet(builder, sheet)
    except (PackageError, GridTooLargeError) as error:
        return error.told(MEDIA_TYPE, name)
    if book.unformatted:
        builder.note("R024", count=str(len(book.unformatted)), words=book.unformatted[0])
    return builder.build()
