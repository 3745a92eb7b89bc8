"""OpenDocument spreadsheets (OpenDocument表計算): .ods → text, a page for each sheet. OpenDocument 1.3 Part 3, 9."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from renkei.model.source import Omission
from renkei.reading.building import GridTooLargeError, TextBuilder, refused
from renkei.reading.extraction import Extraction
from renkei.reading.office.odf_cells import CellWords, paragraphs_of
from renkei.reading.office.odf_sheets import SheetReader
from renkei.reading.office.odf_words import PARAGRAPHS, OdfWords
from renkei.reading.office.opendocument import OFFICE, TABLE, TEXT, OpenDocument, flat_text
from renkei.reading.office.packages import PackageError
from renkei.reading.office.sheets import Sheet, write_sheet

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_WRITTEN_ANEW = (f"{TABLE}insertion", f"{TABLE}cell-content-change")
_PENDING = "pending"


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Take the text out of an OpenDocument spreadsheet (OpenDocument表計算の読み取り)."""
    del file_sha256
    builder = TextBuilder(name, MEDIA_TYPE)
    try:
        document = OpenDocument.of(data)
        body = document.body("spreadsheet")
        if body is None:
            return refused(MEDIA_TYPE, name, "R015", reason="content.xml")
        cells = CellWords(OdfWords(document.hidden("text", f"{TEXT}display", "none")))
        hidden = document.hidden("table", f"{TABLE}display", "false")
        _OdsReader(builder, cells, hidden).read(body)
    except (PackageError, GridTooLargeError) as error:
        return error.told(MEDIA_TYPE, name)
    document.tell_running_heads(builder)
    return builder.build()


@dataclass(slots=True)
class _OdsReader:
    builder: TextBuilder
    cells: CellWords
    hidden_sheets: frozenset[str]

    def read(self, body: etree._Element) -> None:
        """Take in the sheets in the order of their tabs, and tell what is no sheet."""
        for part in body:
            if part.tag == f"{TABLE}table":
                self._sheet(part)
            elif part.tag == f"{TABLE}tracked-changes":
                self._changes(part)
            elif part.tag == f"{TABLE}content-validations":
                self.builder.omit(flat_text(part), "form")
            else:
                self.builder.omit(paragraphs_of(part), "hidden")
        for note in self.cells.words.notes:
            for paragraph in note.iter(*PARAGRAPHS):
                self.builder.gap()
                place = f"note={note.get(f'{TEXT}id', '')}"
                self.builder.line(self.cells.words.of(paragraph), place)
        values = self.cells.unformatted
        if values:
            self.builder.note("R024", count=str(len(values)), words=values[0])

    def _sheet(self, table: etree._Element) -> None:
        is_hidden = table.get(f"{TABLE}style-name") in self.hidden_sheets
        reader = SheetReader(Sheet(table.get(f"{TABLE}name", ""), is_hidden), self.cells)
        reader.read(table)
        write_sheet(self.builder, reader.sheet)
        self._tell(reader.beside)

    def _changes(self, changes: etree._Element) -> None:
        """Tell what cells held before they were changed, and how many changes wait for a word."""
        for cell in changes.iter(f"{TABLE}change-track-table-cell"):
            words = self.cells.of(cell)
            self.builder.omit(words.cell().text, "deleted")
            self._tell(words.omitted)
        for comment in changes.iter(f"{OFFICE}change-info"):
            self.builder.omit(paragraphs_of(comment), "comment")
        states = (
            each.get(f"{TABLE}acceptance-state", _PENDING) for each in changes.iter(*_WRITTEN_ANEW)
        )
        pending = sum(1 for state in states if state == _PENDING)
        if pending:
            self.builder.note("R023", count=str(pending))

    def _tell(self, omitted: Iterable[Omission]) -> None:
        for each in omitted:
            self.builder.omit(each.text, each.kind)
