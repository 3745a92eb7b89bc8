"""OpenDocument texts (OpenDocument文書): .odt → text. OpenDocument 1.3 Part 3."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.building import GRID_LIMIT, Cell, GridTooLargeError, TextBuilder, refused
from renkei.reading.extraction import Extraction
from renkei.reading.office.odf_lists import ListNumbers
from renkei.reading.office.odf_words import PARAGRAPHS, OdfWords
from renkei.reading.office.opendocument import (
    TABLE,
    TEXT,
    OpenDocument,
    count,
    own_cells,
    own_parts,
)
from renkei.reading.office.packages import PackageError
from renkei.reading.wording import Words

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_MOST_REPEATED = 1000
_MOST_SPANNED = 99_999


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Take the text out of an OpenDocument text (OpenDocument文書の読み取り)."""
    del file_sha256
    try:
        document = OpenDocument.of(data)
        body = document.body("text")
        if body is None:
            return refused(MEDIA_TYPE, name, "R015", reason="content.xml")
        words = OdfWords(document.hidden("text", f"{TEXT}display", "none"))
        reader = _OdtReader(TextBuilder(name, MEDIA_TYPE), ListNumbers.of(document.roots()), words)
        reader.read(body)
    except (PackageError, GridTooLargeError) as error:
        return error.told(MEDIA_TYPE, name)
    return reader.finish(document)


@dataclass(slots=True)
class _OdtReader:
    builder: TextBuilder
    lists: ListNumbers
    words: OdfWords
    numbers: list[str] = field(default_factory=list)
    insertions: int = 0
    _paragraph: int = 0
    _tables: int = 0

    def read(self, body: etree._Element) -> None:
        """Take in the body of the document; sections, lists and frames are opened."""
        walk = etree.iterwalk(body, events=("start",))
        for _, element in walk:
            if element.tag in PARAGRAPHS:
                self._block(element)
            elif element.tag == f"{TABLE}table":
                self._table(element)
            elif element.tag == f"{TEXT}tracked-changes":
                self._changes(element)
            elif element.tag == f"{TEXT}list":
                self._begin_list(element)
                continue
            elif element.tag in {f"{TEXT}table-of-content", f"{TEXT}alphabetical-index"}:
                self._contents(element)
            else:
                continue
            walk.skip_subtree()
        for note in self.words.notes:
            for paragraph in note.iter(*PARAGRAPHS):
                self.builder.gap()
                self.builder.line(self.words.of(paragraph), f"note={note.get(f'{TEXT}id', '')}")

    def finish(self, document: OpenDocument) -> Extraction:
        """Add what stands around the body, and tell what was computed."""
        document.tell_running_heads(self.builder)
        if self.numbers:
            self.builder.note("R022", count=str(len(self.numbers)), words=self.numbers[0].strip())
        if self.insertions:
            self.builder.note("R023", count=str(self.insertions))
        return self.builder.build()

    def _block(self, paragraph: etree._Element) -> None:
        self._paragraph += 1
        place = f"paragraph={self._paragraph}"
        words = self._numbered(paragraph)
        self.builder.gap()
        if words.text.strip() or words.omitted:
            self.builder.line(words, place)

    def _contents(self, element: etree._Element) -> None:
        """A table of contents is text that the reader of the document sees."""
        for paragraph in element.iter(*PARAGRAPHS):
            self._block(paragraph)

    def _changes(self, changes: etree._Element) -> None:
        for deletion in changes.iter(f"{TEXT}deletion"):
            paragraphs = deletion.iter(*PARAGRAPHS)
            words = " ".join("".join(each.itertext()) for each in paragraphs)
            self.builder.omit(" ".join(words.split()), "deleted")
        self.insertions += sum(1 for _ in changes.iter(f"{TEXT}insertion"))

    # --- lists

    def _begin_list(self, element: etree._Element) -> None:
        depth, style = _list_place(element)
        goes_on = (
            element.get(f"{TEXT}continue-numbering") == "true"
            or element.get(f"{TEXT}continue-list") is not None
        )
        self.lists.begin(style, depth, goes_on=goes_on)

    def _numbered(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph behind its number."""
        words = Words()
        number = self._number(paragraph)
        if number:
            self.numbers.append(number)
            words.add(number)
        words.extend(self.words.of(paragraph))
        return words

    def _number(self, paragraph: etree._Element) -> str | None:
        item = paragraph.getparent()
        if item is not None and item.tag == f"{TEXT}list-item":
            if next(item.iterchildren(*PARAGRAPHS), None) is not paragraph:
                return None
            depth, style = _list_place(item)
            return self.lists.next(style, depth, item.get(f"{TEXT}start-value"))
        if paragraph.tag == f"{TEXT}h" and paragraph.get(f"{TEXT}is-list-header") != "true":
            level = paragraph.get(f"{TEXT}outline-level", "1")
            return self.lists.next("/outline", int(level) if level in set("123456789") else 1)
        return None

    # --- tables

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        lines: list[list[Cell | None]] = []
        places = 0
        for number, row in enumerate(own_parts(table, "table-row"), start=1):
            line: list[Cell | None] = []
            for at, cell in enumerate(own_cells(row), start=1):
                words = self._cell(cell)
                place = f"table={self._tables};row={number};cell={at}"
                repeated = count(cell, f"{TABLE}number-columns-repeated", most=_MOST_REPEATED)
                places += repeated
                if places > GRID_LIMIT:
                    raise GridTooLargeError(places)
                line.extend(_laid(cell, words, place) for _ in range(repeated))
            lines.append(line)
        _bound_rows(lines)
        self.builder.gap()
        for line in lines:
            self.builder.row(line)
        self.builder.gap()

    def _cell(self, cell: etree._Element) -> Words:
        words = Words()
        for paragraph in cell.iter(*PARAGRAPHS):
            if any(each.tag in PARAGRAPHS for each in paragraph.iterancestors()):
                continue
            if words.text:
                words.add("\n")
            words.extend(self._numbered(paragraph))
        return words


def _laid(cell: etree._Element, words: Words, place: str) -> Cell | None:
    if cell.tag == f"{TABLE}covered-table-cell":
        return None
    return Cell(
        words,
        place,
        rows=count(cell, f"{TABLE}number-rows-spanned", most=_MOST_SPANNED),
        columns=count(cell, f"{TABLE}number-columns-spanned", most=_MOST_SPANNED),
    )


def _bound_rows(lines: list[list[Cell | None]]) -> None:
    for at, line in enumerate(lines):
        for cell in line:
            if cell is not None:
                cell.rows = min(cell.rows, len(lines) - at)


def _list_place(element: etree._Element) -> tuple[int, str]:
    """The depth of a list or of an item, and the style that holds for it."""
    lists = [each for each in (element, *element.iterancestors()) if each.tag == f"{TEXT}list"]
    styles = (each.get(f"{TEXT}style-name") for each in lists)
    return len(lists), next((style for style in styles if style), "")
